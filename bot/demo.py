"""`drogowskaz demo`: the real bot, against a local Telegram: a page like a phone, with a preview for staff."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.app import service
from bot.assistant import Assistant
from bot.clock import Clock
from bot.core.errors import BadUsageError
from bot.core.resident import Resident
from bot.emulator import LocalTelegram, Panel
from bot.preview.kept import FOLDER
from bot.preview.panel import NEW_FILE, Chats, Preview
from bot.service import Service
from bot.settings import Settings
from bot.stopping import stop_on_signals
from bot.telegram.show import NobodyThereError, UnreachableError
from bot.writing import schema

TOKEN = "42:DEMO"  # noqa: S105 -- the local Telegram's own, worth nothing elsewhere
log = logging.getLogger(__name__)


async def demo(settings: Settings, made: Assistant, port: int) -> int:
    """Serve until interrupted. Nothing is kept: the database lies in a folder that goes in the end."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with tempfile.TemporaryDirectory(prefix="drogowskaz-") as folder:
        telegram = LocalTelegram(TOKEN, port=port, name="Drogowskaz")
        try:
            await telegram.start()
        except OSError as error:
            msg = f"Port {port} cannot be used: {error.strerror}. Try --port 0, which takes any free one."
            raise BadUsageError(msg) from None
        try:
            own = replace(
                settings,
                token=TOKEN,
                api_url=telegram.url,
                database_url=f"sqlite:///{Path(folder, 'demo.db')}",
                secret=None,
                secret_file=Path(folder, "secret.key"),
                staff_folder=Path(folder, "staff"),
                webhook=None,
            )
            clock = Clock(settings.today)
            async with service(own, made, clock=clock) as running:
                chats = _chats(telegram, running)
                top = schema.line(f"{FOLDER}/{NEW_FILE}")
                preview = Preview(running.living, clock, settings.offers, chats, telegram.panel_changed, top)
                telegram.panel = Panel(preview.look, preview.press)
                print(f"\n  Open in a browser:  {telegram.url}/", flush=True)  # noqa: T201 -- this is the terminal
                print(f"  Two languages side by side:  {telegram.url}/?lang=pl,en", flush=True)  # noqa: T201
                print("  The end: Ctrl+C\n", flush=True)  # noqa: T201
                await running.serve(stop, preview.hear)
        finally:
            await telegram.close()
    return 0


def _chats(telegram: LocalTelegram, running: Service) -> Chats:
    """Give the open chats of the local Telegram, served by the bot."""

    async def resident(chat: int) -> Resident:
        return (await running.store.load(chat)).resident

    async def anew(chat: int, change: Callable[[Resident], Resident] | None) -> None:
        try:
            await running.desk.anew(chat, change)
        except (NobodyThereError, UnreachableError):
            log.info("a chat could not be shown anew")

    return Chats(lambda: telegram.people, resident, anew)
