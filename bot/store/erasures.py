"""Who erased themselves, so that no backup brings them back: keyed hashes and times beside the database, no more.

A backup is older than what was erased since. Each erasure leaves a line in the file of its day, `key seconds`, on the
disk before the row goes. A restore leaves those rows out. A file goes when no backup is as old as it is.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

#: Key of a chat -> the last second it was erased at.
Marks = dict[bytes, int]


@dataclass(frozen=True, slots=True)
class Erasures:
    """The folder of the marks. `days`: how long backups are kept, and marks with them."""

    folder: Path
    days: int

    def note(self, key: bytes, now: int) -> None:
        """Note an erasure, on the disk when this returns. Several programs may do so at once. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{datetime.fromtimestamp(now, UTC).date()}.txt"
        # One short line in one write at the end of the file: lines of several programs do not mix.
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{key.hex()} {now}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self) -> Marks:
        """Give all marks. A line cut off by a crash belongs to an erasure that had not begun."""
        found: Marks = {}
        for path in sorted(self.folder.glob("*.txt")):
            for line in path.read_text(encoding="ascii", errors="replace").splitlines():
                add(found, line)
        return found

    def tidy(self, now: int) -> None:
        """Let go of marks that no backup is as old as."""
        oldest = datetime.fromtimestamp(now, UTC).date() - timedelta(days=self.days + 1)
        for path in self.folder.glob("*.txt"):
            with suppress(ValueError, OSError):
                if date.fromisoformat(path.stem) < oldest:
                    path.unlink()


def add(marks: Marks, line: str) -> None:
    """Add what one line says, if it is a whole one."""
    key, _, at = line.partition(" ")
    with suppress(ValueError):
        erased = bytes.fromhex(key)
        marks[erased] = max(int(at), marks.get(erased, 0))
