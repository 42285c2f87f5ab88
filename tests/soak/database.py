"""Row 8: PostgreSQL behind a proxy that refuses, hangs, slows and cuts, while people write."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit, urlunsplit

from bot.app import service
from bot.emulator import LocalTelegram, User
from bot.maker import assistant
from tests import servers
from tests.conftest import TOKEN, Town, serving, settings_at
from tests.faults.proxy import ProxyAside
from tests.soak.programs import settled
from tests.soak.rows import Figure

KINDS = ("refuse", "hang", "slow", "cut", "reset")
#: Answered means answered within this, in seconds; nobody is waited for longer than `LOST_SECONDS`.
IN_TIME, NORMAL, LOST_SECONDS = 3.0, 5.0, 20.0
CUT_EVERY = 2.0
KNOWN = 2
#: So many updates at most come in while something fails.
MOST_WRITTEN = 80
SAID = ("/help", "/answers", "/privacy", "/browse")


@dataclass
class Seen:
    """What residents saw: how long they waited during the outage, how long until all was normal, what is left."""

    waits: list[float] = field(default_factory=list)
    normal: float = 0.0
    left: int = 0

    @property
    def told(self) -> str:
        """Say it in words."""
        slowest = max(self.waits)
        return f"{len(self.waits)} answers, the slowest after {slowest:.1f} s; normal after {self.normal:.1f} s"

    @property
    def ok(self) -> bool:
        """Whether that is what is promised."""
        return max(self.waits) <= IN_TIME and self.normal <= NORMAL and not self.left


@asynccontextmanager
async def town(database: str) -> AsyncIterator[tuple[Town, ProxyAside]]:
    """Run the bot on a PostgreSQL behind a proxy."""
    server = urlsplit(database)
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as name:
        async with (
            LocalTelegram(TOKEN, timeout=LOST_SECONDS, query_timeout=600) as telegram,
            ProxyAside(server.hostname or "", server.port or 5432) as proxy,
        ):
            there = server.netloc.rpartition("@")[0] + f"@127.0.0.1:{proxy.port}"
            settings = settings_at(telegram, Path(name), database_url=urlunsplit(server._replace(netloc=there)))
            async with service(settings, assistant(settings)) as running, serving(running):
                try:
                    yield Town(telegram, running), proxy
                finally:
                    await proxy.set("pass")


async def outage(town: Town, proxy: ProxyAside, database: str, kind: str, seconds: float) -> Seen:
    """Let the database fail for so long while people write: some who were here before, and always a newcomer."""
    seen, residents = Seen(), [town.resident() for _ in range(KNOWN)]
    for resident in residents:
        await resident.say("/start")
    await town.quiet()
    failing = asyncio.create_task(_fail(proxy, kind))
    end = monotonic() + seconds
    while True:
        people = [*residents, town.resident()]
        seen.waits += await asyncio.gather(*(_waits(one, SAID[len(seen.waits) % 4]) for one in people))
        if monotonic() >= end:
            break
        # By polling, whatever comes after the oldest hundred is only seen once the database works (decision 0027).
        await asyncio.sleep(max(min(1.0, seconds), seconds * len(people) / MOST_WRITTEN))
    failing.cancel()
    await proxy.set("pass")
    began = monotonic()
    await town.resident().say("/start")
    await town.service.desk.meanwhile.well()
    seen.normal = monotonic() - began
    found = await settled(town.telegram, database)
    seen.left = found["new"] + found["saved"] + found["set-aside"] + len(town.telegram.pending)
    return seen


async def _fail(proxy: ProxyAside, kind: str) -> None:
    """Let the proxy do what its kind says, until cancelled."""
    if kind in ("cut", "reset"):
        while True:
            (proxy.cut if kind == "cut" else proxy.reset)()
            await asyncio.sleep(CUT_EVERY)
    await proxy.set(kind)  # type: ignore[arg-type]  # the kinds that are left are its modes


async def _waits(resident: User, words: str) -> float:
    """Write something, and give the seconds until there is anything new to read."""
    before, began = resident.chat.shown, monotonic()
    resident.send(words)
    await resident.wait_for(lambda seen: seen.chat.shown > before, timeout=LOST_SECONDS)
    return monotonic() - began


async def outages(*, seconds: float, kinds: tuple[str, ...] = KINDS) -> Figure:
    """Let the database fail in every way, one after another."""
    told, well = [], True
    with ExitStack() as stack:
        database = stack.enter_context(stack.enter_context(servers.postgres()).fresh())
        async with town(database) as (running, proxy):
            for kind in kinds:
                seen = await outage(running, proxy, database, kind, seconds)
                told.append(f"{kind}: {seen.told}, {seen.left} lost")
                well = well and seen.ok
    return Figure(f"{seconds:g} s each; {'; '.join(told)}", ok=well)
