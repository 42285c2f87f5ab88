"""The database hangs or is locked: whoever writes is answered from memory or told, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.emulator import User
from bot.store.store import Incoming
from bot.store.writer import StoreError
from tests.conftest import Serving, Town

SORRY = "nie mogę odczytać Twoich wcześniejszych odpowiedzi"


@contextmanager
def hanging(town: Town) -> Iterator[None]:
    """Let the thread of the database wait, as a database does that does not answer."""
    works = threading.Event()

    def wait(_: Connection) -> None:
        works.wait(30)

    town.service.store._writer.run(wait, patience=60)  # noqa: SLF001 -- a database that hangs, without one that can
    try:
        yield
    finally:
        works.set()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the database as another program would that writes and does not finish."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def begun(town: Town) -> User:
    """Give somebody who is asked the first question, when all of it is kept."""
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await town.quiet()
    return resident


async def test_somebody_in_the_middle_goes_on_from_memory_and_all_of_it_is_kept_afterwards(serve: Serving) -> None:
    async with serve() as town:
        resident = await begun(town)
        with hanging(town):
            resident.press("Sopot")
            await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text)
            resident.press("Praca")
            screen = await resident.wait_for_screen(lambda screen: "☑ Praca" in screen.labels)
            assert not any(SORRY in message.text for message in resident.messages)
        await town.service.desk.meanwhile.well()
        await town.quiet()
        kept = await town.service.store.load(resident.id)
        assert list(kept.resident.answers) == ["place"]
        assert kept.message == screen.message_id
        await resident.tap("Gotowe")
        assert len([message for message in resident.messages if message.by_bot]) == 1


async def test_what_is_posted_while_the_database_hangs_is_answered_and_kept_without_a_second_delivery(
    serve: Serving,
) -> None:
    async with serve(webhook=True) as town:
        resident = await begun(town)
        with hanging(town):
            resident.press("Sopot")
            await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text)
        await town.service.desk.meanwhile.well()
        await town.quiet()
        assert list((await town.service.store.load(resident.id)).resident.answers) == ["place"]
        await resident.tap("Praca")
        await town.quiet()
        assert not await town.service.store.waiting()


async def test_somebody_unknown_is_told_once_and_goes_on_without_earlier_answers(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await town.telegram.journal.wait_for("getUpdates", begun=True)
        with hanging(town):
            resident.send("/start")
            await resident.wait_for_screen(lambda screen: "Zaczynam" in screen.labels)
            resident.send("/help")
            await resident.wait_for_screen(lambda screen: "112" in screen.text and SORRY not in screen.text)
            assert len([message for message in resident.messages if SORRY in message.text]) == 1
        await resident.wait_for(lambda seen: not any(SORRY in message.text for message in seen.messages))
        await town.quiet()
        assert "112" in resident.screen.text
        shown = [message.text for message in resident.messages if message.by_bot]
        assert len(shown) == 1, town.telegram.journal.calls


async def test_what_keeping_house_takes_up_in_an_outage_replaces_what_was_shown_meanwhile(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as town:
        store, desk = town.service.store, town.service.desk
        accept, probe, works = store.accept, store.probe, asyncio.Event()

        async def kept_but_not_told(updates: list[Incoming], now: int) -> list[int]:
            await accept(updates, now)
            if not works.is_set():
                raise StoreError
            return [one.update_id for one in updates]

        async def fails(now: int) -> None:
            if not works.is_set():
                raise StoreError
            await probe(now)

        monkeypatch.setattr(store, "accept", kept_but_not_told)
        monkeypatch.setattr(store, "probe", fails)
        resident = town.resident("pl")
        resident.send("/start")
        await resident.wait_for_screen(lambda screen: "Zaczynam" in screen.labels)
        house = asyncio.create_task(desk.take_up(store.ownership.slices))
        await store.ping()
        works.set()
        await house
        await town.quiet()
        assert len([message for message in resident.messages if message.by_bot]) == 1


async def test_nobody_is_told_that_all_is_erased_before_it_is(serve: Serving) -> None:
    async with serve() as town:
        resident = await begun(town)
        await resident.tap("Sopot")
        await town.quiet()
        with hanging(town):
            resident.send("/forget")
            await resident.wait_for_screen(lambda screen: "nie mogę usunąć" in screen.text)
        await resident.wait_for_screen(lambda screen: "Usunięte." in screen.text)
        await town.quiet()
        assert not (await town.service.store.load(resident.id)).resident.answers


async def test_another_program_that_holds_the_database_stops_nobody(serve: Serving, tmp_path: Path) -> None:
    async with serve() as town:
        resident, newcomer = await begun(town), town.resident("pl")
        with locked(tmp_path / "bot.db"):
            resident.press("Sopot")
            newcomer.send("/start")
            await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text)
            await newcomer.wait_for_screen(lambda screen: "Zaczynam" in screen.labels)
        await town.service.desk.meanwhile.well()
        await town.quiet()
        assert list((await town.service.store.load(resident.id)).resident.answers) == ["place"]
        await newcomer.tap("Zaczynam")
        assert (await town.service.store.counts()).get("new", 0) == 0
