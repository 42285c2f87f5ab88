"""Rules: conditions made ready to judge, each condition on one question a set of values.

A rule is a small tree judged by Kleene's logic. The compiler makes rules of conditions (`bot.core.compiler`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.core.conditions import Truth

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

    def told(fact: Fact) -> Rule:
        return _left_of(fact, possible, final=final) if fact.question == question else fact

    return _rebuilt(rule, told)


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

    def told(fact: Fact) -> Rule:
        question = fact.question
        return fact if question in undecided else _left_of(fact, values[question], final=question in final)

    return _rebuilt(rule, told)


def _left_of(fact: Fact, possible: int, *, final: bool) -> Rule:
    truth = _judge_fact(possible, fact.values)
    return fact if truth is Truth.UNKNOWN and not final else _CONST[truth]


def _rebuilt(rule: Rule, told: Callable[[Fact], Rule]) -> Rule:
    """Build a rule anew of what is told of each single-question condition."""
    match rule:
        case Fact():
            return told(rule)
        case Const():
            return rule
        case Every(parts=parts):
            return every_of(tuple(_rebuilt(part, told) for part in parts))
        case Some(parts=parts):
            return some_of(tuple(_rebuilt(part, told) for part in parts))
        case Count(count=count, parts=parts):
            return counted(count, tuple(_rebuilt(part, told) for part in parts))
        case Opposite(part=part):
            return opposed(_rebuilt(part, told))
        case Open(part=part):  # pragma: no branch -- the last kind
            return opened(_rebuilt(part, told))


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
