"""Opening hours as staff write them: `pn, wt, czw 7:30-15:30; śr 8:00-17:00`, or `całą dobę`."""

from __future__ import annotations

import re
from datetime import time

from bot.core.hours import Hours, Span

DAYS = ("pn", "wt", "śr", "czw", "pt", "sb", "nd")
ALWAYS = "całą dobę"
_GROUP = re.compile(r"^(?P<days>[a-zś ,-]+?)\s*(?P<spans>\d.*)$")
_SPAN = re.compile(r"^(\d{1,2})[:.](\d{2})\s*[-\u2013]\s*(\d{1,2})[:.](\d{2})$")


def read_hours(written: str) -> Hours:
    """Read opening hours. Raises ValueError with the part that was not understood."""
    if written.strip().lower() == ALWAYS:
        return Hours(always=True)
    spans: list[Span] = []
    for group in written.split(";"):
        found = _GROUP.match(group.strip().lower())
        if not found:
            raise ValueError(group.strip())
        days = _days(found["days"])
        spans += [Span(days, *_span(part.strip())) for part in found["spans"].split(",")]
    return Hours(tuple(spans))


def _days(written: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in written.split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or any(end not in DAYS for end in ends):  # noqa: PLR2004 -- a range has two ends
            raise ValueError(part.strip())
        found += range(DAYS.index(ends[0]), DAYS.index(ends[-1]) + 1)
    if not found:
        raise ValueError(written)
    return tuple(found)


def _span(written: str) -> tuple[time, time]:
    found = _SPAN.match(written)
    if not found:
        raise ValueError(written)
    hour, minute, until_hour, until_minute = map(int, found.groups())
    try:
        return time(hour, minute), time(until_hour % 24, until_minute)
    except ValueError:
        raise ValueError(written) from None
