"""Who judges the rules of a block: the lanes as they stand, or the same lanes in machine words, many times faster.

The second is compiled when the bot is installed (`_lanes.pyx`). Where that was not possible all works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.core.bitsets import chosen
from bot.core.index_outlook import Learnt, Outlook
from bot.core.index_rules import EveryLane, Planes
from bot.core.rules import Values

#: Ids of offers that fit, and of those that may fit.
Listed = tuple[list[str], list[str]]


class Judge(Protocol):
    """Judges the rules of one lane."""

    @property
    def lane(self) -> EveryLane:
        """The lane, for reading."""

    def judge(self, values: Values) -> Planes:
        """Give the offers whose rule is YES, and those where it is not NO."""

    def outlook(self, learnt: Learnt) -> Outlook:
        """Give these two, and the offers of which answers can still change what they come to."""

    def listed(self, values: Values, ids: tuple[str, ...]) -> Listed:
        """List the ids of the offers whose rule is YES, and those where it is open."""


#: Makes the judge of a lane, of which the block has so many offers.
Appoint = Callable[[EveryLane, int], Judge]


@dataclass(frozen=True, slots=True)
class PlainJudge:
    """Asks the lane itself."""

    lane: EveryLane
    offers: int

    def judge(self, values: Values) -> Planes:
        """Give the offers whose rule is YES, and those where it is not NO."""
        return self.lane.judge(values)

    def outlook(self, learnt: Learnt) -> Outlook:
        """Give these two, and the offers of which answers can still change what they come to."""
        return learnt.lane(self.lane)

    def listed(self, values: Values, ids: tuple[str, ...]) -> Listed:
        """List the ids of the offers whose rule is YES, and those where it is open."""
        sure, maybe = self.lane.judge(values)
        return chosen(sure, ids), chosen(maybe & ~sure, ids)


def fastest() -> Appoint:
    """Give what makes the fastest judges there are on this machine."""
    try:
        from bot.core._lanes import Judge as Compiled  # noqa: PLC0415 -- not there where it could not be compiled
    except ImportError:
        return PlainJudge
    return Compiled
