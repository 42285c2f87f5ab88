"""The index: results as `matcher` gives them, worked out for all offers of a place at once, and only as far as needed.

The matcher says what a result is; this says the same of a hundred thousand offers without going through them. What an
offer comes to is a bit in a few sets; results in their order are made for those that are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import overload

from bot.core.catalogue import Catalogue
from bot.core.index_blocks import Block, blocks
from bot.core.index_rules import EveryLane, chosen
from bot.core.knowledge import Known
from bot.core.matcher import STATE_ORDER, Result, judge_offer

#: So many sets of places keep their blocks, so many days how offers stand.
MOST_PLACES, MOST_DAYS = 4_096, 4
#: Most parts offers are cut into by one step of the ranking.
WIDEST = 4
#: Offers cut into parts, the best first; a number where all of them belong to that part.
Cut = tuple[int, ...] | int


@dataclass(frozen=True)
class Index:
    """The offers of one catalogue."""

    catalogue: Catalogue
    order: tuple[str, ...]
    blocks: tuple[Block, ...]
    _near: dict[int, tuple[Block, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Index:
        """Make the index of a catalogue."""
        made = blocks(catalogue)
        return cls(catalogue, made.order, made.blocks)

    def match(self, known: Known, on: date) -> Found:
        """Judge the offers that can be had where the resident may live."""
        values = known.values
        judged = []
        for block in self.near(values[self.catalogue.place.id]):
            sure, maybe = block.rule.judge(values)
            if maybe:
                judged.append(Judged(block, sure, maybe))
        return Found(self, known, on, tuple(judged))

    def near(self, place: int) -> tuple[Block, ...]:
        """Give the blocks with offers for any of these places."""
        found = self._near.get(place)
        if found is None:
            if len(self._near) >= MOST_PLACES:
                self._near.clear()
            found = self._near[place] = tuple(block for block in self.blocks if block.area & place)
        return found

    def states(self, block: Block, on: date) -> Cut:
        """Give the offers of a block by how they stand on a day."""
        found = block.days.get(on)
        if found is None:
            standing = [0] * (max(STATE_ORDER.values()) + 1)
            for one, alike in block.terms:
                standing[STATE_ORDER[self.catalogue.offers[self.order[one]].state(on)]] |= alike
            if len(block.days) >= MOST_DAYS:
                block.days.clear()
            # Mostly a whole block stands alike.
            parts = [place for place, offers in enumerate(standing) if offers]
            found = block.days[on] = parts[0] if len(parts) == 1 else tuple(standing)
        return found


@dataclass(frozen=True, slots=True)
class Judged:
    """The offers of one block that fit, and those that fit or may fit."""

    block: Block
    sure: int
    maybe: int


@dataclass(frozen=True)
class Found:
    """What was found for one resident on one day. Nothing is told of single offers before it is asked for."""

    index: Index
    known: Known
    on: date
    judged: tuple[Judged, ...]

    @property
    def verdicts(self) -> tuple[list[str], list[str]]:
        """The offers that fit, and those that may fit, as they stand among equals: not in the order of the results."""
        ranks: tuple[list[int], list[int]] = ([], [])
        for one in self.judged:
            ranks[0].extend(chosen(one.sure, one.block.ranks))
            ranks[1].extend(chosen(one.maybe & ~one.sure, one.block.ranks))
        fits, maybe = (list(map(self.index.order.__getitem__, listed)) for listed in ranks)
        return fits, maybe

    @cached_property
    def fits(self) -> tuple[str, ...]:
        """The offers that fit, best first."""
        return tuple(self.in_order([Judged(one.block, one.sure, one.sure) for one in self.judged]))

    @cached_property
    def maybe(self) -> tuple[str, ...]:
        """The offers that may fit, best first."""
        return tuple(self.in_order([Judged(one.block, 0, one.maybe & ~one.sure) for one in self.judged]))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The offers that fit or may fit, best first."""
        return tuple(self.in_order(self.judged))

    @cached_property
    def every(self) -> tuple[str, ...]:
        """Every offer there is, in the order of `matcher.match_known`. Goes through the whole catalogue."""
        judged = []
        for block in self.index.blocks:
            sure, maybe = block.rule.judge(self.known.values)
            judged.append(Judged(block, sure, maybe))
        return tuple(self.in_order(judged, everything=True))

    @cached_property
    def results(self) -> Results:
        """The results shown, each made when it is looked at."""
        return Results(self, self.judged)

    def in_order(self, judged: Sequence[Judged], *, everything: bool = False) -> Iterator[str]:
        """Give offers best first, group by group: what is not asked for is not put in order."""
        parts = [(_Cuts(self, one), (1 << len(one.block.ranks)) - 1 if everything else one.maybe) for one in judged]
        for alike in _groups(parts):
            ranks = [rank for cuts, offers in alike for rank in chosen(offers, cuts.judged.block.ranks)]
            if len(alike) > 1:
                ranks.sort()
            yield from map(self.index.order.__getitem__, ranks)


@dataclass
class _Cuts:
    """How the ranking cuts the offers of a block, step by step: each is worked out when it is come to."""

    found: Found
    judged: Judged
    _made: list[Cut] = field(default_factory=list)

    def __getitem__(self, step: int) -> Cut:
        if step == len(self._made):
            self._made.append(self._cut(step))
        return self._made[step]

    def _cut(self, step: int) -> Cut:
        """Give one step, in the order of `matcher.rank`: how offers stand today, what they come to, and so on."""
        block, sure, maybe = self.judged.block, self.judged.sure, self.judged.maybe
        match step:
            case 0:
                return self.found.index.states(block, self.found.on)
            case 1:
                return sure, maybe & ~sure, ~maybe
            case 2:
                wanted = 0
                for kind in self.found.known.wanted:
                    wanted |= block.kinds.get(kind, 0)
                return (wanted, ~wanted) if wanted else 1
            case _:
                return self._truths((block.first, block.especially, block.prefer)[step - 3])

    def _truths(self, lane: EveryLane) -> Cut:
        """Tell the offers for which a rule is YES from those for which it is open, and from all others."""
        if not lane.offers:
            return 2
        sure, maybe = lane.judge(self.found.known.values)
        return sure, maybe & ~sure, ~maybe


STEPS = 6
#: Some offers of one block, with the steps of the ranking.
Part = tuple[_Cuts, int]


def _groups(parts: list[Part], step: int = 0) -> Iterator[list[Part]]:
    """Give offers in groups, best first, that differ only in the end of the ranking."""
    if step == STEPS:
        yield parts
        return
    for place in range(WIDEST):
        found = []
        for cuts, offers in parts:
            cut = cuts[step]
            if isinstance(cut, int):
                alike = offers if cut == place else 0
            else:
                alike = offers & cut[place] if place < len(cut) else 0
            if alike:
                found.append((cuts, alike))
        if found:
            yield from _groups(found, step + 1)


@dataclass(frozen=True)
class Results(Sequence[Result]):
    """Some of the offers found, best first: a result is made when it is looked at."""

    found: Found
    judged: tuple[Judged, ...]

    def __len__(self) -> int:
        return sum(one.maybe.bit_count() for one in self.judged)

    @overload
    def __getitem__(self, at: int) -> Result: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Result, ...]: ...

    def __getitem__(self, at: int | slice) -> Result | tuple[Result, ...]:
        if isinstance(at, slice):
            return tuple(map(self._result, islice(self._ids, *at.indices(len(self)))))
        return self._result(next(islice(self._ids, range(len(self))[at], None)))

    def __iter__(self) -> Iterator[Result]:
        return map(self._result, self._ids)

    @property
    def _ids(self) -> Iterator[str]:
        return self.found.in_order(self.judged)

    def _result(self, id_: str) -> Result:
        catalogue = self.found.index.catalogue
        return judge_offer(catalogue, catalogue.offers[id_], self.found.known, self.found.on)
