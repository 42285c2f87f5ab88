"""Every change of the tables since the first version, one file each, applied with Alembic on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def scripts() -> ScriptDirectory:
    """Give the changes that lie beside this file."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection) -> list[str]:
    """Apply what is missing, in the transaction of the connection. Gives a line for each change."""
    known, context = scripts(), MigrationContext.configure(connection)
    missing = known.iterate_revisions("head", context.get_current_revision())
    done = []
    for change in reversed(list(missing)):
        with Operations.context(context):
            change.module.upgrade()
        context.stamp(known, change.revision)
        done.append(f"{change.revision}: {change.doc}")
    return done
