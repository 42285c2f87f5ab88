"""Opening hours as staff write them."""

from __future__ import annotations

import re
import time as clock
from datetime import time

import pytest

from bot.core.hours import Hours, Span
from bot.files.hours import DAYS, read_hours

EIGHT, TEN, SIXTEEN = time(8), time(10), time(16)


@pytest.mark.parametrize("written", ["całą dobę", " Całą  Dobę ", "CAŁĄ DOBĘ"])
def test_day_and_night_is_always(written: str) -> None:
    assert read_hours(written) == Hours(always=True)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("pn", (0,)),
        ("nd", (6,)),
        ("pn-pt", (0, 1, 2, 3, 4)),
        ("pn, wt, czw", (0, 1, 3)),
        ("pn-wt, sb-nd", (0, 1, 5, 6)),
        ("śr-śr", (2,)),
        ("PN", (0,)),
        ("pn \u2013 pt", (0, 1, 2, 3, 4)),
    ],
)
def test_days_are_single_lists_and_ranges(written: str, days: tuple[int, ...]) -> None:
    assert read_hours(f"{written} 8:00-16:00") == Hours((Span(days, EIGHT, SIXTEEN),))


@pytest.mark.parametrize(
    "written", ["8:00-16:00", "8.00-16.00", "08:00 - 16:00", "8:00\u201316:00", "8:00 \u2013 16:00"]
)
def test_times_may_be_written_in_several_ways(written: str) -> None:
    assert read_hours(f"pn {written}") == Hours((Span((0,), EIGHT, SIXTEEN),))


def test_groups_and_breaks_follow_one_another() -> None:
    expected = Hours((Span((0,), EIGHT, TEN), Span((0,), time(12), SIXTEEN), Span((5,), TEN, TEN.replace(minute=30))))
    assert read_hours("pn 8:00-10:00, 12:00-16:00; sb 10:00-10:30") == expected


def test_midnight_may_be_written_as_24() -> None:
    assert read_hours("pn 20:00-24:00") == Hours((Span((0,), time(20), time(0)),))
    assert read_hours("pn 20:00-0:00") == Hours((Span((0,), time(20), time(0)),))


def test_hours_may_last_beyond_midnight() -> None:
    assert read_hours("pt-sb 22:00-6:00") == Hours((Span((4, 5), time(22), time(6)),))


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("codziennie 8:00-16:00", "codziennie"),
        ("pn-xx 8:00-16:00", "pn-xx"),
        ("pn-wt-śr 8:00-16:00", "pn-wt-śr"),
        ("pt-pn 8:00-16:00", "pt-pn"),
        ("pn, sb-pt 8:00-16:00", "sb-pt"),
        ("pn, , wt 8:00-16:00", ""),
        ("8:00-16:00", "8:00-16:00"),
        ("pn", "pn"),
        ("pn 8-16", "8-16"),
        ("pn 8:00", "8:00"),
        ("pn 8:00-16:00,", ""),
        ("pn 25:00-26:00", "25:00-26:00"),
        ("pn 8:00-24:01", "8:00-24:01"),
        ("pn 8:00-48:00", "8:00-48:00"),
        ("pn 8:61-9:00", "8:61-9:00"),
        ("pn 8:00-16:00; potem zamknięte", "potem zamknięte"),
        ("pn 8:00-16:00;", ""),
        (";", ""),
        ("całą dobę; pn 8:00-16:00", "całą dobę"),
    ],
)
def test_what_is_not_understood_is_named(written: str, part: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(part)}$"):
        read_hours(written)


def test_a_very_long_text_is_refused_at_once() -> None:
    began = clock.perf_counter()
    with pytest.raises(ValueError, match="pn"):
        read_hours("pn" + " " * 500_000 + "x")
    with pytest.raises(ValueError, match="a"):
        read_hours("a" * 500_000)
    assert clock.perf_counter() - began < 1


def test_there_are_seven_days() -> None:
    assert len(DAYS) == 7
