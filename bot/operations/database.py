"""The database seen from beside the bot: looked at by `doctor`, copied by `backup`, filled by `restore`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from bot.core.errors import DrogowskazError
from bot.store import schema
from bot.store.database import SQLITE, engine_for, is_shared
from bot.store.statements import erased, inbox, resident
from bot.store.tables import DONE
from bot.store.vault import SealError, Vault

SECONDS = 5.0
#: A number no update of Telegram has.
NO_UPDATE = -1
#: What is backed up. Who serves which slice is of the moment, and is not.
TABLES = (resident, inbox, erased)
#: What our own connections call themselves, so that they are not taken for somebody else's.
OURS = "drogowskaz-operations"


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
    path = path_of(url)
    made = sqlite(path) if path is not None else engine_for(url, patient=True)
    if path is None:
        event.listen(made, "connect", _say_who)
    try:
        yield made
    except SQLAlchemyError as error:
        raise DatabaseTroubleError(_why(error)) from None
    except OSError as error:
        raise DatabaseTroubleError(error.strerror or type(error).__name__) from None
    finally:
        made.dispose()


def _say_who(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET application_name = '{OURS}'")
    connection.commit()


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
            version = schema.version(connection)
            if version is None and is_shared(url):
                return Looked(shown, there=False)
            if version is not None and version > schema.HEAD:
                return Looked(shown, there=True, trouble=f"it has version {version}, newer than this program's")
            row = {"number": NO_UPDATE, "state": DONE}
            # Of the columns that were there from the beginning.
            columns = "update_id, state, tries, received_at"
            connection.execute(text(f"INSERT INTO inbox ({columns}) VALUES (:number, :state, 0, 0)"), row)  # noqa: S608
            connection.rollback()
    except DatabaseTroubleError as error:
        return Looked(shown, there=True, trouble=str(error))
    behind = "" if version == schema.HEAD else f", brought up to {schema.HEAD} at the next start"
    return Looked(shown, there=True, version=f"version {version or schema.OLDEST}{behind}")


def not_opened(url: str, vault: Vault | None) -> int:
    """Count the waiting updates a secret does not open; without one, all sealed rows. Raises DatabaseTroubleError."""
    path = path_of(url)
    if path is not None and not path.exists():
        return 0
    with opened(url) as engine, engine.connect() as connection:
        if schema.version(connection) is None and is_shared(url):
            return 0
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
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend' AND application_name <> :ours"
    )
    with opened(url) as engine, engine.connect() as connection:
        return bool(connection.execute(others, {"ours": OURS}).scalar())


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
