"""`drogowskaz backup FILE`: everything that is kept, in one file for the owner alone, while the bot runs.

The file is an SQLite database, whichever database it comes from: the tables as they were at one moment, and one more,
`backup`, that says what they hold. The secret is not in it: only a fingerprint, so that a wrong one is noticed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine, MetaData

from bot.core.errors import BadUsageError, DrogowskazError
from bot.operations import database
from bot.operations.database import TABLES
from bot.operations.rows import Weight, copy, weigh
from bot.store import schema
from bot.store.database import SQLITE

FORMAT = 1
NAMES = frozenset(table.name for table in TABLES)
#: The tables a backup may hold: of SQLite all are copied.
MAY_HOLD = NAMES | {"backup", "alembic_version", "slice"}


class BadBackupError(DrogowskazError):
    """A backup cannot be used. Says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `at`: seconds; `fingerprint`: of the secret; `tables`: what each weighs."""

    format: int
    at: int
    program: str
    fingerprint: str
    tables: dict[str, Weight]

    @property
    def made(self) -> str:
        """The moment it was made at, as people read it."""
        return datetime.fromtimestamp(self.at, UTC).strftime("%Y-%m-%d %H:%M UTC")


def backup(url: str, fingerprint: str, target: Path, now: int) -> Manifest:
    """Write a backup. Raises BadUsageError, DatabaseTroubleError.

    It has its name only when it is whole and on the disk.
    """
    if target.exists():
        msg = f"{target} is there already. Give the backup another name."
        raise BadUsageError(msg)
    source = database.path_of(url)
    if source is not None and not source.exists():
        msg = f"There is no database to back up. BOT_DATABASE_URL names {source}."
        raise BadUsageError(msg)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            made = _write(url, source, part, fingerprint, now)
            _to_disk(part)
            part.rename(target)
            _to_disk(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{target} cannot be written: {error.strerror}."
        raise BadUsageError(msg) from None
    except sqlite3.Error as error:
        raise database.DatabaseTroubleError(str(error)) from None
    return made


def _write(url: str, source: Path | None, part: Path, fingerprint: str, now: int) -> Manifest:
    if source is not None:
        _copy_sqlite(source, part)
    with database.opened(f"{SQLITE}{part}") as copied:
        if source is None:
            with database.opened(url) as engine:
                _copy_rows(engine, copied)
        tables = weights(copied)
    made = Manifest(FORMAT, now, version("drogowskaz"), fingerprint, tables)
    _seal(part, made)
    return made


def weights(copied: Engine) -> dict[str, Weight]:
    """Weigh the tables of a backup with the columns they have there: it may be of an older version."""
    found = MetaData()
    found.reflect(copied, only=lambda name, _: name in NAMES)
    with copied.connect() as connection:
        return {table.name: weigh(connection, table) for table in found.sorted_tables}


def _copy_sqlite(source: Path, part: Path) -> None:
    """Copy a database as it is at one moment. Whoever writes meanwhile goes on, and is not in it."""
    with closing(database.raw(source)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new)
        # One file: no log of writes beside it.
        new.execute("PRAGMA journal_mode=DELETE")


def _copy_rows(engine: Engine, copied: Engine) -> None:
    """Copy the rows as they are at one moment: all of them are read in one snapshot."""
    schema.prepare(copied)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as old, copied.begin() as new:
        if schema.version(old) != schema.HEAD:
            msg = "The tables are not of this program's version. Run `drogowskaz migrate` first."
            raise BadUsageError(msg)
        for table in TABLES:
            copy(old, new, table)


def _seal(part: Path, made: Manifest) -> None:
    """Write the manifest into the file."""
    lines = {
        "format": str(made.format),
        "at": str(made.at),
        "program": made.program,
        "fingerprint": made.fingerprint,
        **{f"table:{name}": f"{weight.count} {weight.digest}" for name, weight in made.tables.items()},
    }
    with closing(sqlite3.connect(part)) as connection, connection:
        connection.execute("CREATE TABLE backup (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany("INSERT INTO backup VALUES (?, ?)", lines.items())


def manifest(path: Path) -> Manifest:
    """Read what a backup says of itself. Raises BadBackupError."""
    if not path.is_file():
        msg = f"There is no backup {path}."
        raise BadUsageError(msg)
    try:
        with closing(database.raw(path, mode="ro")) as connection:
            _refuse_what_is_no_table(path, connection)
            lines = dict(connection.execute("SELECT name, value FROM backup").fetchall())
            (whole,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error:
        msg = f"{path} is no backup of Drogowskaz, or it is damaged."
        raise BadBackupError(msg) from None
    if whole != "ok":
        msg = f"{path} is damaged."
        raise BadBackupError(msg)
    with suppress(KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError):
        if int(lines["format"]) > FORMAT:
            msg = f"{path} was made by a newer version of the program ({_plain(lines['program'])}). Update first."
            raise BadBackupError(msg)
        tables = {
            name.removeprefix("table:"): Weight(int(value.partition(" ")[0]), value.partition(" ")[2])
            for name, value in lines.items()
            if name.startswith("table:")
        }
        datetime.fromtimestamp(at := int(lines["at"]), UTC)
        return Manifest(FORMAT, at, _plain(lines["program"]), lines["fingerprint"], tables)
    msg = f"{path} does not say what it holds: it is damaged."
    raise BadBackupError(msg)


def _refuse_what_is_no_table(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file with anything in it but plain tables of ours: a view may have no end, a trigger does what it likes.

    Nothing of such a file is read. Raises BadBackupError.
    """
    for kind, table, made in connection.execute("SELECT type, tbl_name, sql FROM sqlite_master"):
        is_virtual = str(made or "").upper().startswith("CREATE VIRTUAL")
        if kind not in ("table", "index") or table not in MAY_HOLD or is_virtual:
            msg = f"{path} is no backup of Drogowskaz: it holds more than tables of its own."
            raise BadBackupError(msg)


def _plain(written: str) -> str:
    """Keep what a file says of itself from doing anything to a terminal."""
    return "".join(sign for sign in written if sign.isprintable())[:40]


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
