"""The queue of updates: kept until the bot confirms them, given again until it does."""

import asyncio
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.emulator.changes import Changes
from bot.emulator.chats import Chat
from bot.emulator.refusals import OTHER_POLL, conflict

MOST = 100
LONGEST_POLL = 50
# What Telegram leaves out unless it is asked for by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Pending:
    """An update not confirmed yet, and the chat it comes from where it has one."""

    update: dict[str, Any]
    chat: Chat | None

    @property
    def id(self) -> int:
        """The `update_id`."""
        return int(self.update["update_id"])


class Updates:
    """One bot's updates, in the order of their ids."""

    def __init__(self, first_id: int) -> None:
        """Begin empty; the first update gets `first_id`."""
        self.pending: dict[int, Pending] = {}
        self.allowed: list[str] = []
        self.changes = Changes()
        self._next_id = first_id
        self._poll: asyncio.Future[None] | None = None

    def push(self, update: dict[str, Any], chat: Chat | None = None, *, raw: bool = False) -> int:
        """Queue an update, give it an id when it has none, and return the id.

        Like Telegram, forget a kind the bot did not ask for: its id is then not among the pending.
        `raw` is queued whatever it is.
        """
        update_id = update.get("update_id", self._next_id)
        self._next_id = max(self._next_id, update_id + 1)
        if not raw and not self._is_allowed(update):
            return int(update_id)
        late = bool(self.pending) and update_id < next(reversed(self.pending))
        self.pending[update_id] = Pending({"update_id": update_id, **update}, chat)
        if late:
            self.pending = dict(sorted(self.pending.items()))
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        self.changes.fire()
        return int(update_id)

    def _is_allowed(self, update: dict[str, Any]) -> bool:
        kinds = [kind for kind in update if kind != "update_id"]
        return all(kind in self.allowed if self.allowed else kind not in _ON_REQUEST for kind in kinds)

    def confirm(self, update_id: int) -> None:
        """Forget an update: the bot has it."""
        pending = self.pending.pop(update_id, None)
        if pending is not None and pending.chat is not None:
            pending.chat.changes.fire()

    def confirm_before(self, offset: int) -> None:
        """Forget all updates below `offset`; a negative one keeps only so many of the newest."""
        ids = list(self.pending)
        gone = ids[:offset] if offset < 0 else [update_id for update_id in ids if update_id < offset]
        for update_id in gone:
            self.confirm(update_id)
        if gone:
            self.changes.fire()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """Answer a `getUpdates`; an older one still waiting is ended with 409, as Telegram ends it."""
        self.end_poll(OTHER_POLL)
        if offset:
            self.confirm_before(offset)
        if not self.pending and timeout > 0:
            await self._wait(timeout)
        return [pending.update for pending in islice(self.pending.values(), limit)]

    def end_poll(self, why: str) -> None:
        """End the poll that waits now, if one does, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(why))

    async def _wait(self, timeout: float) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._poll = waiter
        try:
            await asyncio.wait((waiter,), timeout=timeout)
            if waiter.done():
                waiter.result()
        finally:
            if self._poll is waiter:
                self._poll = None
            waiter.cancel()
