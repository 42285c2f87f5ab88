"""`drogowskaz restore FILE`: what a backup holds comes back, but for whoever erased themselves since.

The backup is copied first, what must not come back is taken out of the copy, and the rest replaces all rows of the
database in one transaction: a restore that fails changes nothing. Then both are compared, row by row.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    bindparam,
    delete,
    func,
    inspect,
    select,
    update,
)
from sqlmodel import SQLModel

from bot.core.errors import BadUsageError
from bot.operations import database
from bot.operations.backup import BadBackupError, Manifest, manifest, weights
from bot.operations.database import TABLES
from bot.operations.rows import copy, weigh
from bot.store.database import SQLITE
from bot.store.erasures import Marks
from bot.store.opening import prepared
from bot.store.schema import prepare
from bot.store.statements import erased, inbox, inserts, resident
from bot.store.tables import DONE
from bot.store.vault import SealError, Vault

_GONE = delete(resident).where(resident.c.key == bindparam("of"), resident.c.used_at <= bindparam("until"))
_FORGET = (
    update(inbox).where(inbox.c.update_id == bindparam("number")).values(state=DONE, chat=None, payload=None, slice=0)
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: rows by table; and what did not: residents who erased themselves since, and those too old."""

    backup: Manifest
    rows: dict[str, int]
    erased: int
    old: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be restored. `marks`: who erased themselves; `oldest`: the second before which answers are too old."""

    file: Path
    vault: Vault
    marks: Marks
    oldest: int


def verify(wanted: Wanted, url: str, scratch: Path) -> Manifest:
    """Restore into a database that is thrown away, and compare every row. The real one is not touched.

    Raises BadBackupError where anything differs, DatabaseTroubleError.
    """
    with _copy(wanted, scratch) as (said, copied), _thrown_away(url, scratch) as connection:
        for table in TABLES:
            with copied.connect() as old:
                copy(old, connection, table)
            with copied.connect() as old:
                before = weigh(old, table)
            if weigh(connection, table) != before:
                msg = f"{wanted.file}: the table {table.name} came back otherwise than it was."
                raise BadBackupError(msg)
    return said


def restore(wanted: Wanted, url: str, scratch: Path) -> Restored:
    """Replace what the database holds. Raises BadBackupError, DatabaseTroubleError: then nothing has changed."""
    with _copy(wanted, scratch) as (said, copied):
        prepared(url)
        with database.opened(url) as engine:
            with engine.connect() as connection:
                # Who erased themselves stands in the database that is replaced, in the backup, and in files.
                known = read_marks(connection, wanted.marks)
            with copied.begin() as connection:
                gone, old = _take_out(connection, wanted, read_marks(connection, known))
            with copied.connect() as from_, engine.begin() as to:
                for table in TABLES:
                    to.execute(table.delete())
                counted = {table.name: copy(from_, to, table) for table in TABLES}
            _compare(copied, engine)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                # What was there before goes for good.
                connection.exec_driver_sql(inserts(engine.dialect.name).tidy)
    return Restored(said, counted, gone, old)


def _compare(copied: Engine, engine: Engine) -> None:
    with copied.connect() as before, engine.connect() as after:
        for table in TABLES:
            if weigh(before, table) != weigh(after, table):
                msg = f"The table {table.name} is not what was restored: is the bot running? Stop it first."
                raise BadBackupError(msg)


def read_marks(connection: Connection, known: Marks) -> Marks:
    """Give the marks of a database and those known already, the last of each."""
    found = dict(known)
    for key, at in connection.execute(select(erased.c.key, erased.c.at)).all():
        found[bytes(key)] = max(at, found.get(bytes(key), 0))
    return found


def holds(url: str) -> dict[str, int]:
    """Count the rows a database holds, by table; nothing where it is not there or has no tables yet."""
    path = database.path_of(url)
    if path is not None and not path.exists():
        return {}
    with database.opened(url) as engine, engine.connect() as connection:
        there = [table for table in TABLES if inspect(connection).has_table(table.name)]
        counts = {one.name: connection.execute(select(func.count()).select_from(one)).scalar() for one in there}
    return {name: int(count) for name, count in counts.items() if count}


@contextmanager
def _copy(wanted: Wanted, scratch: Path) -> Iterator[tuple[Manifest, Engine]]:
    """Give a copy of the backup that may be changed, once it is known to be whole and of this secret."""
    said = manifest(wanted.file)
    if said.fingerprint != wanted.vault.fingerprint:
        msg = f"{wanted.file} belongs to another secret. Set the one it was made with, or nobody's answers can be read."
        raise BadUsageError(msg)
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=scratch) as folder:
        path = Path(shutil.copyfile(wanted.file, Path(folder, "copy.db")))
        with database.opened(f"{SQLITE}{path}") as copied:
            for name, weight in weights(copied).items():
                if weight != said.tables.get(name):
                    msg = f"{wanted.file} is damaged: the table {name} is not what was written."
                    raise BadBackupError(msg)
            try:
                prepare(copied)
            except BadUsageError as error:
                msg = f"{wanted.file}: {error}"
                raise BadBackupError(msg) from None
            _check_kinds(wanted.file, copied)
            yield said, copied


def _check_kinds(file: Path, copied: Engine) -> None:
    """Look whether all values are of the kinds the tables are made for; SQLite takes any. Raises BadBackupError."""
    with copied.connect() as connection:
        for table in TABLES:
            for column in table.columns:
                kinds = [_kind(column), *(["null"] if column.nullable else [])]
                others = select(func.count()).select_from(table).where(func.typeof(column).not_in(kinds))
                if connection.execute(others).scalar():
                    msg = (
                        f"{file} is damaged: in the table {table.name} {column.name} holds what does not belong there."
                    )
                    raise BadBackupError(msg)


def _kind(column: Column[object]) -> str:
    """Give what SQLite calls the values of a column."""
    if isinstance(column.type, LargeBinary):
        return "blob"
    return "integer" if isinstance(column.type, Integer) else "text"


@contextmanager
def _thrown_away(url: str, scratch: Path) -> Iterator[Connection]:
    """Give a connection to empty tables that are gone afterwards, in the kind of database that is used."""
    if database.path_of(url) is None:
        with database.opened(url) as engine, engine.connect() as connection:
            # Tables of this connection alone, of the very types of the real ones.
            mine = connection.execution_options(schema_translate_map={None: "pg_temp"})
            SQLModel.metadata.create_all(mine, tables=TABLES, checkfirst=False)
            yield mine
            connection.rollback()
        return
    with tempfile.TemporaryDirectory(prefix="verify-", dir=scratch) as folder:
        path = Path(folder, "verify.db")
        path.touch(mode=0o600)
        with database.opened(f"{SQLITE}{path}") as engine:
            prepare(engine)
            with engine.connect() as connection:
                yield connection


def _take_out(connection: Connection, wanted: Wanted, marks: Marks) -> tuple[int, int]:
    """Take out who erased themselves after the backup, with their waiting updates, and whose answers are too old."""
    gone, mark = 0, inserts(connection.dialect.name).mark
    for key, at in marks.items():
        gone += connection.execute(_GONE, {"of": key, "until": at}).rowcount
        connection.execute(mark, {"key": key, "at": at})
    waiting = select(inbox.c.update_id, inbox.c.chat, inbox.c.received_at).where(inbox.c.chat.is_not(None))
    for row in connection.execute(waiting).all():
        try:
            key = wanted.vault.key(wanted.vault.open_chat(row.chat))
        except SealError:
            continue
        if row.received_at <= marks.get(key, -1):
            connection.execute(_FORGET, {"number": row.update_id})
    old = connection.execute(delete(resident).where(resident.c.used_at < wanted.oldest)).rowcount
    return gone, old
