"""Which offers can still change, read from the columns of the index: few rules need then be looked into one by one.

Beside YES and not NO a rule has a third set: the offers where an answer that may still come can change something. What
was refused and what a document leaves open is unknown too, but no answer settles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import reduce
from operator import or_

from bot.core.index_rules import Column, CountLane, EveryLane, Lane, OpenLane, OppositeLane, SomeLane
from bot.core.rules import Values

#: Offers where a rule is YES, where it is not NO, and where that can still change.
Outlook = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is known, and the questions nothing more is learnt about."""

    values: Values
    final: AbstractSet[str]

    def column(self, column: Column) -> Outlook:
        """Tell what the conditions of a column come to."""
        sure, maybe = column.judged(self.values[column.question])
        return sure, maybe, 0 if column.question in self.final else maybe & ~sure

    def lane(self, lane: Lane) -> Outlook:
        """Tell what rules of one shape come to. As `rules.restrict` does, which leaves nothing of what is settled."""
        match lane:
            case EveryLane():
                return self._every(lane)
            case SomeLane():
                found = [*map(self.column, lane.columns), *map(self.lane, lane.parts)]
                sure = reduce(or_, (one[0] for one in found))
                maybe = reduce(or_, (one[1] for one in found), lane.unknown)
                return sure, maybe, reduce(or_, (one[2] for one in found)) & ~sure
            case CountLane():
                sure, maybe = lane.judge(self.values)
                return sure, maybe, reduce(or_, (self.lane(part)[2] for part in lane.parts)) & maybe & ~sure
            case OppositeLane(offers=offers, part=part):
                sure, maybe, changing = self.lane(part)
                return offers & ~maybe, offers & ~sure, changing
            case OpenLane(part=part):  # pragma: no branch -- the last kind
                return 0, *self.lane(part)[1:]
        raise TypeError(lane)  # pragma: no cover -- there are no other lanes

    def _every(self, lane: EveryLane) -> Outlook:
        maybe = lane.offers & ~lane.never
        sure, changing = maybe & ~lane.unknown, 0
        if not maybe:
            return 0, 0, 0
        for column in lane.columns:
            # As `column` says; a whole country comes through here.
            possible = self.values[column.question]
            yes, not_no = column.kept.get(possible) or column.judge(possible)
            sure &= yes
            maybe &= not_no
            if column.question not in self.final:
                changing |= not_no & ~yes
        for part, others in lane.parts:
            yes, not_no, open_ = self.lane(part)
            sure, maybe, changing = sure & (yes | others), maybe & (not_no | others), changing | open_
        return sure, maybe, changing & maybe

    def hanging(self, lane: Lane, question: str, offers: int) -> int:
        """Give those of some offers whose rules may still hang on a question."""
        possible, found = self.values[question], 0
        for wanted, asking in self.told(lane, question, offers):
            if possible & wanted and possible & ~wanted:
                found |= asking
        return found

    def told(self, lane: Lane, question: str, offers: int) -> Iterator[tuple[int, int]]:
        """Give the conditions on a question that answers still hang on, for some offers: values asked for, offers."""
        match lane:
            case EveryLane(columns=own, parts=parts):
                inner = tuple(part for part, _ in parts)
            case SomeLane(columns=own, parts=inner):
                pass
            case CountLane(parts=inner):
                own = ()
            case OppositeLane(part=part) | OpenLane(part=part):  # pragma: no branch -- the last kinds
                own, inner = (), (part,)
        for column in own:
            if column.question == question:
                yield from ((wanted, asking & offers) for wanted, asking in column.told.items() if asking & offers)
        for part in inner:
            if part.offers & offers:
                yield from self.told(part, question, offers & self.lane(part)[2])


def columns(lane: Lane) -> Iterator[Column]:
    """Give every column of a lane, those of its parts among them."""
    match lane:
        case EveryLane(columns=own, parts=parts):
            yield from own
            for part, _ in parts:
                yield from columns(part)
        case SomeLane(columns=own, parts=inner):
            yield from own
            for part in inner:
                yield from columns(part)
        case CountLane(parts=inner):
            for part in inner:
                yield from columns(part)
        case OppositeLane(part=part) | OpenLane(part=part):  # pragma: no branch -- the last kinds
            yield from columns(part)
