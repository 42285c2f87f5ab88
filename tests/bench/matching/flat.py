"""Offers as rows: what engines that know tables or plain loops are given. Made-up catalogues have no other rules.

A rule is the place, conditions that all must hold, and at most one group of which one condition is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from bot.core.rules import YES, Every, Fact, Rule, Some


@dataclass(frozen=True, slots=True)
class Row:
    """One offer. Conditions are pairs of a question and the set of its values that satisfy it, one bit a value."""

    id: str
    place: str
    every: tuple[tuple[str, int], ...]
    some: tuple[tuple[str, int], ...]


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """Give the offers as rows, in the order of the catalogue."""
    place = catalogue.place.id
    where = {catalogue.places.masks[id_]: id_ for id_ in reversed(catalogue.places.by_id)}
    for id_, ready in catalogue.ready.items():
        every, some = _parts(ready.rule)
        served = next((values for question, values in every if question == place), catalogue.place.everything)
        yield Row(id_, where[served], tuple(pair for pair in every if pair[0] != place), tuple(some))


def _parts(rule: Rule) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Take a rule apart into what must hold and what is enough."""
    match rule:
        case Fact(question=question, values=values):
            return [(question, values)], []
        case Some(parts=parts):
            return [], [_pair(part) for part in parts]
        case Every(parts=parts):
            found = [_parts(part) for part in parts]
            return [pair for every, _ in found for pair in every], [pair for _, some in found for pair in some]
    assert rule == YES, rule
    return [], []


def _pair(rule: Rule) -> tuple[str, int]:
    assert isinstance(rule, Fact), rule
    return rule.question, rule.values


def attributes(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the questions that rules use beside the place."""
    return tuple(id_ for id_ in catalogue.judged if id_ != catalogue.place.id)


def around(catalogue: Catalogue, known: Known) -> tuple[str, ...]:
    """Give every place a resident lives in, the country first. The place must be known."""
    where = catalogue.places.exact(known.values[catalogue.place.id])
    assert where is not None, "the place comes first"
    return (catalogue.places.root.id, *(place.id for place in reversed(catalogue.places.path(where.id))))
