"""The database seen from beside the bot: looked at by `doctor`, copied by `backup`, filled by `restore`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError
from sqlmodel import SQLModel

from bot.core.errors import BadUsageError, DrogowskazError
from bot.store.tables import DONE, InboxRow, ResidentRow
from bot.store.vault import SealError, Vault

SQLITE = "sqlite:///"
SECONDS = 5.0
#: A number no update of Telegram has.
NO_UPDATE = -1

TABLES = SQLModel.metadata.sorted_tables
resident: Any = ResidentRow.metadata.tables["resident"]
inbox: Any = InboxRow.metadata.tables["inbox"]


class DatabaseTroubleError(DrogowskazError):
    """The database cannot be reached or used. Says why in a few words, without its password."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How a database stands: its name as it may be shown, whether it is there, and what is wrong, if anything."""

    name: str
    there: bool
    trouble: str = ""
    version: str = ""


def name(url: str) -> str:
    """Give what may be shown of an address: no user, no password."""
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    try:
        parts = make_url(url)
    except ArgumentError:
        return "BOT_DATABASE_URL"
    return f"{parts.drivername.partition('+')[0]} {parts.database or ''} on {parts.host or 'this machine'}"


def path_of(url: str) -> Path | None:
    """Give the file of an SQLite database; None for another kind."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open a database that is there. Raises DatabaseTroubleError, BadUsageError."""
    made = _engine(url)
    try:
        yield made
    except SQLAlchemyError as error:
        raise DatabaseTroubleError(_why(error)) from None
    finally:
        made.dispose()


def _engine(url: str) -> Engine:
    path = path_of(url)
    if path is not None:
        return sqlite(path)
    if not url.startswith("postgresql"):
        msg = f"BOT_DATABASE_URL has value {url.split(':', maxsplit=1)[0]}:... Write sqlite:///path or postgresql://..."
        raise BadUsageError(msg)
    driven = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(driven, hide_parameters=True, connect_args={"connect_timeout": round(SECONDS)})


def sqlite(path: Path) -> Engine:
    """Open an SQLite file that is there; it is never made."""

    def connect() -> sqlite3.Connection:
        connection = raw(path)
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    return create_engine("sqlite://", creator=connect, hide_parameters=True)


def raw(path: Path, *, mode: str = "rw", timeout: float = SECONDS) -> sqlite3.Connection:
    """Open an SQLite file that is there, without anything between. Raises sqlite3.Error."""
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=timeout, check_same_thread=False)


def _why(error: SQLAlchemyError) -> str:
    """Say what is wrong in the words of the database, first line only: the others may show values."""
    told = str(error.orig) if isinstance(error, DatabaseError) else ""
    return (told.strip().splitlines() or [type(error).__name__])[0][:200]


def look(url: str) -> Looked:
    """Look whether a database can be read and written. Nothing is changed: what is written is taken back."""
    shown, path = name(url), path_of(url)
    if path is not None and not path.exists():
        return Looked(shown, there=False)
    try:
        with opened(url) as engine, engine.connect() as connection:
            row = {"update_id": NO_UPDATE, "state": DONE, "tries": 0, "received_at": 0}
            connection.execute(inbox.insert(), row)
            connection.rollback()
            counted = connection.execute(select(func.count()).select_from(inbox)).scalar() or 0
            return Looked(shown, there=True, version=f"{counted} updates known")
    except DatabaseTroubleError as error:
        return Looked(shown, there=True, trouble=str(error))


def not_opened(url: str, vault: Vault | None) -> int:
    """Count the waiting updates a secret does not open; without one, all sealed rows. Raises DatabaseTroubleError."""
    path = path_of(url)
    if path is not None and not path.exists():
        return 0
    with opened(url) as engine, engine.connect() as connection:
        sealed = connection.execute(select(inbox.c.chat).where(inbox.c.chat.is_not(None))).scalars().all()
        if vault is None:
            return len(sealed) + int(connection.execute(select(func.count()).select_from(resident)).scalar() or 0)
    return sum(not _opens(vault, one) for one in sealed)


def _opens(vault: Vault, sealed: bytes) -> bool:
    try:
        vault.open(sealed)
    except SealError:
        return False
    return True


def in_use(url: str) -> bool:
    """Tell whether another program has the database open. Raises DatabaseTroubleError."""
    path = path_of(url)
    if path is not None:
        return _held(path)
    others = (
        "select count(*) from pg_stat_activity where datname = current_database() "
        "and pid <> pg_backend_pid() and backend_type = 'client backend'"
    )
    with opened(url) as engine, engine.connect() as connection:
        return bool(connection.exec_driver_sql(others).scalar())


def _held(path: Path) -> bool:
    """Whoever has a database with a write-ahead log open holds a lock on it, also while doing nothing."""
    with closing(raw(path, timeout=0.2)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("SELECT 1 FROM sqlite_master").fetchall()
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError as error:
            raise DatabaseTroubleError(str(error)) from None
        return False
