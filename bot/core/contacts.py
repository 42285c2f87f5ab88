"""Contact points: who helps with what, for which places, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.hours import Hours
from bot.core.texts import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with its own source. `source_name` is shown beside values of grade C."""

    value: str
    source: str
    grade: str
    year: int | None = None
    source_name: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, what it is for, and when it answers."""

    fact: Fact
    about: Text | None = None
    free: bool = False
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of office, such as the labour office, and how to find the one of one's own town."""

    id: str
    name: Text
    find: Text


@dataclass(frozen=True)
class ContactPoint:
    """One place or line that answers today."""

    id: str
    name: Text
    about: Text
    bodies: tuple[str, ...]
    serves: tuple[str, ...]
    need: tuple[str, ...]
    checked_on: date
    crisis: bool = False
    #: Ids of the kinds of danger this one answers before others.
    dangers: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    address: Fact | None = None
    hours: Hours | None = None
    hours_fact: Fact | None = None
    email: Fact | None = None
    website: Fact | None = None
