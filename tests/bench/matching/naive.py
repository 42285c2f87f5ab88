"""The loop anybody would write first: offer by offer, condition by condition, the place before the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.engines import Found
from tests.bench.matching.flat import Row, around, attributes, rows

#: A condition: number of the question, values that satisfy it, values that do not.
Condition = tuple[int, int, int]
#: An offer, the conditions that must hold, and those of which one is enough.
Rule = tuple[str, tuple[Condition, ...], tuple[Condition, ...]]


class Naive:
    """Goes over all offers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.questions = (catalogue.place.id, *attributes(catalogue))
        self.number = {id_: number for number, id_ in enumerate(self.questions)}
        self.masks, self.country = catalogue.places.masks, catalogue.places.root.id
        self.rules = [self.rule(row) for row in rows(catalogue)]

    def rule(self, row: Row) -> Rule:
        """Give one offer as plain tuples. What is for the whole country does not ask for the place."""
        place = () if row.place == self.country else ((self.questions[0], self.masks[row.place]),)
        return row.id, self.conditions((*place, *row.every)), self.conditions(row.some)

    def conditions(self, pairs: Iterable[tuple[str, int]]) -> tuple[Condition, ...]:
        """Give conditions with numbers instead of names."""
        return tuple((self.number[question], values, ~values) for question, values in pairs)

    def asks(self, known: Known) -> list[int]:
        return [known.values[question] for question in self.questions]

    def match(self, resident: list[int]) -> Found:
        return judged(self.rules, resident)


class Bucketed:
    """Goes over the offers of the places around the resident."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.naive = Naive(catalogue)
        self.buckets: defaultdict[str, list[Rule]] = defaultdict(list)
        for row, rule in zip(rows(catalogue), self.naive.rules, strict=True):
            self.buckets[row.place].append(rule)

    def asks(self, known: Known) -> tuple[tuple[str, ...], list[int]]:
        return around(self.catalogue, known), self.naive.asks(known)

    def match(self, resident: tuple[tuple[str, ...], list[int]]) -> Found:
        places, values = resident
        return judged((rule for place in places for rule in self.buckets.get(place, ())), values)


def judged(rules: Iterable[Rule], values: list[int]) -> Found:
    """Judge rule by rule."""
    fits: list[str] = []
    maybe: list[str] = []
    for id_, every, some in rules:
        sure = True
        for question, yes, no in every:
            possible = values[question]
            if not possible & yes:
                break
            if possible & no:
                sure = False
        else:
            if some:
                best = 0
                for question, yes, no in some:
                    possible = values[question]
                    if possible & yes:
                        best = 1
                        if not possible & no:
                            best = 2
                            break
                if not best:
                    continue
                sure = sure and best == 2
            (fits if sure else maybe).append(id_)
    return fits, maybe
