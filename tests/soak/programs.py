"""The bot as a machine runs it: processes of its own, killed and started anew, against a local Telegram in this one."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.emulator import LocalTelegram, User
from bot.store.database import engine_for
from tests.conftest import ROOT, SECRET, TOKEN

#: A program that takes longer than this to start, in seconds, is broken.
START_SECONDS = 120.0
SAID = ("/help", "/answers", "/privacy", "/browse", "/language", "/start")


@dataclass(frozen=True, slots=True)
class Way:
    """How the bot is run: on which database, and by how many workers behind a webhook; 0: it polls."""

    database: str
    folder: Path
    workers: int = 0
    port: int = field(default=0)

    @classmethod
    def on(cls, database: str, folder: Path, workers: int = 0) -> Way:
        """Choose a free port for the webhook, where there is one."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return cls(database, folder, workers, free.getsockname()[1])

    def environment(self, telegram: LocalTelegram) -> dict[str, str]:
        """Give the settings."""
        found = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        found |= {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.url,
            "BOT_DATABASE_URL": self.database,
            "BOT_SECRET_FILE": str(self.folder / "secret.key"),
            "BOT_TODAY": "2026-11-22",
            "PYTHONPATH": str(ROOT),
        }
        if self.workers:
            found |= {
                "BOT_WEBHOOK_URL": f"http://127.0.0.1:{self.port}/telegram",
                "BOT_WEBHOOK_SECRET": SECRET,
                "BOT_WEBHOOK_LISTEN": f"127.0.0.1:{self.port}",
            }
        return found

    @property
    def command(self) -> tuple[str, ...]:
        """Give the command line."""
        more = ("--workers", str(self.workers)) if self.workers else ()
        return (sys.executable, "-m", "bot", "run", *more)


@asynccontextmanager
async def running(telegram: LocalTelegram, way: Way) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot until this ends, or until it is killed. It serves when this begins."""
    mark = telegram.journal.mark()
    with (way.folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *way.command, cwd=way.folder, env=way.environment(telegram), stdout=log, stderr=log, start_new_session=True
        )
    try:
        first = "setWebhook" if way.workers else "getUpdates"
        await telegram.journal.wait_for(first, since=mark, begun=True, timeout=START_SECONDS)
        yield process
    finally:
        # The whole group: the workers of a killed supervisor must not stay.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


@dataclass
class Crowd:
    """Residents who write or tap without waiting for answers, so many updates a second, while `here` is set.

    Those in even places only write, so that each update is answered by one new message; the others only tap, so that
    theirs stay one message that is edited. What is more than that was shown twice. An edit that changes nothing is
    none: nobody sees it.
    """

    telegram: LocalTelegram
    residents: Sequence[User]
    rate: float
    chance: random.Random
    here: asyncio.Event = field(default_factory=asyncio.Event)
    asked: Counter[int] = field(default_factory=Counter)
    sent: Counter[int] = field(default_factory=Counter)
    _looked: int = 0

    @property
    def updates(self) -> int:
        """How many updates there were."""
        return self.asked.total()

    async def live(self) -> None:
        """Go on until cancelled."""
        while True:
            await self.here.wait()
            number = self.chance.randrange(len(self.residents))
            resident = self.residents[number]
            labels = [button.text for button in resident.screen.buttons if button.data is not None]
            if number % 2 == 0 or not self.asked[resident.id]:
                resident.send(self.chance.choice(SAID) if number % 2 == 0 else "/start")
                self.asked[resident.id] += 1
            elif labels:
                with suppress(AssertionError):  # two buttons that say the same: somebody else's turn
                    resident.press(self.chance.choice(labels))
                    self.asked[resident.id] += 1
            await asyncio.sleep(1 / self.rate)

    def look(self) -> None:
        """Count the messages sent since the last look; the journal does not hold all of them for long."""
        for call in self.telegram.journal.of("sendMessage", since=self._looked):
            if call.ok and call.chat_id is not None:
                self.sent[call.chat_id] += 1
        self._looked = self.telegram.journal.mark()

    @property
    def missing(self) -> int:
        """How many updates nobody was shown an answer to."""
        return sum(max(0, self.asked[one.id] - one.chat.shown) for one in self.residents)

    @property
    def repeated(self) -> int:
        """How many more messages were sent than are owed: one for each text, one for all taps."""
        owed = (self.asked[one.id] if number % 2 == 0 else 1 for number, one in enumerate(self.residents))
        return sum(max(0, self.sent[one.id] - due) for one, due in zip(self.residents, owed, strict=True))


def states(database: str) -> Counter[str]:
    """Give how many updates stand where in the inbox."""
    engine = engine_for(database)
    try:
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT state, count(*) FROM inbox WHERE update_id > 0 GROUP BY state"))
            return Counter({str(state): int(count) for state, count in rows})
    finally:
        engine.dispose()


async def settled(telegram: LocalTelegram, database: str, seconds: float = 60.0) -> Counter[str]:
    """Wait until nothing is under way any more, or so long. Gives how many updates stand where then."""
    end = asyncio.get_running_loop().time() + seconds
    found: Counter[str] = Counter()
    while asyncio.get_running_loop().time() < end:
        found = states(database)
        if not telegram.pending and not found["new"] and not found["saved"]:
            break
        await asyncio.sleep(0.5)
    return found
