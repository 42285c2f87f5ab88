"""The composition root: everything joined, once, by hand. `cli` sits on top of this.

Importing it brings the Telegram library: only what serves does that, not before it must (`bot.telegram.library`).
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import monotonic

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError
from aiogram.types import Update
from aiogram.utils.token import TokenValidationError

from bot.assistant import Assistant
from bot.clock import Clock
from bot.core.errors import BadUsageError
from bot.exits import CONFLICT, DONE, REFUSED
from bot.figures import Figures
from bot.listening import listening
from bot.living import Living
from bot.maker import Maker
from bot.operations.alerts import Alerts, Signs
from bot.operations.health import Pages, Standing
from bot.operations.lookout import Lookout
from bot.resources import folder
from bot.service import Service
from bot.settings import Settings
from bot.staff.office import Office
from bot.staff.room import Room
from bot.staff.shelf import Shelf
from bot.staff.wording import message
from bot.stopping import stop_on_signals, stop_without
from bot.store.database import is_shared
from bot.store.erasures import Erasures
from bot.store.opening import open_store
from bot.store.ownership import Ownership, Sole
from bot.store.store import Store
from bot.store.vault import Vault, load_secret
from bot.store.writer import StoreError
from bot.telegram.counted import Counted
from bot.telegram.desk import Desk
from bot.telegram.intake import Intake
from bot.telegram.methods import HeldAnswers, PlainSession
from bot.telegram.polling import Poller
from bot.telegram.routers import dispatcher
from bot.telegram.routers.staff import Staff
from bot.telegram.setup import Introduction
from bot.telegram.show import Screenwriter
from bot.telegram.staff import Counter
from bot.telegram.webhook import Webhook

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001


@asynccontextmanager
async def service(
    settings: Settings,
    made: Assistant,
    *,
    sound: bool = True,
    clock: Clock | None = None,
    maker: Maker | None = None,
) -> AsyncIterator[Service]:
    """Join the parts of the running bot, and close them in the end.

    `sound`: `made` is what the folder holds. `maker`: who made it, and makes the next one.
    """
    # What is there now stays for good: no collection needs to look at it any more.
    gc.freeze()
    # A thread that reads an edited catalogue lets the others go on after a millisecond instead of five.
    sys.setswitchinterval(SWITCH_SECONDS)
    if settings.token is None:
        msg = "BOT_TOKEN is not set. Get a token from @BotFather, or try `drogowskaz demo`, which needs none."
        raise BadUsageError(msg)
    # What is opened last is closed first, also where what comes after it fails.
    async with AsyncExitStack() as closing:
        # First of all: an address in use is found out before anything is opened.
        socket = closing.enter_context(listening(settings.webhook.listen)) if settings.webhook else None
        figures = Figures()
        bot = _bot(settings.token, settings.api_url, figures)
        # Its model is the largest of all: made now, so that the first resident does not wait for it.
        Update.model_rebuild()
        clock, screenwriter = clock or Clock(settings.today), Screenwriter(bot)
        maker = maker or Maker(settings, last=made)
        shelf = Shelf(settings.staff_folder)
        living = Living(settings.offers, made, maker.make_ready, sound=sound, decided=shelf.decided)
        vault = Vault(load_secret(settings.secret, settings.secret_file))
        erasures = Erasures(settings.state_folder / "erased", settings.backup_days)
        ownership = _ownership(settings.database_url)
        store = open_store(settings.database_url, vault, lambda: living.assistant().catalogue, erasures, ownership)
        closing.callback(store.close)
        closing.push_async_callback(bot.session.close)
        # What staff change is dated by the real day, also where another one is pretended.
        room = Room(settings.staff_chat, settings.staff_folder)
        office = Office(living, shelf, Clock().now, folder("offers") / "README.md")
        counter = Counter(office, screenwriter, room)
        obeyed = dispatcher(Staff(settings.staff, room))
        desk = Desk(bot, obeyed, store, screenwriter, living.assistant, clock, counter, figures)
        closing.push_async_callback(desk.drain)
        closing.callback(desk.meanwhile.end)
        intake, hook, first = Intake(desk), settings.webhook, store.ownership.first
        receiver = Webhook(bot, intake, desk, hook.url, hook.secret, socket, first) if hook and socket else None
        introduction = Introduction(bot)
        lookout = _lookout(settings, store, desk, living, counter)
        await closing.enter_async_context(lookout.shown())
        yield Service(
            store,
            desk,
            receiver or Poller(bot, intake, desk),
            settings.kept_hours * 3600,
            lambda: introduction.give(living.assistant()),
            living,
            counter,
            lookout,
        )


def _bot(token: str, api_url: str | None, figures: Figures) -> Bot:
    """Make the bot, whose calls are counted. Raises BadUsageError."""
    session = PlainSession(api=TelegramAPIServer.from_base(api_url)) if api_url else PlainSession()
    session.middleware(HeldAnswers())
    session.middleware(Counted(figures))
    try:
        return Bot(token, session=session)
    except TokenValidationError:
        msg = "BOT_TOKEN is not a token. It looks like 123456:ABC-DEF..."
        raise BadUsageError(msg) from None


def _lookout(settings: Settings, store: Store, desk: Desk, living: Living, counter: Counter) -> Lookout:
    """Join what is looked at while the bot serves: for the pages of health and figures, and for alerts to staff."""
    figures = desk.figures

    def standing() -> Standing:
        slices, first = len(store.ownership.slices), store.ownership.first()
        age = monotonic() - living.read_at
        return Standing(desk.waiting, desk.busy, slices, first, age, living.sound, store.failures)

    async def say(told: str) -> bool:
        return await counter.say(message(told), told)

    async def ask() -> None:
        # A full disk may still be read: whether it takes anything is known where that failed.
        if desk.meanwhile.on:
            msg = "the database does not take anything"
            raise StoreError(msg)
        await store.ping()

    signs = Signs(
        store.ping,
        store.aside,
        lambda: figures.unreached,
        settings.state_folder,
        failing=lambda: desk.meanwhile.on,
        damaged=lambda: store.damaged,
    )
    alerts = Alerts(signs, lambda: counter.office.words, say, Clock().now, monotonic)
    return Lookout(alerts, Pages(figures, standing, ask), settings.health_listen)


async def run(
    settings: Settings,
    made: Assistant,
    *,
    sound: bool = True,
    stop: asyncio.Event | None = None,
    maker: Maker | None = None,
) -> int:
    """Run on Telegram until told to stop. Gives the exit code."""
    stop = stop or asyncio.Event()
    stop_on_signals(stop)
    orphaned = asyncio.create_task(stop_without(settings.worker.parent, stop)) if settings.worker else None
    try:
        async with service(settings, made, sound=sound, maker=maker) as running:
            log.info("serving")
            await running.serve(stop)
    except TelegramUnauthorizedError:
        log.error("Telegram does not accept BOT_TOKEN (401). Check it with @BotFather.")  # noqa: TRY400 -- no traceback for people
        return REFUSED
    except TelegramConflictError:
        log.error("Another program already serves this bot (409). Stop it first.")  # noqa: TRY400 -- likewise
        return CONFLICT
    finally:
        if orphaned is not None:
            orphaned.cancel()
    return DONE


def _ownership(url: str) -> Ownership:
    if not is_shared(url):
        return Sole()
    from bot.store.shared import Shared  # noqa: PLC0415 -- the driver of PostgreSQL takes time to import

    return Shared(url)
