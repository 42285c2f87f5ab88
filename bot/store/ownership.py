"""Which chats this process serves. They are dealt out in slices, so that each chat has one worker at a time.

Here: the interface, and the only one who serves everybody. Several workers: `bot.store.shared`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.core.errors import DrogowskazError

#: So many slices all chats are dealt out in; a chat's slice never changes.
SLICES = 64
EVERY = frozenset(range(SLICES))

#: Where workers tell one another of new updates, on a database that can do that: numbers of
#: slices with commas between them. Nothing: slices are free.
CHANNEL = "drogowskaz"

#: What is told of slices: that something may be waiting in them, or that they are about to be let go.
Told = Callable[[frozenset[int]], Awaitable[None]]


class NotOursError(DrogowskazError):
    """The chat is another worker's now: nothing was saved, and the update is left to that one."""


class Ownership(Protocol):
    """Knows the slices that are ours. Everything here is asked on the event loop."""

    #: Whether `take` is called for whatever is accepted, by any worker. Otherwise whoever accepts it hands it on.
    hears: bool

    @property
    def slices(self) -> frozenset[int]:
        """The slices that are ours now."""

    def owns(self, number: int) -> bool:
        """Tell whether a slice is ours."""

    def term(self, number: int) -> int | None:
        """Give the number of the term for which a slice is held; a later holder has a higher one.

        None where it is not held: nothing may be saved. 0 where nobody else could hold it.
        """

    def first(self) -> bool:
        """Tell whether this is the worker that does what only one may do. True in at most one living worker."""

    def retire(self) -> None:
        """Get no more slices, and let go of each as soon as nothing of it is in hand."""

    async def serve(self, take: Told, finish: Told) -> None:
        """Get slices, and let surplus ones go; runs until cancelled.

        `take` is called where something may be waiting in slices that are ours. `finish` is called with slices that
        we do not own any more, before another worker may have them: it returns when nothing of theirs is in hand.
        """


class Sole:
    """Serves every chat: the only process on its database."""

    hears = False

    @property
    def slices(self) -> frozenset[int]:
        """All of them."""
        return EVERY

    def owns(self, _number: int) -> bool:
        """Always."""
        return True

    def term(self, _number: int) -> int:
        """Nobody else comes before or after."""
        return 0

    def first(self) -> bool:
        """Nobody else does it."""
        return True

    def retire(self) -> None:
        """Nobody else would serve them."""

    async def serve(self, take: Told, _finish: Told) -> None:
        """Take what was left by the last start."""
        await take(EVERY)
        await asyncio.Event().wait()
