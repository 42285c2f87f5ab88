"""Which chats this process serves. They are dealt out in slices, so that each chat has one worker at a time.

Here: the interface, and the only one who serves everybody. Several workers: `bot.store.shared`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

#: So many slices all chats are dealt out in; a chat's slice never changes.
SLICES = 64
EVERY = frozenset(range(SLICES))

#: What is told of slices: that something may be waiting in them, or that they are about to be let go.
Told = Callable[[frozenset[int]], Awaitable[None]]


class Ownership(Protocol):
    """Knows the slices that are ours. Everything here is asked on the event loop."""

    @property
    def name(self) -> str:
        """What tells this worker from the others."""

    @property
    def slices(self) -> frozenset[int]:
        """The slices that are ours now."""

    def owns(self, number: int) -> bool:
        """Tell whether a slice is ours."""

    def term(self, number: int) -> int | None:
        """Give the number of the term for which we hold a slice; a later holder has a higher one. None: no terms."""

    def first(self) -> bool:
        """Tell whether this is the worker that does what only one may do. True in at most one living worker."""

    async def serve(self, take: Told, finish: Told) -> None:
        """Get slices, and let surplus ones go; runs until cancelled.

        `take` is called where something may be waiting in slices that are ours. `finish` is called with slices that
        are not ours any more, before another worker may have them: it returns when nothing of theirs is in hand.
        """


class Sole:
    """Serves every chat: the only process on its database."""

    name = ""

    @property
    def slices(self) -> frozenset[int]:
        """All of them."""
        return EVERY

    def owns(self, _number: int) -> bool:
        """Always."""
        return True

    def term(self, _number: int) -> None:
        """Nobody else comes before or after."""

    def first(self) -> bool:
        """Nobody else does it."""
        return True

    async def serve(self, take: Told, _finish: Told) -> None:
        """Take what was left by the last start."""
        await take(EVERY)
        await asyncio.Event().wait()
