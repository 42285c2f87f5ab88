"""How likely the answer to one question settles a rule: read off "and" and "or" in which no question stands twice.

What else there is of rules is worked out answer by answer (`influence`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core.conditions import Truth
from bot.core.knowledge import Known
from bot.core.rules import Const, Every, Fact, Rule, Some, facts, judge

#: The weight of some of the possible values of a question: the question, the values, all that are possible.
Weigh = Callable[[str, int, int], float]


class Chance(NamedTuple):
    """How likely an answer makes a rule YES, makes it NO, and settles it, be it as open for good. From 0 to 1."""

    yes: float
    no: float
    settled: float


#: What a rule comes to for good; where answers may still tell, what each of them may make of it alone.
Chances = Truth | dict[str, Chance]


def can_be_read(rule: Rule) -> bool:
    """Tell whether `chances` can be read off a rule."""
    named = [fact.question for fact in facts(rule)]
    return len(named) == len(set(named)) and _plain(rule)


def _plain(rule: Rule) -> bool:
    if isinstance(rule, Every | Some):
        return all(map(_plain, rule.parts))
    return isinstance(rule, Fact | Const)


@dataclass(frozen=True)
class Reading:
    """Reads the chances off rules that can be read, for one resident. What many offers ask for is read once."""

    known: Known
    weigh: Weigh
    _facts: dict[tuple[str, int], Chances] = field(default_factory=dict, repr=False)

    def of(self, rule: Rule) -> Chances:
        """Read a rule."""
        # Asked about each part of dozens of rules a tap: this is faster than matching patterns.
        if isinstance(rule, Fact):
            found = self._facts.get((rule.question, rule.values))
            return self._fact(rule) if found is None else found
        if isinstance(rule, Every):
            return _joined(map(self.of, rule.parts), Truth.NO)
        if isinstance(rule, Some):
            return _joined(map(self.of, rule.parts), Truth.YES)
        if isinstance(rule, Const):
            return rule.truth
        raise TypeError(rule)  # pragma: no cover -- `can_be_read` says so of all others

    def _fact(self, fact: Fact) -> Chances:
        question, wanted = fact.question, fact.values
        found: Chances = judge(fact, self.known.values)
        if found is Truth.UNKNOWN and question not in self.known.final:
            possible = self.known.values[question]
            yes = self.weigh(question, possible & wanted, possible)
            no = self.weigh(question, possible & ~wanted, possible)
            found = {question: Chance(yes, no, yes + no)}
        self._facts[question, wanted] = found
        return found


def _joined(parts: Iterable[Chances], settling: Truth) -> Chances:
    """Join parts of which one that comes to `settling` settles all: NO for "and", YES for "or"."""
    still_open: list[dict[str, Chance]] = []
    unknown = False
    for part in parts:
        if part is settling:
            return settling
        if isinstance(part, dict):
            still_open.append(part)
        elif part is Truth.UNKNOWN:
            unknown = True
    if not still_open:
        return Truth.UNKNOWN if unknown else settling.opposite
    alone = len(still_open) == 1
    if alone and not unknown:
        return still_open[0]
    found: dict[str, Chance] = {}
    for part in still_open:
        for question, (yes, no, settled) in part.items():
            # The other truth settles nothing beside others, and beside what is open for good it leaves just that.
            if settling is Truth.NO:
                found[question] = Chance(0.0, no, settled if alone else no)
            else:
                found[question] = Chance(yes, 0.0, settled if alone else yes)
    return found
