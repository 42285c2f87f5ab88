"""The compiler: makes rules of conditions.

It joins conditions on the same question that stand side by side, so that they are judged exactly ("employed or not
employed" is YES, whatever is known).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core import conditions as c
from bot.core.conditions import Condition
from bot.core.places import Places
from bot.core.questions import Question
from bot.core.rules import NO, YES, Fact, Rule, counted, every_of, opened, opposed, some_of


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
