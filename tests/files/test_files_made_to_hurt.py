"""Files that would keep a careless check busy for hours: each is told about as any other, in a moment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.core import conditions as c
from bot.files.loader import examine, load
from bot.files.nobody import Seeker
from tests.conftest import ROOT

GOOD = ROOT / "tests" / "broken" / "_good"
PROGRAMME, CONTACTS = "programmes/town_help.yaml", "contacts.yaml"
MANY = 150_000


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Give a copy of the good catalogue to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (PROGRAMME, "Projekt dla mieszkańców.", "a" * MANY, "long-text"),
        (PROGRAMME, "Projekt dla mieszkańców.", "<" * MANY, "long-text"),
        (PROGRAMME, "pl: Projekt dla mieszkańców.", 'pl: "' + '\\"' * MANY, "syntax"),
        (PROGRAMME, "pl: Projekt dla mieszkańców.", '"a\n' * MANY, "syntax"),
        (PROGRAMME, "id: town_help", "a:" * MANY, "syntax"),
        (CONTACTS, "pomoc@example.pl", '"a' + " " * MANY + 'b"', "email"),
        (CONTACTS, "ul. Długa 1", '"' + "1" * MANY + ' Miasto"', ""),
        (CONTACTS, "pn-pt 7:30-15:30", '"' + "pn 8:00-9:00, " * 10_000 + 'x"', "hours"),
    ],
)
def test_a_file_made_to_take_long_is_told_about_at_once(town: Path, name: str, old: str, new: str, code: str) -> None:
    text = (town / name).read_text()
    assert old in text
    (town / name).write_text(text.replace(old, new, 1))
    codes = {problem.code for problem in examine(town)[1]}
    assert code in codes if code else not codes


def test_a_rule_that_takes_too_long_to_think_through_counts_as_one_that_somebody_satisfies() -> None:
    seeker = Seeker(load(GOOD))
    young, severe = c.Between("age", 0, 10), c.Among("disability", ("severe",))
    nobody = c.All((c.Any((young, severe)), c.Not(young), c.Not(severe)))
    before = seeker.left[0]
    assert not seeker.somebody(nobody)
    assert seeker.left[0] < before
    seeker.left[0] = 0
    assert seeker.somebody(nobody)
