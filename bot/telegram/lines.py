"""A line for every chat: what is put into it is served one after another, while chats do not wait for one another."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lines(Generic[Item]):
    """Lines of items. Nothing is kept of a chat whose line is empty.

    `serve` gives False where its item is to be served again. `later` tells whether one item goes behind another.
    `served` is called with each item that was served, `left` with each that is not going to be.
    """

    def __init__(
        self,
        serve: Callable[[int, Item], Awaitable[bool]],
        later: Callable[[Item, Item], bool],
        served: Callable[[Item], None],
        left: Callable[[Item], None],
    ) -> None:
        self._serve, self._later, self._served, self._left = serve, later, served, left
        self._lines: dict[int, deque[Item]] = {}
        #: What works on a chat -> the chat.
        self._tasks: dict[asyncio.Task[None], int] = {}

    def put(self, chat: int, item: Item) -> None:
        """Put an item into the line of a chat: at its end, or before those that are later than it."""
        line = self._lines.get(chat)
        if line is not None:
            place = len(line)
            # The first one is being served. Among those behind it an earlier one that was told of late goes before.
            while place > 1 and self._later(line[place - 1], item):
                place -= 1
            line.insert(place, item)
            return
        self._lines[chat] = deque([item])
        task = asyncio.create_task(self._work(chat))
        self._tasks[task] = chat
        task.add_done_callback(self._tasks.pop)

    def behind(self, chat: int) -> int:
        """Give how many items wait behind the one of a chat that is being served."""
        return max(len(self._lines.get(chat, ())) - 1, 0)

    def __len__(self) -> int:
        """Give how many chats are being served."""
        return len(self._lines)

    async def empty(self, chats: Callable[[int], bool]) -> None:
        """Wait until nothing is in the lines of these chats."""
        while busy := [task for task, chat in self._tasks.items() if chats(chat)]:
            await asyncio.wait(busy)

    async def drain(self, seconds: float | None) -> None:
        """Wait until all lines are empty, or so long; what is left then leaves without being served."""
        end = None if seconds is None else asyncio.get_running_loop().time() + seconds
        while self._tasks:
            left = None if end is None else end - asyncio.get_running_loop().time()
            if left is not None and left <= 0:
                for task in self._tasks:
                    task.cancel()
                left = None
            await asyncio.wait(self._tasks, timeout=left)

    async def _work(self, chat: int) -> None:
        line = self._lines[chat]
        try:
            while line:
                if await self._serve(chat, line[0]):
                    self._served(line.popleft())
        finally:
            for left in self._lines.pop(chat):
                self._left(left)
