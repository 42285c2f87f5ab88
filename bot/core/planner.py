"""Which question comes next, and how many are left.

Computed from the catalogue: the place, then the kind of help wanted, then the question expected to settle the most
undecided offers. A question that cannot change the result is never asked, nor one that may not apply.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.core import rules
from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.matcher import Result, Verdict, contacts, judge_offer, match_known, rank
from bot.core.offers import Dates
from bot.core.questions import Question, bits

#: An offer of a kind that is wanted counts this much more when the next question is chosen.
WANTED_WEIGHT = 4.0
#: Settling who comes first counts so much of settling whether an offer fits.
FIRST_WEIGHT = 0.1


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
    find_missing: Callable[[Result, Known], tuple[str, ...]] = field(repr=False, compare=False)

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """For each offer what is missing. Worked out when asked for: a screen needs it for a few offers only."""
        return {result.offer.id: self.find_missing(result, self.known) for result in self.results}

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
        settling = {question for result in worth for question in self._settling(result, known)}
        others = {q for q in known.open if q not in settling and self._changes_the_rest(q, known, shown)}
        left = tuple(question for question in self.catalogue.questions if question in settling | others)
        return Plan(known, results, self._next(known, shown, settling, left), left, self.missing)

    def _settling(self, result: Result, known: Known) -> Iterable[str]:
        """Give the questions worth asking for an offer: who comes first is of no use where it cannot fit."""
        if result.verdict is not Verdict.NO:
            return self.missing(result, known)
        return self.influence.outlook(self.catalogue.ready[result.offer.id].rule, known).matter

    def missing(self, result: Result, known: Known) -> tuple[str, ...]:
        """Give the questions whose answer changes this offer's verdict or who comes first, in catalogue order."""
        ready = self.catalogue.ready[result.offer.id]
        matter = self.influence.outlook(ready.rule, known).matter | self.influence.outlook(ready.first, known).matter
        return tuple(question for question in self.catalogue.questions if question in matter) if matter else ()

    def _next(self, known: Known, shown: tuple[Result, ...], settling: set[str], left: tuple[str, ...]) -> str | None:
        can_ask = [question for question in left if known.open[question] is Truth.YES]
        for role in ("place", "need"):
            for question in can_ask:
                if self.catalogue.questions[question].role == role:
                    return question
        best = [question for question in can_ask if question in settling] or can_ask
        return max(best, key=lambda question: self._expected(question, known, shown), default=None)

    def _expected(self, question: str, known: Known, shown: Iterable[Result]) -> float:
        """Give how many undecided offers this question is expected to settle, wanted kinds counting more."""
        total = 0.0
        for result in shown:
            ready = self.catalogue.ready[result.offer.id]
            weight = WANTED_WEIGHT if known.wanted & set(result.offer.need) else 1.0
            settles = self.influence.settles(ready.rule, question, known)
            first = self.influence.settles(ready.first, question, known)
            total += weight * (settles + FIRST_WEIGHT * first)
        return total

    def _changes_the_rest(self, question: str, known: Known, shown: tuple[Result, ...]) -> bool:
        """Tell whether a question changes the order or the contact points."""
        asked = self.catalogue.questions[question]
        seen = None
        for variant in self._variants(asked, known, shown):
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
