"""Opening hours: whether a contact point is open now, and when it opens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.public_holidays import HOLIDAYS

WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Open on these days of the week (Monday is 0) from one time to another, later that day or in the night."""

    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """When a place or a telephone line answers. Always: day and night, every day of the year."""

    spans: tuple[Span, ...] = ()
    always: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """How hours stand at a moment. `until` when open; `next` (the moment it opens again) when closed."""

    open: bool
    until: time | None = None
    next: datetime | None = None
    holiday: bool = False


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday in Poland. Before and behind the years of the table no day is."""
    return day.isoformat()[5:] in HOLIDAYS.get(day.year, "")


def opening(hours: Hours, now: datetime) -> Opening:
    """Tell whether these hours hold at a moment. On a public holiday only what opens all seven days is open."""
    if hours.always:
        return Opening(open=True)
    today = is_holiday(now.date())
    for start, end in _spells(hours, now.date() - timedelta(days=1), days=2):
        if start <= now.replace(tzinfo=None) < end:
            return Opening(open=True, until=end.time())
    later = (start for start, _ in _spells(hours, now.date(), days=2 * WEEK) if start > now.replace(tzinfo=None))
    return Opening(open=False, next=next(later, None), holiday=today)


def _spells(hours: Hours, first: date, days: int) -> list[tuple[datetime, datetime]]:
    """Give every opening that starts on one of these days, in order of time."""
    found = []
    for day in (first + timedelta(days=number) for number in range(days)):
        wanted = [span for span in hours.spans if day.weekday() in span.days]
        for span in wanted:
            if len(span.days) < WEEK and is_holiday(day):
                continue
            start = datetime.combine(day, span.opens)
            end = datetime.combine(day if span.opens < span.closes else day + timedelta(days=1), span.closes)
            found.append((start, end))
    return sorted(found)
