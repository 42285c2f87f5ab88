"""Offers put in order as far as they are looked at: the ranking of `matcher.rank`, as cuts through sets of offers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from heapq import merge
from itertools import islice, tee
from typing import overload

from bot.core.bitsets import as_bits, ascending, lowest
from bot.core.catalogue import Catalogue
from bot.core.index_blocks import Block
from bot.core.index_judge import Judge
from bot.core.index_rules import Planes
from bot.core.knowledge import Known
from bot.core.matcher import Result, judge_offer
from bot.core.offers import Offer, State

#: Offers cut into parts, the best first; a number where all of them belong to that part.
Cut = tuple[int, ...] | int
#: How often the ranking cuts, and into how many parts at most.
STEPS, WIDEST = 6, 4
#: Offers with more different dates and seasons than these are summed up without them.
MOST_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of one resident, and the day. `order`: the ids of all offers by rank."""

    catalogue: Catalogue
    order: tuple[str, ...]
    known: Known
    on: date


@dataclass(frozen=True)
class Judged:
    """One block: the offers that fit, and those that fit or may fit. The ranking cuts it when it is come to."""

    moment: Moment
    block: Block
    sure: int
    maybe: int
    _cuts: list[Cut] = field(default_factory=list, repr=False, compare=False)

    def cut(self, step: int) -> Cut:
        """Give one step of the ranking. The steps come one after the other."""
        if step == len(self._cuts):
            self._cuts.append(self._cut(step))
        return self._cuts[step]

    def fix(self, cut: Cut) -> None:
        """Say what the next step of the ranking is, instead of having it worked out."""
        self._cuts.append(cut)

    def _cut(self, step: int) -> Cut:
        """Cut by how offers stand on the day, what they come to, what is wanted, who comes first, and so on."""
        match step:
            case 0:
                return self.block.states(self.moment.on, self._stands)
            case 1:
                return self.sure, self.maybe & ~self.sure, ~self.maybe
            case 2:
                wanted = self.wanted(self.moment.known.wanted)
                return (wanted, ~wanted) if wanted else 1
            case 3:
                return _truths(self.block.first, self.first)
            case _:
                rule = (self.block.especially, self.block.prefer)[step - 4]
                return _truths(rule, rule.judge(self.moment.known.values))

    def wanted(self, kinds: Iterable[str]) -> int:
        """Give the offers of any of these kinds of help."""
        found = 0
        for kind in kinds:
            found |= self.block.kinds.get(kind, 0)
        return found

    def on(self, moment: Moment) -> Judged:
        """Give the block on other knowledge, which changes nothing of what its offers come to, only their order."""
        return Judged(moment, self.block, self.sure, self.maybe)

    @cached_property
    def first(self) -> Planes:
        """Give the offers that come first, and those of which that is not ruled out."""
        return self.block.first.judge(self.moment.known.values)

    def first_open(self) -> int:
        """Give the offers of which it is not known whether one comes first."""
        sure, maybe = self.first
        return maybe & ~sure

    def _stands(self, rank: int) -> State:
        return self.moment.catalogue.offers[self.moment.order[rank]].state(self.moment.on)


def _truths(rule: Judge, judged: Planes) -> Cut:
    """Tell the offers for which a rule is YES from those for which it is open, and from all others."""
    sure, maybe = judged
    return (sure, maybe & ~sure, ~maybe) if rule.lane.offers else 2


@dataclass(frozen=True, slots=True)
class Part:
    """Some offers of one block."""

    judged: Judged
    offers: int

    @property
    def ranks(self) -> Iterator[int]:
        """Their ranks, ascending."""
        return map(self.judged.block.ranks.__getitem__, ascending(self.offers))

    def stands(self, place: int) -> int:
        """Give those that stand so on the day: the first step of the ranking."""
        cut = self.judged.cut(0)
        return cut[place] & self.offers if not isinstance(cut, int) else self.offers if cut == place else 0


def groups(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Give offers in groups, best first, that differ only in the end of the ranking. As `matcher.rank` says."""
    waiting = [(0, parts)]
    while waiting:
        step, parts = waiting.pop()
        if step == STEPS:
            yield parts
        else:
            waiting += [(step + 1, alike) for alike in reversed(_cut(parts, step))]


def _cut(parts: Sequence[Part], step: int) -> list[list[Part]]:
    """Make one step of the ranking: some offers of each block, in groups, best first."""
    found: list[list[Part]] = [[] for _ in range(WIDEST)]
    for part in parts:
        judged, offers = part.judged, part.offers
        cut = judged.cut(step)
        if isinstance(cut, int):
            found[cut].append(part)
        else:
            for place, some in enumerate(cut):
                if alike := offers & some:
                    found[place].append(part if alike == offers else Part(judged, alike))
    return [alike for alike in found if alike]


def in_order(parts: Sequence[Part]) -> Iterator[int]:
    """Give the ranks of offers, best first: what is not asked for is not put in order."""
    for alike in groups(parts):
        yield from alike[0].ranks if len(alike) == 1 else merge(*(part.ranks for part in alike))


@dataclass(frozen=True, eq=False)
class Results(Sequence[Result]):
    """Some of the offers that were judged, best first: a result is made when it is looked at."""

    moment: Moment
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, moment: Moment, parts: Iterable[Part]) -> Results:
        """Give the results of some offers."""
        return cls(moment, tuple(part for part in parts if part.offers))

    def where(self, choose: Callable[[Judged], int]) -> Results:
        """Give those of a set of offers of each block."""
        return Results.of(self.moment, (Part(one.judged, one.offers & choose(one.judged)) for one in self.parts))

    def first(self, count: int) -> list[int]:
        """Give the ranks of the first ones."""
        return list(islice(self.ranks, count))

    @property
    def ranks(self) -> Iterator[int]:
        """Their ranks, best first. What somebody has looked at is not put in order again."""
        return copy(self._begin)

    @cached_property
    def _begin(self) -> Iterator[int]:
        return tee(in_order(self.parts), 1)[0]

    def without(self, ranks: Iterable[int]) -> Results:
        """Give all but the offers with these ranks."""
        left = set(ranks)

        def others(judged: Judged) -> int:
            at = ((rank, bisect_left(judged.block.ranks, rank)) for rank in left)
            listed = judged.block.ranks
            return ~as_bits(number for rank, number in at if number < len(listed) and listed[number] == rank)

        return self.where(others)

    def on(self, known: Known) -> Results:
        """Give the same offers, ordered by other knowledge that changes nothing of what they come to."""
        moment = replace(self.moment, known=known)
        return Results.of(moment, (Part(part.judged.on(moment), part.offers) for part in self.parts))

    @cached_property
    def size(self) -> int:
        """How many there are."""
        return sum(part.offers.bit_count() for part in self.parts)

    @property
    def ids(self) -> Iterator[str]:
        """The offers, best first."""
        return map(self.moment.order.__getitem__, self.ranks)

    def __len__(self) -> int:
        return self.size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # compared by what is in it, as a list is

    @overload
    def __getitem__(self, at: int) -> Result: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Result, ...]: ...

    def __getitem__(self, at: int | slice) -> Result | tuple[Result, ...]:
        if isinstance(at, int):
            return self._result(next(islice(self.ids, range(self.size)[at], None)))
        start, stop, step = at.indices(self.size)
        return tuple(map(self._result, islice(self.ids, start, stop, step)))

    def __iter__(self) -> Iterator[Result]:
        return map(self._result, self.ids)

    def _result(self, id_: str) -> Result:
        catalogue = self.moment.catalogue
        return judge_offer(catalogue, catalogue.offers[id_], self.moment.known, self.moment.on)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many results stand in one way, whether any of them fits, and one of each with the same dates and seasons.

    `alike` is empty where there are too many of them to look at.
    """

    state: State
    count: int
    fits: bool
    alike: tuple[Offer, ...]


def standing(results: Results) -> tuple[Standing, ...]:
    """Sum results up by how they stand, the best first."""
    found = []
    moment = results.moment
    for place in range(WIDEST):
        parts = [(part.judged, offers) for part in results.parts if (offers := part.stands(place))]
        if parts:
            terms = (
                moment.catalogue.offers[moment.order[judged.block.ranks[lowest(both)]]]
                for judged, offers in parts
                for _, same in judged.block.terms
                if (both := same & offers)
            )
            alike = tuple(islice(terms, MOST_ALIKE + 1))
            found.append(
                Standing(
                    alike[0].state(moment.on),
                    sum(offers.bit_count() for _, offers in parts),
                    any(judged.sure & offers for judged, offers in parts),
                    alike if len(alike) <= MOST_ALIKE else (),
                )
            )
    return tuple(found)
