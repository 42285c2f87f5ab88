"""Which question comes next, and how many are left.

Computed from the catalogue: the place, then the kind of help wanted, then the question expected to settle the most of
the undecided offers that a resident would see first. A question that cannot change the result is never asked, nor one
that may not apply. Where little more is to be learnt about the first screen, it is shown: the rest is asked on request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import inf

from bot.core import rules
from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.matcher import Result, Verdict, contacts, judge_offer, match_known, rank
from bot.core.offers import Dates
from bot.core.questions import Question, bits
from bot.core.resident import Resident, judged_answers

#: So many undecided offers, the best ones, decide which question comes next.
SEEN_FIRST = 8
#: So many offers stand on the first screen.
FIRST_SCREEN = 5
#: Settling who comes first counts so much of settling whether an offer fits.
FIRST_WEIGHT = 0.1
#: From so many answers on the first screen may be shown before everything is asked; after so many it is.
FEWEST_ASKED, MOST_ASKED = 4, 8
#: A question is worth putting off the first screen where it is expected to settle so much of one offer on it. Measured
#: against how much of the first screen stays: docs/decisions/0016.
WORTH_ASKING = 0.2


@dataclass(frozen=True)
class Plan:
    """Everything about one resident on one day that screens and commands show.

    `missing`: for each offer the questions whose answer changes its verdict or who comes first. `left`: the questions
    that can still change the result, in catalogue order, also those that may turn out not to apply.
    """

    known: Known
    results: tuple[Result, ...]
    next: str | None
    left: tuple[str, ...]
    gain: float
    find_missing: Callable[[Result, Known], tuple[str, ...]] = field(repr=False, compare=False)

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """For each offer what is missing. Worked out when asked for: a screen needs it for a few offers only."""
        return {result.offer.id: self.find_missing(result, self.known) for result in self.results}

    def shows_first(self, asked: int) -> bool:
        """Tell whether the first screen is worth showing after so many answers, though more could be asked."""
        return self.gain < inf and (asked >= MOST_ASKED or (asked >= FEWEST_ASKED and self.gain < WORTH_ASKING))

    @property
    def shown(self) -> tuple[Result, ...]:
        """The results a resident is shown."""
        return tuple(result for result in self.results if result.verdict is not Verdict.NO)

    @property
    def projects(self) -> tuple[Result, ...]:
        """The shown results that belong to a project with dates, not to a permanent service."""
        return tuple(result for result in self.shown if result.offer.programme.dates != Dates())

    @property
    def by_need(self) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
        """The shown results of the wanted kinds of help, and the others; where none is wanted, all are first."""
        wanted = tuple(result for result in self.shown if self.known.wanted & set(result.offer.need))
        if not wanted:
            return self.shown, ()
        return wanted, tuple(result for result in self.shown if result not in wanted)


@dataclass(frozen=True)
class Planner:
    """Plans for one catalogue."""

    catalogue: Catalogue
    influence: Influence
    keep: int = 64
    _kept: OrderedDict[object, Plan] = field(default_factory=OrderedDict, repr=False)

    @classmethod
    def of(cls, catalogue: Catalogue) -> Planner:
        """Make the planner of a catalogue."""
        return cls(catalogue, Influence(catalogue.questions, catalogue.asked_if, likely))

    def next_question(self, answers: Answers, on: date) -> str | None:
        """Give the question to ask now, or None where none can change the result."""
        return self.plan(answers, on).next

    def asks(self, resident: Resident, on: date) -> str | None:
        """Give the question to put to a resident now, or None where it is time to show what was found."""
        plan = self.plan(judged_answers(self.catalogue, resident), on)
        return plan.next if resident.thorough or not plan.shows_first(len(resident.answers)) else None

    def plan(self, answers: Answers, on: date) -> Plan:
        """Work out results, what is missing, and the next question. The newest plans are kept: one tap asks twice."""
        key = (on, *answers.items())
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._plan(answers, on)
            if len(self._kept) > self.keep:
                self._kept.popitem(last=False)
        return found

    def _plan(self, answers: Answers, on: date) -> Plan:
        known = know(self.catalogue, answers)
        results = match_known(self.catalogue, known, on)
        worth = worth_asking(results, known.wanted)
        shown = tuple(result for result in worth if result.verdict is not Verdict.NO)
        settling = self._settling(worth, known)
        others = {q for q in known.open if q not in settling and self._changes_the_rest(q, known, shown)}
        left = tuple(question for question in self.catalogue.questions if question in settling | others)
        return Plan(known, results, *self._next(known, shown, settling, left), self.missing)

    def _settling(self, worth: Iterable[Result], known: Known) -> set[str]:
        """Give the questions that can still settle one of these offers, or who comes first where it can fit."""
        found: set[str] = set()
        for result in worth:
            ready = self.catalogue.ready[result.offer.id]
            for rule in (ready.rule,) if result.verdict is Verdict.NO else (ready.rule, ready.first):
                # A rule that could name only what others have named already need not be looked into.
                if any(question in known.open and question not in found for question in self.influence.uses(rule)):
                    found |= self.influence.outlook(rule, known).matter
        return found

    def missing(self, result: Result, known: Known) -> tuple[str, ...]:
        """Give the questions whose answer changes this offer's verdict or who comes first, in catalogue order."""
        ready = self.catalogue.ready[result.offer.id]
        matter = self.influence.outlook(ready.rule, known).matter | self.influence.outlook(ready.first, known).matter
        return tuple(question for question in self.catalogue.questions if question in matter) if matter else ()

    def _next(
        self, known: Known, shown: tuple[Result, ...], settling: set[str], left: tuple[str, ...]
    ) -> tuple[str | None, tuple[str, ...], float]:
        """Give the next question, all that are left, and how much of the first screen the next one settles."""
        can_ask = [question for question in left if known.open[question] is Truth.YES]
        for role in ("place", "need"):
            for question in can_ask:
                if self.catalogue.questions[question].role == role:
                    return question, left, inf
        best = [question for question in can_ask if question in settling] or can_ask
        if not best:
            return None, left, 0.0
        found = self._most_expected(best, known, shown)
        return found, left, self._expected(found, known, shown[:FIRST_SCREEN])

    def _most_expected(self, questions: list[str], known: Known, shown: tuple[Result, ...]) -> str:
        """Give the question expected to settle most of the best undecided offers; of all, where it settles none."""
        undecided = tuple(result for result in shown if result.verdict is Verdict.MAYBE or result.first is None)
        for offers in (undecided[:SEEN_FIRST], undecided[SEEN_FIRST:]):
            expected = {question: self._expected(question, known, offers) for question in questions}
            if any(expected.values()):
                return max(questions, key=expected.__getitem__)
        return questions[0]

    def _expected(self, question: str, known: Known, offers: Iterable[Result]) -> float:
        """Give how many of these offers a question is expected to settle."""
        total = 0.0
        for ready in (self.catalogue.ready[result.offer.id] for result in offers):
            total += self.influence.settles(ready.rule, question, known)
            total += FIRST_WEIGHT * self.influence.settles(ready.first, question, known)
        return total

    def _changes_the_rest(self, question: str, known: Known, shown: tuple[Result, ...]) -> bool:
        """Tell whether a question changes the order or the contact points."""
        asked = self.catalogue.questions[question]
        seen = None
        variants = tuple(self._variants(asked, known, shown))
        for variant in variants if len(variants) > 1 else ():
            results = self._in_order(asked, shown, variant)
            found = contacts(self.catalogue, variant, results) if asked.role else ()
            outcome = ([result.offer.id for result in results], [contact.id for contact in found])
            if seen is not None and outcome != seen:
                return True
            seen = outcome
        return False

    def _in_order(self, asked: Question, shown: tuple[Result, ...], known: Known) -> tuple[Result, ...]:
        """Give the shown offers in the order they have on other knowledge."""
        if asked.role != "need":
            shown = tuple(judge_offer_as(self.catalogue, result, known) for result in shown)
        return tuple(sorted(shown, key=lambda result: rank(self.catalogue, result, known.wanted)))

    def _variants(self, question: Question, known: Known, shown: tuple[Result, ...]) -> Iterable[Known]:
        """Give what would be known after each answer that may make a difference."""
        if question.role == "need":
            yield from (replace(known, wanted=frozenset({option.id})) for option in question.options)
            return
        possible = known.values[question.id]
        if question.kind == "place":
            classes: Iterable[int] = (1 << leaf for leaf in bits(possible))
        else:
            ranking = [self.catalogue.ready[result.offer.id] for result in shown]
            every = rules.Every(tuple(rule for ready in ranking for rule in (ready.especially, ready.prefer)))
            classes = rules.classes(every, question.id, possible)
        yield from (replace(known, values={**known.values, question.id: values}) for values in classes)


def worth_asking(results: tuple[Result, ...], wanted: frozenset[str]) -> tuple[Result, ...]:
    """Give the results worth asking for: those of the wanted kinds of help; where none of these is possible, all."""
    found = tuple(result for result in results if wanted & set(result.offer.need))
    return found if any(result.verdict is not Verdict.NO for result in found) else results


def judge_offer_as(catalogue: Catalogue, result: Result, known: Known) -> Result:
    """Judge an offer anew on other knowledge, on the same day."""
    anew = judge_offer(catalogue, result.offer, known, date.min)
    return replace(anew, state=result.state)


def likely(question: Question, values: int, possible: int) -> float:
    """Give the weight of some of the possible values: equal; for ticks half for none, the rest for one each."""
    if question.kind != "many":
        return values.bit_count() / possible.bit_count()
    single = [1 << (1 << number) for number in range(len(question.options))]
    return 0.5 * bool(values & 1) + 0.5 * sum(bool(values & tick) for tick in single) / len(single)
