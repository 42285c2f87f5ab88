"""Programmes and their offers: what a resident can be shown, for whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.conditions import Condition
from bot.core.texts import Text

#: How long a sum of money may be shown.
FRESH = timedelta(days=366)


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
    grade: str | None = None


#: A day of every year: month and day of the month.
YearDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Season:
    """A window of every year in which one can apply; it may reach over New Year. `about`: the days may differ.

    `year`: the year of the source that says so.
    """

    opens: YearDay
    closes: YearDay
    year: int
    about: bool = False

    def holds(self, on: date) -> bool:
        """Tell whether a day lies in the window."""
        day = (on.month, on.day)
        if self.opens <= self.closes:
            return self.opens <= day <= self.closes
        return day >= self.opens or day <= self.closes


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in words, with the day it was true. It is not shown when older than a year."""

    text: Text
    as_of: date

    def fresh(self, on: date) -> bool:
        """Tell whether the sum may still be shown."""
        return on - self.as_of <= FRESH


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
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: The offer's own sources; where it has none, the programme's count.
    own_sources: tuple[Source, ...] = ()
    papers: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()
    seasons: tuple[Season, ...] = ()
    amounts: tuple[Amount, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the facts of the offer come from."""
        return self.own_sources or self.programme.sources

    def state(self, on: date) -> State:
        """Tell how the offer stands on a day: by the dates of its project, or by its yearly windows."""
        state = self.programme.dates.state(on)
        if state is not State.STANDING or not self.seasons:
            return state
        return State.OPEN if self.season(on) else State.CLOSED

    def season(self, on: date) -> Season | None:
        """Give the yearly window that a day lies in."""
        return next((season for season in self.seasons if season.holds(on)), None)

    def next_season(self, on: date) -> Season | None:
        """Give the yearly window that opens next after a day."""
        day = (on.month, on.day)
        return min(self.seasons, key=lambda season: (season.opens <= day, season.opens), default=None)
