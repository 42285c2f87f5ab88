"""The tables are made, brought up and refused: on both databases, by two programs at once, and with nothing lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, column, table
from sqlmodel import SQLModel

from bot.core.catalogue import Catalogue
from bot.core.errors import BadUsageError
from bot.core.resident import Resident
from bot.store import migrations
from bot.store.database import engine_for
from bot.store.keeping import Kept, pack
from bot.store.opening import prepared
from bot.store.schema import HEAD, prepare
from bot.store.vault import Vault
from tests.conftest import ROOT
from tests.store.conftest import Opening

CHAT = 7_000_000_001
#: What programs made that kept no versions.
FIRST = """
CREATE TABLE resident ("key" BLOB NOT NULL, sealed BLOB NOT NULL, used_at INTEGER NOT NULL, PRIMARY KEY ("key"));
CREATE INDEX ix_resident_used_at ON resident (used_at);
CREATE TABLE inbox (update_id BIGINT NOT NULL, state VARCHAR NOT NULL, chat BLOB, payload BLOB,
    tries INTEGER NOT NULL, reason VARCHAR, received_at INTEGER NOT NULL, PRIMARY KEY (update_id));
CREATE INDEX ix_inbox_state ON inbox (state);
"""


def of_the_first_version(url: str, catalogue: Catalogue) -> None:
    """Make a database as the first version left it: one resident, and updates in every state."""
    vault = Vault(b"s" * 40)
    kept = pack(Kept(Resident(language="pl", agreed=1, chosen=("st-01",)), 12), catalogue)
    rows = [
        (1, "done", None, None, 0, None, 100),
        (2, "saved", vault.seal(str(CHAT).encode()), None, 0, None, 100),
        (3, "new", vault.seal(str(CHAT).encode()), vault.seal(b"{}"), 1, None, 100),
        (4, "set-aside", None, None, 3, "KeyError", 100),
    ]
    engine = engine_for(url)
    with engine.begin() as connection:
        for statement in FIRST.split(";"):
            if statement.strip():
                postgres = connection.dialect.name == "postgresql"
                connection.exec_driver_sql(statement.replace("BLOB", "BYTEA") if postgres else statement)
        names = ("update_id", "state", "chat", "payload", "tries", "reason", "received_at")
        for row in rows:
            connection.execute(
                table("inbox", *map(column, names)).insert().values(**dict(zip(names, row, strict=True)))
            )
        known = {"key": vault.key(CHAT), "sealed": vault.seal_for(CHAT, kept), "used_at": 100}
        connection.execute(table("resident", *map(column, known)).insert().values(**known))
    engine.dispose()


async def test_a_database_of_the_first_version_is_brought_up_and_nothing_in_it_is_lost(
    database: str, opening: Opening, catalogue: Catalogue
) -> None:
    of_the_first_version(database, catalogue)
    opened = opening(database)
    kept = await opened.load(CHAT)
    assert (kept.message, kept.resident.chosen, kept.resident.agreed) == (12, ("st-01",), 1)
    assert await opened.counts() == {"done": 1, "saved": 1, "new": 1, "set-aside": 1}
    waiting = [(one.update_id, one.chat, one.payload, one.tries) for one in await opened.waiting()]
    assert waiting == [(2, CHAT, None, 0), (3, CHAT, b"{}", 1)]
    assert await opened.save(CHAT, kept, 3, 100)
    opened.close()
    assert prepared(database) == []


def test_the_models_are_what_the_changes_lead_to_from_nothing(database: str) -> None:
    engine = engine_for(database)
    with engine.begin() as connection:
        migrations.upgrade(connection)
    assert differences(engine) == []


def test_the_models_are_what_the_changes_lead_to_from_the_first_version(tmp_path: Path, catalogue: Catalogue) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    of_the_first_version(url, catalogue)
    engine = engine_for(url)
    assert [line.split(":")[0] for line in prepare(engine)] == ["0002", "0003"]
    assert differences(engine) == []


def differences(engine: Engine) -> list[Any]:
    """Give what lies between the tables and the models, and look at the version; then close the database."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert context.get_current_revision() == migrations.scripts().get_current_head() == HEAD
        found = list(compare_metadata(context, SQLModel.metadata))
    engine.dispose()
    return found


def test_tables_made_anew_are_those_the_changes_lead_to(database: str) -> None:
    assert prepared(database) == [f"{HEAD}: new tables"]
    assert differences(engine_for(database)) == []


async def migrate(url: str) -> tuple[int, str]:
    """Run `drogowskaz migrate`, and give its exit code and what it said."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "migrate"),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "BOT_DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    return running.returncode or 0, said.decode()


async def test_of_two_programs_that_start_at_once_one_brings_the_tables_up(database: str, catalogue: Catalogue) -> None:
    of_the_first_version(database, catalogue)
    told = sorted(await asyncio.gather(migrate(database), migrate(database)))
    at_head = f"The database is at version {HEAD}.\n"
    assert told == [
        (
            0,
            "0002: Chats are dealt out in slices, so that several workers can share them.\n"
            "0003: It is kept for a while who was erased, so that no backup brings them back.\n" + at_head,
        ),
        (0, at_head),
    ]


async def test_of_two_programs_that_start_at_once_one_makes_the_tables(database: str) -> None:
    told = sorted(await asyncio.gather(migrate(database), migrate(database)))
    at_head = f"The database is at version {HEAD}.\n"
    assert told == [(0, f"{HEAD}: new tables\n{at_head}"), (0, at_head)]


async def test_a_database_of_a_newer_program_is_refused_in_one_line_and_left_as_it_is(database: str) -> None:
    prepared(database)
    engine = engine_for(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    code, said = await migrate(database)
    assert code == 2
    assert said == (
        f"drogowskaz: The database has version 0999, this program knows versions up to {HEAD}. "
        "Install the program that belongs to the database, or restore a backup.\n"
    )
    engine.dispose()


def test_a_start_that_finds_everything_in_order_does_without_alembic(database: str) -> None:
    prepared(database)
    code = "import sys; from bot.store.opening import prepared; prepared(sys.argv[1]); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, database], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"


def test_what_is_no_database_is_told_in_one_line_without_passwords(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 100)
    refused = {
        "mysql://me:secret-word@127.0.0.1/x": "BOT_DATABASE_URL is no address of a database.",
        "postgresql://me:secret-word@127.0.0.1:1/x": "The database cannot be used: connection",
        f"sqlite:///{broken}": "The database cannot be used: file is not a database.",
        f"sqlite:///{broken}/below.db": "The database cannot be used:",
    }
    for url, told in refused.items():
        with pytest.raises(BadUsageError) as caught:
            prepared(url)
        assert str(caught.value).startswith(told)
        assert "secret-word" not in str(caught.value)
        assert "\n" not in str(caught.value)
    assert broken.read_bytes().startswith(b"no database at all")
