"""The desk: every update kept in the inbox is handled once, in order within its chat, and its answer shown.

Update -> intent -> resident changed, saved and marked in one transaction -> screen -> shown -> marked done. A crash at
any point loses nothing: what was not saved is handled anew after the start, what was saved but not shown is shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
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
from bot.store.store import Incoming, Store, Waiting
from bot.store.writer import StoreError
from bot.telegram.crowd import CALM_SECONDS, MOST_WAITING, PACE_SECONDS, Answer, Crowds
from bot.telegram.intent import Gone, Intent, Leave, Staffed, Wanted
from bot.telegram.meanwhile import Meanwhile
from bot.telegram.show import NobodyThereError, Screenwriter, UnreachableError
from bot.telegram.staff import Counter
from bot.text.format import esc
from bot.text.message import Message

TRIES = 3
#: A stop waits so long for what is being handled.
DRAIN_SECONDS = 8.0
Change = Callable[[Resident], Resident]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """A chat to show anew though it sent nothing. `change`: what becomes of its resident before; `done` is told."""

    chat: int
    change: Change | None
    done: asyncio.Future[None]


@dataclass
class Desk:
    """Handles updates. `assistant` gives the catalogue of the moment."""

    bot: Bot
    dispatcher: Dispatcher
    store: Store
    screenwriter: Screenwriter
    assistant: Callable[[], Assistant]
    clock: Clock
    counter: Counter | None = None
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        self._queues: dict[int, deque[Waiting | Errand]] = {}
        #: What works on a chat -> the chat.
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._in_hand: set[int] = set()
        #: Updates whose effect is saved: if showing them fails, they are shown again and never applied twice.
        self._saved: set[int] = set()
        #: Updates that are done, but that is not committed yet: keeping house may still find them waiting.
        self._marked: dict[int, asyncio.Future[None]] = {}
        #: Updates at which the store failed, perhaps after it had saved their effect.
        self._doubtful: set[int] = set()
        self._crowds = Crowds()
        self.meanwhile = Meanwhile(
            self.bot, self.dispatcher, self.store, self.screenwriter, self.assistant, self.clock, self._again
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
                fresh.discard(one.update_id)
                self.take(one)

    async def _again(self, held: list[Waiting]) -> None:
        """Take what was held while the store failed, and whatever else waits, the oldest first."""
        batch = [Incoming(one.update_id, one.chat, one.payload or b"") for one in held]
        await self.store.accept(batch, self.clock.seconds())
        await self.take_up(self.store.ownership.slices)

    async def take_up(self, slices: Collection[int]) -> None:
        """Handle what the inbox still holds in these slices, the oldest first. Raises StoreError."""
        for waiting in await self.store.waiting(slices, self.knows):
            self.take(waiting)

    def take(self, waiting: Waiting) -> None:
        """Handle an update after all earlier ones of its chat. Chats do not wait for one another.

        What another worker serves is left to it: it is told where the update is kept.
        """
        if self.knows(waiting.update_id):
            return
        if not self.store.serves(waiting.chat):
            return
        if self._behind(waiting.chat or 0) >= MOST_WAITING:
            self._mark(waiting.update_id)  # nobody types so much: only its number is kept
            return
        self._in_hand.add(waiting.update_id)
        self._line_up(waiting.chat or 0, waiting)

    def knows(self, update_id: int) -> bool:
        """Tell whether an update is in hand, or done though that is not noted yet."""
        return update_id in self._in_hand or update_id in self._marked

    async def anew(self, chat: int, change: Change | None = None) -> None:
        """Show a chat its screen anew, after all earlier updates; with `change`, that of the resident it gives.

        A chat that has no screen yet gets one only with `change`. Raises NobodyThereError or UnreachableError.
        """
        done = asyncio.get_running_loop().create_future()
        self._line_up(chat, Errand(chat, change, done))
        await done

    def _line_up(self, chat: int, one: Waiting | Errand) -> None:
        queue = self._queues.get(chat)
        if queue is not None:
            place = len(queue)
            # The first one is being handled. Among those behind it an earlier update that was told of late goes before.
            while place > 1 and _is_later(queue[place - 1], one):
                place -= 1
            queue.insert(place, one)
            return
        self._queues[chat] = deque([one])
        task = asyncio.create_task(self._work(chat))
        self._tasks[task] = chat
        task.add_done_callback(self._tasks.pop)

    def _behind(self, chat: int) -> int:
        """Give how many updates wait behind the one of a chat that is being handled."""
        return max(len(self._queues.get(chat, ())) - 1, 0)

    async def finish(self, slices: Collection[int]) -> None:
        """Wait until nothing of these slices is in hand, and that is noted. Nobody may hand in more of them."""
        while busy := [task for task, chat in self._tasks.items() if self.store.slice_of(chat or None) in slices]:
            await asyncio.wait(busy)
        if self._marked:
            await asyncio.wait(self._marked.values())

    async def drain(self, seconds: float | None = None) -> None:
        """Wait until everything taken is handled, or so long; what is not is kept and handled after the next start."""
        end = None if seconds is None else asyncio.get_running_loop().time() + seconds
        while self._tasks:
            left = None if end is None else end - asyncio.get_running_loop().time()
            if left is not None and left <= 0:
                for task in self._tasks:
                    task.cancel()
                left = None
            await asyncio.wait(self._tasks, timeout=left)

    @property
    def busy(self) -> int:
        """How many chats are being served."""
        return len(self._queues)

    @property
    def waiting(self) -> int:
        """How many updates are taken and not handled yet."""
        return len(self._in_hand)

    async def _work(self, chat: int) -> None:
        queue = self._queues[chat]
        try:
            while queue:
                if chat in self._crowds:
                    await asyncio.sleep(CALM_SECONDS if len(queue) == 1 else PACE_SECONDS)
                one = queue[0]
                if isinstance(one, Errand):
                    await self._run(one)
                    queue.popleft()
                    continue
                if await self._handled(one):
                    queue.popleft()
                    self._in_hand.discard(one.update_id)
                    self._saved.discard(one.update_id)
                    self._doubtful.discard(one.update_id)
                if not queue and self._crowds.over(chat):
                    await self._catch_up(chat)
        finally:
            self._crowds.over(chat)
            for left in self._queues.pop(chat):
                if isinstance(left, Errand):
                    left.done.cancel()
                else:
                    self._in_hand.discard(left.update_id)
                    self._saved.discard(left.update_id)
                    self._doubtful.discard(left.update_id)

    async def _handled(self, one: Waiting) -> bool:
        """Handle an update; False where the store failed: it is kept, and handled again once the store works."""
        try:
            await self._handle(one)
        except NotOursError:
            log.info("update %s is left to the worker that serves its chat now", one.update_id)
        except StoreError:
            log.warning("update %s waits for the database", one.update_id)
            self._doubtful.add(one.update_id)
            self.meanwhile.begin()
            if one.update_id not in self._saved:
                self.meanwhile.serve([one])
            await self.meanwhile.well()
            return False
        except Exception as error:
            # It is kept; keeping house takes it up again.
            log.exception("update %s waits", one.update_id, exc_info=_without_content(error))
        return True

    async def _catch_up(self, chat: int) -> None:
        """Show what is owed where the last of a crowd of updates had no screen of its own."""
        try:
            await self._anew(chat, None)
        except Exception as error:
            log.exception("a screen could not be shown", exc_info=_without_content(error))

    async def _run(self, errand: Errand) -> None:
        """Do an errand; whoever waits for it is told what went wrong."""
        try:
            await self._anew(errand.chat, errand.change)
        except Exception as error:  # noqa: BLE001 -- it is raised where the errand came from
            if not errand.done.cancelled():
                errand.done.set_exception(error)
        else:
            if not errand.done.cancelled():
                errand.done.set_result(None)

    async def _anew(self, chat: int, change: Change | None) -> None:
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
            await self.store.put(chat, replace(await self.store.load(chat), message=shown), self.clock.seconds())

    async def _handle(self, waiting: Waiting) -> None:
        began, end = monotonic(), KEPT
        try:
            end = await self._to_the_end(waiting)
        finally:
            self.figures.ended(end, monotonic() - began)

    async def _to_the_end(self, waiting: Waiting) -> str:
        """Handle an update, and give how it ended."""
        for _ in range(TRIES):
            try:
                await self._once(waiting)
            except (StoreError, NotOursError):
                raise
            except ValidationError as error:
                await self._set_aside(waiting, _where(error))
                if (waiting.chat or 0) > 0 and not self._behind(waiting.chat or 0):
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
                log.exception("update %s failed", waiting.update_id, exc_info=_without_content(error))
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
                self._mark(waiting.update_id)
            case Leave(chat=chat, can_speak=can_speak):
                await self.screenwriter.say_and_leave(chat, await self._group_line() if can_speak else None)
                self._mark(waiting.update_id)
            case Gone(chat=chat):
                await self.store.erase(chat, self.clock.seconds())
                self._mark(waiting.update_id)
            case _:
                self._mark(waiting.update_id)

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
            # A message to keep stays as it is: what comes next is shown below it.
            stays = kept.resident.view.path == KEEP
            how = Answer.SCREEN if stays else self._crowds.answer(intent.chat, self._behind(intent.chat))
            if how is Answer.LATER:
                self._mark(update_id)
                return
            if how is Answer.SLOWER:
                resident = replace(resident, view=replace(resident.view, remark="slower"))
            message = assistant.show(resident, resident.language or language, now)
            tapped = None if stays and intent.message == kept.message else intent.message
            shown = await self.screenwriter.show(
                intent.chat, message, current=None if stays else kept.message, tapped=tapped
            )
            if self.assistant() is not assistant:
                saved = await self.store.load(intent.chat)
            moved = replace(saved, message=shown) if shown != kept.message and not forgotten else None
            self._mark(update_id, intent.chat, moved)
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
            self._mark(waiting.update_id)
            return
        kept = await self.store.load(waiting.chat)
        assistant, now = self.assistant(), self.clock.now()
        language = assistant.language(kept.resident, None)
        message = assistant.show(kept.resident, language, now)
        shown = await self.screenwriter.show(waiting.chat, message, current=kept.message, tapped=kept.message)
        if self.assistant() is not assistant:
            kept = replace(await self.store.load(waiting.chat), message=kept.message)
        moved = replace(kept, message=shown) if shown != kept.message and kept != Kept() else None
        self._mark(waiting.update_id, waiting.chat, moved)

    def _mark(self, update_id: int, chat: int | None = None, kept: Kept | None = None) -> None:
        """Note that an update is done, and go on: the mark shares a commit with whatever is saved next.

        Where it is lost with the process, or fails, the screen is shown once more.
        """
        marking = self._marked[update_id] = self.store.shown(update_id, chat, kept, self.clock.seconds())
        marking.add_done_callback(lambda done: self._is_marked(update_id, done.exception()))

    def _is_marked(self, update_id: int, error: BaseException | None) -> None:
        self._marked.pop(update_id, None)
        if error is not None:
            log.warning("update %s is done, but that could not be noted: %s", update_id, type(error).__name__)
        if isinstance(error, StoreError):
            self.meanwhile.begin()

    async def _set_aside(self, waiting: Waiting, reason: str) -> None:
        log.warning("update %s was set aside: %s", waiting.update_id, reason)
        await self.store.set_aside(waiting.update_id, reason)

    async def _nobody(self, waiting: Waiting) -> None:
        """Somebody blocked the bot: erase what is kept and never try again."""
        if waiting.chat is not None:
            await self.store.erase(waiting.chat, self.clock.seconds())
        self._mark(waiting.update_id)

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


def _is_later(one: Waiting | Errand, other: Waiting | Errand) -> bool:
    return isinstance(one, Waiting) and isinstance(other, Waiting) and one.update_id > other.update_id


def _where(error: ValidationError) -> str:
    """Say which part of an update was wrong, without what stood there."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{first['type']} at {'.'.join(str(step) for step in first['loc'])}"


class HiddenError(Exception):
    """Stands in the log for an error whose message may hold a resident's words: its kind and place only."""


def _without_content(error: Exception) -> HiddenError:
    return HiddenError(type(error).__name__).with_traceback(error.__traceback__)
