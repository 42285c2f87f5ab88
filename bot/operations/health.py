"""The pages for whoever watches the bot: alive and ready; the figures are beside. Nothing personal stands on them.

They are off unless BOT_HEALTH_LISTEN says where; of several workers each has the port behind the one before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.core.errors import BadUsageError
from bot.figures import Figures

log = logging.getLogger(__name__)

#: After this the database counts as silent.
DATABASE_SECONDS = 2.0
#: So long Telegram may be out of reach before the bot is not ready any more.
TELEGRAM_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bot stands at a moment: what waits, what it serves, and how old its catalogue is (seconds)."""

    waiting: int
    chats: int
    slices: int
    first: bool
    catalogue_age: float
    catalogue_sound: bool
    store_failures: int


@dataclass(frozen=True)
class Pages:
    """What the pages are made of. `ask` asks the database anything; it raises where the database fails."""

    figures: Figures
    standing: Callable[[], Standing]
    ask: Callable[[], Awaitable[object]]

    def routes(self) -> list[web.RouteDef]:
        """List the addresses."""
        return [web.get("/health/live", self._live), web.get("/health/ready", self._ready)]

    async def _live(self, _: web.Request) -> web.Response:
        """Whoever gets this answer knows that the program runs and its loop turns."""
        return web.json_response({"live": True})

    async def _ready(self, _: web.Request) -> web.Response:
        """Tell whether residents are answered now. What is not well is named; 503 then."""
        database = await answers(self.ask, DATABASE_SECONDS)
        telegram = self.figures.unreached < TELEGRAM_SECONDS
        parts = {"database": database, "catalogue": True, "telegram": telegram}
        ready = all(parts.values())
        told = {"ready": ready, **{name: "ok" if well else "failing" for name, well in parts.items()}}
        if not self.standing().catalogue_sound:
            told["catalogue"] = "last good version"
        return web.json_response(told, status=200 if ready else 503)


async def answers(ask: Callable[[], Awaitable[object]], seconds: float) -> bool:
    """Tell whether the database answers in time."""
    try:
        await asyncio.wait_for(ask(), seconds)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the database does not answer
        log.debug("the database fails: %s", type(error).__name__)
        return False
    return True


@asynccontextmanager
async def served(routes: Iterable[web.RouteDef], host: str, port: int) -> AsyncIterator[int]:
    """Serve the pages. Gives the port; raises BadUsageError where it is taken."""
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except (OSError, UnicodeError) as error:
        await runner.cleanup()
        why = error.strerror if isinstance(error, OSError) else "not a name of a machine"
        msg = f"BOT_HEALTH_LISTEN: {host}:{port} cannot be used: {why}."
        raise BadUsageError(msg) from None
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
