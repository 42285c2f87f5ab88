"""What can never matter: offers nobody can reach, and questions and options that decide nothing. Exact, not tried out.

A rule depends on a question where its decision diagram branches at it. A rule that depends on none is the same for
everybody, so one resident tells what it comes to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.answers import NO_ANSWERS, Answer, given
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.planner import likely
from bot.core.questions import Question
from bot.core.rules import NO, Rule, facts, judge

#: Two values of one question.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Reach:
    """Looks at one catalogue."""

    catalogue: Catalogue
    influence: Influence

    @classmethod
    def of(cls, catalogue: Catalogue) -> Reach:
        """Look at a catalogue."""
        return cls(catalogue, Influence(catalogue.questions, catalogue.asked_if, likely, keep=1_000_000))

    def unreachable(self) -> tuple[str, ...]:
        """Give the offers that fit nobody, not even perhaps, whatever is answered."""
        return tuple(id_ for id_, ready in self.catalogue.ready.items() if self.never(ready.rule))

    def never(self, rule: Rule) -> bool:
        """Tell whether a rule is NO for everybody."""
        if judge(rule, self._somebody) is not Truth.NO:
            return False
        return not self.influence.outlook(rule, self._nobody_asked).matter

    def idle_questions(self) -> tuple[str, ...]:
        """Give the questions whose answer changes no verdict, no order and no contact point."""
        return tuple(question.id for question in self.catalogue.questions.values() if not self._decides(question))

    def idle_options(self) -> dict[str, tuple[str, ...]]:
        """Give for each question that decides something the options to tick that change nothing."""
        found = {}
        for question in self._deciding("many"):
            if question.role == "need":
                idle = tuple(option.id for option in question.options if not self._kind_used(option.id))
            else:
                idle = tuple(
                    option.id
                    for index, option in enumerate(question.options)
                    if not any(self._tells_apart(question, pair) for pair in self._ticks(question, index))
                )
            if idle:
                found[question.id] = idle
        return found

    def same_options(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Give for each question with one answer the options that no rule tells apart."""
        found = {}
        for question in self._deciding("one"):
            groups: list[list[int]] = []
            for index in range(len(question.options)):
                alike = next((group for group in groups if not self._tells_apart(question, (group[0], index))), None)
                if alike is None:
                    groups.append([index])
                else:
                    alike.append(index)
            together = tuple(tuple(question.options[i].id for i in group) for group in groups if len(group) > 1)
            if together:
                found[question.id] = together
        return found

    def _deciding(self, kind: str) -> Iterator[Question]:
        idle = self.idle_questions()
        return (one for one in self.catalogue.questions.values() if one.kind == kind and one.id not in idle)

    def _decides(self, question: Question) -> bool:
        if question.role == "need":
            return any(self._kind_used(option.id) for option in question.options)
        if question.role == "place" and len(set(self.catalogue.served.values())) > 1:
            return True
        return any(
            question.id in self.influence.outlook(rule, self._nobody_asked).matter for rule in self._on[question.id]
        )

    def _kind_used(self, kind: str) -> bool:
        offered = any(kind in offer.need for offer in self.catalogue.offers.values())
        return offered or any(kind in contact.need for contact in self.catalogue.contacts.values())

    def _tells_apart(self, question: Question, pair: Pair) -> bool:
        """Tell whether some rule comes to something else for one value than for the other, all else being equal."""
        one, other = pair
        narrowed = self._narrowed(question, 1 << one | 1 << other)
        for rule, told in self._facts[question.id]:
            # Only a rule with a condition that holds for one of them alone needs to be unfolded.
            apart = any(values >> one & 1 != values >> other & 1 for values in told)
            if apart and question.id in self.influence.outlook(rule, narrowed).matter:
                return True
        return False

    def _narrowed(self, question: Question, possible: int) -> Known:
        """Give what is known where one question has only these values left, with what no longer applies then."""
        known = self._nobody_asked
        values, still_open = {**known.values, question.id: possible}, dict(known.open)
        for id_, rule in self.catalogue.asked_if.items():
            if judge(rule, values) is Truth.NO:
                values[id_] = self.catalogue.questions[id_].nothing_applies
                still_open.pop(id_, None)
        return replace(known, values=values, open=still_open)

    def _ticks(self, question: Question, index: int) -> Iterator[Pair]:
        """Give the pairs of sets of ticks that differ in one option, or in it and what must come with it."""
        for ticks in bits(question.consistent):
            if not ticks >> index & 1:
                more = ticks | question.implied[index]
                alone = more & ~(1 << index)
                yield (alone if question.consistent >> alone & 1 else ticks), more

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        """Every rule that matching uses, each once."""
        found = {
            id(rule): rule
            for offer in self.catalogue.offers.values()
            if not offer.browse
            for ready in (self.catalogue.ready[offer.id],)
            for rule in (ready.rule, ready.first, ready.especially, ready.prefer)
            if rule != NO
        }
        return tuple(found.values())

    @cached_property
    def _on(self) -> dict[str, tuple[Rule, ...]]:
        """For each question the rules that use it, or use a question that it decides about."""
        return {id_: tuple(rule for rule in self._rules if id_ in self.influence.uses(rule)) for id_ in self._known_ids}

    @cached_property
    def _facts(self) -> dict[str, tuple[tuple[Rule, tuple[int, ...]], ...]]:
        """For each question its rules with their conditions on it, those on when other questions apply among them."""
        gates = self.catalogue.asked_if
        found: dict[str, tuple[tuple[Rule, tuple[int, ...]], ...]] = {}
        for id_, rules in self._on.items():
            listed = []
            for rule in rules:
                whole = (rule, *(gates[used] for used in self.influence.uses(rule) if used in gates))
                told = {fact.values for one in whole for fact in facts(one) if fact.question == id_}
                listed.append((rule, tuple(told)))
            found[id_] = tuple(listed)
        return found

    @cached_property
    def _known_ids(self) -> tuple[str, ...]:
        return tuple(self.catalogue.judged)

    @cached_property
    def _nobody_asked(self) -> Known:
        return know(self.catalogue, NO_ANSWERS)

    @cached_property
    def _somebody(self) -> dict[str, int]:
        """What is known of one resident who has answered everything."""
        answers = NO_ANSWERS
        for question in self.catalogue.judged.values():
            answers = given(answers, question.id, Answer(0) if question.kind == "many" else Answer(1))
        return dict(know(self.catalogue, answers).values)
