"""When a contact point is open, and when it opens next: holidays, nights, the two nights when the clock changes."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.hours import Hours, Opening, Span, is_holiday, opening

WARSAW = ZoneInfo("Europe/Warsaw")
WORKDAYS, EVERY_DAY = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)
OFFICE = Hours((Span(WORKDAYS, time(7, 30), time(15, 30)),))
LINE = Hours((Span(EVERY_DAY, time(8), time(20)),))
NIGHTS = Hours((Span(EVERY_DAY, time(20), time(6)),))
WORKDAY_NIGHTS = Hours((Span(WORKDAYS, time(20), time(4)),))


def at(written: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=WARSAW, fold=fold)


def opens(written: str) -> datetime:
    return datetime.fromisoformat(written)


def test_an_office_is_open_on_a_working_day() -> None:
    assert opening(OFFICE, at("2026-11-23 12:00")) == Opening(open=True, until=time(15, 30))


@pytest.mark.parametrize(("moment", "is_open"), [("07:29", False), ("07:30", True), ("15:29", True), ("15:30", False)])
def test_the_minute_of_opening_belongs_to_the_hours_and_the_minute_of_closing_does_not(
    moment: str, *, is_open: bool
) -> None:
    assert opening(OFFICE, at(f"2026-11-23 {moment}")).open is is_open


def test_after_hours_the_next_opening_is_tomorrow_and_before_hours_it_is_today() -> None:
    assert opening(OFFICE, at("2026-11-23 17:00")).next == opens("2026-11-24 07:30")
    assert opening(OFFICE, at("2026-11-23 06:00")).next == opens("2026-11-23 07:30")


def test_on_friday_evening_the_next_opening_is_on_monday() -> None:
    assert opening(OFFICE, at("2026-11-20 16:00")) == Opening(open=False, next=opens("2026-11-23 07:30"))


def test_between_two_spans_of_a_day_the_next_opening_is_the_second() -> None:
    hours = Hours((Span((0,), time(14), time(18)), Span((0,), time(8), time(12))))
    assert opening(hours, at("2026-11-23 13:00")).next == opens("2026-11-23 14:00")
    assert opening(hours, at("2026-11-23 11:59")).until == time(12)


@pytest.mark.parametrize(
    "day",
    ["2026-11-11", "2026-12-25", "2026-05-01", "2026-06-04", "2026-04-06", "2026-12-24"],
    ids=["independence", "christmas", "may", "corpus-christi", "easter-monday", "christmas-eve"],
)
def test_on_a_public_holiday_an_office_is_closed_and_the_resident_is_told_why(day: str) -> None:
    found = opening(OFFICE, at(f"{day} 12:00"))
    assert not found.open
    assert found.holiday
    assert is_holiday(opens(day).date())


def test_a_row_of_holidays_and_a_weekend_is_skipped() -> None:
    # Christmas Eve is a Thursday in 2026, then Christmas until Saturday, then Sunday.
    assert opening(OFFICE, at("2026-12-23 16:00")).next == opens("2026-12-28 07:30")


def test_what_opens_all_seven_days_is_open_on_holidays_too() -> None:
    assert opening(LINE, at("2026-12-25 12:00")) == Opening(open=True, until=time(20))


def test_day_and_night_is_always_open_and_has_no_end() -> None:
    assert opening(Hours(always=True), at("2026-12-25 03:00")) == Opening(open=True)


@pytest.mark.parametrize(("moment", "is_open"), [("22:00", True), ("02:00", True), ("05:59", True), ("06:00", False)])
def test_a_night_lasts_over_midnight(moment: str, *, is_open: bool) -> None:
    assert opening(NIGHTS, at(f"2026-11-24 {moment}")).open is is_open


def test_a_night_says_until_when_in_the_morning() -> None:
    assert opening(NIGHTS, at("2026-11-23 23:30")).until == time(6)


def test_a_line_that_closes_at_midnight_is_open_until_then() -> None:
    hours = Hours((Span(EVERY_DAY, time(14), time(0)),))
    assert opening(hours, at("2026-11-23 23:59")).open
    assert opening(hours, at("2026-11-24 00:00")) == Opening(open=False, next=opens("2026-11-24 14:00"))


def test_the_night_before_a_holiday_goes_on_and_the_night_of_the_holiday_does_not_begin() -> None:
    assert opening(WORKDAY_NIGHTS, at("2026-11-11 02:00")).open
    assert not opening(WORKDAY_NIGHTS, at("2026-11-11 21:00")).open
    assert opening(WORKDAY_NIGHTS, at("2026-11-12 02:00")).next == opens("2026-11-12 20:00")


def test_the_night_from_friday_goes_on_until_saturday_morning() -> None:
    assert opening(WORKDAY_NIGHTS, at("2026-11-21 03:00")).open
    assert not opening(WORKDAY_NIGHTS, at("2026-11-22 03:00")).open


@pytest.mark.parametrize("fold", [0, 1], ids=["summer-time", "winter-time"])
def test_in_the_night_with_an_hour_twice_the_line_is_open_both_times(fold: int) -> None:
    assert opening(NIGHTS, at("2026-10-25 02:30", fold=fold)) == Opening(open=True, until=time(6))
    assert opening(NIGHTS, at("2026-10-25 06:00")).next == opens("2026-10-25 20:00")


def test_in_the_night_with_an_hour_missing_the_line_stays_open_and_closes_by_the_clock_on_the_wall() -> None:
    assert opening(NIGHTS, at("2026-03-29 01:59")).open
    assert opening(NIGHTS, at("2026-03-29 03:00")).until == time(6)
    assert not opening(NIGHTS, at("2026-03-29 06:00")).open


def test_the_day_after_the_clock_changes_opens_at_its_usual_hour() -> None:
    assert opening(OFFICE, at("2026-10-25 12:00")).next == opens("2026-10-26 07:30")
    assert opening(OFFICE, at("2026-03-29 12:00")).next == opens("2026-03-30 07:30")


def test_hours_that_are_never_have_no_next_opening() -> None:
    assert opening(Hours(), at("2026-11-23 12:00")) == Opening(open=False)
