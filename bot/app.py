"""The composition root: everything joined, once, by hand. `cli` sits on top of this."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.clock import Clock
from bot.collecting import to_stay, without_collecting
from bot.core.errors import BadCatalogueError, BadUsageError, DrogowskazError
from bot.exits import CONFLICT, DONE, REFUSED
from bot.figures import Figures
from bot.files.loader import Memory
from bot.listening import listening
from bot.living import Edit, Living, Taken, Tell
from bot.logs import log_what_a_task_did_not_catch
from bot.memory import KeptWords, loaded
from bot.resources import folder
from bot.settings import Settings
from bot.staff.good import last_good
from bot.staff.office import Office
from bot.staff.shelf import Shelf
from bot.text.other import About
from bot.understand.tables import Tables
from bot.workers import Workers, shared

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.operations.lookout import Lookout
    from bot.store.ownership import Ownership
    from bot.store.store import Store
    from bot.telegram.desk import Desk
    from bot.telegram.intake import Intake
    from bot.telegram.polling import Poller
    from bot.telegram.staff import Counter
    from bot.telegram.webhook import Webhook

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 60.0
SWITCH_SECONDS = 0.001
#: How often a worker sees whether its supervisor is still there.
PARENT_SECONDS = 1.0


@dataclass
class Maker:
    """Makes assistants, one after the other: what did not change since the last one is taken over."""

    settings: Settings
    memory: Memory = field(default_factory=Memory)
    last: Assistant | None = None

    def make(self) -> Assistant:
        """Load the catalogue and make the assistant. Raises BadCatalogueError with every problem."""
        return self._over(self.settings.offers)

    def make_ready(self) -> Assistant:
        """Make the assistant with everything that the first one to use it would wait for."""
        return to_stay(lambda: self.make().prepared())

    def make_or_last_good(self) -> tuple[Assistant, bool]:
        """Make the assistant; over the last sound catalogue where it is broken: no start fails for an edit.

        The second value tells whether it is the catalogue itself. Raises BadCatalogueError where there is no good one.
        """
        try:
            return self.make(), True
        except BadCatalogueError:
            good = last_good(self.settings.staff_folder)
            if not good.is_dir():
                raise
            return self._over(good), False

    def _over(self, offers: Path) -> Assistant:
        made = without_collecting(lambda: self._made(offers))
        if made.default not in made.languages:
            msg = f"BOT_LANGUAGE has value {made.default!r}. Choose one of: {', '.join(made.languages)}."
            raise BadUsageError(msg)
        self.last = made
        return made

    def _made(self, offers: Path) -> Assistant:
        settings = self.settings
        about = About(settings.operator, settings.kept_hours)
        catalogue = loaded(offers, settings.cache, self.memory)
        words = KeptWords(offers, settings.cache, self.memory)
        tables = Tables(catalogue, None if self.last is None else self.last.tables, words)
        made = Assistant.over(catalogue, folder("locales"), about, settings.default_language, tables)
        # The first one to tap would wait for it, and everybody with them.
        made.conversation.prepare()
        return made


def assistant(settings: Settings) -> Assistant:
    """Load the catalogue and make the assistant. Raises BadCatalogueError with every problem."""
    return Maker(settings).make()


@dataclass(frozen=True)
class Service:
    """The running bot."""

    bot: Bot
    store: Store
    desk: Desk
    intake: Intake
    receiver: Poller | Webhook
    kept_seconds: int
    introduce: Callable[[], Awaitable[bool]]
    living: Living
    counter: Counter
    lookout: Lookout
    #: Set when this may be the worker now that does what only one may do.
    became_first: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, stop: asyncio.Event, hears: Tell | None = None) -> None:
        """Take up what was left, then serve until told to stop. `hears` is told of edits, beside staff."""
        # What was left is asked for before anything new is fetched: within a chat the older update comes first.
        works = (
            self.store.ownership.serve(lambda slices: self._take(slices, stop), self.desk.finish),
            self._keep_house(stop),
            self._watch(hears),
            self.lookout.watch(self.store.ownership.first),
            self._leave(stop),
        )
        meanwhile = [asyncio.create_task(work) for work in works]
        try:
            await self.receiver.run(stop)
        finally:
            for task in meanwhile:
                task.cancel()
            # What we hold is let go before the process ends.
            await asyncio.gather(*meanwhile, return_exceptions=True)

    async def _leave(self, stop: asyncio.Event) -> None:
        """Leave our chats to other workers when told to stop, each when what is in hand is finished."""
        await stop.wait()
        self.store.ownership.retire()

    async def _take(self, slices: frozenset[int], stop: asyncio.Event) -> None:
        """Take up what waits in slices that are ours; not when stopping: it is kept for whoever serves them next."""
        from bot.store.writer import StoreError  # noqa: PLC0415 -- as in `service`

        if 0 in slices:
            self.became_first.set()
        if stop.is_set():
            return
        try:
            await self.desk.take_up(slices)
        except StoreError:
            self.desk.meanwhile.begin()
        except DrogowskazError as error:
            log.warning("what waits cannot be taken up now: %s", type(error).__name__)

    async def _watch(self, hears: Tell | None) -> None:
        """Look after edits of the catalogue. `hears` is told of each, beside staff."""
        # Nobody has typed yet: what typed words need is made meanwhile.
        await asyncio.to_thread(to_stay, self.living.assistant().prepared)
        if self.living.sound:
            await asyncio.to_thread(self.counter.office.keep_good)

        async def tell(edit: Edit) -> None:
            await self._tell(edit)
            if hears is not None:
                await hears(edit)

        await self.living.watch(tell)

    async def _tell(self, edit: Edit) -> None:
        if not self.store.ownership.first():
            return
        await self.counter.tell(edit)
        if isinstance(edit, Taken):
            await self.introduce()

    async def _keep_house(self, stop: asyncio.Event) -> None:
        """Erase what is old, and show again what could not be shown."""
        from bot.store.writer import StoreError  # noqa: PLC0415 -- as in `service`

        ownership, clock, introduced, moved = self.store.ownership, self.desk.clock, False, 0
        while True:
            self.became_first.clear()
            first = ownership.first()
            introduced = introduced or (first and await self.introduce())
            try:
                moved += clock.jump()
                if moved and first:
                    log.warning("the machine's clock was set by %s seconds; what is kept ages as before", moved)
                    await self.store.move(moved)
                moved = 0
                if first:
                    await self.store.purge(clock.seconds(), self.kept_seconds)
                await self._take(ownership.slices, stop)
                await asyncio.to_thread(self.living.let_go)
            except StoreError:
                self.desk.meanwhile.begin()
            except Exception:
                log.exception("keeping house failed; it is tried again")
            if first:
                await asyncio.sleep(HOUSEKEEPING_SECONDS)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self.became_first.wait(), HOUSEKEEPING_SECONDS)


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
    without_collecting(_import_telegram)
    # What is there now stays for good: no collection needs to look at it any more.
    gc.freeze()
    # A thread that reads an edited catalogue lets the others go on after a millisecond instead of five.
    sys.setswitchinterval(SWITCH_SECONDS)
    # Importing these takes seconds; commands that do without them start at once.
    from bot.store.erasures import Erasures  # noqa: PLC0415
    from bot.store.store import open_store  # noqa: PLC0415
    from bot.store.vault import Vault, load_secret  # noqa: PLC0415
    from bot.telegram.desk import Desk  # noqa: PLC0415
    from bot.telegram.intake import Intake  # noqa: PLC0415
    from bot.telegram.polling import Poller  # noqa: PLC0415
    from bot.telegram.routers import dispatcher  # noqa: PLC0415
    from bot.telegram.routers.staff import Staff  # noqa: PLC0415
    from bot.telegram.setup import Introduction  # noqa: PLC0415
    from bot.telegram.show import Screenwriter  # noqa: PLC0415
    from bot.telegram.staff import Counter  # noqa: PLC0415
    from bot.telegram.webhook import Webhook  # noqa: PLC0415

    if settings.token is None:
        msg = "BOT_TOKEN is not set. Get a token from @BotFather, or try `drogowskaz demo`, which needs none."
        raise BadUsageError(msg)
    # First of all: an address in use is found out before anything is opened.
    socket = listening(settings.webhook.listen) if settings.webhook else None
    figures = Figures()
    bot = _bot(settings.token, settings.api_url, figures)
    clock, screenwriter = clock or Clock(settings.today), Screenwriter(bot)
    maker = maker or Maker(settings, last=made)
    living = Living(settings.offers, made, maker.make_ready, sound=sound)
    vault = Vault(load_secret(settings.secret, settings.secret_file))
    erasures = Erasures(settings.state_folder / "erased", settings.backup_days)
    ownership = _ownership(settings.database_url)
    store = open_store(settings.database_url, vault, lambda: living.assistant().catalogue, erasures, ownership)
    # What staff change is dated by the real day, also where another one is pretended.
    counter = Counter(Office(living, Shelf(settings.staff_folder), Clock().now), screenwriter, settings.staff_chat)
    room = Staff(settings.staff, settings.staff_chat)
    desk = Desk(bot, dispatcher(room), store, screenwriter, living.assistant, clock, counter, figures)
    intake, hook, first = Intake(desk), settings.webhook, store.ownership.first
    receiver = Webhook(bot, intake, desk, hook.url, hook.secret, socket, first) if hook and socket else None
    introduction = Introduction(bot)
    lookout = _lookout(settings, store, desk, living, counter)
    try:
        async with lookout.shown():
            yield Service(
                bot,
                store,
                desk,
                intake,
                receiver or Poller(bot, intake, desk),
                settings.kept_hours * 3600,
                lambda: introduction.give(living.assistant()),
                living,
                counter,
                lookout,
            )
    finally:
        desk.meanwhile.end()
        await desk.drain()
        await bot.session.close()
        store.close()


def _bot(token: str, api_url: str | None, figures: Figures) -> Bot:
    """Make the bot, whose calls are counted. Raises BadUsageError."""
    from aiogram import Bot  # noqa: PLC0415 -- as in `service`
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.utils.token import TokenValidationError  # noqa: PLC0415

    from bot.telegram.counted import Counted  # noqa: PLC0415
    from bot.telegram.methods import HeldAnswers, PlainSession  # noqa: PLC0415

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
    from bot.operations.alerts import Alerts, Signs  # noqa: PLC0415 -- as in `service`
    from bot.operations.health import Pages, Standing  # noqa: PLC0415
    from bot.operations.lookout import Lookout  # noqa: PLC0415
    from bot.staff.wording import message  # noqa: PLC0415
    from bot.store.writer import StoreError  # noqa: PLC0415

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
    without_collecting(_import_telegram)
    from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError  # noqa: PLC0415

    stop = stop or asyncio.Event()
    _stop_on_signals(stop)
    orphaned = asyncio.create_task(_stop_without(settings.worker.parent, stop)) if settings.worker else None
    try:
        async with service(settings, made, sound=sound, maker=maker) as running:
            log.info("serving")
            await running.serve(stop)
    except TelegramUnauthorizedError:
        log.error("Telegram does not accept BOT_TOKEN (401). Check it with @BotFather.")  # noqa: TRY400 -- no traceback for people
        return REFUSED
    except TelegramConflictError:
        log.error("Another program already serves this bot (409). Stop it first.")  # noqa: TRY400
        return CONFLICT
    finally:
        if orphaned is not None:
            orphaned.cancel()
    return DONE


async def supervise(settings: Settings, command: Sequence[str], count: int) -> int:
    """Look after so many workers, each of which runs the command, until told to stop. Gives the exit code."""
    stop = asyncio.Event()
    _stop_on_signals(stop)
    with listening(shared(settings).listen) as socket:
        return await Workers(command, count, os.environ, socket, frozenset({REFUSED})).run(stop)


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_what_a_task_did_not_catch)
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)


async def _stop_without(parent: int, stop: asyncio.Event) -> None:
    """Stop a worker whose supervisor is gone: nobody would start it again, or stop it."""
    while os.getppid() == parent:  # noqa: ASYNC110 -- there is nothing to wait for
        await asyncio.sleep(PARENT_SECONDS)
    log.warning("the process that looked after this worker is gone")
    stop.set()


def _ownership(url: str) -> Ownership:
    from bot.store.database import is_shared  # noqa: PLC0415
    from bot.store.ownership import Sole  # noqa: PLC0415

    if not is_shared(url):
        return Sole()
    from bot.store.shared import Shared  # noqa: PLC0415 -- the driver of PostgreSQL takes time to import

    return Shared(url)


def _import_telegram() -> None:
    import bot.telegram.desk  # noqa: PLC0415
    import bot.telegram.routers  # noqa: F401, PLC0415
