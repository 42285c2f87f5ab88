"""The programs that are measured, each in a process of its own, against a local Telegram in this one."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.emulator import LocalTelegram
from tests.bench.walks import ROOT, TODAY

TOKEN = "42:BENCH"
ECHO = (sys.executable, str(Path(__file__).with_name("echo.py")))
OURS = (sys.executable, "-m", "bot", "run")
#: A program that takes longer than this, in seconds, is broken.
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Program:
    """A bot that polls its own local Telegram."""

    telegram: LocalTelegram
    pid: int

    @property
    def peak_mb(self) -> float:
        """The most memory it ever held, in MB; Linux only (not of whoever started it, as `getrusage` would say)."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else float("nan")

    @property
    def processor_seconds(self) -> float:
        """The processor time it has used, in seconds; Linux only."""
        times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def environment(address: str, folder: Path, cache: Path | None = None, offers: Path | None = None) -> dict[str, str]:
    """Give our bot its settings: a database on the disk, and a day. `offers`: another catalogue than the real one."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "BOT_TODAY": TODAY.isoformat(),
        "BOT_CACHE": "off" if cache is None else str(cache),
        "BOT_OFFERS": "" if offers is None else str(offers),
    }


@asynccontextmanager
async def polling(
    *, ours: bool, folder: Path, cache: Path | None = None, offers: Path | None = None
) -> AsyncIterator[Program]:
    """Start our bot or the echo bot and wait until it polls. Raises RuntimeError where it ends before."""
    async with LocalTelegram(TOKEN, timeout=PATIENCE, query_timeout=PATIENCE) as telegram:
        command = OURS if ours else (*ECHO, telegram.url, TOKEN)
        said = folder / ("ours.log" if ours else "echo.log")
        with said.open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment(telegram.url, folder, cache, offers), stdout=log, stderr=log
            )
        try:
            await _polls_or_ends(telegram, process)
            if process.returncode is not None:
                raise RuntimeError(f"{' '.join(command)} ended: {said.read_text()}")
            yield Program(telegram, process.pid)
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def _polls_or_ends(telegram: LocalTelegram, process: asyncio.subprocess.Process) -> None:
    polls = asyncio.create_task(telegram.journal.wait_for("getUpdates", begun=True, timeout=PATIENCE))
    ends = asyncio.create_task(process.wait())
    done, waiting = await asyncio.wait({polls, ends}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    for task in done:
        task.result()
