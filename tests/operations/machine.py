"""A machine on which the bot is installed: its folder, its settings, and commands run as its keeper runs them."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.core.answers import Answer, given
from bot.core.catalogue import Catalogue
from bot.core.resident import Resident, View
from bot.operations import database, rows
from bot.store.erasures import Erasures
from bot.store.keeping import Kept
from bot.store.opening import open_store
from bot.store.store import Incoming, Store
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
    url: str
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Where no SQLite file says it, the bot keeps its files in `var` of the folder it is started in.
        self.patch.chdir(self.folder.parent)
        self.set(
            BOT_DATABASE_URL=self.url,
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

    def lost(self) -> None:
        """Lose the database: the file, or all that the server holds."""
        if self.database.exists():
            for path in self.folder.glob("bot.db*"):
                path.unlink()
            return
        with database.opened(self.url) as engine, engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")

    def rows(self) -> dict[str, list[Any]]:
        """Give every row that would be backed up."""
        with database.opened(self.url) as engine, engine.connect() as connection:
            return {table.name: list(rows.rows(connection, table)) for table in database.TABLES}


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
