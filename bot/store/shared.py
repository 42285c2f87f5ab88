"""Several workers on one PostgreSQL share the chats: each holds the locks of its slices, and hears where updates wait.

One connection holds everything: the server lets go of its locks the moment it ends, or when nothing has been heard of
it for a few seconds. Each worker counts how many there are and aims at its share. Whoever gets a slice begins a new
term; what is saved names the term, so that a worker that has lost a slice without noticing changes nothing any more.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterable
from contextlib import aclosing

import psycopg

from bot.store.ownership import CHANNEL, EVERY, SLICES, Told
from bot.store.postgres import Connected, connected

log = logging.getLogger(__name__)

#: What advisory locks are about: being there, which all workers share; and a slice, which one has alone.
PRESENCE, SLICE = 7227, 7228
#: How often a worker looks who is there and what is free.
LOOK_SECONDS = 0.5
#: A worker of which nothing was heard for so long is cut off by the server.
SILENT_MILLISECONDS = 3500
RETRY_SECONDS = 0.5

_CUT_OFF = "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = 'idle_session_timeout'"
_HELD = """
SELECT classid::int, objid::int FROM pg_locks
WHERE locktype = 'advisory' AND granted AND classid IN (%s, %s)
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_GET = """
WITH got AS MATERIALIZED (SELECT number FROM unnest(%s::int[]) AS number WHERE pg_try_advisory_lock(%s, number))
INSERT INTO slice (number, term) SELECT number, 1 FROM got
ON CONFLICT (number) DO UPDATE SET term = slice.term + 1 RETURNING number, term
"""
_LET_GO = "SELECT pg_advisory_unlock(%s, number) FROM unnest(%s::int[]) AS number"


class Shared:
    """Serves a fair share of the chats."""

    hears = True

    def __init__(self, url: str) -> None:
        self._url = url
        #: Slice -> term, of all that are held: ours, and those about to be let go.
        self._terms: dict[int, int] = {}
        self._leaving: dict[int, asyncio.Task[None]] = {}
        self._retiring = False
        #: Slices in which something waits.
        self._told: set[int] = set()
        self._heard = asyncio.Event()

    @property
    def slices(self) -> frozenset[int]:
        """Those that are ours now."""
        return frozenset(self._terms.keys() - self._leaving.keys())

    def owns(self, number: int) -> bool:
        """Tell whether a slice is ours."""
        return number in self._terms and number not in self._leaving

    def term(self, number: int) -> int | None:
        """Give the term of a slice, also while it is being let go: what is in hand is finished."""
        return self._terms.get(number)

    def first(self) -> bool:
        """Whoever serves slice 0."""
        return self.owns(0)

    def retire(self) -> None:
        """Let go of everything as soon as it is finished."""
        self._retiring = True

    async def serve(self, take: Told, finish: Told) -> None:
        """Hold a share; without the database hold nothing, and begin anew when it is back."""
        passing = asyncio.create_task(self._pass_on(take))
        try:
            while True:
                try:
                    await self._hold(finish)
                except (psycopg.Error, OSError) as error:
                    log.warning("no chats are served until the database answers: %s", type(error).__name__)
                except Exception:
                    log.exception("sharing the chats failed; it is tried again")
                finally:
                    self._lose()
                await asyncio.sleep(RETRY_SECONDS)
        finally:
            passing.cancel()

    async def _hold(self, finish: Told) -> None:
        connection = await connected(self._url)
        try:
            await connection.execute(_CUT_OFF, [str(SILENT_MILLISECONDS)])
            await connection.execute("SELECT pg_advisory_lock_shared(%s, 0)", [PRESENCE])
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            is_counted = True
            while True:
                if self._retiring and is_counted:
                    await connection.execute("SELECT pg_advisory_unlock_shared(%s, 0)", [PRESENCE])
                    is_counted = False
                await self._balance(connection, finish)
                await self._listen(connection)
        finally:
            await connection.close()

    async def _balance(self, connection: Connected, finish: Told) -> None:
        """Take a step towards a fair share."""
        await self._let_go(connection, [number for number, task in self._leaving.items() if task.done()])
        found = await (await connection.execute(_HELD, [PRESENCE, SLICE])).fetchall()
        workers = sum(kind == PRESENCE for kind, _ in found)
        share = 0 if self._retiring else -(-SLICES // max(workers, 1))
        for number in sorted(self.slices)[share:]:
            self._leaving[number] = asyncio.create_task(_finished(finish, number))
        free = EVERY - {number for kind, number in found if kind == SLICE}
        lacking = min(share - len(self.slices), len(free))
        if lacking > 0:
            # By chance, so that two workers do not reach for the same ones.
            wanted = random.sample(sorted(free), lacking)
            got = await (await connection.execute(_GET, [wanted, SLICE])).fetchall()
            self._terms.update(got)
            self._tell(number for number, _ in got)

    async def _let_go(self, connection: Connected, numbers: list[int]) -> None:
        """Let go of slices of which nothing is in hand any more, and tell the others."""
        if not numbers:
            return
        for number in numbers:
            del self._leaving[number], self._terms[number]
        await connection.execute(_LET_GO, [SLICE, numbers])
        await connection.execute("SELECT pg_notify(%s, '')", [CHANNEL])

    async def _listen(self, connection: Connected) -> None:
        """Hear for a moment what others tell: where updates wait, or that slices are free."""
        async with aclosing(connection.notifies(timeout=LOOK_SECONDS)) as notes:
            async for note in notes:
                if not note.payload:
                    return
                self._tell(int(number) for number in note.payload.split(",") if number.isdecimal())

    def _tell(self, numbers: Iterable[int]) -> None:
        self._told.update(numbers)
        self._heard.set()

    async def _pass_on(self, take: Told) -> None:
        """Have taken up what waits; what is told meanwhile is taken up together."""
        while True:
            await self._heard.wait()
            self._heard.clear()
            slices, self._told = self.slices & self._told, set()
            if slices:
                try:
                    await take(slices)
                except Exception:
                    log.exception("what waits could not be taken up; keeping house tries it again")

    def _lose(self) -> None:
        """Know that nothing is ours: another worker may have it already."""
        for task in self._leaving.values():
            task.cancel()
        self._leaving.clear()
        self._terms.clear()


async def _finished(finish: Told, number: int) -> None:
    await finish(frozenset({number}))
