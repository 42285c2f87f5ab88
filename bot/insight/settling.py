"""What answers would settle a condition: each answer that can still be given, and what the condition comes to then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.answers import Answer, Answers, given
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import know
from bot.core.planner import likely
from bot.core.questions import Question
from bot.core.rules import Every, Rule, classes, judge


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer to a question, and what the condition comes to after it.

    `option`: of a `many` question the option ticked; None there for "none of those left".
    """

    question: str
    answer: Answer
    truth: Truth
    option: str | None = None


@dataclass(frozen=True)
class Settling:
    """Tells for one resident what would settle a condition."""

    catalogue: Catalogue
    answers: Answers
    influence: Influence

    @classmethod
    def of(cls, catalogue: Catalogue, answers: Answers) -> Settling:
        """Look at one resident."""
        return cls(catalogue, answers, Influence(catalogue.questions, catalogue.asked_if, likely))

    def questions(self, rule: Rule) -> tuple[str, ...]:
        """Give the questions whose answer can change the condition, given some answers to the others."""
        matter = self.influence.outlook(rule, know(self.catalogue, self.answers)).matter
        return tuple(question for question in self.catalogue.questions if question in matter)

    def outcomes(self, rule: Rule, question: str) -> tuple[Outcome, ...]:
        """Give every answer to one question that makes a difference, all else as it is."""
        asked = self.catalogue.questions[question]
        return tuple(
            Outcome(question, answer, self._after(rule, question, answer), option)
            for answer, option in self._answers(asked, rule)
        )

    def _after(self, rule: Rule, question: str, answer: Answer) -> Truth:
        return judge(rule, know(self.catalogue, given(self.answers, question, answer)).values)

    def _answers(self, asked: Question, rule: Rule) -> Iterator[tuple[Answer, str | None]]:
        known = self.answers.get(asked.id, Answer(asked.everything))
        if asked.kind == "many":
            for index in bits(known.possible & ~known.sure):
                ticked = known.sure | asked.implied[index]
                yield Answer(known.possible, ticked), asked.options[index].id
            yield Answer(known.sure, known.sure), None
            return
        gates = self.catalogue.asked_if
        whole = Every((rule, *(gates[used] for used in self.influence.uses(rule) if used in gates)))
        found = classes(whole, asked.id, known.possible)
        if asked.kind == "number":
            found = tuple(run for values in found for run in _runs(values))
        for values in sorted(found, key=lambda values: values & -values):
            yield Answer(values), None


def _runs(values: int) -> Iterator[int]:
    """Split a set of numbers where one is left out."""
    run, last = 0, -1
    for number in bits(values):
        if run and number != last + 1:
            yield run
            run = 0
        run |= 1 << number
        last = number
    if run:
        yield run
