"""`python -m tests.store.holder URL`: a worker in a process of its own, which holds its share and handles nothing."""

from __future__ import annotations

import asyncio
import sys

from bot.store.shared import Shared


async def _nothing(_slices: frozenset[int]) -> None:
    pass


if __name__ == "__main__":
    asyncio.run(Shared(sys.argv[1]).serve(_nothing, _nothing))
