"""What a rule still depends on: which questions can change what it comes to, and which are likely to settle it.

For the first, the rule is unfolded question by question into a decision diagram in which equal parts are one part. A
question at which the diagram really branches matters; one at which it does not cannot change anything. That is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.core import rules
from bot.core.chances import Reading, can_be_read
from bot.core.conditions import Truth
from bot.core.knowledge import Known
from bot.core.questions import Question
from bot.core.recent import Recent
from bot.core.rules import Const, Rule

#: A question that may not apply, and when it does.
Gate = tuple[str, Rule]
#: A part of the diagram: a settled value, or a question with, for each set of its values, what follows.
Part = Truth | tuple[str, tuple[tuple[int, "Part"], ...]]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a rule comes to now, and what it still depends on.

    `matter`: the open questions whose answer can change it, in some completion of the other open answers. `settles`:
    for each question how likely its answer alone settles the rule, from 0 to 1; filled in when asked for.
    """

    truth: Truth
    matter: frozenset[str] = frozenset()
    settles: dict[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A rule, and what is read off it once: the questions it uses, and whether `chances` can say what settles it.

    Questions that decide whether one of these applies are among them.
    """

    rule: Rule
    uses: tuple[str, ...]
    readable: bool


@dataclass(frozen=True)
class Influence:
    """Gives outlooks, and keeps the newest, since residents who answered alike share them."""

    questions: Mapping[str, Question]
    gates: Mapping[str, Rule]
    likely: Callable[[Question, int, int], float]
    keep: int = 8_000
    _shapes: dict[int, _Shape] = field(default_factory=dict, repr=False)

    def outlook(self, rule: Rule, known: Known) -> Outlook:
        """Give what a rule of the catalogue comes to and depends on."""
        if isinstance(rule, Const):
            return Outlook(rule.truth)
        key = (id(rule), *map(known.told.__getitem__, self.uses(rule)))
        return self._by_rule.get(key) or self._by_rule.keep(key, self._outlook(rule, known))

    @cached_property
    def _by_rule(self) -> Recent[object, Outlook]:
        """Outlooks by rule and what is known of its questions."""
        return Recent(2 * self.keep)

    @cached_property
    def _by_rest(self) -> Recent[object, Outlook]:
        """Outlooks by what is left of a rule once what is known is taken out: many offers share that."""
        return Recent(self.keep)

    def uses(self, rule: Rule) -> tuple[str, ...]:
        """Give the questions a rule uses, with those that decide whether they apply."""
        return self._shape(rule).uses

    def _shape(self, rule: Rule) -> _Shape:
        # The rule is held beside what is said of it, so that its identity cannot pass to another rule.
        found = self._shapes.get(id(rule))
        if found is None:
            used = {fact.question for fact in rules.facts(rule)}
            used = used.union(*(self.hangs_on[question] for question in used & self.hangs_on.keys()))
            questions = tuple(question for question in self.questions if question in used)
            found = self._shapes[id(rule)] = _Shape(rule, questions, can_be_read(rule))
        return found

    @cached_property
    def hangs_on(self) -> Mapping[str, frozenset[str]]:
        """For each question that does not always apply, all questions that decide whether it does."""
        found: dict[str, frozenset[str]] = {}
        # Only questions that stand before one decide whether it applies.
        for question in (question for question in self.questions if question in self.gates):
            decide = {fact.question for fact in rules.facts(self.gates[question])}
            found[question] = frozenset(decide).union(*(found[other] for other in decide & found.keys()))
        return found

    def _outlook(self, rule: Rule, known: Known) -> Outlook:
        gates = self._gates(rule, known)
        left = rules.restrict(rule, known.values, known.final, {question for question, _ in gates})
        if isinstance(left, Const):
            # What is settled stays so, whatever else is answered.
            return Outlook(left.truth)
        gates = _needed(left, gates)
        used = _asked_in(left, gates)
        questions = tuple(question for question in self.questions if question in used)
        key = (left, gates, *map(known.told.__getitem__, questions))
        return self._by_rest.get(key) or self._by_rest.keep(key, self._unfolded(left, gates, questions, known))

    def _unfolded(self, left: Rule, gates: tuple[Gate, ...], questions: tuple[str, ...], known: Known) -> Outlook:
        matter = _named_once(left, dict(gates), known.open)
        if matter is None:
            values = {question: known.values[question] for question in questions}
            matter = _Diagram(self.questions, values, frozenset(known.open)).unfold(left, gates)
        return Outlook(rules.judge(left, known.values), matter)

    def _gates(self, rule: Rule, known: Known) -> tuple[Gate, ...]:
        """Give the questions of a rule of which it is not known yet whether they apply, answered ones too."""
        return self._gates_of(self.uses(rule), known)

    def _gates_of(self, questions: Iterable[str], known: Known) -> tuple[Gate, ...]:
        found: dict[str, Rule] = {}
        for question in questions:
            gate = self.gates.get(question)
            if gate is None or rules.judge(gate, known.values) is Truth.NO:
                continue
            left = rules.restrict(gate, known.values, known.final, found.keys())
            if not isinstance(left, Const):
                found[question] = left
        return tuple(found.items())

    def gated(self, known: Known) -> frozenset[str]:
        """Give the questions of which it is not known yet whether they apply, answered ones too."""
        return frozenset(question for question, _ in self._gates_of(self.questions, known))

    def reading(self, known: Known) -> Reading:
        """Give what reads the chances off rules for a resident."""
        return Reading(known, self._weigh)

    def settles(self, rule: Rule, reading: Reading) -> Mapping[str, float]:
        """Give for each question that matters how likely its answer alone settles a rule, from 0 to 1."""
        if isinstance(rule, Const):
            return {}
        if self._shape(rule).readable:
            found = reading.of(rule)
            # What is settled but for questions that may turn out not to apply is worked out like the rest.
            if isinstance(found, dict):
                return {question: chance.settled for question, chance in found.items()}
        known = reading.known
        outlook = self.outlook(rule, known)
        if outlook.matter and not outlook.settles:
            left = rules.restrict(rule, known.values, known.final)
            outlook.settles.update({each: self._settles(left, each, known.values[each]) for each in outlook.matter})
        return outlook.settles

    def _weigh(self, question: str, values: int, possible: int) -> float:
        return self.likely(self.questions[question], values, possible)

    def _settles(self, left: Rule, question: str, possible: int) -> float:
        return sum(
            self._weigh(question, values, possible)
            for values in rules.classes(left, question, possible)
            if isinstance(rules.settle(left, question, values), Const)
        )


def _named_once(rule: Rule, gates: Mapping[str, Rule], still_open: Container[str]) -> frozenset[str] | None:
    """Give the questions of a rule, and of what decides whether they apply, where each stands in one condition alone.

    Then every one of them matters, since all others can be such that it alone tips the scales: the diagram need not be
    unfolded to know it. None where that cannot be said.
    """
    named: list[str] = []
    looked_into = [rules.without_unknown(rule)]
    for part in looked_into:
        if not rules.tips(part):
            return None
        for fact in rules.facts(part):
            named.append(fact.question)
            if fact.question in gates:
                if fact.question not in still_open:
                    return None
                looked_into.append(gates[fact.question])
    found = frozenset(named)
    return found if len(found) == len(named) else None


@dataclass(frozen=True)
class _Diagram:
    questions: Mapping[str, Question]
    values: Mapping[str, int]
    open: frozenset[str]
    matter: set[str] = field(default_factory=set)
    seen: dict[tuple[Rule, tuple[Gate, ...]], Part] = field(default_factory=dict)

    def unfold(self, rule: Rule, gates: tuple[Gate, ...]) -> frozenset[str]:
        """Give the questions at which the diagram of a rule branches."""
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
        whole = rules.Every((rule, *(gate for _, gate in gates)))
        used = _asked_in(rule, gates)
        question = next(question for question in self.values if question in used)
        branches: dict[Part, int] = {}
        for values in rules.classes(whole, question, self.values[question]):
            follows = self._part(*self._after(rule, gates, question, values))
            branches[follows] = branches.get(follows, 0) | values
        if len(branches) == 1:
            return next(iter(branches))
        self.matter.add(question)
        return question, tuple(sorted(((values, part) for part, values in branches.items()), key=lambda item: item[0]))

    def _after(self, rule: Rule, gates: tuple[Gate, ...], question: str, values: int) -> tuple[Rule, tuple[Gate, ...]]:
        known = [(question, values, False)]
        left: list[Gate] = []
        for gated, gate in gates:
            settled = _with(gate, known)
            if not isinstance(settled, Const):
                left.append((gated, settled))
            elif settled == rules.NO:
                known.append((gated, self.questions[gated].nothing_applies, True))
            elif settled == rules.UNKNOWN or gated not in self.open:
                # It counts as refused, or was answered: what is known of it stands.
                known.append((gated, self.values[gated], True))
        rule = _with(rule, known)
        return rule, _needed(rule, tuple(left))


def _with(rule: Rule, known: list[tuple[str, int, bool]]) -> Rule:
    for question, values, final in known:
        rule = rules.settle(rule, question, values, final=final)
    return rule


def _needed(rule: Rule, gates: tuple[Gate, ...]) -> tuple[Gate, ...]:
    """Give those that decide whether a question applies that is still used. A gate stands after those it hangs on."""
    used = {fact.question for fact in rules.facts(rule)}
    needed: list[Gate] = []
    for gated, gate in reversed(gates):
        if gated in used:
            used |= {fact.question for fact in rules.facts(gate)}
            needed.insert(0, (gated, gate))
    return tuple(needed)


def _asked_in(rule: Rule, gates: tuple[Gate, ...]) -> set[str]:
    return {fact.question for part in (rule, *(gate for _, gate in gates)) for fact in rules.facts(part)}
