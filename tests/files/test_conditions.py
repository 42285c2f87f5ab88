"""Conditions as staff write them: each form is read, each slip is told, and the nearest known word is proposed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS, read
from bot.core.catalogue import Catalogue
from bot.core.compiler import Compiler
from bot.core.conditions import Condition, Truth
from bot.core.matcher import match
from bot.core.rules import judge
from bot.files.conditions import ConditionReader
from bot.files.loader import examine, load
from bot.files.near import MOST_KNOWN, nearest
from bot.files.reader import Document, Value
from bot.files.reader import read as read_file

GOOD = Path(__file__).parents[1] / "broken" / "_good"
YOUNG = c.Between("age", 0, 17)
PARENT = c.Among("family", ("children",))


@cache
def catalogue() -> Catalogue:
    return load(GOOD)


def reader() -> ConditionReader:
    """Give a reader over the good catalogue."""
    return ConditionReader(catalogue().questions, catalogue().places, catalogue().groups)


def document(folder: Path, written: str) -> Document:
    """Write a condition as a file and read that."""
    (folder / "rule.yaml").write_text(f"rule: {written}\n")
    found = read_file(folder / "rule.yaml", "rule.yaml")
    assert not found.problems
    return found


def condition(folder: Path, written: str) -> tuple[Condition | None, list[tuple[int, str]]]:
    """Read a condition: what it is, and column and code of what is wrong with it."""
    found = document(folder, written)
    assert isinstance(found.value, dict)
    rule = reader().read(found.value["rule"], found, ("rule",))
    return rule, [(problem.where.column, problem.code) for problem in found.problems]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("anyone", c.Anyone()),
        ("{age: 18..64}", c.Between("age", 18, 64)),
        ("{age: 18 .. 64}", c.Between("age", 18, 64)),
        ("{age: 60+}", c.Between("age", 60, 120)),
        ("{age: ..17}", YOUNG),
        ("{age: 26}", c.Between("age", 26, 26)),
        ("{age: 100..900}", c.Between("age", 100, 900)),
        ("{disability: mild}", c.Among("disability", ("mild",))),
        ("{disability: [mild, severe]}", c.Among("disability", ("mild", "severe"))),
        ("{family: children}", PARENT),
        ("{lives_in: town}", c.LivesIn("place", ("town",))),
        ("{lives_in: [town.north, elsewhere]}", c.LivesIn("place", ("town.north", "elsewhere"))),
        ("{place: town}", c.LivesIn("place", ("town",))),
        ("{is: parent}", c.Is("parent")),
        ("{any: [{age: ..17}, {family: children}]}", c.Any((YOUNG, PARENT))),
        ("{all: [{age: ..17}, {family: children}]}", c.All((YOUNG, PARENT))),
        ("{age: ..17, family: children}", c.All((YOUNG, PARENT))),
        ("{not: {age: ..17}}", c.Not(YOUNG)),
        ("{not: anyone}", c.Not(c.Anyone())),
        ("{perhaps: {family: children}}", c.Perhaps(PARENT)),
        ("{at_least: {1: [{age: ..17}, {family: children}]}}", c.AtLeast(1, (YOUNG, PARENT))),
        ("{any: [{not: {any: [anyone]}}]}", c.Any((c.Not(c.Any((c.Anyone(),))),))),
    ],
)
def test_each_form_is_read(tmp_path: Path, written: str, expected: Condition) -> None:
    assert condition(tmp_path, written) == (expected, [])


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ("", [(6, "condition-shape")]),
        ("{}", [(7, "condition-shape")]),
        ("[]", [(7, "condition-shape")]),
        ("everyone", [(7, "condition-shape")]),
        ("[{age: 18+}]", [(7, "condition-shape")]),
        ("{anyone: }", [(8, "anyone-alone")]),
        ("{any: []}", [(13, "condition-list")]),
        ("{all: anyone}", [(13, "condition-list")]),
        ("{any: [anyone, x, {}]}", [(22, "condition-shape"), (25, "condition-shape")]),
        ("{not: [anyone]}", [(13, "condition-shape")]),
        ("{perhaps: }", [(17, "condition-shape")]),
        ("{at_least: 2}", [(18, "at-least-shape")]),
        ("{at_least: {}}", [(18, "at-least-shape")]),
        ("{at_least: {1: [anyone], 2: [anyone]}}", [(18, "at-least-shape")]),
        ("{at_least: {1: anyone}}", [(22, "condition-list")]),
        ("{at_least: {2: [anyone]}}", [(19, "at-least-count")]),
        ("{at_least: {0: [anyone]}}", [(19, "at-least-count")]),
        ("{at_least: {-1: [anyone]}}", [(19, "at-least-count")]),
        ("{at_least: {" + "9" * 1000 + ": [anyone]}}", [(19, "at-least-count")]),
        ("{is: [parent]}", [(12, "group-shape")]),
        ("{is: }", [(12, "group-shape")]),
        ("{is: mother}", [(12, "unknown-group")]),
        ("{lives_in: }", [(18, "condition-list")]),
        ("{lives_in: []}", [(18, "condition-list")]),
        ("{lives_in: {town: yes}}", [(18, "condition-list")]),
        ("{lives_in: [town, town.south, [town]]}", [(25, "unknown-place"), (37, "condition-list")]),
        ("{disability: [mild, bad, worse]}", [(27, "unknown-option"), (32, "unknown-option")]),
        ("{need: advice}", [(8, "not-in-rules")]),
        ("{hobby: chess}", [(8, "unknown-condition")]),
        ("{age: }", [(13, "range-shape")]),
        ("{age: [18, 20]}", [(13, "range-shape")]),
        ("{age: 18-64}", [(13, "range-shape")]),
        ("{age: 18+ lat}", [(13, "range-shape")]),
        ("{age: " + "9" * 5000 + "}", [(13, "range-shape")]),
        ("{age: ٢٠+}", [(13, "range-shape")]),
        ("{age: 64..18}", [(13, "range-empty")]),
        ("{age: 121+}", [(13, "range-empty")]),
        ("{age: x, family: y, is: z}", [(13, "range-shape"), (24, "unknown-option"), (31, "unknown-group")]),
    ],
)
def test_each_slip_is_told_where_it_stands(tmp_path: Path, written: str, problems: list[tuple[int, str]]) -> None:
    assert condition(tmp_path, written) == (None, problems)


def test_a_range_outside_the_question_is_told_and_turned_round_only_where_that_helps(tmp_path: Path) -> None:
    town = Path(shutil.copytree(GOOD, tmp_path / "town"))
    (town / "questions.yaml").write_text((GOOD / "questions.yaml").read_text().replace("min: 0", "min: 16"))
    programme = (GOOD / "programmes" / "town_help.yaml").read_text()
    for written, right in (("5..15", None), ("64..18", "18..64"), ("200..130", None), ("64..5", "5..64")):
        changed = programme.replace("{is: parent}", f"{{age: {written}}}")
        (town / "programmes" / "town_help.yaml").write_text(changed)
        found = [problem for problem in examine(town)[1] if problem.code == "range-empty"]
        assert [problem.values.get("right") for problem in found] == [right], written


def test_perhaps_is_no_where_its_condition_is_no_and_open_elsewhere(tmp_path: Path) -> None:
    rule, _ = condition(tmp_path, "{perhaps: {age: 18+}}")
    assert rule is not None
    compiler = Compiler(catalogue().questions, catalogue().places, {})
    age = catalogue().questions["age"]
    for years, truth in ((17, Truth.NO), (18, Truth.UNKNOWN), (None, Truth.UNKNOWN)):
        possible = read(age, catalogue().places, years).possible
        assert judge(compiler.rule(rule), {**catalogue().nothing_known, "age": possible}) is truth


def test_a_group_that_was_used_is_remembered(tmp_path: Path) -> None:
    found = document(tmp_path, "{any: [{is: parent}, {not: {is: grown_up}}]}")
    assert isinstance(found.value, dict)
    used = reader()
    used.read(found.value["rule"], found, ("rule",))
    assert used.used_groups == {"parent", "grown_up"}


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("famly", ["family", "age"], "family"),
        ("FAMILY", ["family", "age"], "family"),
        ("oruni", ["torun", "gdansk.orunia"], "gdansk.orunia"),
        ("gda-7", ["gda-01", "gda-07"], "gda-07"),
        ("gdańsk", ["gdansk", "gdynia"], "gdansk"),
        ("income", ["home", "work"], ""),
        ("or", ["work", "not"], ""),
        ("", ["work"], ""),
        ("work", [], ""),
    ],
)
def test_the_nearest_known_word_is_proposed(typed: str, known: list[str], near: str) -> None:
    assert nearest(typed, known)["near"] == near


def test_not_more_known_words_are_listed_than_fit() -> None:
    listed = nearest("x", [f"o{number}" for number in range(MOST_KNOWN + 1)])["known"].split(", ")
    assert listed[-1] == "..."
    assert len(listed) == MOST_KNOWN + 1


def test_a_very_long_word_is_compared_only_in_part() -> None:
    assert nearest("family" * 100_000, ["family"])["near"] == ""


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (lambda text: text.replace("    rule: {is: parent}\n", "    rule: anyone\n"), ["fits", "maybe"]),
        (lambda text: text.replace("    rule: {is: parent}\n", "    rule: {not: anyone}\n"), ["maybe", "no"]),
    ],
)
def test_a_condition_decides_about_an_offer(tmp_path: Path, change: Change, rules: list[str]) -> None:
    for path in GOOD.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(GOOD)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(change(path.read_text()))
    town = load(tmp_path)
    answers = {"place": read(town.questions["place"], town.places, "town")}
    results = match(town, {**NO_ANSWERS, **answers}, date(2019, 6, 1))
    assert [str(result.verdict) for result in results] == rules


def test_a_value_that_is_no_text_is_no_id() -> None:
    written: Value = {"is": None}
    found = Document("rule.yaml", written)
    assert reader().read(written, found, ()) is None
    assert [problem.code for problem in found.problems] == ["group-shape"]
