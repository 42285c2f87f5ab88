"""Which question comes next, and how many are left.

Computed from the catalogue: the place, then the kind of help wanted, then the question expected to settle the most
undecided offers. A question that cannot change the result is never asked, nor one that may not apply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.core import rules
from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.matcher import Result, Verdict, contacts, judge_offer, match_known, rank
from bot.core.questions import Question, bits

#: An offer of a kind that is wanted counts this much more when the next question is chosen.
WANTED_WEIGHT = 4.0


@dataclass(frozen=True)
class Plan:
    """Everything about one resident on one day that screens and commands show.

    `missing`: for each offer the questions whose answer changes its verdict or who comes first. `left`: the questions
    that can still change the result, in catalogue order, also those that may turn out not to apply.
    """

    known: Known
    results: tuple[Result, ...]
    missing: dict[str, tuple[str, ...]]
    next: str | None
    left: tuple[str, ...]

    @property
    def shown(self) -> tuple[Result, ...]:
        """The results a resident is shown."""
        return tuple(result for result in self.results if result.verdict is not Verdict.NO)


@dataclass(frozen=True)
class Planner:
    """Plans for one catalogue."""

    catalogue: Catalogue
    influence: Influence

    @classmethod
    def of(cls, catalogue: Catalogue) -> Planner:
        """Make the planner of a catalogue."""
        return cls(catalogue, Influence(catalogue.questions, catalogue.asked_if))

    def next_question(self, answers: Answers, on: date) -> str | None:
        """Give the question to ask now, or None where none can change the result."""
        return self.plan(answers, on).next

    def plan(self, answers: Answers, on: date) -> Plan:
        """Work out results, what is missing, and the next question."""
        known = know(self.catalogue, answers)
        results = match_known(self.catalogue, known, on)
        missing = {result.offer.id: self.missing(result, known) for result in results}
        shown = tuple(result for result in results if result.verdict is not Verdict.NO)
        settling = {question for result in shown for question in missing[result.offer.id]}
        others = {q for q in known.open if q not in settling and self._changes_the_rest(q, known, shown)}
        left = tuple(question for question in self.catalogue.questions if question in settling | others)
        return Plan(known, results, missing, self._next(known, shown, settling, left), left)

    def missing(self, result: Result, known: Known) -> tuple[str, ...]:
        """Give the questions whose answer changes this offer's verdict or who comes first, in catalogue order."""
        ready = self.catalogue.ready[result.offer.id]
        matter = self.influence.on(ready.rule, known) | self.influence.on(ready.first, known)
        return tuple(question for question in self.catalogue.questions if question in matter)

    def _next(
        self, known: Known, shown: tuple[Result, ...], settling: set[str], left: tuple[str, ...]
    ) -> str | None:
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
            for rule, share in ((ready.rule, 1.0), (ready.first, 0.1)):
                left = rules.restrict(rule, known.values, known.final)
                if question not in {fact.question for fact in rules.facts(left)}:
                    continue
                for values in rules.classes(left, question, known.values[question]):
                    if isinstance(rules.settle(left, question, values), rules.Const):
                        total += weight * share * self._likely(question, values, known)
        return total

    def _likely(self, question: str, values: int, known: Known) -> float:
        """Give the weight of a set of values: equal for each value; for ticks half for none, the rest for one each."""
        asked = self.catalogue.questions[question]
        if asked.kind != "many":
            return values.bit_count() / known.values[question].bit_count()
        single = [1 << (1 << number) for number in range(len(asked.options))]
        return 0.5 * bool(values & 1) + 0.5 * sum(bool(values & tick) for tick in single) / len(single)

    def _changes_the_rest(self, question: str, known: Known, shown: tuple[Result, ...]) -> bool:
        """Tell whether a question changes the order or the contact points."""
        asked = self.catalogue.questions[question]
        seen = None
        for variant in self._variants(asked, known, shown):
            results = tuple(
                sorted(
                    (judge_offer_as(self.catalogue, result, variant) for result in shown),
                    key=lambda result: rank(self.catalogue, result, variant.wanted),
                )
            )
            found = contacts(self.catalogue, variant, results) if asked.role else ()
            outcome = ([result.offer.id for result in results], [contact.id for contact in found])
            if seen is not None and outcome != seen:
                return True
            seen = outcome
        return False

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


def judge_offer_as(catalogue: Catalogue, result: Result, known: Known) -> Result:
    """Judge an offer anew on other knowledge, on the same day."""
    anew = judge_offer(catalogue, result.offer, known, date.min)
    return replace(anew, state=result.state)
