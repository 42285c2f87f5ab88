"""Two workers on one database: each chat has one of them at a time, and nothing is lost, doubled or out of turn."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest

from bot.core.resident import Resident
from bot.store.keeping import Kept
from bot.store.ownership import EVERY, SLICES, NotOursError
from bot.store.shared import Shared
from bot.store.store import Store
from bot.store.writer import StoreError
from tests.conftest import ROOT
from tests.servers import Server
from tests.store.crowd import (
    FIRST_CHAT,
    Worker,
    at_once,
    coming_and_going,
    delivered_often,
    handled,
    heard,
    until,
    workers,
    written,
)

CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@asynccontextmanager
async def other(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker in another process."""
    command = (sys.executable, "-m", "tests.store.holder", url)
    running = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


def shares(many: list[Worker]) -> list[int]:
    return sorted(len(one.store.ownership.slices) for one in many)


async def test_an_update_delivered_several_times_to_two_workers_has_one_effect(postgres: str) -> None:
    found = await delivered_often(postgres, chats=10, each=10)
    assert found.well, found


async def test_updates_of_one_chat_received_by_two_workers_are_handled_in_order(postgres: str) -> None:
    found = await at_once(postgres, chats=10, each=20)
    assert found.well, found


async def test_nothing_is_lost_while_chats_change_hands(postgres: str) -> None:
    found = await coming_and_going(postgres, chats=40, each=20)
    assert found.well, found


async def test_workers_share_the_chats_fairly_and_one_of_them_is_the_first(postgres: str) -> None:
    async with workers(postgres) as (one, two):
        assert one.store.ownership.slices | two.store.ownership.slices == EVERY
        assert [one.store.ownership.first(), two.store.ownership.first()].count(True) == 1
        await one.leave()
        await until(lambda: two.store.ownership.slices == EVERY)
        assert two.store.ownership.first()
        one.store.ownership = Shared(postgres)
        await one.end()
        one.serve()
        await until(lambda: shares([one, two]) == [SLICES // 2, SLICES // 2])


async def test_the_chats_of_a_killed_worker_are_taken_over(postgres: str) -> None:
    async with workers(postgres, 1) as (here,), other(postgres) as killed:
        await until(lambda: shares([here]) == [SLICES // 2])
        # What the other one would serve waits; nobody else takes it.
        chats = [FIRST_CHAT + number for number in range(50)]
        await here.accept([written(number, chat, "x") for number, chat in enumerate(chats)])
        killed.kill()
        await until(lambda: here.store.ownership.slices == EVERY)
        await handled(here)
        found = await heard(here, {chat: ["x"] for chat in chats}, 0)
        assert found.well, found


async def test_a_worker_that_stands_still_is_cut_off_and_changes_nothing_when_it_goes_on(postgres: str) -> None:
    async with workers(postgres, 1) as (here,), other(postgres) as still:
        await until(lambda: shares([here]) == [SLICES // 2])
        still.send_signal(signal.SIGSTOP)
        await until(lambda: here.store.ownership.slices == EVERY)
        still.send_signal(signal.SIGCONT)
        await until(lambda: shares([here]) == [SLICES // 2])


@asynccontextmanager
async def taken_over(postgres: str) -> AsyncIterator[tuple[Store, Kept, psycopg.Connection]]:
    """Give the store of a worker as if another one had its chats now and it had not noticed, and what it has saved."""
    async with workers(postgres, 1) as (here,):
        await here.store.accept([written(1, FIRST_CHAT, "x")], 0)
        await handled(here)
        saved = await here.store.load(FIRST_CHAT)
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("UPDATE slice SET term = term + 1")
            yield here.store, saved, connection


async def test_what_a_worker_saves_after_another_has_taken_over_changes_nothing(postgres: str) -> None:
    async with taken_over(postgres) as (store, before, connection):
        connection.execute("UPDATE inbox SET state = 'new'")
        with pytest.raises(NotOursError):
            await store.save(FIRST_CHAT, Kept(Resident(language="en")), 1, 0)
        assert await store.load(FIRST_CHAT) == before
        assert [one.update_id for one in await store.waiting()] == [1]


async def test_whoever_was_erased_by_another_worker_does_not_come_back_with_a_screen_shown_late(postgres: str) -> None:
    async with taken_over(postgres) as (store, known, connection):
        connection.execute("DELETE FROM resident")
        await store.put(FIRST_CHAT, known, 0)
        await store.note_message(FIRST_CHAT, 1, 0)
        assert connection.execute("SELECT count(*) FROM resident").fetchone() == (0,)


async def test_workers_whose_connections_are_cut_go_on_where_they_were(postgres: str) -> None:
    async with workers(postgres, seconds=0.01) as pair:
        wrote = {FIRST_CHAT + chat: [str(number) for number in range(10)] for chat in range(20)}

        async def live(chat: int) -> None:
            for number, text in enumerate(wrote[chat]):
                update = written((chat - FIRST_CHAT) * 10 + number, chat, text)
                await pair[number % 2].accept([update])

        living = asyncio.gather(*(live(chat) for chat in wrote))
        with psycopg.connect(postgres, autocommit=True) as connection:
            for _ in range(3):
                await asyncio.sleep(0.05)
                connection.execute(CUT)
        await living
        await until(lambda: sum(shares(pair)) == SLICES)
        for one in pair:
            await one.take(one.store.ownership.slices)  # as keeping house does
        await handled(pair[0])
        found = await heard(pair[0], wrote, 0)
        assert found.well, found


async def test_a_server_that_hangs_is_an_error_of_the_store_and_all_goes_on_when_it_answers(
    postgres_server: Server, postgres: str
) -> None:
    if postgres_server.data is None:
        pytest.skip("a server that was given is not made to hang")
    async with workers(postgres) as pair:
        main = int((postgres_server.data / "postmaster.pid").read_text().split()[0])
        with psycopg.connect(postgres, autocommit=True) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()").fetchall()
        hanging = [main, *(pid for (pid,) in found)]
        for pid in hanging:
            os.kill(pid, signal.SIGSTOP)
        try:
            for _ in range(2):
                with pytest.raises(StoreError):
                    await pair[0].desk.receive([written(1, FIRST_CHAT, "x")])
            await until(lambda: shares(pair) == [0, 0])
        finally:
            for pid in hanging:
                os.kill(pid, signal.SIGCONT)
        await until(lambda: sum(shares(pair)) == SLICES)
        await pair[0].accept([written(1, FIRST_CHAT, "x")])
        await handled(pair[0])
        heard_ = await heard(pair[0], {FIRST_CHAT: ["x"]}, 0)
        assert heard_.well, heard_
