"""Staff are told of a failing or damaged database, each thing once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults.test_database_fails import locked
from tests.faults.test_disk import flipped
from tests.staff.conftest import Office, Working, closed, working

__all__ = ["closed", "working"]


@asynccontextmanager
async def looking_often(closed: Office, working: Working) -> AsyncIterator[Office]:
    async with working() as running:
        task = asyncio.create_task(replace(running.lookout, every=0.02).watch(lambda: True))
        closed.running = running
        yield closed
        task.cancel()


async def test_a_database_that_can_be_read_but_takes_nothing_is_told_once(
    closed: Office, working: Working, tmp_path: Path
) -> None:
    async with looking_often(closed, working) as office:
        await office.stranger.say("/start")
        with locked(tmp_path / "bot.db"):
            office.stranger.send("/help")
            await office.tells("Baza danych nie działa")
            office.stranger.send("/help")
        await office.tells("Baza danych znowu działa")
        assert len(office.told) == 2


async def test_a_damaged_file_is_told_with_its_new_name(closed: Office, working: Working, tmp_path: Path) -> None:
    async with working():
        await closed.stranger.say("/start")
    flipped(tmp_path / "bot.db")
    async with looking_often(closed, working) as office:
        told = await office.tells("Plik bazy danych był uszkodzony")
        (name,) = office.service.store.damaged
        assert name in told.text
        await office.stranger.say("/help")
        await office.service.lookout.alerts.look()
        assert len(office.told) == 1
