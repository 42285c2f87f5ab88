"""The composition root: everything joined, once, by hand. `cli` sits on top of this."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.clock import Clock
from bot.core.errors import BadUsageError
from bot.files.loader import load
from bot.living import Living, Tell
from bot.resources import folder
from bot.settings import Settings
from bot.text.other import About

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.store.store import Store
    from bot.telegram.desk import Desk
    from bot.telegram.polling import Poller

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 60.0
#: Exit codes of `run`: bad data, bad usage or settings, refused by Telegram (401), another program polls (409).
REFUSED, CONFLICT = 3, 4


def assistant(settings: Settings) -> Assistant:
    """Load the catalogue and make the assistant. Raises BadCatalogueError with every problem."""
    about = About(settings.operator, settings.kept_hours)
    made = Assistant.over(load(settings.offers), folder("locales"), about, settings.default_language)
    if made.default not in made.languages:
        msg = f"BOT_LANGUAGE has value {made.default!r}. Choose one of: {', '.join(made.languages)}."
        raise BadUsageError(msg)
    return made


@dataclass(frozen=True)
class Service:
    """The running bot."""

    bot: Bot
    store: Store
    desk: Desk
    poller: Poller
    kept_seconds: int
    introduce: Callable[[], Awaitable[bool]]
    living: Living

    async def serve(self, stop: asyncio.Event, hears: Tell | None = None) -> None:
        """Take up what was left, then serve until told to stop. With `hears`, edits of the catalogue are taken."""
        # Before anything new is fetched: within a chat the older update comes first.
        for waiting in await self.store.waiting():
            self.desk.take(waiting)
        meanwhile = [asyncio.create_task(self._keep_house())]
        if hears is not None:
            meanwhile.append(asyncio.create_task(self.living.watch(hears)))
        try:
            await self.poller.run(stop)
        finally:
            for task in meanwhile:
                task.cancel()

    async def _keep_house(self) -> None:
        """Erase what is old, and show again what could not be shown."""
        introduced = await self.introduce()
        while True:
            try:
                await self.store.purge(Clock.seconds(), self.kept_seconds)
                for waiting in await self.store.waiting():
                    self.desk.take(waiting)
            except Exception:
                log.exception("keeping house failed; it is tried again")
            await asyncio.sleep(HOUSEKEEPING_SECONDS)
            introduced = introduced or await self.introduce()


@asynccontextmanager
async def service(settings: Settings, made: Assistant, clock: Clock | None = None) -> AsyncIterator[Service]:
    """Join the parts of the running bot, and close them in the end."""
    _without_collecting(_import_telegram)
    from aiogram import Bot  # noqa: PLC0415 -- importing aiogram takes seconds; commands that do without it start at once
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.utils.token import TokenValidationError  # noqa: PLC0415

    from bot.store.store import open_store  # noqa: PLC0415
    from bot.store.vault import Vault, load_secret  # noqa: PLC0415
    from bot.telegram.desk import Desk  # noqa: PLC0415
    from bot.telegram.methods import HeldAnswers  # noqa: PLC0415
    from bot.telegram.polling import Poller  # noqa: PLC0415
    from bot.telegram.routers import dispatcher  # noqa: PLC0415
    from bot.telegram.setup import introduce  # noqa: PLC0415
    from bot.telegram.show import Screenwriter  # noqa: PLC0415

    if settings.token is None:
        msg = "BOT_TOKEN is not set. Get a token from @BotFather, or try `drogowskaz demo`, which needs none."
        raise BadUsageError(msg)
    session = (
        AiohttpSession(api=TelegramAPIServer.from_base(settings.api_url)) if settings.api_url else AiohttpSession()
    )
    try:
        bot = Bot(settings.token, session=session)
    except TokenValidationError:
        msg = "BOT_TOKEN is not a token. It looks like 123456:ABC-DEF..."
        raise BadUsageError(msg) from None
    session.middleware(HeldAnswers())
    clock = clock or Clock(settings.today)
    living = Living(settings.offers, made, lambda: assistant(settings))
    vault = Vault(load_secret(settings.secret, settings.secret_file))
    store = open_store(settings.database_url, vault, lambda: living.assistant().catalogue)
    desk = Desk(bot, dispatcher(), store, Screenwriter(bot), living.assistant, clock)
    poller = Poller(bot, store, desk, clock)
    try:
        kept, introduces = settings.kept_hours * 3600, lambda: introduce(bot, living.assistant())
        yield Service(bot, store, desk, poller, kept, introduces, living)
    finally:
        await desk.drain()
        await session.close()
        store.close()


async def run(settings: Settings, made: Assistant, stop: asyncio.Event | None = None) -> int:
    """Run on Telegram until told to stop. Gives the exit code."""
    _without_collecting(_import_telegram)
    from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError  # noqa: PLC0415

    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    try:
        async with service(settings, made) as running:
            log.info("serving")
            await running.serve(stop)
    except TelegramUnauthorizedError:
        log.error("Telegram does not accept BOT_TOKEN (401). Check it with @BotFather.")  # noqa: TRY400 -- no traceback for people
        return REFUSED
    except TelegramConflictError:
        log.error("Another program already serves this bot (409). Stop it first.")  # noqa: TRY400
        return CONFLICT
    return 0


def _import_telegram() -> None:
    import bot.telegram.desk  # noqa: PLC0415
    import bot.telegram.routers  # noqa: F401, PLC0415


def _without_collecting(work: Callable[[], None]) -> None:
    """Do work that makes many objects that stay, without the garbage collector looking at them again and again."""
    gc.disable()
    try:
        work()
    finally:
        gc.enable()
        gc.freeze()
