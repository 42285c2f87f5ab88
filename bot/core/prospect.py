"""What answers that may still come can change, for all offers at once: whom to ask about, and when the best ones stand.

Most of it is read from the columns of the index. Only where rules are nested, or hang on questions that may not apply,
are offers looked into one by one (`influence`), and only until every open question has been named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import islice
from operator import or_

from bot.core.bitsets import chosen
from bot.core.index import Found
from bot.core.index_blocks import Block
from bot.core.index_order import STEPS, Judged, Part, Results, in_order
from bot.core.index_outlook import Learnt, Outlook
from bot.core.influence import Influence
from bot.core.knowledge import Known
from bot.core.rules import Rule

#: So many results are told to stand when no answer can change them any more.
STANDING = 10


@dataclass(frozen=True)
class Prospects:
    """Looks at what was found on one catalogue. What it reads from a block it keeps beside the block."""

    influence: Influence
    _kept: dict[int, tuple[Block, int]] = field(default_factory=dict, repr=False)

    def plain(self, block: Block) -> int:
        """Give the offers whose rule is a row of conditions, each on another question, all of which always apply."""
        if id(block) not in self._kept:
            self._kept[id(block)] = block, self._plain(block)
        return self._kept[id(block)][1]

    def _plain(self, block: Block) -> int:
        seen: set[str] = set()
        lane = block.rule.lane
        plain = lane.offers & ~reduce(or_, (part.offers for part, _ in lane.parts), 0)
        for column in lane.columns:
            if column.question in self.influence.gates or column.question in seen:
                plain &= ~reduce(or_, column.told.values())
            seen.add(column.question)
        return plain

    def at(self, found: Found) -> Prospect:
        """Look at what was found for one resident."""
        return Prospect(self, found)


@dataclass(frozen=True)
class Prospect:
    """What can still change for one resident."""

    prospects: Prospects
    found: Found

    @property
    def known(self) -> Known:
        """What is known."""
        return self.found.moment.known

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The kinds of help worth asking about: those wanted, where an offer of them is possible. None: all are."""
        kinds = self.known.wanted
        return kinds if any(one.wanted(kinds) & one.maybe for one in self.found.judged) else frozenset()

    @cached_property
    def worth(self) -> Results:
        """The results worth asking about, of those that are shown."""
        wanted = self.wanted
        return self.found.results.where(lambda one: one.wanted(wanted)) if wanted else self.found.results

    @cached_property
    def undecided(self) -> Results:
        """Those of them that may fit, or of which it is not known whether one comes first."""
        return self.worth.where(lambda one: one.maybe & ~one.sure | one.first_open())

    @cached_property
    def gated(self) -> frozenset[str]:
        """The questions of which it is not known yet whether they apply."""
        return self.prospects.influence.gated(self.known)

    @cached_property
    def learnt(self) -> Learnt:
        """What is known for good: a question that may turn out not to apply may come to that, whatever was said."""
        known, questions = self.known, self.prospects.influence.questions
        values = {id_: known.values[id_] | questions[id_].nothing_applies for id_ in self.gated}
        return Learnt({**known.values, **values}, known.final - self.gated)

    @property
    def near(self) -> Iterator[tuple[Block, int]]:
        """Every block near, with its offers worth asking about."""
        return ((judged.block, self._worth(judged)) for judged, _, _ in self._blocks)

    @cached_property
    def _blocks(self) -> tuple[tuple[Judged, Outlook, Outlook], ...]:
        """Every block near, with what its rules, and who comes first, can still come to."""
        judged = {id(one.block): one for one in self.found.judged}
        place = self.known.values[self.found.index.catalogue.place.id]
        return tuple(
            (
                judged.get(id(block)) or Judged(self.found.moment, block, 0, 0),
                block.rule.outlook(self.learnt),
                block.first.outlook(self.learnt),
            )
            for block in self.found.index.near(place)
        )

    @cached_property
    def unsettled(self) -> int:
        """How many of the results worth asking about answers can still change."""
        return sum(
            ((rule[2] | first[2]) & judged.maybe & self._worth(judged)).bit_count()
            for judged, rule, first in self._blocks
        )

    def settling(self) -> set[str]:
        """Give the questions that can still settle an offer worth asking about, or who comes first where it can fit."""
        still_open = self.known.open.keys()
        found: set[str] = set()
        for judged, rule, _ in self._blocks:
            self._by_columns(judged, rule, found)
        if not still_open <= found:
            for judged, rule, first in self._blocks:
                worth = self._worth(judged)
                self._by_looking(judged, rule[2] & worth, found)
                self._by_looking(judged, first[2] & judged.maybe & worth, found, first=True)
        return found

    def _worth(self, judged: Judged) -> int:
        return judged.wanted(self.wanted) if self.wanted else judged.block.rule.lane.offers

    def _by_columns(self, judged: Judged, rule: Outlook, found: set[str]) -> None:
        """Where nothing else stands against it, a condition that is open matters, and so does its question."""
        plain = rule[2] & self._worth(judged) & self.prospects.plain(judged.block)
        for column in judged.block.rule.lane.columns if plain else ():
            if column.question in self.known.open and column.question not in found:
                sure, maybe = column.judged(self.learnt.values[column.question])
                if plain & maybe & ~sure:
                    found.add(column.question)

    def _by_looking(self, judged: Judged, offers: int, found: set[str], *, first: bool = False) -> None:
        """Look into the rules that may name a question nobody has named yet, until one does."""
        lane = (judged.block.first if first else judged.block.rule).lane
        for question in self.known.open.keys() & self.known.values.keys() if offers else ():
            if question in found:
                continue
            may_name = 0
            for hangs in (question, *self._decided_by(question)):
                may_name |= self.learnt.hanging(lane, hangs, offers)
            for rule in self._rules(judged, may_name, first=first):
                found |= self.prospects.influence.outlook(rule, self.known).matter
                if question in found:
                    break

    def _decided_by(self, question: str) -> Iterator[str]:
        """Give the questions of which a question still decides whether they apply."""
        hangs_on = self.prospects.influence.hangs_on
        return (gated for gated in self.gated if question in hangs_on[gated])

    def _rules(self, judged: Judged, offers: int, *, first: bool) -> Iterator[Rule]:
        """Give the rules of some offers, each once."""
        catalogue, order = self.found.index.catalogue, self.found.index.order
        seen: set[int] = set()
        for rank in chosen(offers, judged.block.ranks):
            ready = catalogue.ready[order[rank]]
            rule = ready.first if first else ready.rule
            if id(rule) not in seen:
                seen.add(id(rule))
                yield rule

    def stands(self, left: tuple[str, ...], count: int = STANDING) -> bool:
        """Tell whether the first results worth asking about stay what they are, whatever is answered from now on.

        They do where none of them can change, and no other can come before the last of them even at its best.
        """
        questions = self.found.index.catalogue.questions
        if any(questions[question].role in ("place", "need") for question in left):
            return False
        bests = [self._best(*one) for one in self._blocks]
        settled = [Part(now, now.maybe & ~moving & self._worth(now)) for now, _, moving in bests]
        at_best = [Part(best, best.maybe & self._worth(best)) for _, best, _ in bests]
        now = self.worth.first(count)
        return bool(now) and all(now == list(islice(in_order(parts), count)) for parts in (settled, at_best))

    def _best(self, judged: Judged, rule: Outlook, first: Outlook) -> tuple[Judged, Judged, int]:
        """Give a block as it is, as the ranking has it where all comes out best, and the offers that can change."""
        block = judged.block
        extra = (first, block.especially.outlook(self.learnt), block.prefer.outlook(self.learnt))
        moving = reduce(or_, (one[2] for one in extra), rule[2])
        sure, maybe = judged.sure | rule[2], judged.maybe | rule[2]
        best = Judged(judged.moment, block, sure, maybe)
        for step in range(STEPS - len(extra)):
            best.cut(step)
        for judge, (yes, not_no, changes) in zip((block.first, block.especially, block.prefer), extra, strict=True):
            best.fix((yes | changes, not_no & ~yes & ~changes, ~not_no) if judge.lane.offers else 2)
        return judged, best, moving
