"""The sets that measure search and crisis words are sound: whole, in both languages, and in two fair halves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.core.catalogue import Catalogue

HERE = Path(__file__).parent
LANGUAGES = {"pl", "en"}
HALVES = {"tuning", "apart"}
DANGERS = {"violence", "suicide", "hunger", "roof", "child", "other"}

Row = Mapping[str, Any]


def rows(name: str) -> list[Row]:
    """Give the rows of one set, in the order of the file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


QUERIES = rows("queries.jsonl")
MESSAGES = rows("crisis.jsonl")
of_both = pytest.mark.parametrize("rows", [QUERIES, MESSAGES], ids=["queries", "crisis"])


def uneven(rows: list[Row], group: Callable[[Row], object]) -> list[object]:
    """Give the groups that the two halves do not share in turns."""
    sides = Counter((group(row), row["half"]) for row in rows)
    groups = {key for key, _ in sides}
    return [key for key in groups if sides[key, "tuning"] - sides[key, "apart"] not in {0, 1}]


@of_both
def test_nothing_is_counted_twice(rows: list[Row]) -> None:
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["text"].casefold() for row in rows}) == len(rows)


@of_both
def test_a_text_is_what_one_types_into_one_message(rows: list[Row]) -> None:
    assert [row["id"] for row in rows if not 2 < len(row["text"].strip()) == len(row["text"]) < 120] == []


@of_both
def test_each_half_has_both_languages(rows: list[Row]) -> None:
    assert {(row["half"], row["lang"]) for row in rows} == {(half, lang) for half in HALVES for lang in LANGUAGES}


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 90
    assert uneven(QUERIES, lambda row: row["lang"]) == []


def test_what_a_query_should_find_is_in_the_catalogue(catalogue: Catalogue) -> None:
    unknown = [(row["id"], offer) for row in QUERIES for offer in row["offers"] if offer not in catalogue.offers]
    assert unknown == []
    assert [row["id"] for row in QUERIES if not row["offers"] or len(set(row["offers"])) < len(row["offers"])] == []


def test_there_are_enough_messages_in_need_and_harmless_ones() -> None:
    count = Counter(row["crisis"] for row in MESSAGES)
    assert count[True] >= 160
    assert count[False] >= 160


def test_a_message_has_a_kind_of_danger_just_when_it_is_one() -> None:
    assert {row["kind"] for row in MESSAGES if row["crisis"]} == DANGERS
    assert {row["kind"] for row in MESSAGES if not row["crisis"]} == {"none"}


def test_every_kind_of_danger_is_in_both_halves_and_languages() -> None:
    assert {(row["kind"], row["lang"]) for row in MESSAGES if row["crisis"]} == {
        (kind, lang) for kind in DANGERS for lang in LANGUAGES
    }
    assert uneven(MESSAGES, lambda row: (row["kind"], row["lang"])) == []
