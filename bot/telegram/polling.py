"""Long polling that loses nothing: updates are committed to the inbox before their offset is confirmed."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.clock import Clock
from bot.store.store import Incoming, Store, Waiting
from bot.store.writer import StoreError
from bot.telegram.desk import Desk
from bot.telegram.methods import GetRawUpdates

log = logging.getLogger(__name__)

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL = 30
#: While so many chats are being served no more updates are fetched: Telegram keeps them meanwhile.
MOST_BUSY = 500
#: A stop waits so long for what is being handled.
DRAIN_SECONDS = 8.0
LONGEST_PAUSE = 30.0
FIRST_PAUSE = 0.5


@dataclass
class Poller:
    """Fetches updates, keeps them, hands them to the desk."""

    bot: Bot
    store: Store
    desk: Desk
    clock: Clock

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop, then wait until everything taken is handled.

        Raises TelegramConflictError where another program fetches for the same bot.
        """
        offset: int | None = None
        failures = 0
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                fetching = asyncio.create_task(self._fetch(offset))
                await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    break
                try:
                    offset = await self._keep(fetching.result()) or offset
                    failures = 0
                except (TelegramConflictError, TelegramUnauthorizedError):
                    raise
                except TelegramRetryAfter as error:
                    await _pause(stopping, error.retry_after)
                except (TelegramAPIError, ClientDecodeError, StoreError) as error:
                    # Nothing was confirmed: Telegram delivers the same updates again.
                    failures += 1
                    log.warning("cannot take updates: %s", type(error).__name__)
                    await _pause(stopping, random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**failures)))  # noqa: S311
                while self.desk.busy > MOST_BUSY and not stop.is_set():
                    await _pause(stopping, 0.05)
        finally:
            stopping.cancel()
            await self.desk.drain(DRAIN_SECONDS)

    async def _fetch(self, offset: int | None) -> list[Any]:
        method = GetRawUpdates(offset=offset, limit=100, timeout=LONG_POLL, allowed_updates=ALLOWED)
        return await self.bot(method, request_timeout=LONG_POLL + 15)

    async def _keep(self, raw: list[Any]) -> int | None:
        """Commit a batch to the inbox, then hand it on. Gives the offset that confirms it."""
        batch = [
            Incoming(update["update_id"], chat_of(update), json.dumps(needed(update)).encode())
            for update in raw
            if isinstance(update, dict) and is_number(update.get("update_id"))
        ]
        fresh = set(await self.store.accept(batch, self.clock.seconds()))
        for one in batch:
            if one.update_id in fresh:
                fresh.discard(one.update_id)
                self.desk.take(Waiting(one.update_id, one.chat, one.payload, 0))
        return max((one.update_id for one in batch), default=-1) + 1 or None


def is_number(value: object) -> bool:
    """Tell whether a value can be the number of an update."""
    return type(value) is int and 0 <= value < 1 << 62


def chat_of(update: dict[str, Any]) -> int | None:
    """Give the chat an update belongs to, without trusting its shape."""
    for kind in ALLOWED:
        inner = update.get(kind)
        if not isinstance(inner, dict):
            continue
        holder = inner.get("from") if kind == "callback_query" else inner.get("chat")
        if isinstance(holder, dict) and isinstance(holder.get("id"), int):
            return int(holder["id"])
    return None


def needed(update: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is never read: the screen a button was tapped on, which may show what somebody answered."""
    tap = update.get("callback_query")
    tapped = tap.get("message") if isinstance(tap, dict) else None
    if not isinstance(tap, dict) or not isinstance(tapped, dict):
        return update
    message = {key: tapped[key] for key in ("message_id", "date", "chat") if key in tapped}
    return {**update, "callback_query": {**tap, "message": message}}


async def _pause(stopping: asyncio.Task[bool], seconds: float) -> None:
    """Wait, but not longer than until told to stop."""
    await asyncio.wait({stopping}, timeout=seconds)
