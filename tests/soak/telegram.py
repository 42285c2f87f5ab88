"""Row 18: Telegram answers 429, 403 and 5xx; when the next call comes, and how many there are."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.emulator import User
from bot.maker import assistant
from bot.settings import Settings
from tests.conftest import Town, at_work
from tests.soak.rows import Figure


async def obeyed(*, rounds: int, retry_after: int = 1) -> Figure:
    """Let many chats be told to wait, be blocked and meet errors, all at once. Counts calls that came too early."""
    early = 0
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as name:
        async with at_work(assistant(Settings.from_environment({})), Path(name)) as town:
            waits = await asyncio.gather(*(_told_to_wait(town, retry_after) for _ in range(rounds)))
            early = sum(wait < retry_after for wait in waits)
            after_block = await asyncio.gather(*(_blocked(town) for _ in range(rounds)))
            town.telegram.fault("*", 502, html=True, times=rounds)
            await asyncio.gather(*(_asks(town.resident()) for _ in range(rounds)))
            await town.quiet()
            left = len(await town.service.store.waiting())
    told = (
        f"{rounds} chats each: {early} calls before retry_after, {max(after_block)} call to whoever blocked, "
        f"{left} lost at 5xx"
    )
    return Figure(told, ok=not early and max(after_block) == 1 and not left)


async def _asks(resident: User) -> None:
    asked = resident.send("/start")
    await resident.settled(asked, timeout=60)


async def _told_to_wait(town: Town, seconds: int) -> float:
    """Give the seconds between the call that was told to wait and the next one to that chat."""
    resident = town.resident()
    await resident.say("/start")
    town.telegram.fault("sendMessage", 429, retry_after=seconds, chat_id=resident.id)
    mark = town.telegram.journal.mark()
    await resident.settled(resident.send("/help"), timeout=60)
    first, second = town.telegram.journal.of(lambda call: call.chat_id == resident.id, since=mark)[:2]
    return second.at - first.at


async def _blocked(town: Town) -> int:
    """Give how many calls there were to somebody who has blocked the bot."""
    resident = town.resident()
    await resident.say("/start")
    blocked = "Forbidden: bot was blocked by the user"
    town.telegram.fault("sendMessage", 403, description=blocked, chat_id=resident.id, times=None)
    mark = town.telegram.journal.mark()
    resident.send("/help")
    await town.telegram.journal.wait_for(lambda call: call.chat_id == resident.id, since=mark, timeout=60)
    await town.quiet()
    return len(town.telegram.journal.of(lambda call: call.chat_id == resident.id, since=mark))
