"""`drogowskaz demo`: the real bot, over HTTP, against a local Telegram with a page like a phone."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.app import service
from bot.assistant import Assistant
from bot.core.errors import BadUsageError
from bot.emulator import LocalTelegram
from bot.settings import Settings
from bot.text.format import day

TOKEN = "42:DEMO"  # noqa: S105 -- the local Telegram's own, worth nothing elsewhere


async def demo(settings: Settings, made: Assistant, port: int) -> int:
    """Serve until interrupted. Nothing is kept: the database lies in a folder that goes in the end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)
    with tempfile.TemporaryDirectory(prefix="drogowskaz-") as folder:
        telegram = LocalTelegram(TOKEN, port=port, name="Drogowskaz", note=_note(settings, made))
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
            )
            async with service(own, made) as running:
                print(f"\n  Open in a browser:  {telegram.url}/", flush=True)  # noqa: T201 -- this is the terminal
                print(f"  Two languages side by side:  {telegram.url}/?lang=pl,en", flush=True)  # noqa: T201
                print("  The end: Ctrl+C\n", flush=True)  # noqa: T201
                await running.serve(stop)
        finally:
            await telegram.close()
    return 0


def _note(settings: Settings, made: Assistant) -> dict[str, str]:
    """Say in each language which day the bot pretends, if it pretends one."""
    if settings.today is None:
        return {}
    return {
        language: words("Pretending today is {day}", day=day(settings.today, words))
        for language, words in made.renderer.words.items()
    }
