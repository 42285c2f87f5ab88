"""A version of the catalogue: a folder, or what a revision of git holds where the catalogue lies."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from bot.core.errors import BadUsageError
from bot.files.raw import MOST_BYTES
from bot.text.words import Words

SECONDS = 60
#: Nothing is fetched from elsewhere, which may run what a repository made to hurt names in its settings.
ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
#: What git calls a plain file, and one that can be run.
PLAIN = ("100644", "100755")


@dataclass(frozen=True)
class Version:
    """Where a version can be read, and what whoever asked for it called it."""

    name: str
    path: Path


@contextmanager
def version(written: str, offers: Path, words: Words) -> Iterator[Version]:
    """Give a version to read: a folder as it is, a revision unpacked for as long as it is needed.

    `offers`: the catalogue whose history is meant. Raises BadUsageError where it is neither.
    """
    if Path(written).is_dir():
        yield Version(written, Path(written))
        return
    with TemporaryDirectory(prefix="drogowskaz-") as folder:
        _unpack(_files(written, offers, words), Path(folder))
        yield Version(written, Path(folder))


def _files(revision: str, offers: Path, words: Words) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Give the plain files that a revision holds in the folder of the catalogue, each with what stands in it."""
    top = _git(offers, words, "rev-parse", "--show-toplevel")
    inside = _git(offers, words, "rev-parse", "--show-prefix")
    if top is None or inside is None:
        told = words(
            "{name} is no folder, and the catalogue {folder} does not lie in git.", name=revision, folder=offers
        )
        raise BadUsageError(told)
    root = Path(_line(top))
    commit = _git(root, words, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise BadUsageError(words("{name} is neither a folder nor a revision of git, such as HEAD~1.", name=revision))
    prefix = _line(inside).rstrip("/")
    tree = f"{_line(commit)}:{prefix}" if prefix else _line(commit)
    listed = _git(root, words, "ls-tree", "-r", "-z", "--long", "--full-tree", tree)
    found = [entry for entry in map(_entry, (listed or b"").split(b"\0")) if entry is not None]
    # Objects as they are stored, and not as git would write them out: no filter of the repository is run.
    asked = "".join(f"{entry.object}\n" for entry in found if entry.size <= MOST_BYTES)
    held = _git(root, words, "cat-file", "--batch", given=asked.encode())
    if listed is None or held is None:
        raise BadUsageError(words("The revision {name} has no folder {folder}.", name=revision, folder=prefix))
    out = BytesIO(held)
    for entry in found:
        if entry.size > MOST_BYTES:
            yield entry.path, bytes(MOST_BYTES + 1)  # as much as shows that it is too large
        elif not out.readline().endswith(b" missing\n"):
            yield entry.path, out.read(entry.size)
            out.read(1)


@dataclass(frozen=True, slots=True)
class _Entry:
    path: PurePosixPath
    object: str
    size: int


def _entry(listed: bytes) -> _Entry | None:
    """Read a line of a tree; None for links, for folders of other repositories, and for what leads out."""
    about, _, written = listed.partition(b"\t")
    path = PurePosixPath(written.decode("utf-8", "surrogateescape"))
    match about.decode("ascii").split():
        case [mode, "blob", object_, size] if mode in PLAIN and not path.is_absolute() and ".." not in path.parts:
            # An object that is not there has no size.
            return _Entry(path, object_, int(size)) if size.isdecimal() else None
    return None


def _git(folder: Path, words: Words, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run git in a folder; None where it refuses. Nothing that the repository's own settings name is run."""
    try:
        done = subprocess.run(  # noqa: S603 -- git alone; what is typed stands behind --end-of-options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 -- git of the system
            capture_output=True,
            check=False,
            input=given,
            timeout=SECONDS,
            env={**os.environ, **ALONE},
        )
    except (OSError, subprocess.TimeoutExpired):
        raise BadUsageError(words("git cannot be run. Give two folders instead of revisions.")) from None
    return done.stdout if done.returncode == 0 else None


def _line(out: bytes) -> str:
    return out.decode("utf-8", "surrogateescape").rstrip("\n")


def _unpack(files: Iterator[tuple[PurePosixPath, bytes]], folder: Path) -> None:
    """Write the files into a folder."""
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
