"""The conditions of an offer as a tree, each with what it comes to for one resident, exactly as matching judges it.

Conditions on one question that stand side by side are judged together, so a condition can be settled although each
part of it alone is not. Where that is so, the node says on which questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core import conditions as c
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.errors import Place as Where
from bot.core.knowledge import Known
from bot.core.rules import Fact, Rule, judge
from bot.insight.written import Written


@dataclass(frozen=True)
class Node:
    """One condition for one resident.

    `lines`: several lines under one another, of which all must hold. `together`: the questions on which its parts are
    judged together, where that makes it something else than its parts one by one would. `where`: None where the
    condition stands in no file.
    """

    condition: Condition
    rule: Rule
    truth: Truth
    parts: tuple[Node, ...]
    together: tuple[str, ...]
    where: Where | None
    lines: bool

    def walk(self) -> Iterator[Node]:
        """Give this node and every node inside it, parents before parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


def tree(catalogue: Catalogue, condition: Condition, known: Known, written: Written | None = None) -> Node:
    """Judge a condition and everything inside it."""
    inner = _inner(catalogue, condition)
    beside = written.parts if written else ()
    # A file that was changed meanwhile no longer tells where the conditions of this catalogue stand.
    places = beside if len(beside) == len(inner) else (None,) * len(inner)
    parts = tuple(tree(catalogue, part, known, place) for part, place in zip(inner, places, strict=True))
    return node(catalogue, condition, known, parts, written)


def node(
    catalogue: Catalogue, condition: Condition, known: Known, parts: tuple[Node, ...], written: Written | None = None
) -> Node:
    """Judge a condition whose parts are judged already."""
    rule = catalogue.compiler.rule(condition)
    truth = judge(rule, known.values)
    alone = one_by_one(condition, tuple(part.truth for part in parts))
    return Node(
        condition=condition,
        rule=rule,
        truth=truth,
        parts=parts,
        together=() if alone in (None, truth) else _shared_questions(parts),
        where=written.where if written else None,
        lines=written is not None and written.word is None and isinstance(condition, c.All),
    )


def one_by_one(condition: Condition, parts: tuple[Truth, ...]) -> Truth | None:
    """Give what a condition would come to if each part were judged alone; None where it has no parts."""
    match condition:
        case c.All():
            return min(parts)
        case c.Any():
            return max(parts)
        case c.AtLeast(count=count):
            return sorted(parts, reverse=True)[count - 1]
        case c.Not():
            return parts[0].opposite
        case c.Perhaps():
            return min(parts[0], Truth.UNKNOWN)
        case c.Is():
            return parts[0]
    return None


def _inner(catalogue: Catalogue, condition: Condition) -> tuple[Condition, ...]:
    return (catalogue.groups[condition.group].rule,) if isinstance(condition, c.Is) else c.parts_of(condition)


def _shared_questions(parts: tuple[Node, ...]) -> tuple[str, ...]:
    """Give the questions on which more than one part rests alone: those parts are judged together."""
    asked = [part.rule.question for part in parts if isinstance(part.rule, Fact)]
    return tuple(question for question in dict.fromkeys(asked) if asked.count(question) > 1)
