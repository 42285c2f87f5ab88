"""What the evaluation counts as right, false and missed, and the changes it makes to a text."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bot.core.catalogue import Catalogue
from bot.understand import Understanding
from tests.evaluation import facts


@pytest.fixture(scope="module")
def understanding(catalogue: Catalogue) -> Understanding:
    return Understanding.of(catalogue)


def row(text: str, answers: dict[str, Any], also: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"text": text, "lang": "pl", "answers": answers, "also": also or {}}


@pytest.mark.parametrize(
    ("labelled", "question", "counts"),
    [
        (row("mam 67 lat", {"age": 67}), "age", (1, 0, 0)),
        (row("mam 67 lat", {"age": 66}), "age", (0, 1, 1)),
        (row("mam 67 lat", {}), "age", (0, 1, 0)),
        (row("dzień dobry", {"age": 66}), "age", (0, 0, 1)),
        (row("mam 67 lat", {}, {"age": [67]}), "age", (0, 0, 0)),
        (row("mam 67 lat", {"age": [60, 70]}, {"age": [67]}), "age", (1, 0, 0)),
        (row("dzień dobry", {"family": {"children": True}}, {"family": [{}]}), "family", (0, 0, 0)),
        # what follows from an option counts as said: a single parent has children
        (row("samotna matka", {"family": {"children": True, "single_parent": True}}), "family", (2, 0, 0)),
        (row("mam syna", {"family": {"children": True, "carer": True}}), "family", (1, 0, 1)),
    ],
)
def test_facts_are_counted(
    catalogue: Catalogue,
    understanding: Understanding,
    labelled: dict[str, Any],
    question: str,
    counts: tuple[int, int, int],
) -> None:
    told = facts.judged(labelled, catalogue, understanding)[question]
    assert (told["right"], told["false"], told["missed"]) == counts


def test_a_typo_changes_one_longer_word_and_nothing_else() -> None:
    luck = random.Random(1)  # noqa: S311 -- the same typos each time
    for text in ("mam 67 lat i mieszkam w Gdyni", "jestem na rencie"):
        before, after = text.split(), facts.mistyped(text, luck).split()
        changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        assert len(changed) <= 1
        assert all(len(one) >= facts.SHORTEST_MISTYPED and abs(len(one) - len(other)) <= 1 for one, other in changed)
    assert facts.mistyped("67 lat", luck) == "67 lat"


def test_diacritics_are_taken_off() -> None:
    assert facts.without_diacritics("Zażółć gęślą jaźń, Łódź") == "Zazolc gesla jazn, Lodz"


#: Floors that hold on any machine; the aims and today's figures stand in docs/understanding.md.
def test_understanding_is_as_good_as_promised(catalogue: Catalogue, understanding: Understanding) -> None:
    figures = {f"{one.part} {one.name}": one for one in facts.measure(catalogue, understanding) if one.part != "cost"}
    missed = {name for name, one in figures.items() if one.met is False}
    assert missed == set()
