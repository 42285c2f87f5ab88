"""The desk: every update kept in the inbox is handled once, in order within its chat, and its answer shown.

Update -> intent -> resident changed, saved and marked in one transaction -> screen -> shown -> marked done. A crash at
any point loses nothing: what was not saved is handled anew after the start, what was saved but not shown is shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher

from bot.assistant import Assistant
from bot.clock import Clock
from bot.figures import Figures
from bot.store.ownership import NotOursError
from bot.store.store import Incoming, Store, Waiting
from bot.store.writer import StoreError
from bot.telegram.crowd import CALM_SECONDS, MOST_WAITING, PACE_SECONDS, Crowds
from bot.telegram.handler import Change, Handler, without_content
from bot.telegram.lines import Lines
from bot.telegram.meanwhile import Meanwhile
from bot.telegram.show import Screenwriter
from bot.telegram.staff import Counter

#: A stop waits so long for what is being handled.
DRAIN_SECONDS = 8.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """A chat to show anew though it sent nothing. `change`: what becomes of its resident before; `done` is told."""

    chat: int
    change: Change | None
    done: asyncio.Future[None]


@dataclass
class Desk:
    """Takes updates, and sees that each is handled. `assistant` gives the catalogue of the moment."""

    bot: Bot
    dispatcher: Dispatcher
    store: Store
    screenwriter: Screenwriter
    assistant: Callable[[], Assistant]
    clock: Clock
    counter: Counter | None = None
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        self._in_hand: set[int] = set()
        self._crowds = Crowds()
        self._lines: Lines[Waiting | Errand] = Lines(self._serve, _is_later, self._let_go, self._left)
        parts = (self.bot, self.dispatcher, self.store, self.screenwriter, self.assistant, self.clock)
        self.meanwhile = Meanwhile(*parts, self._again)
        self.handler = Handler(
            *parts,
            self.counter,
            self.figures,
            self.meanwhile,
            lambda chat: self._crowds.answer(chat, self._lines.behind(chat)),
            self._lines.behind,
        )

    async def receive(self, batch: Sequence[Incoming]) -> None:
        """Commit a batch to the inbox, then handle it. Only after this may Telegram be told that it arrived.

        Raises StoreError where nothing was kept: whoever wrote is answered from memory, or with an apology.
        """
        waiting = [Waiting(one.update_id, one.chat, one.payload, 0) for one in batch]
        if self.meanwhile.on:
            self.meanwhile.serve(waiting)
            raise StoreError("the database does not take anything at present")
        try:
            fresh = set(await self.store.accept(batch, self.clock.seconds()))
        except StoreError:
            self.meanwhile.begin()
            self.meanwhile.serve(waiting)
            raise
        for one in waiting:
            if one.update_id in fresh:
                self.take(one)

    async def _again(self, held: list[Waiting]) -> None:
        """Take what was held while the store failed, and whatever else waits, the oldest first."""
        batch = [Incoming(one.update_id, one.chat, one.payload or b"") for one in held]
        await self.store.accept(batch, self.clock.seconds())
        self._take_all(await self.store.waiting(self.store.ownership.slices, self.knows))

    async def take_up(self, slices: Collection[int]) -> None:
        """Handle what the inbox still holds in these slices, the oldest first. Raises StoreError.

        While the store fails that waits: first it is noted which message each chat was shown meanwhile.
        """
        found = await self.store.waiting(slices, self.knows)
        while self.meanwhile.on:
            await self.meanwhile.well()
            found = await self.store.waiting(slices, self.knows)
        self._take_all(found)

    def _take_all(self, found: Sequence[Waiting]) -> None:
        for waiting in found:
            self.take(waiting)

    def take(self, waiting: Waiting) -> None:
        """Handle an update after all earlier ones of its chat. Chats do not wait for one another.

        What another worker serves is left to it: it is told where the update is kept.
        """
        if self.knows(waiting.update_id):
            return
        if not self.store.serves(waiting.chat):
            return
        if self._lines.behind(waiting.chat or 0) >= MOST_WAITING:
            self.handler.mark(waiting.update_id)  # nobody types so much: only its number is kept
            return
        self._in_hand.add(waiting.update_id)
        self._lines.put(waiting.chat or 0, waiting)

    def knows(self, update_id: int) -> bool:
        """Tell whether an update is in hand, or done though that is not noted yet."""
        return update_id in self._in_hand or update_id in self.handler.marked

    async def anew(self, chat: int, change: Change | None = None) -> None:
        """Show a chat its screen anew, after all earlier updates; with `change`, that of the resident it gives.

        A chat that has no screen yet gets one only with `change`. Raises NobodyThereError or UnreachableError.
        """
        done = asyncio.get_running_loop().create_future()
        self._lines.put(chat, Errand(chat, change, done))
        await done

    async def finish(self, slices: Collection[int]) -> None:
        """Wait until nothing of these slices is in hand, and that is noted. Nobody may hand in more of them."""
        await self._lines.empty(lambda chat: self.store.slice_of(chat or None) in slices)
        if self.handler.marked:
            await asyncio.wait(self.handler.marked.values())

    async def drain(self, seconds: float | None = None) -> None:
        """Wait until everything taken is handled, or so long; what is not is kept and handled after the next start."""
        await self._lines.drain(seconds)

    @property
    def busy(self) -> int:
        """How many chats are being served."""
        return len(self._lines)

    @property
    def waiting(self) -> int:
        """How many updates are taken and not handled yet."""
        return len(self._in_hand)

    async def _serve(self, chat: int, one: Waiting | Errand) -> bool:
        """Serve the first of a line; False where it is to be served again."""
        if chat in self._crowds:
            await asyncio.sleep(PACE_SECONDS if self._lines.behind(chat) else CALM_SECONDS)
        if isinstance(one, Errand):
            await self._run(one)
        elif not await self._handled(one):
            return False
        if not self._lines.behind(chat) and self._crowds.over(chat):
            await self._catch_up(chat)
        return True

    def _let_go(self, one: Waiting | Errand) -> None:
        if isinstance(one, Waiting):
            self._in_hand.discard(one.update_id)
            self.handler.forget(one.update_id)

    def _left(self, one: Waiting | Errand) -> None:
        self._let_go(one)
        self._crowds.over(one.chat or 0)
        if isinstance(one, Errand):
            one.done.cancel()

    async def _handled(self, one: Waiting) -> bool:
        """Handle an update; False where the store failed: it is kept, and handled again once the store works."""
        try:
            await self.handler.handle(one)
        except NotOursError:
            log.info("update %s is left to the worker that serves its chat now", one.update_id)
        except StoreError:
            log.warning("update %s waits for the database", one.update_id)
            self.meanwhile.begin()
            if self.handler.doubt(one.update_id):
                self.meanwhile.serve([one])
            await self.meanwhile.well()
            return False
        except Exception as error:
            # It is kept; keeping house takes it up again.
            log.exception("update %s waits", one.update_id, exc_info=without_content(error))
        return True

    async def _catch_up(self, chat: int) -> None:
        """Show what is owed where the last of a crowd of updates had no screen of its own."""
        try:
            await self.handler.anew(chat, None)
        except Exception as error:
            log.exception("a screen could not be shown", exc_info=without_content(error))

    async def _run(self, errand: Errand) -> None:
        """Do an errand; whoever waits for it is told what went wrong."""
        try:
            await self.handler.anew(errand.chat, errand.change)
        except Exception as error:  # noqa: BLE001 -- it is raised where the errand came from
            if not errand.done.cancelled():
                errand.done.set_exception(error)
        else:
            if not errand.done.cancelled():
                errand.done.set_result(None)


def _is_later(one: Waiting | Errand, other: Waiting | Errand) -> bool:
    return isinstance(one, Waiting) and isinstance(other, Waiting) and one.update_id > other.update_id
