"""While the database does not take anything: residents are answered from memory, or told that it takes a while.

Nothing that is shown here is saved. What came in is held, and handled as always once the database is back: a button
says how something is to be, so handling an answer that was shown already comes to the same screen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.assistant import Assistant
from bot.clock import Clock
from bot.core import actions as a
from bot.store.keeping import Kept
from bot.store.store import Store, Waiting
from bot.store.writer import StoreError
from bot.telegram.intent import Intent
from bot.telegram.show import NobodyThereError, Screenwriter, UnreachableError, places
from bot.text.format import esc
from bot.text.message import Message

#: So often the database is asked whether it takes something again.
ASK_SECONDS = 0.5
#: Where a chat is not in memory, its row is waited for so long: a full disk still reads, a hung one does not.
READ_SECONDS = 0.3
#: What is being answered from memory is waited for so long before it is handled anew.
FINISH_SECONDS = 2.0
#: So many updates, and bytes of them, are held at most; Telegram holds the others.
MOST_HELD = 10_000
MOST_BYTES = 16 << 20
log = logging.getLogger(__name__)


@dataclass
class _Memory:
    """What is known of one outage."""

    held: dict[int, Waiting] = field(default_factory=dict)
    bytes: int = 0
    kept: dict[int, Kept] = field(default_factory=dict)
    #: Chat -> the message with an apology; it goes when the outage is over.
    told: dict[int, int] = field(default_factory=dict)
    #: Chat -> the newest update that is being answered; the next one waits for it.
    last: dict[int, asyncio.Task[None]] = field(default_factory=dict)


@dataclass
class Meanwhile:
    """Serves while the store fails. `again` is called with what was held, once the store works again."""

    bot: Bot
    dispatcher: Dispatcher
    store: Store
    screenwriter: Screenwriter
    assistant: Callable[[], Assistant]
    clock: Clock
    again: Callable[[list[Waiting]], Awaitable[None]]

    def __post_init__(self) -> None:
        self._memory = _Memory()
        self._asking: asyncio.Task[None] | None = None
        self._well = asyncio.Event()
        self._well.set()

    @property
    def on(self) -> bool:
        """Whether the store fails at present."""
        return not self._well.is_set()

    async def well(self) -> None:
        """Wait until the store works."""
        await self._well.wait()

    def begin(self) -> None:
        """Note that the store failed. From now on it is asked until it works again."""
        if not self.on:
            log.error("the database does not take anything: residents are answered from memory until it does")
            self._well.clear()
            self._asking = asyncio.create_task(self._ask())

    def end(self) -> None:
        """Stop; what is held is delivered again by Telegram, or waits in the inbox."""
        for task in (self._asking, *self._memory.last.values()):
            if task is not None:
                task.cancel()

    def remember(self, chat: int, kept: Kept) -> None:
        """Note what was known of a chat just before the store failed."""
        self._memory.kept.setdefault(chat, kept)

    def serve(self, updates: Iterable[Waiting]) -> None:
        """Hold updates, and answer each once, without waiting for it."""
        memory = self._memory
        for one in updates:
            size = len(one.payload or b"")
            full = len(memory.held) >= MOST_HELD or memory.bytes + size > MOST_BYTES
            if one.update_id in memory.held or full or one.chat is None or one.payload is None:
                continue
            memory.held[one.update_id] = one
            memory.bytes += size
            task = asyncio.create_task(self._after(memory.last.get(one.chat), one, memory))
            memory.last[one.chat] = task

    async def _after(self, earlier: asyncio.Task[None] | None, one: Waiting, memory: _Memory) -> None:
        if earlier is not None:
            await asyncio.wait({earlier})
        try:
            await self._answer(one, memory)
        except (NobodyThereError, UnreachableError):
            log.info("update %s could not be answered meanwhile", one.update_id)
        except Exception as error:  # noqa: BLE001 -- it is handled for good later, and counted there
            log.warning("update %s could not be answered meanwhile: %s", one.update_id, type(error).__name__)

    async def _answer(self, one: Waiting, memory: _Memory) -> None:
        update = Update.model_validate_json(one.payload or b"", context={"bot": self.bot})
        intent = await self.dispatcher.feed_update(self.bot, update)
        if not isinstance(intent, Intent):
            return
        if intent.tap:
            await self.screenwriter.answer_tap(intent.tap)
        kept = await self._known(intent.chat, memory)
        assistant, now = self.assistant(), self.clock.now()
        language = assistant.language(kept.resident if kept else Kept().resident, intent.language_code)
        words = assistant.renderer.words[language]
        if intent.did == a.Forget():
            # Nobody is told that all is erased before it is.
            await self._tell(
                intent.chat,
                words(
                    "Sorry: I cannot erase your answers at this moment. I do it as soon as I can, and tell you here."
                ),
                memory,
            )
            return
        if kept is None and intent.chat not in memory.told:
            await self._tell(
                intent.chat,
                words(
                    "Sorry: I cannot reach your earlier answers at the moment. For now we go on without them. "
                    "In danger call 112."
                ),
                memory,
            )
        kept = kept or Kept()
        if intent.message is not None and kept.message is None:
            kept = replace(kept, message=intent.message)
        resident = assistant.after(replace(kept.resident, language=language), intent.did, language, now)
        message = assistant.show(resident, resident.language or language, now)
        current, tapped = places(kept, intent.message)
        memory.kept[intent.chat] = Kept(resident, kept.message)
        shown = await self.screenwriter.show(intent.chat, message, current=current, tapped=tapped)
        memory.kept[intent.chat] = Kept(resident, shown)

    async def _known(self, chat: int, memory: _Memory) -> Kept | None:
        """Give what is known of a chat; None where that cannot be told."""
        if chat in memory.kept:
            return memory.kept[chat]
        with suppress(StoreError, TimeoutError):
            return await asyncio.wait_for(self.store.load(chat), READ_SECONDS)
        return None

    async def _tell(self, chat: int, text: str, memory: _Memory) -> None:
        """Apologise in a message of its own, which goes when the outage is over."""
        before = memory.told.get(chat)
        memory.told[chat] = await self.screenwriter.show(chat, Message(esc(text)), current=before, tapped=None)

    async def _ask(self) -> None:
        """Ask the store until it works, then hand over what was held."""
        while self.on:
            await asyncio.sleep(ASK_SECONDS)
            try:
                await self.store.probe(self.clock.seconds())
                await self._over()
            except StoreError:
                continue
            except Exception as error:  # noqa: BLE001 -- whatever it is, it must not be the end of asking
                log.warning("asking the database failed: %s", type(error).__name__)

    async def _over(self) -> None:
        memory = self._memory
        if memory.last:
            await asyncio.wait(set(memory.last.values()), timeout=FINISH_SECONDS)
        for chat, known in list(memory.kept.items()):
            # Only the message: what was answered meanwhile is handled anew, from what was saved before.
            if known.message is not None:
                await self.store.note_message(chat, known.message, self.clock.seconds())
        handed: set[int] = set()
        while left := [one for number, one in sorted(memory.held.items()) if number not in handed]:
            await self.again(left)
            handed.update(one.update_id for one in left)
        self._memory = _Memory()
        self._well.set()
        log.warning("the database takes updates again; %s are handled anew", len(handed))
        for chat, message in list(memory.told.items()):
            with suppress(NobodyThereError, UnreachableError):
                await self.screenwriter.remove(chat, message)
