"""The index: results as `matcher` gives them, worked out for all offers of a place at once, and only as far as needed.

The matcher says what a result is; this says the same of a hundred thousand offers without going through them. What an
offer comes to is a bit in a few sets; results in their order are made for those that are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.core.catalogue import Catalogue
from bot.core.index_blocks import Block, blocks
from bot.core.index_judge import Appoint, Listed, fastest
from bot.core.index_order import Judged, Moment, Part, Results
from bot.core.knowledge import Known

#: So many sets of places keep their blocks.
MOST_PLACES = 4_096


@dataclass(frozen=True)
class Index:
    """The offers of one catalogue. `order`: their ids by rank (see `Block`). `homes`: by place its blocks near.

    These places are those where somebody can live, in the order of their numbers. `place`: the question about it.
    """

    catalogue: Catalogue
    order: tuple[str, ...]
    blocks: tuple[Block, ...]
    homes: tuple[tuple[Block, ...], ...] = field(repr=False, compare=False)
    place: str
    _near: dict[int, tuple[Block, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, catalogue: Catalogue, appoint: Appoint | None = None) -> Index:
        """Make the index of a catalogue. `appoint`: what makes its judges, the fastest there are unless said."""
        order, made = blocks(catalogue, appoint or fastest())
        alike: dict[tuple[int, ...], tuple[Block, ...]] = {}
        near = (_touched(made, 1 << number) for number in range(catalogue.place.universe.bit_length()))
        homes = tuple(alike.setdefault(tuple(map(id, found)), found) for found in near)
        return cls(catalogue, order, made, homes, catalogue.place.id)

    def match(self, known: Known, on: date) -> Found:
        """Judge the offers that can be had where the resident may live."""
        moment = Moment(self.catalogue, self.order, known, on)
        values = known.values
        judged = []
        for block in self.near(values[self.place]):
            sure, maybe = block.rule.judge(values)
            if maybe:
                judged.append(Judged(moment, block, sure, maybe))
        return Found(self, moment, tuple(judged))

    def listed(self, known: Known) -> Listed:
        """List the offers that fit, and those that may fit, as they stand among equals: not in the order of results."""
        values = known.values
        blocks = self.near(values[self.place])
        # The last block holds what there is for the whole country: the rest comes behind it.
        found = blocks[-1].rule.listed(values, blocks[-1].ids) if blocks else ([], [])
        if len(blocks) > 1:
            for block in blocks[:-1]:
                fits, maybe = block.rule.listed(values, block.ids)
                found[0].extend(fits)
                found[1].extend(maybe)
        return found

    def near(self, place: int) -> tuple[Block, ...]:
        """Give the blocks with offers for any of these places."""
        if place.bit_count() == 1:
            return self.homes[place.bit_length() - 1]
        found = self._near.get(place)
        if found is None:
            if len(self._near) >= MOST_PLACES:
                self._near.clear()
            found = self._near[place] = _touched(self.blocks, place)
        return found


@dataclass(frozen=True)
class Found:
    """What was found for one resident on one day. Nothing is told of single offers before it is asked for.

    `judged`: the blocks with offers that fit or may fit.
    """

    index: Index
    moment: Moment
    judged: tuple[Judged, ...]

    @cached_property
    def results(self) -> Results:
        """The results shown: those that fit or may fit."""
        return Results.of(self.moment, (Part(one, one.maybe) for one in self.judged))

    @cached_property
    def every(self) -> Results:
        """All results, those that do not fit among them. Goes through the whole catalogue."""
        values = self.moment.known.values
        judged = (Judged(self.moment, block, *block.rule.judge(values)) for block in self.index.blocks)
        return Results.of(self.moment, (Part(one, (1 << len(one.block.ranks)) - 1) for one in judged))

    @property
    def fits(self) -> tuple[str, ...]:
        """The offers that fit, best first."""
        return tuple(self.results.where(lambda one: one.sure).ids)

    @property
    def maybe(self) -> tuple[str, ...]:
        """The offers that may fit, best first."""
        return tuple(self.results.where(lambda one: ~one.sure).ids)


def _touched(blocks: Iterable[Block], place: int) -> tuple[Block, ...]:
    """Give the blocks with offers for any of these places."""
    return tuple(block for block in blocks if block.area & place)
