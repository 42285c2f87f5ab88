"""The running bot: what goes on beside receiving updates, from the start until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.collecting import to_stay
from bot.core.errors import DrogowskazError
from bot.living import Edit, Living, Taken, Tell
from bot.operations.lookout import Lookout
from bot.store.store import Store
from bot.store.writer import StoreError
from bot.telegram.desk import Desk
from bot.telegram.polling import Poller
from bot.telegram.staff import Counter
from bot.telegram.webhook import Webhook

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 60.0


@dataclass(frozen=True)
class Service:
    """The running bot."""

    store: Store
    desk: Desk
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
        # Before anything that takes long: what is edited meanwhile cannot be copied any more.
        if self.living.sound:
            await asyncio.to_thread(self.counter.office.keep_good)
        # Nobody has typed yet: what typed words need is made meanwhile.
        await asyncio.to_thread(to_stay, self.living.assistant().prepared)

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
        """Erase what is old, show again what could not be shown, and say what the bot is where that was not taken."""
        ownership, clock, moved = self.store.ownership, self.desk.clock, 0
        while True:
            self.became_first.clear()
            first = ownership.first()
            try:
                moved += clock.jump()
                if moved and first:
                    log.warning("the machine's clock was set by %s seconds; what is kept ages as before", moved)
                    await self.store.housekeeping.move(moved)
                moved = 0
                if first:
                    await self.store.housekeeping.purge(clock.seconds(), self.kept_seconds)
                await self._take(ownership.slices, stop)
                await asyncio.to_thread(self.living.let_go)
                if first:
                    await self.introduce()
            except StoreError:
                self.desk.meanwhile.begin()
            except Exception:
                log.exception("keeping house failed; it is tried again")
            if first:
                await asyncio.sleep(HOUSEKEEPING_SECONDS)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self.became_first.wait(), HOUSEKEEPING_SECONDS)
