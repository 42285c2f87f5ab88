"""Programmes and their offers: what a resident can be shown, for whom, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.core.conditions import Condition
from bot.core.texts import Text


class State(StrEnum):
    """How an offer stands on a day."""

    STANDING = "standing"
    OPEN = "open"
    PLANNED = "planned"
    CLOSED = "closed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of a programme come from, and the day they were checked."""

    name: Text
    checked_on: date
    url: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day, both included. Neither: a permanent service."""

    first: date | None = None
    last: date | None = None

    def state(self, on: date) -> State:
        """Tell how an offer with these dates stands on a day."""
        if self.first is None and self.last is None:
            return State.STANDING
        if self.first is not None and on < self.first:
            return State.PLANNED
        if self.last is not None and on > self.last:
            return State.ENDED
        return State.OPEN


@dataclass(frozen=True)
class Programme:
    """One project, with what all its offers share."""

    id: str
    title: Text
    organiser: Text
    about: Text
    dates: Dates
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Offer:
    """One kind of support for one audience in one place. `rule` already holds the programme's rule."""

    id: str
    programme: Programme
    title: Text
    short: Text
    gives: Text
    need: tuple[str, ...]
    body: str
    rule: Condition
    first: Condition | None = None
    first_text: Text | None = None
    especially: Condition | None = None
    prefer: Condition | None = None
    general: bool = False
    browse: bool = False
    also: tuple[Text, ...] = ()
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
