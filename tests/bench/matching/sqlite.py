"""SQLite in memory: one row an offer, one column a condition, kept in the order of places (the primary key)."""

from __future__ import annotations

import sqlite3

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.columns import Columns
from tests.bench.matching.engines import Found


class Sqlite:
    """A table whose rows lie in the order of their places."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.columns = Columns(catalogue)
        self.database = sqlite3.connect(":memory:")
        names = ", ".join(f"{name} INTEGER NOT NULL" for name in self.columns.names)
        self.database.execute(
            f"CREATE TABLE offer (place INTEGER, id TEXT, {names}, PRIMARY KEY (place, id)) WITHOUT ROWID"
        )
        marks = ", ".join("?" * (2 + len(self.columns.names)))
        self.database.executemany(f"INSERT INTO offer VALUES ({marks})", self.columns.rows())  # noqa: S608 -- no input
        self.database.execute("ANALYZE")
        self.query = self.columns.query("offer")

    def asks(self, known: Known) -> dict[str, int]:
        return self.columns.asked(known)

    def match(self, resident: dict[str, int]) -> Found:
        fits: list[str] = []
        maybe: list[str] = []
        for id_, sure in self.database.execute(self.query, resident):
            (fits if sure else maybe).append(id_)
        return fits, maybe
