"""Documents held to the code: what they name exists, and what exists is named."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from bot import exits
from bot.core.errors import Problem
from bot.core.hours import WEEK
from bot.core.matcher import rank
from bot.core.offers import Dates
from bot.files import models
from bot.files.conditions import WORDS
from bot.files.hours import ALWAYS, DAYS
from bot.files.loader import examine, load
from bot.options import parser
from bot.settings import LISTEN, Settings

ROOT = Path(__file__).parents[2]
#: Not ours, or made by our tools.
NOT_READ = {"build", "dist", "var", "node_modules", "__pycache__"}
TEXTS = {"", ".cfg", ".css", ".html", ".js", ".json", ".md", ".po", ".pot", ".py", ".toml", ".txt", ".yaml", ".yml"}
PARTS = ["Context", "Choice", "Rejected", "Consequence"]
#: Model -> the part of the format's document that must name its keys.
SECTIONS: dict[type[models.Model], str] = {
    models.QuestionModel: "questions.yaml",
    models.OptionModel: "questions.yaml",
    models.PlaceModel: "places.yaml",
    models.GroupModel: "groups.yaml",
    models.SourceModel: "programmes/",
    models.SeasonModel: "programmes/",
    models.AmountModel: "programmes/",
    models.OfferModel: "programmes/",
    models.ProgrammeModel: "programmes/",
    models.FactModel: "contacts.yaml",
    models.PhoneModel: "contacts.yaml",
    models.BodyModel: "contacts.yaml",
    models.ContactModel: "contacts.yaml",
    models.ContactsModel: "contacts.yaml",
    models.DangerModel: "crisis.yaml",
    models.DangersModel: "crisis.yaml",
    models.PersonaModel: "personas/",
}
RANGES = ("18..64", "60+", "..17", "26")
README = (ROOT / "README.md").read_text()
GUIDE = (ROOT / "offers" / "README.md").read_text()
COMMANDS = (ROOT / "docs" / "commands.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
FORMAT = (ROOT / "docs" / "catalogue-format.md").read_text()


def texts() -> list[Path]:
    """Every text of the project, without what tools and editors put beside it."""
    tops = [top for top in ROOT.iterdir() if not hidden(top.relative_to(ROOT))]
    inside = [path for top in tops for path in (top, *top.rglob("*")) if not hidden(path.relative_to(ROOT))]
    return sorted(path for path in inside if path.is_file() and path.suffix in TEXTS)


def hidden(path: Path) -> bool:
    return any(part in NOT_READ or (part.startswith(".") and part not in (".ci", ".github")) for part in path.parts)


DOCUMENTS = [path for path in texts() if path.suffix == ".md"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code(document: str) -> str:
    """Everything a document sets as code: fenced blocks and words between backticks."""
    fenced = re.findall(r"^```.*?^```", document, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", document, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`[^`\n]+`", prose)])


def section(document: str, heading: str) -> str:
    """The text under the heading that begins with these words, up to the next one of the same depth."""
    found = re.search(rf"^(#+) {re.escape(heading)}.*?(?=^\1 |\Z)", document, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[0]


@cache
def anchors(path: Path) -> frozenset[str]:
    """The names by which other pages link to the headings of this one, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings)


@cache
def commands() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions  # noqa: SLF001 -- argparse has no public way to list commands
    (found,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
    return dict(found.choices)


def options(command: str) -> set[str]:
    actions = commands()[command]._actions  # noqa: SLF001 -- nor to list options
    return {option for action in actions for option in action.option_strings if option.startswith("--")} - {"--help"}


def settings_of_the_code() -> set[str]:
    tree = ast.parse((ROOT / "bot" / "settings.py").read_text())
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {string for string in strings if re.fullmatch(r"BOT_[A-Z_]+", string)}


def test_every_command_has_its_section() -> None:
    headings = re.findall(r"^## ([a-z]+)$", COMMANDS, re.MULTILINE)
    assert headings == list(commands())


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_stands_in_its_section(command: str) -> None:
    beginning = COMMANDS.split("## ", maxsplit=1)[0]
    told = code(beginning + section(COMMANDS, command))
    assert {option for option in options(command) if not re.search(rf"{option}\b", told)} == set()


@pytest.mark.parametrize("command", commands())
def test_no_section_names_an_option_that_its_command_does_not_have(command: str) -> None:
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section(COMMANDS, command)))
    assert told <= options(command)


def test_every_exit_code_stands_in_one_table() -> None:
    known = {value for name, value in vars(exits).items() if name.isupper()}
    told = re.findall(r"^\| (\d+) \|", section(OPERATIONS, "Exit codes"), re.MULTILINE)
    assert sorted(map(int, told)) == sorted(known)


def test_every_line_of_the_log_that_the_guide_explains_is_one_the_program_writes() -> None:
    rows = re.findall(r"^\| (`.+?) \| ", section(OPERATIONS, "A resident got no answer"), re.MULTILINE)
    lines = [line for row in rows for line in re.findall(r"`(.+?)`", row)]
    written = "\n".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))
    assert len(lines) > len(rows) > 1
    for line in lines:
        words = re.escape(re.sub(r"(: | \()\.\.\.\)?$", "", line)).replace(r"\ N", r"\ %[ds]")
        assert re.search(words, written), line


def test_the_readme_lists_every_command_and_where_it_is_told() -> None:
    listed = re.findall(r"^\| \[`([a-z]+)`\]\(docs/commands\.md#([a-z]+)\) \|", README, re.MULTILINE)
    assert sorted(listed) == sorted((command, command) for command in commands())


def test_the_table_of_settings_is_the_one_of_the_code() -> None:
    table = re.findall(r"^\| `(BOT_[A-Z_]+)` \|", SETTINGS, re.MULTILINE)
    assert len(table) == len(set(table))
    assert set(table) == settings_of_the_code()


def test_the_table_of_settings_tells_the_defaults() -> None:
    table = dict(re.findall(r"^\| `(BOT_[A-Z_]+)` \| `?([^|`]+?)`? +?\|", SETTINGS, re.MULTILINE))
    table |= dict(re.findall(r"^\| `(BOT_[A-Z_]+)` \| `([^|`]+)` \|", SETTINGS, re.MULTILINE))
    defaults = Settings.from_environment({})
    assert table["BOT_KEEP_HOURS"] == str(defaults.kept_hours)
    assert table["BOT_LANGUAGE"] == defaults.default_language
    assert table["BOT_DATABASE_URL"] == defaults.database_url
    assert table["BOT_LOG"] == defaults.log
    assert table["BOT_BACKUP_DAYS"] == str(defaults.backup_days)
    nothing = {name for name, default in table.items() if default == "none"}
    files = {"BOT_TOKEN_FILE", "BOT_DATABASE_URL_FILE", "BOT_WEBHOOK_SECRET_FILE"}
    hooked = {"BOT_WEBHOOK_URL", "BOT_WEBHOOK_SECRET", "BOT_WORKER"}
    assert nothing == {"BOT_TOKEN", "BOT_SECRET", "BOT_OPERATOR", "BOT_STAFF", "BOT_STAFF_CHAT", *files, *hooked}
    assert table["BOT_WEBHOOK_LISTEN"] == LISTEN


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_a_document_names_only_settings_that_exist(path: Path) -> None:
    assert set(re.findall(r"\bBOT_[A-Z_]+\b", path.read_text())) <= settings_of_the_code()


@pytest.mark.parametrize("word", [*WORDS, *RANGES])
@pytest.mark.parametrize("document", [GUIDE, FORMAT], ids=["guide", "format"])
def test_every_kind_of_condition_is_told(document: str, word: str) -> None:
    edges = (r"(?<![\w.])", r"(?![\w.])")
    assert re.search(edges[0] + re.escape(word) + edges[1], code(document))


def test_every_model_of_the_files_has_its_part_of_the_format() -> None:
    written = {
        model
        for _, model in inspect.getmembers(models, inspect.isclass)
        if issubclass(model, models.Model) and model not in (models.Model, models.SharedModel)
    }
    assert written == set(SECTIONS)


@pytest.mark.parametrize(
    ("model", "key"),
    [(model, field.alias or name) for model in SECTIONS for name, field in model.model_fields.items()],
    ids=lambda value: value if isinstance(value, str) else str(value.__name__),
)
def test_every_key_of_the_files_stands_in_the_format(model: type[models.Model], key: str) -> None:
    part = section(FORMAT, SECTIONS[model])
    assert re.search(rf"(?<!\w){key}(?=:|`)", code(part))


def test_the_guide_names_every_day_of_the_week_and_the_words_for_always() -> None:
    assert len(DAYS) == WEEK
    assert [day for day in (*DAYS, ALWAYS) if f"`{day}`" not in GUIDE] == []


def test_the_guide_tells_the_order_of_results_in_as_many_steps_as_the_code() -> None:
    (returned,) = (node for node in ast.walk(ast.parse(inspect.getsource(rank))) if isinstance(node, ast.Return))
    assert isinstance(returned.value, ast.Tuple)
    steps = re.findall(r"^\d+\. ", section(GUIDE, "W jakiej kolejności"), re.MULTILINE)
    # What does not fit is never shown, so the code has one step more than people see.
    assert len(steps) == len(returned.value.elts) - 1


@pytest.fixture
def with_examples(tmp_path: Path) -> Path:
    """Give a copy of the catalogue with every example of the guide copied in."""
    folder = tmp_path / "offers"
    shutil.copytree(ROOT / "offers", folder)
    examples = re.findall(r"<!-- przykład: (\S+) -->\n```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(examples) == len({name for name, _ in examples}) > 1
    for name, example in examples:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(example)
    return folder


def test_the_examples_of_the_guide_can_be_copied_into_the_catalogue(with_examples: Path) -> None:
    assert _told(examine(with_examples)[1]) == _told(examine(ROOT / "offers")[1])


def test_the_permanent_service_of_the_guide_has_every_part_such_a_service_may_have(with_examples: Path) -> None:
    catalogue = load(with_examples)
    added = catalogue.offers.keys() - load(ROOT / "offers").offers.keys()
    (offer,) = (catalogue.offers[id_] for id_ in added if catalogue.offers[id_].programme.dates == Dates())
    assert all((offer.papers, offer.steps, offer.seasons, offer.amounts, offer.own_sources))
    served = [point for point in catalogue.contacts.values() if offer.body in point.bodies]
    assert any(catalogue.served[point.id] & catalogue.ready[offer.id].area for point in served)
    for key in ("papers", "steps", "season", "amounts", "sources"):
        assert f"\n| `{key}` |" in GUIDE


def _told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.where.file, problem.code, str(problem.values)) for problem in problems]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_inside_the_project_leads_somewhere(path: Path) -> None:
    for link, part in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?[^)]*\)", path.read_text()):
        if not link.startswith(("https://", "http://")):
            found = path.parent / link if link else path
            assert found.exists(), link
            assert not part or part in anchors(found), f"{link}#{part}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_make_target_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", code(path.read_text()))) <= targets


def test_every_decision_stands_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"^\| \[\d+\]\((.+?)\) \|", (folder / "README.md").read_text(), re.MULTILINE) == pages
    for page in pages:
        written = (folder / page).read_text()
        assert written.startswith(f"# {page[:4]} ")
        assert re.findall(r"^\*\*(\w+)\.\*\*", written, re.MULTILINE) == [
            "Context",
            "Choice",
            "Rejected",
            "Consequence",
        ]


def test_no_text_names_a_folder_of_one_machine_or_the_address_of_a_package_index() -> None:
    forbidden = re.compile(r"(?<![\w.*/-])/(?:work|farm|root)(?:/|\b(?=[\s\"'`)]))|pypi\.org|pythonhosted\.org")
    # Some broken catalogues are saved in other encodings on purpose; what is sought is plain ASCII.
    found = {named(path): forbidden.findall(path.read_text(encoding="utf-8", errors="replace")) for path in texts()}
    assert {path: told for path, told in found.items() if told} == {}
