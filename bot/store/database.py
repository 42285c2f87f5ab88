"""The address of a database -> an engine for it: SQLite by default, PostgreSQL where several workers share one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.core.errors import BadUsageError

SQLITE, POSTGRESQL = "sqlite:///", ("postgresql://", "postgres://")


def is_shared(url: str) -> bool:
    """Tell whether several processes may serve on this database."""
    return url.startswith(POSTGRESQL)


def engine_for(url: str, *, patient: bool = False) -> Engine:
    """Give an engine, making the file of SQLite where there is none. Nothing is connected yet. Raises BadUsageError.

    `patient`: for work that may take long; otherwise PostgreSQL has to answer within moments.
    """
    if is_shared(url):
        from bot.store.postgres import engine  # noqa: PLC0415 -- its driver takes time to import

        return engine(url, patient=patient)
    if not url.startswith(SQLITE):
        # The value is not repeated: an address may carry a password.
        msg = "BOT_DATABASE_URL is no address of a database. Write sqlite:///path or postgresql://user@host/name."
        raise BadUsageError(msg)
    path = path_of(url)
    if not path.name or path.name.startswith(":") or path.is_dir() or "?" in url:
        # SQLite would take some of these for a database in memory, which is gone at the stop.
        msg = f"BOT_DATABASE_URL has value {url!r}. It names no file: write it like sqlite:///var/drogowskaz.db."
        raise BadUsageError(msg)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # For the owner alone; SQLite gives its other files the same mode.
        path.touch(mode=0o600)
    except OSError as error:
        raise BadUsageError(unusable(url, error)) from None
    # Parameters stay out of error messages: they are what residents said, sealed or not.
    made = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)
    event.listen(made, "connect", _durable)
    return made


def path_of(url: str) -> Path:
    """Give the file of SQLite."""
    return Path(url.removeprefix(SQLITE))


def unusable(url: str, error: Exception) -> str:
    """Say in one line that a database cannot be used, without its password."""
    reason = error.strerror if isinstance(error, OSError) else error.orig if isinstance(error, DBAPIError) else error
    first = (str(reason).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    where = "" if is_shared(url) else f" BOT_DATABASE_URL names {url.removeprefix(SQLITE)}."
    return f"The database cannot be used: {first}.{where}"


def _durable(connection: Any, _record: Any) -> None:
    """Set SQLite so that nothing acknowledged is lost and nothing erased stays readable."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=2000"):
        connection.execute(f"PRAGMA {pragma}")
