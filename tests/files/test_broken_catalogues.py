"""Catalogues broken in one way each: every fault is told with its file, line and column, and in words that help.

`tests/broken/_good` is a small catalogue without a fault. Every other folder there is called by its fault and holds
only the files that differ, and `expected.txt`: for each problem a line `file:line:column code` and, under it, what
staff read in Polish: what is wrong and what to type.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, Level, Place, Problem
from bot.files.loader import examine, load
from bot.files.models import TextModel
from bot.files.raw import MOST_BYTES
from bot.files.reader import MOST_NODES, Document
from bot.files.validate import CODES, validate
from bot.resources import folder
from bot.text.problems import GUIDE, KNOWN, LEVELS, NEAR, SAID, SPECIAL, UTF8, as_json, line, sentence
from bot.text.words import Words, languages, load_words

BROKEN = Path(__file__).parents[1] / "broken"
GOOD = BROKEN / "_good"
FAULTS = sorted(path.name for path in BROKEN.iterdir() if path.is_dir() and path != GOOD)
SOURCES = sorted((Path(__file__).parents[2] / "bot" / "files").glob("*.py"))
ENGLISH, POLISH = (load_words(folder("locales"), language) for language in ("en", "pl"))
TODAY = date(2026, 11, 22)
#: Words of the trade that nobody in a town hall should have to know.
JARGON = re.compile(
    r"mapping|sequence|scalar|yaml|node|pars[ei]|token|string|boolean|integer|traceback|exception|python|regex|syntax"
    r"|schema|\bgit\b|mapowani|sekwencj|skalar|łańcuch|wyjątek|składni",
    re.IGNORECASE,
)

#: Errors of values and rules that are looked at when somebody checks, not whenever the bot reads its files.
LOOKED_AT_LONGER = {
    "phone",
    "phone-costs",
    "email",
    "website",
    "future-day",
    "group-nobody",
    "asked-nobody",
    "offer-nobody",
}
#: A code has at least two parts, or is one of a few single words.
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+|phone|email|website")

Told = tuple[Problem, ...]


@cache
def examined(fault: str) -> tuple[Catalogue | None, Told]:
    """Lay a fault over the good catalogue and examine that, once for all tests."""
    with tempfile.TemporaryDirectory() as name:
        return examine(overlay(fault, Path(name)), TODAY)


def told(fault: str) -> Told:
    """Give what is told of a fault."""
    return examined(fault)[1]


def overlay(fault: str, path: Path) -> Path:
    """Copy the good catalogue and lay a fault over it."""
    shutil.copytree(GOOD, path, dirs_exist_ok=True)
    if fault:
        shutil.copytree(BROKEN / fault, path, dirs_exist_ok=True)
    return path


def shown(problems: Told) -> list[str]:
    """Write problems as `expected.txt` does."""
    return [f"{p.where.file}:{p.where.line}:{p.where.column} {p.code}" for p in problems]


def expected(problems: Told) -> list[str]:
    """Write problems with their Polish sentences, as `expected.txt` does."""
    said = [sentence(problem, POLISH) for problem in problems]
    places = shown(problems)
    return [
        part for place, (message, hint) in zip(places, said, strict=True) for part in (place, f"  {message}  {hint}")
    ]


def all_told() -> list[Problem]:
    """Give every problem of every fault."""
    return [problem for fault in FAULTS for problem in told(fault)]


def spoken() -> list[str]:
    """Give every sentence there is, in English."""
    said = [part for pair in (*SAID.values(), *SPECIAL.values()) for part in pair]
    return [*LEVELS.values(), NEAR, KNOWN, UTF8, GUIDE, *said]


def placeholders(text: str) -> set[str]:
    """Give the names of the values a sentence takes."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_good_catalogue_has_no_problem() -> None:
    catalogue, problems = examine(GOOD)
    assert problems == ()
    assert catalogue is not None
    assert len(catalogue.offers) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_where_it_stands_and_in_plain_polish(fault: str) -> None:
    assert expected(told(fault)) == (BROKEN / fault / "expected.txt").read_text().splitlines()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stands_inside_its_file(fault: str) -> None:
    for problem in told(fault):
        lines = (overlayed(fault, problem.where.file)).read_bytes().decode("utf-8", "replace").split("\n")
        assert problem.where.line <= len(lines)
        assert problem.where.column <= len(lines[problem.where.line - 1]) + 1


def overlayed(fault: str, file: str) -> Path:
    """Give the file that counts: the one of the fault, else the good one."""
    own = BROKEN / fault / file
    return own if own.exists() else GOOD / file


def test_a_broken_catalogue_is_never_used() -> None:
    for fault in FAULTS:
        errors = [problem for problem in told(fault) if problem.level is Level.ERROR]
        only_examples = all(problem.where.file.startswith("personas/") for problem in errors)
        assert (examined(fault)[0] is not None) == only_examples, fault


def test_the_bot_refuses_what_the_check_tells_of_files_that_do_not_fit_together(tmp_path: Path) -> None:
    for fault in FAULTS:
        refused: Told = ()
        try:
            load(overlay(fault, tmp_path / fault))
        except BadCatalogueError as error:
            refused = error.problems
        broken = tuple(
            problem
            for problem in told(fault)
            if problem.level is Level.ERROR
            and problem.code not in LOOKED_AT_LONGER
            and not problem.where.file.startswith("personas/")
        )
        assert sorted(shown(refused)) == sorted(shown(broken)), fault


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    overlay("", tmp_path)
    (tmp_path / "crisis.yaml").write_text("#" * MOST_BYTES + "\n")
    assert shown(examine(tmp_path)[1]) == ["crisis.yaml:0:0 too-large"]


def test_a_file_with_too_many_entries_is_not_built(tmp_path: Path) -> None:
    overlay("", tmp_path)
    (tmp_path / "crisis.yaml").write_text("pl:\n" + "- x\n" * MOST_NODES)
    (problem,) = examine(tmp_path)[1]
    assert (problem.where.file, problem.code) == ("crisis.yaml", "too-many")
    assert MOST_NODES - 10 < problem.where.line < MOST_NODES


def test_a_missing_file_and_a_folder_in_its_place_are_told(tmp_path: Path) -> None:
    overlay("", tmp_path)
    (tmp_path / "groups.yaml").unlink()
    (tmp_path / "crisis.yaml").unlink()
    (tmp_path / "crisis.yaml").mkdir()
    assert shown(examine(tmp_path)[1]) == ["crisis.yaml:0:0 unreadable", "groups.yaml:0:0 missing-file"]


def test_a_link_out_of_the_folder_and_a_pipe_are_not_read(tmp_path: Path) -> None:
    """A link inside the folder is followed: systems that hand out configuration put one before every file."""
    town = overlay("", tmp_path / "town")
    (tmp_path / "secret.yaml").write_text("password: 12345\n")
    (town / "groups.yaml").rename(town / "kept.txt")
    (town / "groups.yaml").symlink_to(town / "kept.txt")
    (town / "programmes" / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    os.mkfifo(town / "programmes" / "pipe.yaml")
    found = examine(town)[1]
    assert shown(found) == ["programmes/pipe.yaml:0:0 unreadable", "programmes/secret.yaml:0:0 leads-out"]
    assert "12345" not in str(found)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    catalogue, problems = examine(tmp_path / "offerz")
    assert catalogue is None
    assert shown(problems) == [f"{tmp_path / 'offerz'}:0:0 no-folder"]


def test_a_value_of_no_known_shape_is_told() -> None:
    document = Document("a.yaml", "x", {(): Place("a.yaml", 1, 1)})
    assert validate(document, float) is None
    (problem,) = document.problems
    assert sentence(problem, ENGLISH) == (": x cannot stand here.", GUIDE)
    empty = Problem(Place("a.yaml", 1, 1), "wrong-value", {"key": "size", "value": ""})
    assert sentence(empty, ENGLISH)[0] == "size: something else must stand here."


def codes_in_the_source() -> set[str]:
    """Find every problem code in `bot/files`: wherever a problem is noted, and wherever such a code comes from."""
    found = set(CODES.values()) | {"wrong-value"}
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            found |= _codes_of(node)
    return found


def _codes_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Return) and node.value is not None:
        return {one.value for one in _firsts(node.value) if isinstance(one.value, str) and CODE.fullmatch(one.value)}
    if isinstance(node, ast.Assign) and any("code" in ast.unparse(target) for target in node.targets):
        return {str(one.value) for one in _firsts(node.value)}
    if not isinstance(node, ast.Call):
        return set()
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    if name in ("problem", "warning", "Problem"):
        return {str(node.args[1].value)} if isinstance(node.args[1], ast.Constant) else set()
    if name in ("known", "_known", "twice", "_satisfiable"):
        return {str(a.value) for a in node.args if isinstance(a, ast.Constant) and CODE.fullmatch(str(a.value))}
    return set()


def _firsts(value: ast.expr) -> list[ast.Constant]:
    """Give the constants a value may be, or may begin with."""
    if isinstance(value, ast.IfExp):
        return [*_firsts(value.body), *_firsts(value.orelse)]
    if isinstance(value, ast.Tuple) and value.elts:
        return _firsts(value.elts[0])
    return [value] if isinstance(value, ast.Constant) else []


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    codes = codes_in_the_source()
    assert len(codes) >= 75
    assert codes == SAID.keys()
    assert {code for code, _, _ in SPECIAL} <= SAID.keys()


def test_every_code_arises_in_some_broken_catalogue() -> None:
    generated = {"too-large", "too-many", "missing-file", "unreadable", "leads-out", "no-folder", "wrong-value"}
    assert {problem.code for problem in all_told()} | generated == SAID.keys()
    assert len(FAULTS) >= 200


def test_every_special_sentence_is_said_of_some_broken_catalogue() -> None:
    said = {(problem.code, name, value) for problem in all_told() for name, value in problem.values.items()}
    assert SPECIAL.keys() - said == {("wrong-value", "value", "")}


@pytest.mark.parametrize("language", languages(folder("locales")))
def test_every_sentence_takes_the_values_its_problems_carry(language: str) -> None:
    words = load_words(folder("locales"), language)
    for problem in all_told():
        message, hint = sentence(problem, words)
        assert message
        assert hint
        assert "{}" not in message + hint
        assert line(problem, words).count("\n") == 0


@pytest.mark.parametrize("language", languages(folder("locales")))
def test_a_translation_takes_the_same_values(language: str) -> None:
    translated = load_words(folder("locales"), language).translations
    for text in spoken():
        assert placeholders(translated.gettext(text)) == placeholders(text)


@pytest.mark.parametrize("language", languages(folder("locales")))
def test_no_sentence_uses_a_word_of_the_trade(language: str) -> None:
    translated = load_words(folder("locales"), language).translations
    for text in spoken():
        plain = re.sub(r"\S+\.yaml", "", translated.gettext(text))
        assert not JARGON.search(plain), plain


def test_no_sentence_shows_a_value_as_python_writes_it() -> None:
    for problem in all_told():
        message, _ = sentence(problem, ENGLISH)
        assert not re.search(r"None|True|False|\['|\{'", message), message
        assert "  " not in message
        assert ": ." not in message


def test_every_sentence_says_it_briefly() -> None:
    for text in spoken():
        assert len(text) <= 130, text


def test_a_near_word_is_proposed_and_a_far_one_lists_what_is_known() -> None:
    near, far = told("unknown_body")[1:]
    assert sentence(near, ENGLISH) == (
        "There is no such office: center.",
        "Did you mean centre? Possible: centre, office.",
    )
    assert sentence(far, ENGLISH) == ("There is no such office: zus.", "Type one of these: centre, office.")


def test_a_line_for_the_terminal_holds_place_level_message_and_hint() -> None:
    (problem,) = told("no_keywords")
    expected = "programmes/town_help.yaml:14:5: warning: The offer has no keywords, so people who type what they need"
    assert line(problem, ENGLISH).startswith(expected)
    assert line(problem, ENGLISH).endswith("  Add keywords: {pl: [...], en: [...]}")


def test_a_problem_of_a_whole_file_stands_at_its_beginning() -> None:
    (problem,) = told("empty_file")
    assert line(problem, ENGLISH).startswith("crisis.yaml:1:1: error: The file is empty.  ")


def test_a_line_for_the_terminal_cannot_move_the_cursor() -> None:
    problem = Problem(Place("a\x1b[2J.yaml", 1, 1), "unknown-group", {"id": "x\x1b\r\n", "near": "", "known": "y"})
    assert line(problem, ENGLISH).isprintable()


def test_other_programs_read_the_same_as_the_terminal() -> None:
    (problem,) = told("need_in_rule")
    message, hint = sentence(problem, ENGLISH)
    assert as_json(problem, ENGLISH) == {
        "file": "programmes/town_help.yaml",
        "line": 19,
        "column": 12,
        "level": "error",
        "code": "not-in-rules",
        "message": message,
        "hint": hint,
    }


def test_a_language_may_be_added_to_any_text() -> None:
    text = TextModel.model_validate({"pl": "Dom", "en": "House", "uk": "Дім"})
    assert text.__pydantic_extra__ == {"uk": "Дім"}


def test_the_sentences_are_said_in_the_language_asked_for() -> None:
    class Shouting(Words):
        def __call__(self, sentence: str, **values: object) -> str:
            return super().__call__(sentence, **values).upper()

    (problem,) = told("tab")
    assert "ERROR: THE LINE BEGINS WITH A TAB." in line(problem, Shouting("xx", ENGLISH.translations))
