"""Waiting for something to become true, without sleeping: whoever changes a state fires, whoever waits looks again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Changes:
    """A bell. Ringing it costs nothing while nobody listens, which is what a benchmark needs."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._waiters: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Wake everybody who waits, so that they look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def until(self, look: Callable[[], Found | None], timeout: float | None) -> Found:
        """Return what `look` finds, as soon as it is neither None nor False.

        TimeoutError after `timeout` seconds; None waits for ever.
        """
        async with asyncio.timeout(timeout):
            while True:
                found = look()
                if found is not None and found is not False:
                    return found
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.add(waiter)
                try:
                    await waiter
                finally:
                    self._waiters.discard(waiter)
