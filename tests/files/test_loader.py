"""A folder to a catalogue: the real one loads, and a broken one is refused whole."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.core.conditions import Among, LivesIn
from bot.core.contacts import Fact
from bot.core.errors import BadCatalogueError, Level, Problem
from bot.core.hours import Hours
from bot.core.texts import Text
from bot.files.loader import examine, load
from bot.text.problems import line
from bot.text.words import load_words

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "broken" / "_good"
OFFERS = ROOT / "offers"
ENGLISH = load_words(ROOT / "locales", "en")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Give a copy of the good catalogue to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a passage that stands in the file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_the_real_catalogue_loads_without_an_error() -> None:
    catalogue, problems = examine(OFFERS)
    assert [line(problem, ENGLISH) for problem in problems if problem.level is Level.ERROR] == []
    assert catalogue is not None


def test_everything_written_arrives_in_the_catalogue() -> None:
    catalogue = load(GOOD)
    assert list(catalogue.questions) == ["place", "need", "age", "disability", "family"]
    assert catalogue.places.leaves == ("town.north", "town.other", "elsewhere")
    assert catalogue.places.by_id["town"].teryt == "0123"
    assert catalogue.places.by_id["town"].listed_first
    assert catalogue.places.by_id["town.north"].words == ("północ",)
    assert catalogue.questions["family"].options[1].implies == ("children",)
    assert catalogue.questions["need"].options[0].words == (("pl", ("porada",)), ("en", ("advice",)))
    assert catalogue.questions["disability"].sensitive
    assert list(catalogue.groups) == ["grown_up", "parent"]
    (death,) = catalogue.dangers.kinds
    assert (death.id, death.bodies, death.emergency) == ("suicide", ("centre",), True)
    assert death.phrases == {"pl": ("nie chcę żyć",), "en": ("kill myself",)}
    assert catalogue.dangers.families == {"bije": "bije/bił"}
    assert catalogue.dangers.figures == {"pl": ("bije brawo",)}


def test_an_offer_takes_over_what_its_project_says_unless_it_says_so_itself() -> None:
    first, second = load(GOOD).offers.values()
    assert (first.body, second.body) == ("centre", "office")
    assert first.first == Among("disability", ("severe",))
    assert first.first_text == Text(
        (("pl", "Najpierw osoby ze stopniem znacznym."), ("en", "People with a severe degree come first."))
    )
    assert (second.first, second.first_text) == (None, None)
    assert (first.especially, second.especially) == (None, LivesIn("place", ("town.north",)))
    assert (len(first.also), len(second.also)) == (0, 1)
    assert first.programme.dates.first == date(2019, 1, 1)


def test_a_contact_point_keeps_the_source_of_every_value() -> None:
    centre, helpline = load(GOOD).contacts.values()
    assert centre.website == Fact("example.pl", "https://example.pl/gazeta", "C", None, "Gazeta")
    assert centre.hours is not None
    assert len(centre.hours.spans) == 3
    assert helpline.name == Text.same("Telefon 112")
    assert helpline.crisis
    assert helpline.phones[0].fact.value == "112"
    assert helpline.phones[0].free
    assert helpline.phones[0].hours == Hours(always=True)


def test_further_languages_come_after_polish_and_english(town: Path) -> None:
    written = (town / "questions.yaml").read_text(encoding="utf-8")
    translated = re.sub(r"\{pl: ([^{}\[\]]+)\}", r"{uk: Де, de: Wo, pl: \1}", written)
    (town / "questions.yaml").write_text(translated, encoding="utf-8")
    assert load(town).questions["place"].ask.languages == ("pl", "en", "de", "uk")


@pytest.mark.parametrize("written", ["tak", "Tak", "yes", "true", "on"])
def test_yes_may_be_written_in_both_languages(town: Path, written: str) -> None:
    spoil(town / "contacts.yaml", "crisis: tak", f"crisis: {written}")
    assert load(town).contacts["helpline"].crisis


@pytest.mark.parametrize("written", ["nie", "No", "false"])
def test_no_may_be_written_in_both_languages(town: Path, written: str) -> None:
    spoil(town / "contacts.yaml", "crisis: tak", f"crisis: {written}")
    assert not load(town).contacts["helpline"].crisis


def test_a_project_may_be_permanent(town: Path) -> None:
    spoil(town / "programmes" / "town_help.yaml", "from: 2019-01-01\nto: 2022-12-31\n", "standing: true\n")
    dates = load(town).offers["tow-01"].programme.dates
    assert (dates.first, dates.last) == (None, None)


def test_a_source_may_lack_an_address(town: Path) -> None:
    spoil(town / "programmes" / "town_help.yaml", 'url: "https://example.pl/projekt", ', "")
    assert load(town).offers["tow-01"].programme.sources[0].url is None


def test_a_catalogue_may_do_without_a_question_about_the_kind_of_help(town: Path) -> None:
    spoil(town / "questions.yaml", "  role: need\n", "")
    _, problems = examine(town)
    assert set(codes(problems)) == {"unknown-need"}


def test_an_error_refuses_the_whole_catalogue(town: Path) -> None:
    spoil(town / "groups.yaml", "rule: {age: 18+}", "rule: {age: 18 lat}")
    with pytest.raises(BadCatalogueError) as raised:
        load(town)
    assert codes(raised.value.problems) == ["range-shape"]


def test_a_folder_that_is_not_there_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogueError) as raised:
        load(tmp_path / "offerz")
    assert codes(raised.value.problems) == ["no-folder"]


def test_a_warning_refuses_nothing_and_is_not_among_the_errors(town: Path) -> None:
    spoil(town / "programmes" / "town_help.yaml", "    keywords: {pl: [porada], en: [advice]}\n", "")
    assert codes(examine(town)[1]) == ["no-keywords"]
    assert len(load(town).offers) == 2
    spoil(town / "crisis.yaml", "en: kill", "en: [")
    with pytest.raises(BadCatalogueError) as raised:
        load(town)
    assert codes(raised.value.problems) == ["syntax"]


def test_wrong_example_residents_do_not_stop_the_bot(town: Path) -> None:
    spoil(town / "personas" / "people.yaml", "fits: [tow-01, tow-02]", "no: [tow-01, tow-02]")
    assert codes(examine(town)[1]) == ["persona-verdict", "persona-verdict"]
    assert len(load(town).offers) == 2


def test_problems_of_all_files_are_told_at_once_errors_first(town: Path) -> None:
    spoil(town / "programmes" / "town_help.yaml", "    keywords: {pl: [porada], en: [advice]}\n", "")
    spoil(town / "programmes" / "town_help.yaml", "{is: parent}", "{is: parents}")
    spoil(town / "groups.yaml", "{age: 18+}", "{agge: 18+}")
    spoil(town / "contacts.yaml", "serves: [town]", "serves: [tawn]")
    shutil.copy(town / "crisis.yaml", town / "programmes" / "another.yml")
    _, problems = examine(town)
    assert [(problem.where.file, problem.code) for problem in problems if problem.where.file.endswith(".yaml")] == [
        ("contacts.yaml", "unknown-place"),
        ("groups.yaml", "unknown-condition"),
        ("programmes/town_help.yaml", "unknown-group"),
        ("programmes/town_help.yaml", "no-keywords"),
    ]
    assert "programmes/another.yml" in {problem.where.file for problem in problems}


def test_the_same_problem_is_told_once(town: Path) -> None:
    spoil(town / "programmes" / "town_help.yaml", "rule: {lives_in: town}", "rule: {lives_in: tawn}")
    assert codes(examine(town)[1]) == ["unknown-place"]


def test_hidden_files_of_editors_are_no_part_of_the_catalogue(town: Path) -> None:
    (town / "programmes" / ".#town_help.yaml").symlink_to("somebody@somewhere.1234")
    (town / "personas" / ".people.yaml").write_text("{")
    (town / "programmes" / "town_help.yaml~").write_text("{")
    (town / "programmes" / "notes.txt").write_text("{")
    assert examine(town)[1] == ()


def test_a_catalogue_may_do_without_examples_and_projects(town: Path) -> None:
    shutil.rmtree(town / "personas")
    shutil.rmtree(town / "programmes")
    catalogue, problems = examine(town)
    assert problems == ()
    assert catalogue is not None
    assert catalogue.offers == {}


def test_groups_may_refer_to_one_another_in_a_long_chain(town: Path) -> None:
    name = "  name: {pl: x, en: x}\n"
    links = "".join(f"g{number}:\n{name}  rule: {{is: g{number + 1}}}\n" for number in range(60))
    (town / "groups.yaml").write_text((GOOD / "groups.yaml").read_text() + links + f"g60:\n{name}  rule: anyone\n")
    spoil(town / "programmes" / "town_help.yaml", "{is: parent}", "{is: g0}")
    assert set(codes(examine(town)[1])) == {"unused-group", "rule-everybody"}
    spoil(town / "groups.yaml", "  rule: anyone\n", "  rule: {is: g0}\n")
    assert set(codes(examine(town)[1])) == {"group-circle"}


def test_a_group_may_be_called_like_anything(town: Path) -> None:
    odd = '"[key]": {nam: x}\n"<texts>": {name: {pl: x}, rule: anyone}\nrule: {name: {pl: x, en: y}}\n'
    (town / "groups.yaml").write_text((GOOD / "groups.yaml").read_text() + odd)
    found = [f"{problem.where.line} {problem.code}" for problem in examine(town)[1]]
    assert found == ["11 missing-key", "11 unknown-key", "12 missing-key", "13 missing-key"]


@pytest.mark.parametrize("written", ["0", "1559347200", "2019", "2019-06-01T00:00:00", "2019-6-1", "'2019-06-01 '"])
def test_a_number_is_never_taken_for_a_date(town: Path, written: str) -> None:
    spoil(town / "personas" / "people.yaml", "on: 2019-06-01", f"on: {written}")
    assert codes(examine(town)[1]) == ["wrong-date"]


@pytest.mark.parametrize("written", ["9" * 5000, "'30\n'", "[9, " + "9" * 5000 + "]", "{30: yes}", "[[30]]", "-1"])
def test_an_odd_number_in_an_example_is_told(town: Path, written: str) -> None:
    spoil(town / "personas" / "people.yaml", "age: 30", f"age: {written}")
    assert codes(examine(town)[1]) == ["persona-answer"]
