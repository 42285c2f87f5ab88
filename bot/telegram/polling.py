"""Long polling that loses nothing: updates are committed to the inbox before their offset is confirmed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.store.writer import StoreError
from bot.telegram.desk import DRAIN_SECONDS, Desk
from bot.telegram.intake import ALLOWED, Intake
from bot.telegram.methods import GetRawUpdates
from bot.telegram.pauses import asked_wait, pause_after

log = logging.getLogger(__name__)

LONG_POLL = 30
#: While the database fails, whoever writes meanwhile is looked for this often.
DATABASE_PAUSE = 0.25


@dataclass
class Poller:
    """Fetches updates, keeps them, hands them to the desk."""

    bot: Bot
    intake: Intake
    desk: Desk
    #: Whether Telegram was told that updates are fetched; as long as it posts them it refuses to be asked.
    _fetches: bool = field(init=False, default=False)

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
                    offset = await self.intake.keep(fetching.result()) or offset
                    failures = 0
                except (TelegramConflictError, TelegramUnauthorizedError):
                    raise
                except TelegramRetryAfter as error:
                    await _pause(stopping, asked_wait(error))
                except StoreError:
                    # Nothing was confirmed: Telegram delivers the same updates again, and what came in since.
                    await _pause(stopping, DATABASE_PAUSE)
                except (TelegramAPIError, ClientDecodeError) as error:
                    failures += 1
                    log.warning("cannot take updates: %s", type(error).__name__)
                    await _pause(stopping, pause_after(failures))
                while self.intake.overfull and not stop.is_set():
                    await _pause(stopping, 0.05)
        finally:
            stopping.cancel()
            await self.desk.drain(DRAIN_SECONDS)

    async def _fetch(self, offset: int | None) -> list[Any]:
        if not self._fetches:
            # What waits for a webhook of before is not lost: it is fetched instead.
            await self.bot.delete_webhook(drop_pending_updates=False)
            self._fetches = True
        method = GetRawUpdates(offset=offset, limit=100, timeout=LONG_POLL, allowed_updates=ALLOWED)
        found = await self.bot(method, request_timeout=LONG_POLL + 15)
        if cast("object", found) is None:
            # The library takes an answer without a result for one.
            msg = "no list of updates"
            raise ClientDecodeError(msg, TypeError(msg), None)
        return found


async def _pause(stopping: asyncio.Task[bool], seconds: float) -> None:
    """Wait, but not longer than until told to stop."""
    await asyncio.wait({stopping}, timeout=seconds)
