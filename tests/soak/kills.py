"""Rows 1 and 7: the bot is killed and stopped at random moments while people write, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from time import monotonic

from bot.emulator import LocalTelegram
from tests import servers
from tests.conftest import TOKEN
from tests.soak.programs import START_SECONDS, Crowd, Way, running, settled
from tests.soak.rows import Figure

RESIDENTS = 25
#: A kill comes within so many seconds of the start, a stop likewise.
LONGEST_LIFE = 2.0
MOST_STOPPING = 10.0


@asynccontextmanager
async def town(workers: int) -> AsyncIterator[tuple[LocalTelegram, Way]]:
    """A local Telegram, and a database: SQLite for a bot that polls, PostgreSQL for workers behind a webhook."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drogowskaz-soak-")))
        if workers:
            database = stack.enter_context(stack.enter_context(servers.postgres()).fresh())
        else:
            database = f"sqlite:///{folder / 'bot.db'}"
        patience = {"timeout": START_SECONDS, "query_timeout": 10 * START_SECONDS}
        async with LocalTelegram(TOKEN, journal_size=50_000, **patience) as telegram:  # type: ignore[arg-type]
            yield telegram, Way.on(database, folder, workers)


@asynccontextmanager
async def crowd(telegram: LocalTelegram, rate: float, seed: int = 1) -> AsyncIterator[Crowd]:
    """People who write; they are quiet until `here` is set."""
    people = [telegram.user("pl") for _ in range(RESIDENTS)]
    there = Crowd(telegram, people, rate, random.Random(seed))  # noqa: S311 -- the same in every run
    living = asyncio.create_task(there.live())
    try:
        yield there
    finally:
        living.cancel()


async def killed(*, kills: int, terms: int, rate: float, workers: int = 0) -> Figure:
    """Kill and stop the bot, and count what is lost and what is shown twice. Stops come between the kills."""
    ways = [signal.SIGKILL] * kills + [signal.SIGTERM] * terms
    random.Random(7).shuffle(ways)  # noqa: S311
    slowest, chance = 0.0, random.Random(11)  # noqa: S311
    async with town(workers) as (telegram, way), crowd(telegram, rate) as people:
        for how in ways:
            async with running(telegram, way) as process:
                people.here.set()
                await asyncio.sleep(chance.uniform(0.1, LONGEST_LIFE))
                began = monotonic()
                if how == signal.SIGKILL:
                    os.killpg(process.pid, how)
                else:
                    process.send_signal(how)
                await process.wait()
                slowest = max(slowest, monotonic() - began) if how == signal.SIGTERM else slowest
            people.here.clear()
            people.look()
        async with running(telegram, way):
            found = await settled(telegram, way.database)
            people.look()
    lost = max(people.updates - found["done"], people.missing)
    told = (
        f"{kills} kills and {terms} stops at {rate:g} updates/s: {people.updates:,} updates, {lost} lost, "
        f"{people.repeated} shown twice; the slowest stop took {slowest:.1f} s"
    )
    # A kill hits every worker at once, each in the middle of something.
    return Figure(told, ok=lost == 0 and people.repeated <= kills * max(1, workers) and slowest <= MOST_STOPPING)


async def stopped(*, terms: int, rate: float, workers: int = 0) -> Figure:
    """Stop the bot under load: how long it takes, and what is left behind unhandled."""
    times = []
    async with town(workers) as (telegram, way), crowd(telegram, rate, seed=2) as people:
        for _ in range(terms):
            async with running(telegram, way) as process:
                people.here.set()
                await asyncio.sleep(1.0)
                began = monotonic()
                process.terminate()
                code = await process.wait()
                times.append(monotonic() - began)
            people.here.clear()
            if code:
                return Figure(f"the exit code was {code}", ok=False)
        async with running(telegram, way):
            found = await settled(telegram, way.database)
    lost = max(people.updates - found["done"], people.missing)
    told = f"{terms} stops at {rate:g} updates/s: at most {max(times):.1f} s, {lost} of {people.updates:,} updates lost"
    return Figure(told, ok=max(times) <= MOST_STOPPING and lost == 0)
