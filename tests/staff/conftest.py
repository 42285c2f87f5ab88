"""What the tests of the staff chat share: a small catalogue in a folder, and the bot at work over it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.app import service
from bot.emulator import Group, LocalTelegram, User
from bot.emulator.messages import Message
from bot.maker import Maker
from bot.service import Service
from tests.conftest import ROOT, TOKEN, serving, settings_at

PROGRAMME = "programmes/town_help.yaml"


@dataclass
class Office:
    """Two members of staff, their chat, a stranger, the folder of the catalogue, and the bot while it serves."""

    telegram: LocalTelegram
    anna: User
    jan: User
    stranger: User
    group: Group
    folder: Path
    staff_folder: Path
    running: Service | None = None

    @property
    def service(self) -> Service:
        """The bot at work."""
        assert self.running is not None
        return self.running

    @property
    def programme(self) -> str:
        """The present text of the project's file."""
        return (self.folder / PROGRAMME).read_text(encoding="utf-8")

    def edit(self, old: str, new: str, name: str = PROGRAMME) -> None:
        """Change a file in an editor."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")

    def changed(self, old: str, new: str) -> bytes:
        """Give the project's file with a change that is not saved."""
        assert old in self.programme
        return self.programme.replace(old, new).encode()

    @property
    def told(self) -> list[Message]:
        """What the bot said in the staff chat, oldest first."""
        return [message for message in self.group.messages if message.by_bot]

    async def tells(self, words: str) -> Message:
        """Wait until the newest message of the bot in the staff chat has these words."""
        await self.group.wait_for(lambda seen: words in (seen.screen.text if seen.screen else ""), timeout=20)
        return self.told[-1]

    @property
    def log(self) -> list[str]:
        """The log of who did what, without the times."""
        path = self.staff_folder / "log.txt"
        return (
            [line.partition(" ")[2] for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        )


Working = Callable[..., AbstractAsyncContextManager[Service]]


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Office]:
    """The local Telegram with its people; nothing serves yet."""
    folder = Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))
    async with LocalTelegram(TOKEN, timeout=30) as telegram:
        anna, jan, stranger = (telegram.user("pl", name) for name in ("Anna", "Jan", "Ktoś"))
        group = telegram.group([anna, jan, stranger])
        yield Office(telegram, anna, jan, stranger, group, folder, tmp_path / "staff")


@pytest.fixture
def working(closed: Office, tmp_path: Path) -> Working:
    """Run the bot over the small catalogue."""

    @asynccontextmanager
    async def start(*, chat: int | None = closed.group.id) -> AsyncIterator[Service]:
        settings = settings_at(
            closed.telegram,
            tmp_path,
            offers=closed.folder,
            staff=frozenset({closed.anna.id, closed.jan.id}),
            staff_chat=chat,
            today=date(2019, 6, 1),
        )
        made, sound = Maker(settings).make_or_last_good()
        async with service(settings, made, sound=sound) as running, serving(running):
            yield running

    return start


@pytest.fixture
async def office(closed: Office, working: Working) -> AsyncIterator[Office]:
    """The bot at work."""
    async with working() as running:
        closed.running = running
        yield closed
