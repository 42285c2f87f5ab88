"""Connections to PostgreSQL that give up on a server that does not answer, instead of waiting for good."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine

from bot.core.errors import BadUsageError

#: How long one statement may take, and how long a connection.
PATIENCE = 2.0
#: Asked of the server, beside the address. It notices within seconds that we are gone, and lets go what we held.
PARAMETERS = {
    "application_name": "drogowskaz",
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
}
OPTIONS = {"tcp_keepalives_idle": "2", "tcp_keepalives_interval": "1", "tcp_keepalives_count": "2"}
IN_TIME = {"statement_timeout": "1800", "lock_timeout": "1500", "idle_in_transaction_session_timeout": "10000"}
#: What may take long waits for others only so long.
AT_LEISURE = {"statement_timeout": "0", "lock_timeout": "60000"}


class Impatient(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer: the network may be cut without a word."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer, for a limited time."""
        try:
            return super().wait(gen, interval, PATIENCE if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class Connected(psycopg.AsyncConnection[Any]):
    """The same on the event loop."""

    async def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for an answer, for a limited time."""
        try:
            return await super().wait(gen, interval, PATIENCE if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                await self.close()
            raise


async def connected(url: str) -> Connected:
    """Connect, for work on the event loop. Each statement is a transaction. May raise psycopg.Error."""
    return await Connected.connect(url, autocommit=True, **parameters(**IN_TIME))


def parameters(**options: str) -> dict[str, Any]:
    """Give what is asked for beside the address; `options` are settings of the session."""
    return PARAMETERS | {"options": " ".join(f"-c {name}={value}" for name, value in (OPTIONS | options).items())}


def check(url: str) -> None:
    """Read an address without connecting. Raises BadUsageError, which does not repeat it: the driver's own words would.

    An "@" in a host is the rest of a password that holds one.
    """
    try:
        is_one = "@" not in str(conninfo_to_dict(url).get("host") or "")
    except psycopg.Error:
        is_one = False
    if not is_one:
        msg = (
            "BOT_DATABASE_URL is no address of a database. Write it like postgresql://user:password@host/name; in a "
            "password %25 for %, %40 for @, %2F for /, %3A for :, %23 for #, %20 for a space."
        )
        raise BadUsageError(msg)


def engine(url: str, *, patient: bool = False) -> Engine:
    """Give an engine of one connection. Nothing is connected yet. Raises BadUsageError."""
    check(url)

    def connect() -> psycopg.Connection[Any]:
        if patient:
            return psycopg.connect(url, **parameters(**AT_LEISURE))
        return Impatient.connect(url, **parameters(**IN_TIME))

    # The address goes to the driver as it is: it knows every form of it.
    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=1,
        max_overflow=0,
        use_native_hstore=False,
        hide_parameters=True,
    )
