"""Everything `make soak` measures, in the order of the rows. A new way to measure is one more entry here."""

from __future__ import annotations

from functools import partial

from tests.soak import backups
from tests.soak.rows import BACKUP, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(BACKUP, "SQLite", partial(backups.on_sqlite, people=20_000), partial(backups.on_sqlite, people=200)),
    Entry(
        BACKUP, "PostgreSQL", partial(backups.on_postgresql, people=20_000), partial(backups.on_postgresql, people=200)
    ),
)
