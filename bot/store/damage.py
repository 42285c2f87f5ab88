"""A damaged SQLite file: it is set aside under a name with the date, and what can still be read of it is kept.

The file itself is never changed and never deleted: whoever runs the bot may want to look at it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

log = logging.getLogger(__name__)

#: SQLite's own codes for "the file is damaged" and "this is no database".
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
#: A file that was cut short may read like a disk that fails; so does one that a failing disk has lost parts of.
DOUBTFUL = (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)
#: With these the file is whole and stays open: what it holds can still be read.
STILL_READ = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
#: The primary code stands in the lowest byte.
PRIMARY = 0xFF
#: What is worth having of a damaged file.
TABLES = ("resident", "inbox", "erased")
FRESHER = """
    INSERT INTO resident (key, sealed, used_at) VALUES (?, ?, strftime('%s', 'now'))
    ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed
"""
#: SQLite's other files beside the database.
BESIDE = ("-wal", "-shm")


@dataclass
class Mender:
    """Begins a database file anew where it is damaged. `prepare` makes its tables.

    `fresher` gives rows of residents, key and sealed, that are newer than any in the file.
    """

    path: Path
    prepare: Callable[[], object]
    fresher: Callable[[], list[tuple[bytes, bytes]]] = list
    #: The names under which damaged files were set aside since the start.
    aside: list[str] = field(default_factory=list)

    def mends(self, error: BaseException) -> bool:
        """Begin the file anew where an error says that it is damaged; False where it is not. Raises OSError."""
        code = code_of(error)
        if code in DOUBTFUL:
            return self.mended()
        if code & PRIMARY not in DAMAGED and not has_lost_a_table(error):
            return False
        self._begin_anew()
        return True

    def mended(self) -> bool:
        """Look through the file, and begin it anew where it is damaged. False where it is whole. Raises OSError."""
        try:
            check(self.path)
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError:
            self._begin_anew()
            return True
        return False

    def _begin_anew(self) -> None:
        aside = set_aside(self.path, datetime.now().astimezone())
        self.path.touch(mode=0o600)
        self.prepare()
        saved = rescue(aside, self.path, TABLES)
        with closing(sqlite3.connect(self.path, timeout=1)) as fresh, fresh:
            fresh.executemany(FRESHER, self.fresher())
        self.aside.append(aside.name)
        log.error("the database was damaged: it is kept as %s, a new one was begun with %s rows of it", aside, saved)


def code_of(error: BaseException) -> int:
    """Give SQLite's own code of an error, or of what caused it; 0 where it has none."""
    return getattr(getattr(error, "orig", error), "sqlite_errorcode", None) or 0


def has_lost_a_table(error: BaseException) -> bool:
    """Tell whether a table is gone that was made before anything else: what holds the names of tables is damaged."""
    return code_of(error) == sqlite3.SQLITE_ERROR and str(getattr(error, "orig", error)).startswith("no such table")


def is_still_read(error: BaseException) -> bool:
    """Tell whether a database that takes nothing can still be read, as long as it stays open."""
    return code_of(error) & PRIMARY in STILL_READ


def check(path: Path) -> None:
    """Look through a file. Raises sqlite3.DatabaseError where it is damaged, OperationalError where it is locked."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        error = sqlite3.DatabaseError("the file is damaged")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def set_aside(path: Path, now: datetime) -> Path:
    """Give a damaged file another name, with its log of writes, so that a new one can be begun. Gives the name."""
    stem = f"{path.name}.damaged-{now:%Y-%m-%dT%H%M%S}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    # The log first: beside a new file it must not lie, not even after a crash in between.
    for end in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    path.rename(aside)
    return aside


def rescue(aside: Path, fresh: Path, tables: Sequence[str]) -> int:
    """Copy the rows that can still be read into a fresh database that has the same tables. Gives how many."""
    saved = 0
    with closing(sqlite3.connect(fresh, timeout=1)) as target:
        for table in tables:
            columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
            put = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 -- names of our own tables
            with target:
                for row in _readable(aside, table, columns):
                    saved += target.execute(put, row).rowcount
    return saved


def _readable(aside: Path, table: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
    """Read a table from its beginning as far as it goes, then from its end."""
    for order in ("ASC", "DESC"):
        rows = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED ORDER BY rowid {order}"  # noqa: S608 -- as above
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{quote(str(aside))}?mode=ro", uri=True)) as source:
            yield from source.execute(rows)
            return
