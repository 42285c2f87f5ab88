"""The tables: made where there are none, brought up where they are behind, refused where they are ahead.

Alembic is loaded only where there is something to bring up: a start that finds everything in order asks one question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select
from sqlmodel import SQLModel

from bot.core.errors import BadUsageError
from bot.store.tables import FIRST_TABLES

#: The version that the models describe, and the one of databases from before versions were kept.
HEAD, OLDEST = "0003", "0001"
#: Alembic's own table, with one row.
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
#: Of several programs starting at once one prepares the tables; any number would do.
LOCK = 7_227_110_001


def prepare(engine: Engine) -> list[str]:
    """Bring the tables to this program's version. Gives what was done, in words; nothing where all is in order.

    Raises BadUsageError where the database belongs to a newer program.
    """
    with engine.connect() as connection:
        if version(connection) == HEAD:
            return []
    with _alone(engine) as connection:
        found = version(connection)
        if found == HEAD:
            return []
        if found is None and not inspect(connection).has_table(FIRST_TABLES[0]):
            SQLModel.metadata.create_all(connection)
            _version.create(connection)
            connection.execute(_version.insert().values(version_num=HEAD))
            return [f"{HEAD}: new tables"]
        if found is None:
            _version.create(connection)
            connection.execute(_version.insert().values(version_num=OLDEST))
        elif not (found.isdecimal() and int(found) < int(HEAD)):
            msg = (
                f"The database has version {found}, this program knows versions up to {HEAD}. "
                "Install the program that belongs to the database, or restore a backup."
            )
            raise BadUsageError(msg)
        from bot.store.migrations import upgrade  # noqa: PLC0415 -- it loads Alembic

        return upgrade(connection)


def version(connection: Connection) -> str | None:
    """Give the version of the tables; None where none is kept: there are no tables yet, or very old ones."""
    if not inspect(connection).has_table(_version.name):
        return None
    found: str | None = connection.execute(select(_version.c.version_num)).scalar()
    return found


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction for which other programs wait. What it did is kept whole, or not at all."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA busy_timeout=60000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield connection
