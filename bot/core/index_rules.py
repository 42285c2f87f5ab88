"""The rules of many offers judged at once: one bit an offer, one question after the other.

Rules of the same shape share columns. A column holds, for one question, which offers ask for which values. What a rule
comes to is kept as two sets of offers, those where it is YES and those where it is not NO: "and", "or" and "at least"
work on either set alone, "not" turns them round. So this is Kleene's logic, as in `rules.judge`, and rules that many
offers share are judged once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import and_, or_
from typing import TypeVar

from bot.core import rules
from bot.core.questions import bits
from bot.core.rules import Const, Fact, Rule, Values

#: Offers where a rule is YES, and offers where it is not NO.
Planes = tuple[int, int]
#: Offers, by number, each with its rule.
Ruled = Iterable[tuple[int, Rule]]
T = TypeVar("T")
#: So many bits are taken out of a set one by one; of more, the set is written out.
FEW = 12
#: A set is searched bit by bit where less than one bit of so many is set.
SPARSE = 8
_SELECTORS = bytes.maketrans(b"01", b"\0\1")
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
        self.kept[possible] = found = self._judged(possible)
        return found

    def _judged(self, possible: int) -> Planes:
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
        return enough(self.count, yes, self.offers), enough(self.count, not_no, self.offers)


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


def enough(count: int, sets: Iterable[int], everything: int) -> int:
    """Give the offers that stand in at least so many of some sets."""
    reached = [everything] + [0] * count
    for one in sets:
        for more in range(count, 0, -1):
            reached[more] |= reached[more - 1] & one
    return reached[count]


def every_lane(ruled: Ruled) -> EveryLane:
    """Lay out the rules of some offers: what stands side by side under "and" becomes columns and parts."""
    sheet = _Sheet()
    never: list[int] = []
    for offer, rule in ruled:
        sheet.offers.append(offer)
        if rule == rules.NO:
            never.append(offer)
        else:
            sheet.write(offer, _side_by_side(rule, rules.Every))
    offers = as_bits(sheet.offers)
    parts = tuple((part, offers & ~part.offers) for part in sheet.parts())
    return EveryLane(offers, sheet.columns(offers), parts, as_bits(sheet.unknown), as_bits(never))


def _some_lane(ruled: Ruled) -> SomeLane:
    sheet = _Sheet()
    for offer, rule in ruled:
        sheet.offers.append(offer)
        sheet.write(offer, _side_by_side(rule, rules.Some))
    return SomeLane(as_bits(sheet.offers), sheet.columns(0), tuple(sheet.parts()), as_bits(sheet.unknown))


def _count_lane(ruled: list[tuple[int, Rule]]) -> CountLane:
    """Lay out rules that all ask for as many of as many parts."""
    counts = [(offer, rule) for offer, rule in ruled if isinstance(rule, rules.Count)]
    first = counts[0][1]
    parts = tuple(
        every_lane((offer, rule.parts[number]) for offer, rule in counts) for number in range(len(first.parts))
    )
    return CountLane(as_bits(offer for offer, _ in counts), first.count, parts)


def _inner(ruled: list[tuple[int, Rule]]) -> EveryLane:
    """Lay out what stands under "not" and "perhaps"."""
    return every_lane((offer, rule.part) for offer, rule in ruled if isinstance(rule, rules.Opposite | rules.Open))


def _lane(ruled: list[tuple[int, Rule]]) -> Lane:
    """Lay out rules of one kind."""
    match ruled[0][1]:
        case rules.Some():
            return _some_lane(ruled)
        case rules.Count():
            return _count_lane(ruled)
        case rules.Opposite():
            inner = _inner(ruled)
            return OppositeLane(inner.offers, inner)
        case rules.Open():
            inner = _inner(ruled)
            return OpenLane(inner.offers, inner)
        case _:
            return every_lane(ruled)


def _side_by_side(rule: Rule, join: type[rules.Every | rules.Some]) -> list[Rule]:
    """Give the parts of a rule that stand side by side, those of a like part within among them."""
    if not isinstance(rule, join):
        return [rule]
    return [inner for part in rule.parts for inner in _side_by_side(part, join)]


@dataclass
class _Sheet:
    """What is laid out: offers by column and by part, in the order in which they come."""

    offers: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    _told: dict[tuple[str, int], dict[int, list[int]]] = field(default_factory=dict)
    _parts: dict[tuple[object, ...], list[tuple[int, Rule]]] = field(default_factory=dict)

    def write(self, offer: int, parts: Iterable[Rule]) -> None:
        """Write down the parts of one offer: the second condition on a question stands in a second column."""
        seen: dict[object, int] = {}
        for part in parts:
            if isinstance(part, Const):
                # What is settled is left out of rules, YES alone stands for itself.
                if part == rules.UNKNOWN:
                    self.unknown.append(offer)
                continue
            kind: tuple[object, ...] = (part.question,) if isinstance(part, Fact) else _shape(part)
            number = seen[kind] = seen.get(kind, -1) + 1
            if isinstance(part, Fact):
                self._told.setdefault((part.question, number), {}).setdefault(part.values, []).append(offer)
            else:
                self._parts.setdefault((*kind, number), []).append((offer, part))

    def columns(self, neutral: int) -> tuple[Column, ...]:
        """Give the columns; `neutral`: the offers that count as YES where they say nothing."""
        found = []
        for (question, _), told in self._told.items():
            columns = {wanted: as_bits(offers) for wanted, offers in told.items()}
            others = neutral
            for offers in columns.values():
                others &= ~offers
            found.append(Column(question, columns, others, _by_value(columns)))
        return tuple(found)

    def parts(self) -> Iterable[Lane]:
        """Give the parts, each laid out."""
        return (_lane(ruled) for ruled in self._parts.values())


def _shape(rule: Rule) -> tuple[object, ...]:
    """Give what rules of one lane have in common."""
    if isinstance(rule, rules.Count):
        return ("count", rule.count, len(rule.parts))
    return (type(rule).__name__,)


def as_bits(numbers: Iterable[int]) -> int:
    """Give a set of offers with these numbers."""
    listed = list(numbers)
    if not listed:
        return 0
    written = bytearray((max(listed) >> 3) + 1)
    for number in listed:
        written[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(written, "little")


def chosen(offers: int, listed: Sequence[T]) -> list[T]:
    """Give what stands in a list at the numbers of a set of offers, in the order of the list."""
    count = offers.bit_count()
    if count <= FEW:
        return [listed[number] for number in bits(offers)]
    written = f"{offers:b}"[::-1]
    if count * SPARSE > len(written):
        return list(compress(listed, written.encode().translate(_SELECTORS)))
    *gaps, _ = written.split("1")
    found, number = [], -1
    for gap in gaps:
        number += len(gap) + 1
        found.append(listed[number])
    return found


def _by_value(told: Mapping[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for wanted, offers in told.items():
        for value in bits(wanted):
            found[value] = found.get(value, 0) | offers
    return found
