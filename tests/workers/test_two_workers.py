"""Two workers on one PostgreSQL share the chats: a conversation, one of them killed in the middle, all stopped."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

from bot.emulator import LocalTelegram
from tests.conftest import ROOT, SECRET, TOKEN, hook

PROCESS = re.compile(r"worker (\d) is process (\d+)")


async def test_two_workers_share_the_chats_and_one_of_them_may_be_killed(postgres: str, tmp_path: Path) -> None:
    async with LocalTelegram(TOKEN, timeout=60, query_timeout=60) as telegram:
        hooked = hook()
        handed = int(hooked.listen.removeprefix("fd:"))
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.url,
            "BOT_DATABASE_URL": postgres,
            "BOT_SECRET": SECRET,
            "BOT_TODAY": "2026-11-22",
            "BOT_WEBHOOK_URL": hooked.url,
            "BOT_WEBHOOK_SECRET": hooked.secret,
            "BOT_WEBHOOK_LISTEN": hooked.listen,
        }
        said = tmp_path / "log"
        with said.open("wb") as log:
            running = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--workers", "2",
                cwd=tmp_path, env=environment, stderr=log, pass_fds=(handed,),
            )  # fmt: skip
        os.close(handed)
        try:
            await telegram.journal.wait_for("setWebhook", timeout=60)
            residents = [telegram.user("pl") for _ in range(12)]
            await asyncio.gather(*(resident.say("/start") for resident in residents))
            await asyncio.gather(*(resident.tap("Zaczynam") for resident in residents))
            workers = dict(PROCESS.findall(said.read_text()))
            assert sorted(workers) == ["0", "1"]
            for resident in residents:
                resident.press("Sopot")
            os.kill(int(workers["0"]), signal.SIGKILL)
            for resident in residents:
                # A screen may be shown once more before: what was shown and not noted yet is shown again.
                await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text, timeout=60)
            results = await asyncio.gather(*(resident.tap("Pokaż wyniki") for resident in residents))
            assert all("Gdzie po pomoc dzisiaj: Sopot" in screen.text for screen in results)
            running.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(running.wait(), 30) == 0
            assert "is killed" not in said.read_text()
        finally:
            if running.returncode is None:
                running.terminate()
                await running.wait()
