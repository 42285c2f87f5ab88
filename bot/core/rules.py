"""Conditions made ready to judge: every condition on one question is one set of values.

Compiling joins conditions on the same question that stand side by side, so that they are judged exactly
("employed or not employed" is YES, whatever is known). What is left is a small tree judged by Kleene's logic.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from bot.core import conditions as c
from bot.core.conditions import Condition, Truth
from bot.core.places import Places
from bot.core.questions import Question

#: Question id -> the values still possible, one bit a value (see `Question.universe`).
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Const:
    """Settled, whatever else is answered."""

    truth: Truth


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of one question is among these."""

    question: str
    values: int


@dataclass(frozen=True, slots=True)
class Every:
    """Kleene's "and"."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Kleene's "or"."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many of the parts."""

    count: int
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Kleene's "not"."""

    part: Rule


@dataclass(frozen=True, slots=True)
class Open:
    """`perhaps`: NO where the part is NO, otherwise UNKNOWN."""

    part: Rule


Rule = Const | Fact | Every | Some | Count | Opposite | Open

YES, UNKNOWN, NO = Const(Truth.YES), Const(Truth.UNKNOWN), Const(Truth.NO)
_CONST = {Truth.YES: YES, Truth.UNKNOWN: UNKNOWN, Truth.NO: NO}


@dataclass(frozen=True)
class Compiler:
    """Turns conditions into rules. `groups` must not refer to one another in a circle (the loader checks)."""

    questions: Mapping[str, Question]
    places: Places
    groups: Mapping[str, Condition]
    _ready: dict[str, Rule] = field(default_factory=dict, repr=False)

    def rule(self, condition: Condition) -> Rule:  # noqa: C901, PLR0911 -- one line a kind
        """Compile one condition."""
        match condition:
            case c.Anyone():
                return YES
            case c.Among(question=question):
                return self._fact(question, self.values(condition))
            case c.Between(question=question) | c.LivesIn(question=question):
                return self._fact(question, self.values(condition))
            case c.All(parts=parts):
                return self._join(parts, every=True)
            case c.Any(parts=parts):
                return self._join(parts, every=False)
            case c.AtLeast(count=count, parts=parts):
                return counted(count, tuple(self.rule(part) for part in parts))
            case c.Not(part=part):
                return self._opposite(self.rule(part))
            case c.Is(group=group):
                if group not in self._ready:
                    self._ready[group] = self.rule(self.groups[group])
                return self._ready[group]
            case c.Perhaps(part=part):  # pragma: no branch -- the last kind
                return opened(self.rule(part))

    def values(self, condition: c.Among | c.Between | c.LivesIn) -> int:
        """Give the values of the question that satisfy the condition."""
        question = self.questions[condition.question]
        match condition:
            case c.LivesIn(places=places):
                return self.places.mask(places)
            case c.Between(lowest=lowest, highest=highest):
                first, last = max(lowest, question.minimum), min(highest, question.maximum)
                return (1 << last + 1 - question.minimum) - (1 << first - question.minimum) if first <= last else 0
            case c.Among(options=options) if question.kind == "many":
                found = 0
                for option in options:
                    found |= question.ticked[question.position[option]]
                return found & question.universe
            case c.Among(options=options):  # pragma: no branch -- the last kind
                return sum(1 << question.position[option] for option in options)

    def _fact(self, question: str, values: int) -> Rule:
        universe = self.questions[question].universe
        if values & universe == universe:
            return YES
        return Fact(question, values & universe) if values & universe else NO

    def _opposite(self, rule: Rule) -> Rule:
        if isinstance(rule, Fact):
            return self._fact(rule.question, ~rule.values)
        return opposed(rule)

    def _join(self, parts: tuple[Condition, ...], *, every: bool) -> Rule:
        joined: dict[str, int] = {}
        others: list[Rule] = []
        for part in (self.rule(part) for part in parts):
            if not isinstance(part, Fact):
                others.append(part)
            elif part.question not in joined:
                joined[part.question] = part.values
            elif every:
                joined[part.question] &= part.values
            else:
                joined[part.question] |= part.values
        facts = tuple(self._fact(question, values) for question, values in joined.items())
        return (every_of if every else some_of)((*facts, *others))


def every_of(parts: tuple[Rule, ...]) -> Rule:
    """Build "and" with what is settled already taken out."""
    if NO in parts:
        return NO
    kept = tuple(dict.fromkeys(part for part in parts if part != YES))
    if not kept:
        return YES
    return kept[0] if len(kept) == 1 else Every(kept)


def some_of(parts: tuple[Rule, ...]) -> Rule:
    """Build "or" with what is settled already taken out."""
    if YES in parts:
        return YES
    kept = tuple(dict.fromkeys(part for part in parts if part != NO))
    if not kept:
        return NO
    return kept[0] if len(kept) == 1 else Some(kept)


def counted(count: int, parts: tuple[Rule, ...]) -> Rule:
    """Build "at least" with what is settled already counted."""
    needed = count - sum(part == YES for part in parts)
    left = tuple(part for part in parts if part not in (YES, NO))
    if needed <= 0:
        return YES
    if needed > len(left):
        return NO
    return UNKNOWN if all(part == UNKNOWN for part in left) else Count(needed, left)


def opposed(part: Rule) -> Rule:
    """Build "not"."""
    return _CONST[part.truth.opposite] if isinstance(part, Const) else Opposite(part)


def opened(part: Rule) -> Rule:
    """Build `perhaps`."""
    if isinstance(part, Const):
        return NO if part == NO else UNKNOWN
    return Open(part)


def judge(rule: Rule, values: Values) -> Truth:
    """Judge a rule on the values still possible. Every question of the rule must be in `values`."""
    match rule:
        case Fact(question=question, values=wanted):
            return _judge_fact(values[question], wanted)
        case Const(truth=truth):
            return truth
        case Every(parts=parts):
            return _worst(parts, values)
        case Some(parts=parts):
            return _best(parts, values)
        case Count(count=count, parts=parts):
            judged = [judge(part, values) for part in parts]
            if judged.count(Truth.YES) >= count:
                return Truth.YES
            return Truth.NO if len(judged) - judged.count(Truth.NO) < count else Truth.UNKNOWN
        case Opposite(part=part):
            return judge(part, values).opposite
        case Open(part=part):  # pragma: no branch -- the last kind
            return Truth.NO if judge(part, values) is Truth.NO else Truth.UNKNOWN


def _worst(parts: tuple[Rule, ...], values: Values) -> Truth:
    found = Truth.YES
    for part in parts:
        truth = judge(part, values)
        if truth is Truth.NO:
            return truth
        if truth is Truth.UNKNOWN:
            found = truth
    return found


def _best(parts: tuple[Rule, ...], values: Values) -> Truth:
    found = Truth.NO
    for part in parts:
        truth = judge(part, values)
        if truth is Truth.YES:
            return truth
        if truth is Truth.UNKNOWN:
            found = truth
    return found


def _judge_fact(possible: int, wanted: int) -> Truth:
    if not possible & ~wanted:
        return Truth.YES
    return Truth.UNKNOWN if possible & wanted else Truth.NO


def settle(rule: Rule, question: str, possible: int, *, final: bool = False) -> Rule:
    """Give the rule that is left once this question has only these values.

    `final` says that nothing more will be learnt about the question, so what it leaves open stays UNKNOWN.
    """
    match rule:
        case Fact(question=other, values=wanted):
            if other != question:
                return rule
            truth = _judge_fact(possible, wanted)
            return rule if truth is Truth.UNKNOWN and not final else _CONST[truth]
        case Const():
            return rule
        case Every(parts=parts):
            return every_of(tuple(settle(part, question, possible, final=final) for part in parts))
        case Some(parts=parts):
            return some_of(tuple(settle(part, question, possible, final=final) for part in parts))
        case Count(count=count, parts=parts):
            return counted(count, tuple(settle(part, question, possible, final=final) for part in parts))
        case Opposite(part=part):
            return opposed(settle(part, question, possible, final=final))
        case Open(part=part):  # pragma: no branch -- the last kind
            return opened(settle(part, question, possible, final=final))


def facts(rule: Rule) -> tuple[Fact, ...]:
    """Give every single-question condition of the rule."""
    match rule:
        case Fact():
            return (rule,)
        case Const():
            return ()
        case Every(parts=parts) | Some(parts=parts) | Count(parts=parts):
            return tuple(fact for part in parts for fact in facts(part))
        case Opposite(part=part) | Open(part=part):  # pragma: no branch -- the last kinds
            return facts(part)


def classes(rule: Rule, question: str, possible: int) -> tuple[int, ...]:
    """Split the values still possible into sets that the rule cannot tell apart."""
    found = [possible]
    for wanted in {fact.values for fact in facts(rule) if fact.question == question}:
        found = [part for old in found for part in (old & wanted, old & ~wanted) if part]
    return tuple(found)


def restrict(rule: Rule, values: Values, final: AbstractSet[str], undecided: AbstractSet[str] = frozenset()) -> Rule:
    """Give the rule that is left after all that is known.

    `final`: questions nothing more is learnt about. `undecided`: questions to leave as they are.
    """

    def left(rule: Rule) -> Rule:
        match rule:
            case Fact(question=question, values=wanted):
                if question in undecided:
                    return rule
                truth = _judge_fact(values[question], wanted)
                return rule if truth is Truth.UNKNOWN and question not in final else _CONST[truth]
            case Const():
                return rule
            case Every(parts=parts):
                return every_of(tuple(map(left, parts)))
            case Some(parts=parts):
                return some_of(tuple(map(left, parts)))
            case Count(count=count, parts=parts):
                return counted(count, tuple(map(left, parts)))
            case Opposite(part=part):
                return opposed(left(part))
            case Open(part=part):  # pragma: no branch -- the last kind
                return opened(left(part))

    return left(rule)


def without_unknown(rule: Rule) -> Rule:
    """Give "and" or "or" without the parts that nobody can settle: what the others come to still shows beside them."""
    if not isinstance(rule, Every | Some) or UNKNOWN not in rule.parts:
        return rule
    return replace(rule, parts=tuple(part for part in rule.parts if part != UNKNOWN))


def tips(rule: Rule) -> bool:
    """Tell whether nothing in a rule is open for good: no `perhaps`, and nothing that nobody can settle."""
    match rule:
        case Fact():
            return True
        case Every(parts=parts) | Some(parts=parts) | Count(parts=parts):
            return all(map(tips, parts))
        case Opposite(part=part):
            return tips(part)
        case _:
            return False
