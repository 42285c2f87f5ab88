"""What is kept of changes that staff send: each with its file and the one before it, and a log of who did what.

Everything here can be done again after a crash in the middle: a step that was done already changes nothing.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

WAITING, TAKEN, LEFT, UNDONE, REPLACED = "waiting", "taken", "left", "undone", "replaced"
#: Changes that were never taken over are kept so long. Those that were are kept for good: they are what undo needs.
LEFT_KEPT = timedelta(days=30)
#: A file of the catalogue that is larger than this is neither shown nor replaced from the chat, in bytes.
MOST_HELD = 16 << 20
RECORD, NEW, OLD = "record.json", "new", "old"
DECISION = "decision.txt"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that was sent. `base`: digest of the file it was held against, None for no such file; `sum`: its own."""

    number: int
    name: str
    member: int
    at: str
    base: str | None
    sum: str
    #: What all other files looked like when it was judged.
    around: str
    state: str = WAITING
    #: The offers that its sender was told would go.
    lost: tuple[str, ...] = ()
    #: Who decided on it, and when.
    by: int = 0
    on: str = ""


def digest(content: bytes | None) -> str | None:
    """Give the digest of a file's content; None for no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Shelf:
    """The folder of changes. Every method may raise OSError."""

    folder: Path

    def put(self, change: Change, content: bytes, old: bytes | None) -> Change:
        """Keep a change that was sent; earlier ones of the same file no longer wait. One kept already stays so."""
        known = self.get(change.number)
        if known is not None:
            return known
        for other in self.all():
            if other.name == change.name and other.state == WAITING:
                self.set(replace(other, state=REPLACED))
        place = self._place(change.number)
        place.mkdir(parents=True, exist_ok=True)
        write(place / NEW, content)
        if old is not None:
            write(place / OLD, old)
        self.set(change)
        return change

    def set(self, change: Change) -> None:
        """Keep what became of a change."""
        write(self._place(change.number) / RECORD, json.dumps(asdict(change)).encode())

    def get(self, number: int) -> Change | None:
        """Give a change; None where there is none of this number."""
        try:
            found = json.loads((self._place(number) / RECORD).read_bytes())
            return Change(**{**found, "lost": tuple(found.get("lost", ()))})
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def content(self, change: Change) -> bytes:
        """Give the file that was sent."""
        return (self._place(change.number) / NEW).read_bytes()

    def before(self, change: Change) -> bytes | None:
        """Give the file before the change; None where there was none."""
        path = self._place(change.number) / OLD
        return path.read_bytes() if path.exists() else None

    def all(self) -> Iterator[Change]:
        """Give every change, the newest first."""
        numbers = [int(path.name) for path in self.folder.glob("changes/*") if path.name.isdecimal()]
        found = [change for number in numbers if (change := self.get(number)) is not None]
        return iter(sorted(found, key=lambda change: (change.at, change.number), reverse=True))

    def last_taken(self) -> Change | None:
        """Give the change that was taken over last and not undone."""
        return max((change for change in self.all() if change.state == TAKEN), key=lambda one: one.on, default=None)

    def tidy(self, now: datetime) -> None:
        """Let go of changes that were never taken over and are old."""
        for change in list(self.all()):
            if change.state in {WAITING, LEFT, REPLACED} and datetime.fromisoformat(change.at) < now - LEFT_KEPT:
                shutil.rmtree(self._place(change.number), ignore_errors=True)

    def decide(self, said: str) -> None:
        """Keep what staff said of an edit that loses many offers, for whoever serves beside us or after a restart."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write(self.folder / DECISION, said.encode())

    def decided(self) -> str:
        """Give what staff said last of such an edit; "" where nothing can be read."""
        try:
            return (self.folder / DECISION).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    def note(self, now: datetime, action: str, *, number: int = 0, **values: object) -> None:
        """Write a line into the log of who did what, once for each change and action."""
        told = " ".join(f"{name}={_one_line(value)}" for name, value in values.items())
        mark = f" change={number}" if number else ""
        path = self._log
        path.parent.mkdir(parents=True, exist_ok=True)
        ending = f"action={action} {told}{mark}\n"
        # As bytes: somebody may have written a remark into it with an editor that knows no UTF-8.
        if number and path.exists() and f" {ending}".encode() in path.read_bytes():
            return
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat(timespec='seconds')} {ending}")
            file.flush()
            os.fsync(file.fileno())

    def ready(self) -> None:
        """Make sure that what is about to be done can be noted; nothing is done that is not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._log.open("a", encoding="utf-8"):
            pass

    @property
    def _log(self) -> Path:
        return self.folder / "log.txt"

    def _place(self, number: int) -> Path:
        return self.folder / "changes" / str(number)


def _one_line(value: object) -> str:
    """Keep the name of a file from passing for a line of its own."""
    return "".join(sign if sign.isprintable() and sign != " " else "_" for sign in str(value))


def _fresh(path: Path) -> BinaryIO:
    """Open a file that was not there before: what somebody left under its name, a link perhaps, is not written to."""
    path.unlink(missing_ok=True)
    return path.open("xb")


def present(path: Path) -> bytes | None:
    """Give what a file holds now; None for no file. Raises OSError where it is far larger than any of the catalogue."""
    if not path.exists():
        return None
    if path.stat().st_size > MOST_HELD:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return path.read_bytes()


def replace_if(path: Path, before: str | None, content: bytes | None) -> bool:
    """Write a file, None: take it away, but only over what has the digest `before`. False where it is another one.

    It is looked at right before: whoever saved it while the change was judged does not lose what they wrote.
    """
    if content is not None:
        return write(path, content, lambda: digest(present(path)) == before)
    if digest(present(path)) != before:
        return False
    path.unlink(missing_ok=True)
    settle(path.parent)
    return True


def write(path: Path, content: bytes, still: Callable[[], bool] = lambda: True) -> bool:
    """Write a file whole or not at all: whoever reads it sees the old one or the new one.

    `still` is asked when only the name is missing: where it says no nothing is written. Gives what it said.
    """
    # Not called .yaml, so that nobody takes it for a data file.
    beside = path.with_name(f".{path.name}.tmp")
    try:
        with _fresh(beside) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            shutil.copymode(path, beside)
        if not still():
            beside.unlink()
            return False
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    settle(path.parent)
    return True


def settle(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a loss of power, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def writable(folder: Path) -> bool:
    """Tell whether files can be written into a folder, by writing one."""
    path = folder / ".drogowskaz.tmp"
    try:
        folder.mkdir(exist_ok=True)
        _fresh(path).close()
        path.unlink()
    except OSError:
        return False
    return True
