"""Which questions can still change what a rule comes to, in some completion of the other open answers.

The rule is unfolded question by question into a decision diagram in which equal parts are one part. A question at
which the diagram really branches matters; one at which it does not cannot change anything. That is exact.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core import rules
from bot.core.conditions import Truth
from bot.core.knowledge import Known
from bot.core.questions import Question
from bot.core.rules import Const, Rule

#: A question that may not apply, and when it does.
Gate = tuple[str, Rule]
#: A part of the diagram: a settled value, or a question with, for each set of its values, what follows.
Part = Truth | tuple[str, tuple[tuple[int, "Part"], ...]]


@dataclass(frozen=True)
class Influence:
    """Answers "which questions matter", and keeps the newest answers, since residents in the same place share them."""

    questions: Mapping[str, Question]
    gates: Mapping[str, Rule]
    keep: int = 20_000
    _kept: OrderedDict[object, frozenset[str]] = field(default_factory=OrderedDict, repr=False)

    def on(self, rule: Rule, known: Known) -> frozenset[str]:
        """Give the open questions whose answer can change what the rule comes to."""
        left = rules.restrict(rule, known.values, known.final)
        if isinstance(left, Const):
            return frozenset()
        gates = self._gates(left, known)
        asked = {fact.question for part in (left, *(gate for _, gate in gates)) for fact in rules.facts(part)}
        asked |= {question for question, _ in gates}
        order = tuple(question for question in self.questions if question in asked)
        values = tuple(known.values[question] for question in order)
        key = (left, gates, order, values)
        if key not in self._kept:
            self._kept[key] = _Diagram(self.questions, dict(zip(order, values, strict=True))).unfold(left, gates)
            while len(self._kept) > self.keep:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _gates(self, rule: Rule, known: Known) -> tuple[Gate, ...]:
        used = {fact.question for fact in rules.facts(rule)}
        found = []
        for question in self.gates:
            if question in used and known.open.get(question) is Truth.UNKNOWN:
                found.append((question, rules.restrict(self.gates[question], known.values, known.final)))
        return tuple(found)


@dataclass(frozen=True)
class _Diagram:
    questions: Mapping[str, Question]
    values: Mapping[str, int]
    matter: set[str] = field(default_factory=set)
    seen: dict[tuple[Rule, tuple[Gate, ...]], Part] = field(default_factory=dict)

    def unfold(self, rule: Rule, gates: tuple[Gate, ...]) -> frozenset[str]:
        self._part(rule, gates)
        return frozenset(self.matter)

    def _part(self, rule: Rule, gates: tuple[Gate, ...]) -> Part:
        if isinstance(rule, Const):
            return rule.truth
        key = (rule, gates)
        if key not in self.seen:
            self.seen[key] = self._branch(rule, gates)
        return self.seen[key]

    def _branch(self, rule: Rule, gates: tuple[Gate, ...]) -> Part:
        used = {fact.question for part in (rule, *(gate for _, gate in gates)) for fact in rules.facts(part)}
        question = next(question for question in self.values if question in used)
        split = rules.Every((rule, *(gate for _, gate in gates)))
        branches: dict[Part, int] = {}
        for values in rules.classes(split, question, self.values[question]):
            follows = self._part(*self._after(rule, gates, question, values))
            branches[follows] = branches.get(follows, 0) | values
        if len(branches) == 1:
            return next(iter(branches))
        self.matter.add(question)
        return question, tuple(sorted(((values, part) for part, values in branches.items()), key=lambda item: item[0]))

    def _after(
        self, rule: Rule, gates: tuple[Gate, ...], question: str, values: int
    ) -> tuple[Rule, tuple[Gate, ...]]:
        rule = rules.settle(rule, question, values)
        left = []
        for gated, gate in gates:
            settled = rules.settle(gate, question, values)
            if settled == rules.NO:
                rule = rules.settle(rule, gated, self.questions[gated].nothing_applies)
            elif not isinstance(settled, Const):
                left.append((gated, settled))
        used = {fact.question for fact in rules.facts(rule)}
        return rule, tuple((gated, gate) for gated, gate in left if gated in used)
