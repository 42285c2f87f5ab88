"""The disk is full, or the database's file is damaged: answers go on, nothing is deleted, and it heals by itself."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.emulator import User
from tests.conftest import Serving, Town, at_work
from tests.faults.conftest import Disk

TODAY = date(2026, 11, 22)


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all " * 4000)


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 2 // 3)


def flipped(path: Path) -> None:
    """Turn bits over in the middle of every page but the first."""
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = bytes(255 - byte for byte in content[start : start + 64])
    path.write_bytes(content)


def emptied(path: Path) -> None:
    """Leave a sound database without any table, as a damaged first page or a file put in its place may."""
    with closing(sqlite3.connect(path)) as other, other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            other.execute(f"DROP TABLE {name}")


async def at_the_second_question(town: Town) -> User:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    await town.quiet()
    return resident


async def test_on_a_full_disk_answers_go_on_and_all_is_kept_when_there_is_room(
    assistant: Assistant, disk: Disk
) -> None:
    async with at_work(assistant, disk.folder, TODAY) as town:
        resident, newcomer = await at_the_second_question(town), town.resident("pl")
        with disk.full():
            resident.press("Praca")
            await resident.wait_for_screen(lambda screen: "☑ Praca" in screen.labels)
            newcomer.send("/start")
            await newcomer.wait_for_screen(lambda screen: "Zaczynam" in screen.labels)
            newcomer.press("Zaczynam")
            await newcomer.wait_for_screen(lambda screen: "Gdynia" in screen.labels)
            newcomer.press("Gdynia")
            await newcomer.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text)
            assert town.service.desk.meanwhile.on
        await town.service.desk.meanwhile.well()
        await resident.tap("Gotowe")
        await town.quiet()
        assert list((await town.service.store.load(resident.id)).resident.answers) == ["place", "need"]
        assert list((await town.service.store.load(newcomer.id)).resident.answers) == ["place"]
        assert await town.service.store.waiting() == []


@pytest.mark.parametrize("damage", [garbage, cut_short, flipped])
async def test_a_start_with_a_damaged_file_sets_it_aside_and_serves(
    serve: Serving, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    async with serve() as town:
        await at_the_second_question(town)
    path = tmp_path / "bot.db"
    damage(path)
    before = path.read_bytes()
    async with serve() as town:
        (name,) = town.service.store.damaged
        assert (tmp_path / name).read_bytes() == before
        assert name.startswith("bot.db.damaged-2")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        person = town.telegram.user("pl")
        await person.say("/start")
        assert "Zaczynam" in person.screen.labels


@pytest.mark.parametrize("damage", [garbage, flipped, emptied])
async def test_a_file_that_is_damaged_while_the_bot_serves_stops_nobody(
    serve: Serving, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    async with serve() as town:
        resident, store = await at_the_second_question(town), town.service.store
        await store._writer.tidy()  # noqa: SLF001 -- everything is in the file now, not in the log beside it
        store._writer._engine.dispose()  # noqa: SLF001 -- what SQLite holds in memory would hide the damage
        damage(tmp_path / "bot.db")
        await resident.tap("Praca")
        assert "☑ Praca" in resident.screen.labels
        await resident.tap("Gotowe")
        await town.quiet()
        assert list((await store.load(resident.id)).resident.answers) == ["place", "need"]
        assert len(store.damaged) == 1
        assert (tmp_path / store.damaged[0]).exists()


async def test_what_can_still_be_read_of_a_damaged_file_is_not_lost(serve: Serving, tmp_path: Path) -> None:
    async with serve() as town:
        residents = [town.resident("pl") for _ in range(30)]
        for resident in residents:
            await resident.say("/start")
            await resident.tap("Zaczynam")
            await resident.tap("Sopot")
        await town.quiet()
        chats = [resident.id for resident in residents]
    path = tmp_path / "bot.db"
    content = bytearray(path.read_bytes())
    content[-4096:-4000] = bytes(96)
    path.write_bytes(content)
    async with serve() as town:
        assert town.service.store.damaged
        kept = [(await town.service.store.load(chat)).resident.answers for chat in chats]
        assert sum("place" in answers for answers in kept) >= 20
