"""What one update does: its effect saved and noted in one transaction, its screen shown, the update marked done.

Nothing is done twice: an update whose effect is saved is only shown again. Lines of chats, and a store that fails, are
the desk's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.assistant import Assistant
from bot.clock import Clock
from bot.core.resident import KEEP, Resident
from bot.figures import KEPT, NOBODY, SET_ASIDE, SHOWN, UNREACHABLE, Figures
from bot.store.keeping import Kept
from bot.store.ownership import NotOursError
from bot.store.store import Store, Waiting
from bot.store.writer import StoreError
from bot.telegram.crowd import Answer
from bot.telegram.intent import Gone, Intent, Leave, Staffed, Wanted
from bot.telegram.meanwhile import Meanwhile
from bot.telegram.show import NobodyThereError, Screenwriter, UnreachableError, places
from bot.telegram.staff import Counter
from bot.text.format import esc
from bot.text.message import Message

TRIES = 3
Change = Callable[[Resident], Resident]
log = logging.getLogger(__name__)


@dataclass
class Handler:
    """Handles one update at a time of each chat. `assistant` gives the catalogue of the moment.

    `answer` says how an update of a chat is to be answered, `behind` how many more of that chat wait.
    """

    bot: Bot
    dispatcher: Dispatcher
    store: Store
    screenwriter: Screenwriter
    assistant: Callable[[], Assistant]
    clock: Clock
    counter: Counter | None
    figures: Figures
    meanwhile: Meanwhile
    answer: Callable[[int], Answer]
    behind: Callable[[int], int]
    #: Updates that are done, but that is not committed yet: keeping house may still find them waiting.
    marked: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    #: Updates whose effect is saved: if showing them fails, they are shown again and never applied twice.
    _saved: set[int] = field(default_factory=set)
    #: Updates at which the store failed, perhaps after it had saved their effect.
    _doubtful: set[int] = field(default_factory=set)

    async def handle(self, waiting: Waiting) -> None:
        """Handle an update. Raises StoreError where it is to be handled again, NotOursError where by another worker."""
        began, end = monotonic(), KEPT
        try:
            end = await self._to_the_end(waiting)
        finally:
            self.figures.ended(end, monotonic() - began)

    def doubt(self, update_id: int) -> bool:
        """Note that the store failed at an update. Gives whether its effect is not known to be saved."""
        self._doubtful.add(update_id)
        return update_id not in self._saved

    def forget(self, update_id: int) -> None:
        """Let go of what was noted of an update."""
        self._saved.discard(update_id)
        self._doubtful.discard(update_id)

    async def anew(self, chat: int, change: Change | None) -> None:
        """Show a chat its screen anew, that of the resident that `change` gives; without it, where it has a screen."""
        kept = await self.store.load(chat)
        if change is None and kept.message is None:
            return
        assistant, now = self.assistant(), self.clock.now()
        resident = change(kept.resident) if change else kept.resident
        message = assistant.show(resident, assistant.language(resident, None), now)
        if change is not None:
            await self.store.put(chat, replace(kept, resident=resident), self.clock.seconds())
        shown = await self.screenwriter.show(chat, message, current=kept.message, tapped=kept.message)
        if shown != kept.message:
            await self.store.note_message(chat, shown, self.clock.seconds())

    def mark(self, update_id: int, chat: int | None = None, kept: Kept | None = None) -> None:
        """Note that an update is done, and go on: the mark shares a commit with whatever is saved next.

        Where it is lost with the process, or fails, the screen is shown once more.
        """
        marking = self.marked[update_id] = self.store.shown(update_id, chat, kept, self.clock.seconds())
        marking.add_done_callback(lambda done: self._is_marked(update_id, done.exception()))

    def _is_marked(self, update_id: int, error: BaseException | None) -> None:
        self.marked.pop(update_id, None)
        if error is not None:
            log.warning("update %s is done, but that could not be noted: %s", update_id, type(error).__name__)
        if isinstance(error, StoreError):
            self.meanwhile.begin()

    async def _to_the_end(self, waiting: Waiting) -> str:
        """Handle an update, and give how it ended."""
        for _ in range(TRIES):
            try:
                await self._once(waiting)
            except (StoreError, NotOursError):
                raise
            except ValidationError as error:
                await self._set_aside(waiting, _where(error))
                if (waiting.chat or 0) > 0 and not self.behind(waiting.chat or 0):
                    await self._apologise(waiting)
                return SET_ASIDE
            except UnreachableError:
                # Saved, not shown: the row stays, and whoever it is for is shown the screen after the next start.
                log.warning("update %s: Telegram cannot be reached, the answer waits", waiting.update_id)
                return UNREACHABLE
            except NobodyThereError:
                await self._nobody(waiting)
                return NOBODY
            except Exception as error:
                log.exception("update %s failed", waiting.update_id, exc_info=without_content(error))
                if await self.store.failed(waiting.update_id) >= TRIES:
                    await self._set_aside(waiting, type(error).__name__)
                    await self._apologise(waiting)
                    return SET_ASIDE
            else:
                return SHOWN
        return KEPT

    async def _once(self, waiting: Waiting) -> None:
        if waiting.payload is None or waiting.update_id in self._saved:
            await self._show_again(waiting)
            return
        update = Update.model_validate_json(waiting.payload, context={"bot": self.bot})
        wanted: Wanted | None = await self.dispatcher.feed_update(self.bot, update)
        match wanted:
            case Intent():
                await self._converse(waiting, wanted)
            case Staffed() if self.counter is not None:
                await self.counter.serve(waiting.update_id, wanted)
                self.mark(waiting.update_id)
            case Leave(chat=chat, can_speak=can_speak):
                await self.screenwriter.say_and_leave(chat, await self._group_line() if can_speak else None)
                self.mark(waiting.update_id)
            case Gone(chat=chat):
                await self.store.erase(chat, self.clock.seconds())
                self.mark(waiting.update_id)
            case _:
                self.mark(waiting.update_id)

    async def _converse(self, waiting: Waiting, intent: Intent) -> None:
        update_id = waiting.update_id
        answering = asyncio.create_task(self.screenwriter.answer_tap(intent.tap)) if intent.tap else None
        try:
            kept = await self.store.load(intent.chat)
            # Only now: the catalogue may change while we wait, and answers are read with that of the moment.
            assistant, now = self.assistant(), self.clock.now()
            language = assistant.language(kept.resident, intent.language_code)
            resident = assistant.after(replace(kept.resident, language=language), intent.did, language, now)
            if intent.message is not None and kept.message is None:
                kept = replace(kept, message=intent.message)
            saved = replace(kept, resident=resident)
            forgotten = resident.view.path == ("forgotten",)
            if not await self._save(intent.chat, None if forgotten else saved, update_id, before=kept):
                if update_id in self._doubtful:
                    await self._show_again(waiting)  # it was saved when the store seemed to fail
                return  # somebody else has done it meanwhile
            self._saved.add(update_id)
            how = Answer.SCREEN if kept.resident.view.path == KEEP else self.answer(intent.chat)
            if how is Answer.LATER:
                self.mark(update_id)
                return
            if how is Answer.SLOWER:
                resident = replace(resident, view=replace(resident.view, remark="slower"))
            message = assistant.show(resident, resident.language or language, now)
            current, tapped = places(kept, intent.message)
            shown = await self.screenwriter.show(intent.chat, message, current=current, tapped=tapped)
            if self.assistant() is not assistant:
                saved = await self.store.load(intent.chat)
            moved = replace(saved, message=shown) if shown != kept.message and not forgotten else None
            self.mark(update_id, intent.chat, moved)
        finally:
            if answering is not None:
                await answering

    async def _save(self, chat: int, kept: Kept | None, update_id: int, before: Kept) -> bool:
        try:
            return await self.store.save(chat, kept, update_id, self.clock.seconds())
        except StoreError:
            self.meanwhile.remember(chat, before)
            raise

    async def _show_again(self, waiting: Waiting) -> None:
        """Show what was saved before a crash but perhaps never shown."""
        if waiting.chat is None:
            self.mark(waiting.update_id)
            return
        kept = await self.store.load(waiting.chat)
        assistant, now = self.assistant(), self.clock.now()
        language = assistant.language(kept.resident, None)
        message = assistant.show(kept.resident, language, now)
        shown = await self.screenwriter.show(waiting.chat, message, current=kept.message, tapped=kept.message)
        if self.assistant() is not assistant:
            kept = replace(await self.store.load(waiting.chat), message=kept.message)
        moved = replace(kept, message=shown) if shown != kept.message and kept != Kept() else None
        self.mark(waiting.update_id, waiting.chat, moved)

    async def _set_aside(self, waiting: Waiting, reason: str) -> None:
        log.warning("update %s was set aside: %s", waiting.update_id, reason)
        await self.store.set_aside(waiting.update_id, reason)

    async def _nobody(self, waiting: Waiting) -> None:
        """Somebody blocked the bot: erase what is kept and never try again."""
        if waiting.chat is not None:
            await self.store.erase(waiting.chat, self.clock.seconds())
        self.mark(waiting.update_id)

    async def _apologise(self, waiting: Waiting) -> None:
        if waiting.chat is None:
            return
        assistant = self.assistant()
        words = assistant.renderer.words[assistant.default]
        try:
            text = esc(words("Something went wrong here. Your answers are safe. Please try again: /start"))
            await self.screenwriter.show(waiting.chat, Message(text), current=None, tapped=None)
        except (NobodyThereError, UnreachableError):
            log.info("an apology could not be sent")

    async def _group_line(self) -> str:
        assistant = self.assistant()
        me = await self.bot.me()
        words = assistant.renderer.words[assistant.default]
        return esc(
            words("I talk with one person at a time. Write to me here: {link}", link=f"https://t.me/{me.username}")
        )


def _where(error: ValidationError) -> str:
    """Say which part of an update was wrong, without what stood there."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{first['type']} at {'.'.join(str(step) for step in first['loc'])}"


class HiddenError(Exception):
    """Stands in the log for an error whose message may hold a resident's words: its kind and place only."""


def without_content(error: Exception) -> HiddenError:
    """Give what of an error may stand in the log."""
    return HiddenError(type(error).__name__).with_traceback(error.__traceback__)
