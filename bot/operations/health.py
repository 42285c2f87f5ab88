"""The pages for whoever watches the bot: alive, ready, figures. Nothing personal stands on them.

They are off unless BOT_HEALTH_LISTEN says where; of several workers each has the port behind the one before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
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
        return [
            web.get("/health/live", self._live),
            web.get("/health/ready", self._ready),
            web.get("/metrics", self._metrics),
        ]

    async def _live(self, _: web.Request) -> web.Response:
        """Whoever gets this answer knows that the program runs and its loop turns."""
        return web.json_response({"live": True})

    async def _ready(self, _: web.Request) -> web.Response:
        """Tell whether residents are answered now. What is not well is named; 503 then."""
        parts = {"database": await self._database(), "catalogue": True, "telegram": self._telegram()}
        ready = all(parts.values())
        told = {"ready": ready, **{name: "ok" if well else "failing" for name, well in parts.items()}}
        if not self.standing().catalogue_sound:
            told["catalogue"] = "last good version"
        return web.json_response(told, status=200 if ready else 503)

    async def _database(self) -> bool:
        try:
            await asyncio.wait_for(self.ask(), DATABASE_SECONDS)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the database does not answer
            log.debug("not ready: the database (%s)", type(error).__name__)
            return False
        return True

    def _telegram(self) -> bool:
        return self.figures.unreached < TELEGRAM_SECONDS

    async def _metrics(self, _: web.Request) -> web.Response:
        from bot.operations.metrics import CONTENT_TYPE, page  # noqa: PLC0415 -- the library comes when it is wanted

        return web.Response(body=page(self.figures, self.standing()), headers={"Content-Type": CONTENT_TYPE})


@asynccontextmanager
async def served(pages: Pages, host: str, port: int) -> AsyncIterator[int]:
    """Serve the pages. Gives the port; raises BadUsageError where it is taken."""
    app = web.Application()
    app.add_routes(pages.routes())
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
