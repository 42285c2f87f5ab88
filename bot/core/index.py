"""The index: results as `matcher` gives them, worked out for all offers of a place at once, and only as far as needed.

The matcher says what a result is; this says the same of a hundred thousand offers without going through them. What an
offer comes to is a bit in a few sets; results in their order are made for those that are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.core.bitsets import chosen
from bot.core.catalogue import Catalogue
from bot.core.index_blocks import Block, blocks
from bot.core.index_order import Judged, Moment, Part, Results
from bot.core.knowledge import Known

#: So many sets of places keep their blocks.
MOST_PLACES = 4_096


@dataclass(frozen=True)
class Index:
    """The offers of one catalogue. `order`: their ids by rank (see `Block`)."""

    catalogue: Catalogue
    order: tuple[str, ...]
    blocks: tuple[Block, ...]
    _near: dict[int, tuple[Block, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Index:
        """Make the index of a catalogue."""
        return cls(catalogue, *blocks(catalogue))

    def match(self, known: Known, on: date) -> Found:
        """Judge the offers that can be had where the resident may live."""
        moment = Moment(self.catalogue, self.order, known, on)
        values = known.values
        judged = []
        for block in self.near(values[self.catalogue.place.id]):
            sure, maybe = block.rule.judge(values)
            if maybe:
                judged.append(Judged(moment, block, sure, maybe))
        return Found(self, moment, tuple(judged))

    def near(self, place: int) -> tuple[Block, ...]:
        """Give the blocks with offers for any of these places."""
        found = self._near.get(place)
        if found is None:
            if len(self._near) >= MOST_PLACES:
                self._near.clear()
            found = self._near[place] = tuple(block for block in self.blocks if block.area & place)
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

    @property
    def verdicts(self) -> tuple[list[str], list[str]]:
        """The offers that fit, and those that may fit, as they stand among equals: not in the order of the results."""
        fits: list[str] = []
        maybe: list[str] = []
        for one in self.judged:
            fits += chosen(one.sure, one.block.ids)
            maybe += chosen(one.maybe & ~one.sure, one.block.ids)
        return fits, maybe
