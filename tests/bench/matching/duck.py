"""DuckDB in memory: the same table and query as SQLite; loaded from a file in the order of places, and prepared."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.columns import Columns
from tests.bench.matching.engines import Found


class DuckDb:
    """A table whose rows lie in the order of their places, so that blocks of other places are passed over."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.columns = Columns(catalogue)
        self.database = duckdb.connect(":memory:")
        names = ", ".join(f"{name} BIGINT" for name in self.columns.names)
        self.database.execute(f"CREATE TABLE offer (place INTEGER, id VARCHAR, {names})")
        with TemporaryDirectory() as folder:
            # Row by row would be slow: its documentation advises against it.
            path = Path(folder, "offers.csv")
            with path.open("w", newline="") as file:
                csv.writer(file).writerows(self.columns.rows())
            listed = "SELECT * FROM read_csv(?, header = false, auto_detect = false, columns = ?) ORDER BY ALL"
            types = {"place": "INTEGER", "id": "VARCHAR", **dict.fromkeys(self.columns.names, "BIGINT")}
            self.database.execute(f"INSERT INTO offer {listed}", [str(path), types])
        self.database.execute(f"PREPARE matching AS {self.columns.query('offer')}")

    def asks(self, known: Known) -> str:
        asked = self.columns.asked(known)
        return f"EXECUTE matching({', '.join(f'{name} := {value}' for name, value in asked.items())})"

    def match(self, resident: str) -> Found:
        found = self.database.execute(resident).fetchall()
        return [id_ for id_, sure in found if sure], [id_ for id_, sure in found if not sure]
