"""Conditions as staff write them, and the three-valued logic that judges them.

A condition is YES when every value still possible satisfies it, NO when none does, otherwise UNKNOWN. That is exact for
conditions on one question standing side by side under one `any` or `all`; across questions it is Kleene's logic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Truth(IntEnum):
    """Three values whose minimum is "and" and whose maximum is "or"."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def opposite(self) -> Truth:
        """Give the value of "not"."""
        return Truth(2 - self)


@dataclass(frozen=True, slots=True)
class Anyone:
    """Always true."""


@dataclass(frozen=True, slots=True)
class Among:
    """The answer is one of these options, or at least one of them is ticked."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies in this range; both ends belong to it."""

    question: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class LivesIn:
    """The resident lives in one of these places or in a part of them."""

    question: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Is:
    """The resident belongs to a named group."""

    group: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """NO where the part is NO, otherwise UNKNOWN: a document leaves it open, and no answer can settle it."""

    part: Condition


Condition = Anyone | Among | Between | LivesIn | All | Any | AtLeast | Not | Is | Perhaps


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Give the conditions a condition is made of; a group is none of them, it stands elsewhere."""
    match condition:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return parts
        case Not(part=part) | Perhaps(part=part):
            return (part,)
        case _:
            return ()


def inside(condition: Condition) -> Iterator[Condition]:
    """Give a condition and every condition inside it."""
    yield condition
    for part in parts_of(condition):
        yield from inside(part)


def groups_in(condition: Condition) -> Iterator[str]:
    """Give the groups a condition names, itself or inside it."""
    return (part.group for part in inside(condition) if isinstance(part, Is))
