"""Load: 10,000 residents at a steady rate, and how long each waits from the moment a tap was due to its answer.

The local Telegram and the residents are in this process and share the machine with the bot: what each of them used of
the processors stands beside the figures. `python -m tests.soak.load` measures everything, an echo bot too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from bot.emulator import LocalTelegram, User
from bot.emulator.world import World
from tests import servers
from tests.bench.figures import machine
from tests.bench.programs import polling
from tests.conftest import TOKEN
from tests.soak import visits
from tests.soak.meter import Meter, family, percentile, slope
from tests.soak.programs import START_SECONDS, Way, running, settled
from tests.soak.rows import Figure

RATE = 200.0
#: Whoever is there acts about every five seconds, as people do.
PAUSE_SECONDS = 5.0
#: After the last act answers are waited for so long.
PATIENCE = 120.0
#: The aim: 95 of 100 are answered within so many seconds, and memory grows by at most so many MB a minute once a
#: third of the run is over.
MOST_SECONDS, MOST_GROWTH = 1.0, 2.0
WARM_UP = 50
Does = Callable[[World, User, visits.Act, random.Random], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much: so many residents, together so many updates a second, for so long."""

    residents: int = 10_000
    rate: float = RATE
    seconds: float = 300.0

    @property
    def acts(self) -> int:
        """How many updates that is."""
        return round(self.rate * self.seconds)

    @property
    def at_once(self) -> int:
        """How many residents are there at a time."""
        return max(1, min(self.residents, round(self.rate * PAUSE_SECONDS)))


FULL, QUICK = Size(), Size(residents=300, seconds=10)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that serves: its local Telegram, the processes to measure, and how to know what it has lost."""

    telegram: LocalTelegram
    programs: Mapping[str, int]
    held: Sequence[int]
    log: Path
    database: str | None = None


@dataclass
class Told:
    """What a run came to. Times in seconds, memory in MB, processor time in seconds."""

    what: str
    rate: float
    waits: list[float] = field(default_factory=list)
    #: How late the residents themselves were: the machine had no time for them.
    late: list[float] = field(default_factory=list)
    acts: int = 0
    #: Until the last answer.
    seconds: float = 0.0
    used: dict[str, float] = field(default_factory=dict)
    others: float = 0.0
    memory: list[tuple[float, float]] = field(default_factory=list)
    processes: int = 1
    lost: int = 0
    twice: int = 0
    left: Counter[str] = field(default_factory=Counter)
    warnings: int = 0
    load: tuple[float, float] = (0.0, 0.0)

    @property
    def growth(self) -> float:
        """By how many MB a minute memory grows in the last two thirds."""
        return 60 * slope([point for point in self.memory if point[0] > self.seconds / 3])

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 were answered."""
        return percentile(self.waits, 95)

    def __str__(self) -> str:
        """Tell all of it in one line."""
        p50, p95, p99, most = (1000 * percentile(self.waits, share) for share in (50, 95, 99, 100))
        shares = ", ".join(f"{name} {1000 * one / self.acts:.2f} ms" for name, one in self.used.items())
        memory = [mb for _, mb in self.memory] or [0.0]
        third = next((mb for at, mb in self.memory if at > self.seconds / 3), memory[-1])
        cores = (sum(self.used.values()) + self.others) / self.seconds
        return (
            f"{self.what}: {self.acts:,} updates due at {self.rate:g}/s, done at {self.acts / self.seconds:.0f}/s, "
            f"answered after {p50:.0f} ms (p50), {p95:.0f} (p95), {p99:.0f} (p99), {most:.0f} at most; "
            f"{self.lost} lost, {self.twice} shown twice, {self.warnings} warnings; "
            f"processor an update: {shares}; {cores:.2f} cores busy, {self.others / self.seconds:.2f} of it others; "
            f"memory of {self.processes}: {memory[0]:.0f} MB, {third:.0f} after a third, {memory[-1]:.0f} at the end, "
            f"{self.growth:+.1f} MB a minute; residents late by {1000 * percentile(self.late, 99):.0f} ms (p99); "
            f"load average {self.load[0]:.1f} to {self.load[1]:.1f}"
        )

    @property
    def ok(self) -> bool:
        """Whether the aim is reached."""
        return not self.lost and self.p95 <= MOST_SECONDS and self.growth <= MOST_GROWTH


async def drive(bot: Bot, what: str, does: Does, size: Size, *, patience: float = PATIENCE) -> Told:
    """Let residents act by the clock, whatever the bot does, then wait until everybody is answered."""
    told, chance = Told(what, size.rate, processes=len(bot.held)), random.Random(visits.SEED)  # noqa: S311
    acts = visits.schedule(residents=size.residents, acts=size.acts, at_once=size.at_once)
    people: dict[int, User] = {}
    asked: Counter[int] = Counter()
    waiting: set[asyncio.Task[None]] = set()
    loop, log_before = asyncio.get_running_loop(), _warnings(bot.log)
    load = os.getloadavg()[0]
    meter = Meter(bot.programs, bot.held, "local Telegram and residents")
    watching = asyncio.create_task(meter.watch())

    async def answered(one: User, number: int, due: float) -> None:
        await one.chat.changes.until(lambda: one.chat.shown >= number, None)
        told.waits.append(loop.time() - due)

    began = loop.time()
    for number, act in enumerate(acts):
        due = began + number / size.rate
        # Others run in any case: what is late is not done all at once.
        await asyncio.sleep(max(0.0, due - loop.time()))
        told.late.append(loop.time() - due)
        one = people.get(act.resident)
        if one is None:
            one = people[act.resident] = bot.telegram.user("pl")
        does(bot.telegram.world, one, act, chance)
        asked[act.resident] += 1
        task = asyncio.create_task(answered(one, asked[act.resident], due))
        waiting.add(task)
        task.add_done_callback(waiting.discard)
    if waiting:
        await asyncio.wait(waiting, timeout=patience)
    for task in tuple(waiting):
        task.cancel()
    # What came late belongs to it: its processor time, and the time it took.
    told.seconds, told.used, told.others = meter.read()
    watching.cancel()
    # Whoever is not answered by now has waited at least so long.
    told.waits += [PATIENCE] * len(waiting)
    told.acts, told.memory = len(acts), meter.memory
    told.load = load, os.getloadavg()[0]
    if bot.database is not None:
        told.left = await settled(bot.telegram, bot.database)
    told.lost = sum(max(0, asked[number] - one.chat.shown) for number, one in people.items())
    told.lost = max(told.lost, told.left["new"] + told.left["saved"] + told.left["set-aside"])
    told.twice = sum(max(0, one.chat.shown - asked[number]) for number, one in people.items())
    told.warnings = _warnings(bot.log) - log_before
    return told


def _said(log: Path) -> str:
    return log.read_text(errors="replace") if log.exists() else ""


def _warnings(log: Path) -> int:
    return sum(_said(log).count(f" {level} ") for level in ("WARNING", "ERROR", "CRITICAL"))


@asynccontextmanager
async def ours(folder: Path, *, workers: int = 0) -> AsyncIterator[Bot]:
    """Run our bot: polling on SQLite, or so many workers behind a webhook on PostgreSQL that waits for its disk."""
    with ExitStack() as stack:
        database, programs = f"sqlite:///{folder / 'bot.db'}", {}
        if workers:
            server = stack.enter_context(servers.postgres())
            database = stack.enter_context(server.fresh())
            programs = durable(server)
        patience = {"timeout": START_SECONDS, "query_timeout": 10 * START_SECONDS}
        async with LocalTelegram(TOKEN, journal_size=1000, **patience) as telegram:  # type: ignore[arg-type]
            way = Way.on(database, folder, workers)
            async with running(telegram, way) as process:
                log = folder / "log"
                await _serving(log, max(1, workers))
                # The first one only looks after the others.
                held = family(process.pid)[1 if workers else 0 :]
                bot = Bot(telegram, {"bot": process.pid, **programs}, held, log, database)
                await _warm_up(bot, visits.ours)
                yield bot


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[Bot]:
    """Run the bare echo bot of the benchmarks."""
    async with polling(ours=False, folder=folder) as program:
        bot = Bot(program.telegram, {"bot": program.pid}, [program.pid], folder / "echo.log")
        await _warm_up(bot, visits.echo)
        yield bot


def durable(server: servers.Server) -> dict[str, int]:
    """Let a server of our own wait for the disk, as one that keeps people's answers does. Gives its process."""
    if server.data is None:
        return {}
    with psycopg.connect(server.url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = on".encode())
        connection.execute("SELECT pg_reload_conf()")
    return {"PostgreSQL": int((server.data / "postmaster.pid").read_text().split()[0])}


async def _serving(log: Path, workers: int) -> None:
    """Wait until all workers serve."""
    async with asyncio.timeout(START_SECONDS):
        while _said(log).count(": serving\n") < workers:  # noqa: ASYNC110 -- another program's log rings no bell
            await asyncio.sleep(0.1)


async def _warm_up(bot: Bot, does: Does) -> None:
    """Let some people come and go first: what is loaded and worked out once is not part of a steady run."""
    chance = random.Random(1)  # noqa: S311
    for number in range(WARM_UP):
        one = bot.telegram.user("pl")
        for step in range(4):
            before = one.chat.shown
            does(bot.telegram.world, one, visits.Act(99 + 100 * number, step, 3 - step), chance)
            await one.chat.changes.until(lambda one=one, before=before: one.chat.shown > before, START_SECONDS)  # type: ignore[misc]


@asynccontextmanager
async def _folder() -> AsyncIterator[Path]:
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-", ignore_cleanup_errors=True) as name:
        yield Path(name)


async def served(size: Size, *, workers: int = 0) -> Told:
    """Load our bot."""
    what = f"{workers} workers, webhook, PostgreSQL" if workers else "one process, polling, SQLite"
    async with _folder() as folder, ours(folder, workers=workers) as bot:
        return await drive(bot, what, visits.ours, size)


async def echoed(size: Size) -> Told:
    """Load the echo bot."""
    async with _folder() as folder, bare(folder) as bot:
        return await drive(bot, "bare echo bot", visits.echo, size)


async def beside_an_echo_bot(size: Size, *, workers: int = 0) -> Figure:
    """Load the echo bot for a while, then ours, in one run and at the same rate."""
    echo = await echoed(replace(size, residents=max(1, size.residents // 5), seconds=size.seconds / 5))
    own = await served(size, workers=workers)
    return Figure(f"{own}. Before it, {echo}", ok=own.ok)


async def main() -> int:
    """Measure both ways of running, and the echo bot before each."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.load")
    parser.add_argument("--residents", type=int, default=FULL.residents)
    parser.add_argument("--rate", type=float, default=FULL.rate, metavar="N", help="updates a second")
    parser.add_argument("--seconds", type=float, default=FULL.seconds)
    parser.add_argument("--quick", action="store_true", help="300 residents for 10 seconds")
    parser.add_argument("ways", nargs="*", type=int, metavar="WORKERS", help="0: polling, SQLite; default: 0 2")
    given = parser.parse_args()
    size = QUICK if given.quick else Size(given.residents, given.rate, given.seconds)
    print("; ".join(f"{name}: {value}" for name, value in machine().items()))  # noqa: T201 -- this is the terminal
    well = True
    for workers in given.ways or (0, 2):
        figure = await beside_an_echo_bot(size, workers=workers)
        print(figure.measured, flush=True)  # noqa: T201
        well = well and figure.ok
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
