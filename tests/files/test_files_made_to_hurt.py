"""Files that would keep a careless check busy for hours: each is told about as any other, in a moment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.core import conditions as c
from bot.core.errors import BadCatalogueError, Problem
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


def alternatives(count: int, *more: str) -> str:
    """Give a rule of alternatives that have little in common, so that very many kinds of residents are told apart."""
    parts = [
        f"age: {number * 13 % 97}..{number * 13 % 97 + number % 20}, place: {('town', 'elsewhere')[number % 2]}, "
        f"disability: {('none', 'mild', 'severe')[number % 5 % 3]}{''.join(more)}"
        for number in range(count)
    ]
    return f"{{any: [{', '.join(f'{{{part}}}' for part in parts)}]}}"


#: A group that holds the one before it, further and further down.
CHAIN = "".join(f"deep_{n}:\n  name: {{pl: x, en: y}}\n  rule: {{is: deep_{n + 1}}}\n" for n in range(400))


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        (
            PROGRAMME,
            "    rule: {is: parent}",
            f"    rule: {alternatives(250, ', family: children')}",
            [f"{PROGRAMME}:19:11"],
        ),
        (PROGRAMME, "    prefer: anyone", f"    prefer: {alternatives(340)}", [f"{PROGRAMME}:30:13"]),
        ("groups.yaml", "parent:", f"{CHAIN}deep_400: {{name: {{pl: x, en: y}}, rule: anyone}}\nparent:", ["groups"]),
        ("questions.yaml", "asked_if: {age: 18+}", f"asked_if: {alternatives(300)}", ["questions.yaml:41:13"]),
    ],
)
def test_a_rule_so_intricate_that_residents_would_wait_is_refused(
    town: Path, name: str, old: str, new: str, where: list[str]
) -> None:
    text = (town / name).read_text()
    assert old in text
    (town / name).write_text(text.replace(old, new, 1))
    for found in (examine(town)[1], refused(town)):
        assert {problem.code for problem in found} == {"intricate-rule"}
        told = [f"{one.where.file}:{one.where.line}:{one.where.column}" for one in found]
        assert [one[: len(begins)] for one, begins in zip(told, where, strict=True)] == where


def refused(town: Path) -> tuple[Problem, ...]:
    """Give why the bot does not take a catalogue."""
    with pytest.raises(BadCatalogueError) as error:
        load(town)
    return error.value.problems


def test_a_long_rule_about_few_things_is_not_intricate(town: Path) -> None:
    ages = ", ".join(f"{{age: {age}, disability: severe}}" for age in range(18, 58, 2))
    text = (town / PROGRAMME).read_text()
    (town / PROGRAMME).write_text(text.replace("    rule: {is: parent}", f"    rule: {{any: [{ages}]}}"))
    assert "tow-01" in load(town).offers


def test_a_rule_that_takes_too_long_to_think_through_counts_as_one_that_somebody_satisfies() -> None:
    seeker = Seeker(load(GOOD))
    young, severe = c.Between("age", 0, 10), c.Among("disability", ("severe",))
    nobody = c.All((c.Any((young, severe)), c.Not(young), c.Not(severe)))
    before = seeker.left[0]
    assert not seeker.somebody(nobody)
    assert seeker.left[0] < before
    seeker.left[0] = 0
    assert seeker.somebody(nobody)
