"""Plain values kept in one file between two starts, by the content they were made of.

The file is trusted like the compiled Python files beside the program: it must belong to this user, in a folder that
is theirs alone. A file that is foreign, damaged or of another version counts as none, and everything is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import mmap
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MAGIC = b"drogowskaz kept\n"
_DIGEST = 16
_LENGTH = 8
#: What nobody else may do: read or write the file, write in its folder.
_FILE, _FOLDER = 0o077, 0o022
#: How the files are called; of so many the oldest go.
ENDING = ".kept"
MOST_FILES = 32


def digest(*parts: bytes) -> bytes:
    """Give a key: a digest of parts, in their order; their ends count too."""
    found = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        found.update(len(part).to_bytes(_LENGTH, "little"))
        found.update(part)
    return found.digest()


def stamp_of(package: Path, *more: str) -> bytes:
    """Give what tells this version of the program from others: Python, and each file in the folders of a package."""
    seen = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(package.glob("*/*.py"))]
    return digest(sys.version.encode(), repr(seen).encode(), *(one.encode() for one in more))


class Kept:
    """What was kept, and what is to be kept. Nothing here raises for what the disk says or holds."""

    def __init__(self, path: Path | None, stamp: bytes) -> None:
        """Open the file. `path` None: nothing is kept."""
        self._path, self._stamp = path, stamp
        self._old: dict[bytes, memoryview] = {}
        self._new: dict[bytes, bytes | memoryview] = {}
        self._changed = False
        if path is not None:
            with contextlib.suppress(OSError, ValueError):
                self._old = dict(_entries(_trusted(path), stamp))

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._path is not None

    def get(self, key: bytes) -> Any | None:
        """Give the value of a key, if it was kept. It will be kept again."""
        found = self._new.get(key) or self._old.get(key)
        if found is None:
            return None
        self._new[key] = found
        return marshal.loads(found)  # noqa: S302 -- only from a file that is this user's alone, see above

    def still(self, key: bytes) -> bool:
        """Keep the value of a key without looking at it. Tells whether there is one."""
        if key in self._old:
            self._new[key] = self._old[key]
        return key in self._new

    def put(self, key: bytes, value: Any) -> None:
        """Keep a plain value."""
        self._new[key] = marshal.dumps(value)
        self._changed = True

    def let_go(self) -> None:
        """Forget everything, one after the other: at one go no other thread could run meanwhile."""
        while self._new:
            self._new.popitem()
        while self._old:
            self._old.popitem()

    def save(self) -> None:
        """Write what was kept anew or asked for; what nobody asked for is left out."""
        if self._path is None or not (self._changed or len(self._new) < len(self._old)):
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file, name = tempfile.mkstemp(dir=self._path.parent)  # for this user alone
            try:
                with os.fdopen(file, "wb") as written:
                    written.write(_MAGIC + self._stamp + bytes(_DIGEST))
                    found = hashlib.blake2b(digest_size=_DIGEST)
                    for key, value in self._new.items():
                        for part in (key, len(value).to_bytes(_LENGTH, "little"), value):
                            written.write(part)
                            found.update(part)
                    written.seek(len(_MAGIC) + _DIGEST)
                    written.write(found.digest())
                Path(name).replace(self._path)
                _tidy(self._path.parent)
            except OSError:
                Path(name).unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    """Keep the newest files only: those of folders that are gone are never asked for again."""
    for old in sorted(folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime_ns)[:-MOST_FILES]:
        old.unlink()


def _trusted(path: Path) -> memoryview:
    """Give what a file holds. Raises OSError or ValueError where it is not this user's alone."""
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        seen, around = os.fstat(file), path.parent.stat()
        owners = {seen.st_uid, around.st_uid}
        if (
            owners != {os.geteuid()}
            or not stat.S_ISREG(seen.st_mode)
            or seen.st_mode & _FILE
            or around.st_mode & _FOLDER
        ):
            msg = "not this user's alone"
            raise ValueError(msg)
        return memoryview(mmap.mmap(file, 0, prot=mmap.PROT_READ))
    finally:
        os.close(file)


def _entries(held: memoryview, stamp: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Give what stands in the file. Raises ValueError where it is of another version, or damaged."""
    head = len(_MAGIC) + 2 * _DIGEST
    begins, checked = bytes(held[: len(_MAGIC) + _DIGEST]), bytes(held[len(_MAGIC) + _DIGEST : head])
    if begins != _MAGIC + stamp or hashlib.blake2b(held[head:], digest_size=_DIGEST).digest() != checked:
        msg = "of another version, or damaged"
        raise ValueError(msg)
    at = head
    while at < len(held):
        key, at = bytes(held[at : at + _DIGEST]), at + _DIGEST
        length, at = int.from_bytes(held[at : at + _LENGTH], "little"), at + _LENGTH
        yield key, held[at : at + length]
        at += length
