"""What may be asked, as data: kinds of questions, their options, and the values an answer can have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.core.bitsets import bits
from bot.core.conditions import Condition
from bot.core.texts import Text

KINDS = ("place", "number", "one", "many")
#: Roles let the program find a question without knowing its id.
ROLES = ("place", "need", "age")
#: A `many` question used in rules has 2 ** options values; more would make sets of values too large.
MOST_TICKS_IN_RULES = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen or ticked."""

    id: str
    label: Text
    implies: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question of the catalogue.

    Values are numbered: for `place` the leaves of the tree, for `number` minimum..maximum, for `one` the options in
    order; for `many` a value is a whole set of ticks, written as an int with one bit an option.
    """

    id: str
    kind: str
    ask: Text
    short: Text
    why: Text
    hint: Text | None = None
    neutral: Text | None = None
    role: str | None = None
    sensitive: bool = False
    asked_if: Condition | None = None
    options: tuple[Option, ...] = ()
    minimum: int = 0
    maximum: int = 120
    leaves: tuple[str, ...] = ()

    @cached_property
    def position(self) -> dict[str, int]:
        """The number of each option, or of each leaf."""
        ids = self.leaves if self.kind == "place" else tuple(option.id for option in self.options)
        return {id_: index for index, id_ in enumerate(ids)}

    @cached_property
    def everything(self) -> int:
        """All values at once: nothing is known. For `many` one bit an option, not one a set of ticks."""
        if self.kind == "number":
            return (1 << (self.maximum - self.minimum + 1)) - 1
        return (1 << len(self.position)) - 1

    @cached_property
    def implied(self) -> dict[int, int]:
        """For each option the set of options that follow from it, itself included, to the end of the chain."""
        direct = {
            index: sum(1 << self.position[other] for other in option.implies)
            for index, option in enumerate(self.options)
        }
        closed: dict[int, int] = {}
        for index in direct:
            reached, fresh = 1 << index, [index]
            while fresh:
                for other in bits(direct[fresh.pop()] & ~reached):
                    reached |= 1 << other
                    fresh.append(other)
            closed[index] = reached
        return closed

    @cached_property
    def consistent(self) -> int:
        """`many`: all sets of ticks that agree with what follows from what, one bit a set."""
        found = 0
        for ticks in range(1 << len(self.options)):
            if all(self.implied[index] & ticks == self.implied[index] for index in bits(ticks)):
                found |= 1 << ticks
        return found

    @cached_property
    def ticked(self) -> tuple[int, ...]:
        """`many`: for each option the sets of ticks in which it is ticked."""
        return tuple(
            sum(1 << ticks for ticks in range(1 << len(self.options)) if ticks >> index & 1)
            for index in range(len(self.options))
        )

    @cached_property
    def single_ticks(self) -> int:
        """`many`: the sets with one tick."""
        return sum(1 << (1 << index) for index in range(len(self.options)))

    @cached_property
    def universe(self) -> int:
        """All values a rule can meet, one bit a value."""
        return self.consistent if self.kind == "many" else self.everything

    @cached_property
    def nothing_applies(self) -> int:
        """The value of a question that does not apply: `no`, or none of the options."""
        if self.kind == "many":
            return 1  # the empty set of ticks
        return 1 << self.position["no" if "no" in self.position else "none"]
