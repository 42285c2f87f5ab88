"""The rules of many offers judged at once: one bit an offer, one question after the other.

Rules of the same shape share columns. A column holds, for one question, which offers ask for which values. What a rule
comes to is kept as two sets of offers, those where it is YES and those where it is not NO: "and", "or" and "at least"
work on either set alone, "not" turns them round. So this is Kleene's logic, as in `rules.judge`, and rules that many
offers share are judged once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from bot.core.bitsets import bits
from bot.core.rules import Values

#: Offers where a rule is YES, and offers where it is not NO.
Planes = tuple[int, int]
#: A column forgets what it has worked out before it holds so many bits.
MOST_KEPT = 1 << 24


@dataclass(frozen=True, slots=True)
class Column:
    """Conditions on one question, at most one an offer. `told`: the values asked for -> the offers that do.

    `others`: offers without a condition here that count as YES: all of them under "and", none under "or". `by_value`:
    for the number of a value the offers that are content with it.
    """

    question: str
    told: Mapping[int, int]
    others: int
    by_value: Mapping[int, int]
    kept: dict[int, Planes] = field(default_factory=dict, repr=False, compare=False)

    def judged(self, possible: int) -> Planes:
        """Judge the conditions on the values still possible."""
        return self.kept.get(possible) or self.judge(possible)

    def judge(self, possible: int) -> Planes:
        """Judge the conditions that `kept` does not hold yet, and keep what they come to."""
        if len(self.kept) * (self.others.bit_length() + 64) > MOST_KEPT:
            self.kept.clear()
        self.kept[possible] = found = self.work_out(possible)
        return found

    def work_out(self, possible: int) -> Planes:
        """Judge the conditions, and keep nothing."""
        if possible.bit_count() < len(self.told):
            each = [self.by_value.get(value, 0) for value in bits(possible)]
            return self.others | reduce(and_, each), self.others | reduce(or_, each)
        sure = maybe = self.others
        for wanted, offers in self.told.items():
            if possible & wanted:
                maybe |= offers
                if not possible & ~wanted:
                    sure |= offers
        return sure, maybe


class Lane(ABC):
    """Rules of one shape. `offers`: those that have one here; what it gives is a part of these."""

    __slots__ = ()
    offers: int

    @abstractmethod
    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""


@dataclass(frozen=True, slots=True)
class EveryLane(Lane):
    """The rules "and". `unknown`: offers with a part that nobody can settle; `never`: offers for nobody.

    Each of the parts stands beside the offers that have no such part.
    """

    offers: int
    columns: tuple[Column, ...]
    parts: tuple[tuple[Lane, int], ...]
    unknown: int
    never: int

    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""
        maybe = self.offers & ~self.never
        sure = maybe & ~self.unknown
        if not maybe:
            return 0, 0
        for column in self.columns:
            possible = values[column.question]
            yes, not_no = column.kept.get(possible) or column.judge(possible)
            sure &= yes
            maybe &= not_no
        for part, others in self.parts:
            if maybe & part.offers:
                yes, not_no = part.judge(values)
                sure &= yes | others
                maybe &= not_no | others
        return sure, maybe


@dataclass(frozen=True, slots=True)
class SomeLane(Lane):
    """The rules "or"."""

    offers: int
    columns: tuple[Column, ...]
    parts: tuple[Lane, ...]
    unknown: int

    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""
        sure, maybe = 0, self.unknown
        for column in self.columns:
            possible = values[column.question]
            yes, not_no = column.kept.get(possible) or column.judge(possible)
            sure |= yes
            maybe |= not_no
        for part in self.parts:
            yes, not_no = part.judge(values)
            sure |= yes
            maybe |= not_no
        return sure, maybe


@dataclass(frozen=True, slots=True)
class CountLane(Lane):
    """At least so many of the parts."""

    offers: int
    count: int
    parts: tuple[Lane, ...]

    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""
        judged = [part.judge(values) for part in self.parts]
        yes, not_no = ([planes[which] for planes in judged] for which in (0, 1))
        return _enough(self.count, yes, self.offers), _enough(self.count, not_no, self.offers)


@dataclass(frozen=True, slots=True)
class OppositeLane(Lane):
    """The rules "not"."""

    offers: int
    part: Lane

    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""
        yes, not_no = self.part.judge(values)
        return self.offers & ~not_no, self.offers & ~yes


@dataclass(frozen=True, slots=True)
class OpenLane(Lane):
    """`perhaps`."""

    offers: int
    part: Lane

    def judge(self, values: Values) -> Planes:
        """Judge all these rules."""
        return 0, self.part.judge(values)[1]


def _enough(count: int, sets: Iterable[int], everything: int) -> int:
    """Give the offers that stand in at least so many of some sets."""
    reached = [everything] + [0] * count
    for one in sets:
        for more in range(count, 0, -1):
            reached[more] |= reached[more - 1] & one
    return reached[count]
