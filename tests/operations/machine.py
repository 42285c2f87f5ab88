"""A machine on which the bot is installed: its folder, its settings, and commands run as its keeper runs them."""

from __future__ import annotations

import io
import sqlite3
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.core.answers import Answer, given
from bot.core.catalogue import Catalogue
from bot.core.resident import Resident, View
from bot.store.erasures import Erasures
from bot.store.keeping import Kept
from bot.store.store import Incoming, Store, open_store
from bot.store.vault import Vault, load_secret
from tests.conftest import ROOT

CHAT = 7_000_000_001
GOOD = ROOT / "tests" / "broken" / "_good"


@dataclass(frozen=True)
class Done:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


@dataclass
class Machine:
    """Where the bot keeps its files, and its environment."""

    folder: Path
    patch: pytest.MonkeyPatch
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.set(
            BOT_DATABASE_URL=f"sqlite:///{self.folder / 'bot.db'}",
            BOT_SECRET_FILE=str(self.folder / "secret.key"),
            BOT_OFFERS=str(GOOD),
        )

    @property
    def database(self) -> Path:
        return self.folder / "bot.db"

    @property
    def file(self) -> Path:
        """Where backups are written."""
        return self.folder.parent / "one.backup"

    @property
    def vault(self) -> Vault:
        return Vault(load_secret(None, self.folder / "secret.key"))

    @property
    def erasures(self) -> Erasures:
        return Erasures(self.folder / "erased", 35)

    @property
    def url(self) -> str:
        return self.environment["BOT_DATABASE_URL"]

    def set(self, **settings: str) -> None:
        """Set settings, as whoever runs the bot does."""
        self.environment |= settings
        for name, value in settings.items():
            self.patch.setenv(name, value)

    def run(self, *arguments: object) -> Done:
        """Run a command of the program."""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            cli.main([str(one) for one in arguments])
        written = []
        for stream in (out, err):
            stream.seek(0)
            written.append(stream.read())
        return Done(int(left.value.code or 0), *written)

    def store(self, catalogue: Catalogue) -> Store:
        """Open what is kept, as the bot does."""
        return open_store(self.url, self.vault, lambda: catalogue, self.erasures)

    def rows(self) -> dict[str, list[Any]]:
        """Give every row of the SQLite database."""
        with closing(sqlite3.connect(self.database)) as connection:
            return {
                name: connection.execute(f"select * from {name} order by 1").fetchall()  # noqa: S608 -- our own names
                for name in ("resident", "inbox")
            }


def somebody(catalogue: Catalogue) -> Kept:
    """Give what is kept of somebody with a sensitive answer."""
    answers = given({}, "disability", Answer(1 << catalogue.questions["disability"].position["severe"]))
    return Kept(Resident(answers, View(("ask", "age")), "pl", agreed=1), 12)


async def lived_in(store: Store, catalogue: Catalogue, people: int, now: int) -> None:
    """Let people use the bot: each has answers, one update is done and one waits."""
    for number in range(people):
        chat = CHAT + number
        updates = [Incoming(10 * number, chat, b'{"text": "canary"}'), Incoming(10 * number + 1, chat, b"{}")]
        await store.accept(updates, now)
        await store.save(chat, somebody(catalogue), 10 * number, now)
        await store.shown(10 * number)
