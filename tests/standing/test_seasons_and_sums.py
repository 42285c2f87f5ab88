"""Yearly windows and sums of money: what is said on which day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.conditions import Anyone
from bot.core.offers import Amount, Dates, Offer, Programme, Season, State
from bot.core.texts import Text

SUMMER = Season((7, 1), (11, 30), 2025)
WINTER = Season((11, 1), (2, 29), 2025, about=True)


def offer(*seasons: Season) -> Offer:
    text = Text.same("x")
    programme = Programme("p", text, text, text, Dates(), ())
    return Offer("o", programme, text, text, text, (), "b", Anyone(), seasons=seasons)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 6, 30), State.CLOSED),
        (date(2026, 7, 1), State.OPEN),
        (date(2026, 11, 22), State.OPEN),
        (date(2026, 11, 30), State.OPEN),
        (date(2026, 12, 1), State.CLOSED),
    ],
)
def test_a_yearly_window_is_open_on_its_first_and_last_day(on: date, state: State) -> None:
    assert offer(SUMMER).state(on) is state


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 10, 31), State.CLOSED),
        (date(2026, 12, 31), State.OPEN),
        (date(2027, 1, 1), State.OPEN),
        (date(2027, 3, 1), State.CLOSED),
    ],
)
def test_a_window_may_reach_over_new_year(on: date, state: State) -> None:
    assert offer(WINTER).state(on) is state


def test_a_service_without_windows_is_always_there() -> None:
    assert offer().state(date(2026, 1, 1)) is State.STANDING


def test_the_next_window_is_the_one_that_opens_first() -> None:
    spring = Season((3, 1), (3, 31), 2026)
    both = offer(spring, SUMMER)
    assert both.next_season(date(2026, 4, 2)) is SUMMER
    assert both.next_season(date(2026, 12, 2)) is spring
    assert both.next_season(date(2026, 1, 2)) is spring
    assert offer().next_season(date(2026, 1, 2)) is None


@pytest.mark.parametrize(
    ("on", "shown"), [(date(2026, 11, 22), True), (date(2027, 1, 1), True), (date(2027, 1, 3), False)]
)
def test_a_sum_is_told_for_a_year_and_then_no_more(on: date, *, shown: bool) -> None:
    assert Amount(Text.same("x"), date(2026, 1, 1)).fresh(on) is shown
