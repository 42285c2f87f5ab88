"""Which question comes next, and how many are left.

Computed from the catalogue: the place, then the kind of help wanted, then the question expected to settle the most of
the undecided offers that a resident would see first. A question that cannot change the result is never asked, nor one
that may not apply. Where little more is to be learnt about the first screen, it is shown: the rest is asked on request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from math import inf

from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.chances import Reading
from bot.core.conditions import Truth
from bot.core.index import Index
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.matcher import Result
from bot.core.plan import FIRST_SCREEN, Plan
from bot.core.prospect import Prospect, Prospects
from bot.core.questions import Question
from bot.core.recent import Recent
from bot.core.reordering import Reordering
from bot.core.resident import Resident, judged_answers
from bot.core.rules import NO

#: So many undecided offers, the best ones, decide which question comes next. The first of them count alike, those after
#: them less and less.
SEEN_FIRST, SEEN_AT_MOST = 16, 24
#: Settling who comes first counts so much of settling whether an offer fits.
FIRST_WEIGHT = 0.1


@dataclass(frozen=True)
class Planner:
    """Plans for one catalogue."""

    catalogue: Catalogue
    influence: Influence
    keep: int = 64

    @classmethod
    def of(cls, catalogue: Catalogue) -> Planner:
        """Make the planner of a catalogue."""
        return cls(catalogue, Influence(catalogue.questions, catalogue.asked_if, likely))

    @cached_property
    def _plans(self) -> Recent[object, Plan]:
        return Recent(self.keep)

    @cached_property
    def index(self) -> Index:
        """The offers, ready to be judged at once."""
        return Index.of(self.catalogue)

    @cached_property
    def prospects(self) -> Prospects:
        """What answers can still change."""
        return Prospects(self.influence)

    def asks(self, resident: Resident, on: date) -> str | None:
        """Give the question to put to a resident now, or None where it is time to show what was found."""
        plan = self.plan(judged_answers(self.catalogue, resident), on)
        return plan.next if resident.thorough or not plan.shows_first(len(resident.answers)) else None

    def plan(self, answers: Answers, on: date) -> Plan:
        """Work out results, what is missing, and the next question. The newest plans are kept: one tap asks twice."""
        key = (on, *answers.items())
        return self._plans.get(key) or self._plans.keep(key, self._plan(answers, on))

    def _plan(self, answers: Answers, on: date) -> Plan:
        known = know(self.catalogue, answers)
        prospect = self.prospects.at(self.index.match(known, on))
        settling, order = prospect.settling(), Reordering(self.catalogue, prospect.worth)
        others = {question for question in known.open if question not in settling and order.changes(question)}
        left = tuple(question for question in self.catalogue.questions if question in settling | others)
        return Plan(prospect, *self._next(prospect, settling, left), self.missing)

    def missing(self, result: Result, known: Known) -> tuple[str, ...]:
        """Give the questions whose answer changes this offer's verdict or who comes first, in catalogue order."""
        ready = self.catalogue.ready[result.offer.id]
        matter = self.influence.outlook(ready.rule, known).matter | self.influence.outlook(ready.first, known).matter
        return tuple(question for question in self.catalogue.questions if question in matter) if matter else ()

    def _next(
        self, prospect: Prospect, settling: set[str], left: tuple[str, ...]
    ) -> tuple[str | None, tuple[str, ...], float]:
        """Give the next question, all that are left, and how much of the first screen the next one settles."""
        known = prospect.known
        can_ask = [question for question in left if known.open[question] is Truth.YES]
        for role in ("place", "need"):
            for question in can_ask:
                if self.catalogue.questions[question].role == role:
                    return question, left, inf
        best = [question for question in can_ask if question in settling] or can_ask
        if not best:
            return None, left, 0.0
        reading = self.influence.reading(known)
        found = self._most_expected(best, prospect, reading)
        first_screen = islice(prospect.worth.ids, FIRST_SCREEN)
        return found, left, sum(self._expected(offer, reading).get(found, 0.0) for offer in first_screen)

    def _most_expected(self, questions: list[str], prospect: Prospect, reading: Reading) -> str:
        """Give the question expected to settle most of the best undecided offers."""
        expected = dict.fromkeys(questions, 0.0)
        for number, offer in enumerate(islice(prospect.undecided.ids, SEEN_AT_MOST)):
            weight = 1.0 if number < SEEN_FIRST else SEEN_FIRST / (SEEN_FIRST + number)
            for question, settles in self._expected(offer, reading).items():
                if question in expected:
                    expected[question] += weight * settles
        return max(questions, key=expected.__getitem__)

    def _expected(self, offer: str, reading: Reading) -> Mapping[str, float]:
        """Give how much of an offer each question is expected to settle: whether it fits, and who comes first."""
        ready = self.catalogue.ready[offer]
        settles = self.influence.settles(ready.rule, reading)
        if ready.first == NO:
            return settles
        total = dict(settles)
        for question, chance in self.influence.settles(ready.first, reading).items():
            total[question] = total.get(question, 0.0) + FIRST_WEIGHT * chance
        return total


def likely(question: Question, values: int, possible: int) -> float:
    """Give the weight of some of the possible values: equal; for ticks half for none, the rest for one each."""
    if question.kind != "many":
        return values.bit_count() / possible.bit_count()
    return 0.5 * (values & 1) + 0.5 * (values & question.single_ticks).bit_count() / len(question.options)
