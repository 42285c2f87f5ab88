"""The table of public holidays is the one its library makes today, and does not run out unnoticed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.hours import is_holiday
from bot.core.public_holidays import HOLIDAYS
from tests.holidays.__main__ import WRITTEN, written

#: So many years before its end the table must have grown.
YEARS_AHEAD = 5


def test_the_table_is_fresh() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == written(), "run `make holidays`"


def test_the_table_reaches_far_enough() -> None:
    assert max(HOLIDAYS) >= date.today().year + YEARS_AHEAD, "widen YEARS in tests/holidays, then `make holidays`"  # noqa: DTZ011 -- only the year counts


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 11), True),
        (date(2026, 4, 6), True),  # Easter Monday
        (date(2026, 12, 24), True),
        (date(2024, 12, 24), False),  # it became one in 2025
        (date(2026, 11, 23), False),
        (date(1990, 5, 1), False),  # before the table
        (date(2090, 5, 1), False),  # behind it
    ],
)
def test_a_day_is_a_holiday_by_the_law_of_its_year(day: date, *, expected: bool) -> None:
    assert is_holiday(day) is expected
