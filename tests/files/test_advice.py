"""What is right and must not be complained about: advice that comes too often is not read."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.core.conditions import All, Any, AtLeast, Is, LivesIn, Not, Perhaps
from bot.files.loader import examine, load
from bot.files.nobody import Seeker

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "broken" / "_good"
TODAY = date(2026, 11, 22)


def told(town: Path, file: str, old: str, new: str) -> list[str]:
    """Give the codes of what is told after a passage of a file is replaced."""
    text = (town / file).read_text()
    assert old in text
    (town / file).write_text(text.replace(old, new, 1))
    return [problem.code for problem in examine(town, TODAY)[1]]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


def test_the_real_catalogue_has_only_holes_that_nobody_can_fill_yet() -> None:
    catalogue, problems = examine(ROOT / "offers", TODAY)
    assert catalogue is not None
    assert Counter(problem.code for problem in problems).keys() <= {"no-contact"}


def test_without_a_day_no_day_lies_ahead(town: Path) -> None:
    text = (town / "contacts.yaml").read_text()
    (town / "contacts.yaml").write_text(text.replace("checked_on: 2026-11-22", "checked_on: 2062-11-22", 1))
    assert examine(town)[1] == ()
    assert [problem.code for problem in examine(town, TODAY)[1]] == ["future-day"]
    assert load(town).contacts["centre_town"].checked_on.year == 2062


def test_a_sentence_may_have_twenty_words_and_no_more(town: Path) -> None:
    words = " ".join(["Dom"] * 20)
    assert told(town, "programmes/town_help.yaml", "Rozmawiasz z doradcą.", f"{words}.") == []
    assert told(town, "programmes/town_help.yaml", f"{words}.", f"{words} dom.") == ["long-sentence"]


@pytest.mark.parametrize(
    "gives",
    [
        '"Rozmowa z doradcą, obiad, kurs albo pomoc w domu. Zadzwoń i zapytaj. Możesz też przyjść, kiedy chcesz."',
        "Rozmowa w pokoju 3.  # sprawdzone",
        "„Klub seniora” i „Klub rodzica”",
        '"Pokój #3"',
    ],
)
def test_a_plain_text_is_left_alone(town: Path, gives: str) -> None:
    written = f"gives:\n      en: You talk with an adviser.\n      pl: {gives}\n    note: x"
    if "# sprawdzone" in gives:
        written = "gives: {pl: Rozmowa., en: Talk.}  # sprawdzone\n    note: x  # sprawdzone"
    old = "gives: {pl: Rozmawiasz z doradcą., en: You talk with an adviser.}"
    assert told(town, "programmes/town_help.yaml", old, written) == []


@pytest.mark.parametrize("value", ["ul. Długa 1, 80-432 Gdańsk", "ul. Długa 1, bud. 12345", "ul. Długa 14, pokój 123"])
def test_an_address_is_left_alone(town: Path, value: str) -> None:
    assert told(town, "contacts.yaml", "ul. Długa 1", f'"{value}"') == []


@pytest.mark.parametrize("value", ["800 12 12 12", "800 70 2222", "116 123", "19524", "+48 508 293 279"])
def test_a_number_in_the_groups_of_its_owner_is_left_alone(town: Path, value: str) -> None:
    assert told(town, "contacts.yaml", "58 511 01 21", value) == []


def test_whoever_satisfies_a_rule_is_found_through_every_kind_of_condition() -> None:
    catalogue = load(GOOD)
    seeker = Seeker(catalogue)
    here, there = LivesIn("place", ("town",)), LivesIn("place", ("elsewhere",))
    assert seeker.somebody(Perhaps(here))
    assert seeker.somebody(AtLeast(2, (here, there, Is("parent"))))
    assert seeker.somebody(All((Not(here), Any((here, Is("parent"))))))
    assert not seeker.somebody(AtLeast(2, (here, there)))
    assert not seeker.somebody(All((here, Perhaps(there))))
    assert not seeker.somebody(All((Not(Is("grown_up")), Is("parent"))))


def test_very_many_warnings_break_nothing_and_hide_no_error(town: Path) -> None:
    words = "words: [" + "rynek, " * 300
    assert set(told(town, "places.yaml", "words: [", words)) == {"same-word", "more-problems"}
    assert load(town).places.by_id["town"].words.count("rynek") == 300
    assert told(town, "places.yaml", "level: country", "level: land")[0] == "wrong-choice"


def test_files_saved_by_notepad_are_as_good_as_others(town: Path) -> None:
    for path in town.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    catalogue, problems = examine(town, TODAY)
    assert problems == ()
    assert catalogue == load(GOOD)
