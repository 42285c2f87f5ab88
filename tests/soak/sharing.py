"""Rows 2, 4 and 5: two workers on one PostgreSQL. Nothing acts twice or is lost; a dead worker frees its chats."""

from __future__ import annotations

import asyncio
import signal
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.store.ownership import SLICES
from tests import servers
from tests.conftest import ROOT
from tests.soak.rows import Figure
from tests.store import crowd

SECONDS = 5.0
#: Memory counts as flat where the last round of new chats adds no more than this.
FLAT_MB = 4.0


@asynccontextmanager
async def database() -> AsyncIterator[str]:
    """Give a fresh database of a real PostgreSQL. Raises UnavailableError."""
    with servers.postgres() as server, server.fresh() as url:
        yield url


async def twice(*, chats: int, each: int) -> Figure:
    """Deliver every update one to five times, shuffled, to two workers."""
    async with database() as url:
        found = await crowd.delivered_often(url, chats=chats, each=each)
    told = f"{found.updates:,} updates, each 1 to 5 times: {found.doubled} double effects, {found.lost} lost"
    return Figure(told, found.well)


async def order(*, chats: int, each: int) -> Figure:
    """Many updates of each chat at once, received by two workers in turn."""
    async with database() as url:
        found = await crowd.at_once(url, chats=chats, each=each)
    told = f"{each} at once x {chats} chats: {found.lost} lost, {found.out_of_turn} out of turn, {found.seconds:.0f} s"
    return Figure(told, found.well)


async def changing(*, chats: int, each: int) -> Figure:
    """The same while one worker comes and another leaves."""
    async with database() as url:
        found = await crowd.coming_and_going(url, chats=chats, each=each)
    told = f"{each} x {chats} chats, workers come and go: {found.lost} lost, {found.out_of_turn} out of turn"
    return Figure(told, found.well)


async def flat(*, chats: int) -> Figure:
    """Serve that many different chats, and look at the memory after each quarter of them."""
    async with database() as url:
        found = await crowd.memory_over(url, chats=chats)
    told = f"{chats:,} chats: {', '.join(f'{one:.0f}' for one in found)} MB after each quarter"
    return Figure(told, found[-1] - found[-2] <= FLAT_MB)


async def freed(*, kills: int, signal_: signal.Signals = signal.SIGKILL) -> Figure:
    """Kill, or freeze, a worker that holds half of the chats, and wait until another one has them."""
    took = []
    async with database() as url, crowd.workers(url, 1) as (here,):
        ownership = here.store.ownership
        for _ in range(kills):
            command = (sys.executable, "-m", "tests.store.holder", url)
            held = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
            try:
                await crowd.until(lambda: len(ownership.slices) == SLICES // 2)
                held.send_signal(signal_)
                took.append(await crowd.until(lambda: len(ownership.slices) == SLICES))
            finally:
                with suppress(ProcessLookupError):
                    held.kill()
                await held.wait()
    how = "killed" if signal_ == signal.SIGKILL else "frozen"
    told = f"{kills} times {how}: free and taken after {statistics.median(took):.1f} s, at most {max(took):.1f} s"
    return Figure(told, max(took) <= SECONDS)
