"""The load runs: everybody comes once and in order, keeps to the clock, and whoever waits is counted."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

from bot.emulator import LocalTelegram
from tests.conftest import TOKEN, Town
from tests.soak import visits
from tests.soak.load import Bot, Size, drive
from tests.soak.meter import percentile, slope


def test_everybody_comes_once_and_does_one_thing_after_another() -> None:
    acts = visits.schedule(residents=40, acts=240, at_once=7)
    assert len(acts) == 240
    here: set[int] = set()
    for act in acts:
        here.add(act.resident)
        assert len(here) <= 7
        here -= set() if act.left else {act.resident}
    visit = sorted(acts, key=lambda act: (act.resident, act.number))
    for _, group in groupby(visit, key=lambda act: act.resident):
        one = list(group)
        assert [act.number for act in one] == list(range(len(one)))
        assert [act.left for act in one] == list(reversed(range(len(one))))
    assert {act.resident for act in acts} == set(range(40))


async def test_residents_of_the_real_bot_are_all_answered_and_timed(town: Town, tmp_path: Path) -> None:
    bot = Bot(town.telegram, {}, [os.getpid()], tmp_path / "log")
    told = await drive(bot, "here", visits.ours, Size(residents=8, rate=100, seconds=0.4))
    assert len(told.waits) == told.acts == 40
    assert (told.lost, told.twice) == (0, 0)
    assert 0 < percentile(told.waits, 50) <= told.p95 < 60
    assert told.memory
    assert "40 updates" in str(told)


async def test_a_bot_that_is_away_does_not_hold_up_its_residents(tmp_path: Path) -> None:
    async with LocalTelegram(TOKEN) as telegram:
        nobody = Bot(telegram, {}, [], tmp_path / "log")
        told = await drive(nobody, "nobody", visits.ours, Size(residents=3, rate=100, seconds=0.1), patience=0.0)
    assert told.lost == len(told.waits) == told.acts == 10
    assert not told.ok


def test_figures_of_many_points() -> None:
    assert percentile(range(1, 101), 95) == 96
    assert percentile([3.0, 1.0, 2.0], 100) == 3.0
    assert slope([(0, 5), (10, 7), (20, 9)]) == 0.2
    assert slope([(1, 5)]) == 0.0
