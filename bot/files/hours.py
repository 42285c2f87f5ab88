"""Opening hours as staff write them: `pn, wt, czw 7:30-15:30; śr 8:00-17:00`, or `całą dobę`."""

from __future__ import annotations

import re
from datetime import time

from bot.core.hours import Hours, Span

DAYS = ("pn", "wt", "śr", "czw", "pt", "sb", "nd")
ALWAYS = "całą dobę"
_GROUP = re.compile(r"^(?P<days>[a-zś ,-]+)(?P<spans>[0-9].*)$")
_SPAN = re.compile(r"^([0-9]{1,2})[:.]([0-9]{2}) ?- ?([0-9]{1,2})[:.]([0-9]{2})$")


def read_hours(written: str) -> Hours:
    """Read opening hours. Raises ValueError with the part that was not understood, empty where one is missing."""
    plain = " ".join(written.lower().replace("\u2013", "-").split())
    if plain == ALWAYS:
        return Hours(always=True)
    spans: list[Span] = []
    for group in plain.split(";"):
        found = _GROUP.match(group.strip())
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
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        if first > last:
            raise ValueError(part.strip())
        found += range(first, last + 1)
    return tuple(found)


def _span(written: str) -> tuple[time, time]:
    found = _SPAN.match(written)
    if not found:
        raise ValueError(written)
    hour, minute, until_hour, until_minute = map(int, found.groups())
    if (until_hour, until_minute) == (24, 0):
        until_hour = 0
    try:
        return time(hour, minute), time(until_hour, until_minute)
    except ValueError:
        raise ValueError(written) from None
