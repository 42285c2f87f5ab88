"""A version of the catalogue: a folder, or what a revision of git holds where the catalogue lies."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from bot.core.errors import BadUsageError
from bot.text.words import Words

SECONDS = 60


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
        _unpack(_archive(written, offers, words), Path(folder))
        yield Version(written, Path(folder))


def _archive(revision: str, offers: Path, words: Words) -> bytes:
    """Give what a revision holds in the folder of the catalogue, as a tar archive."""
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
    archive = _git(root, words, "archive", "--format=tar", tree)
    if archive is None:
        raise BadUsageError(words("The revision {name} has no folder {folder}.", name=revision, folder=prefix))
    return archive


def _git(folder: Path, words: Words, *arguments: str) -> bytes | None:
    """Run git in a folder; None where it refuses."""
    try:
        done = subprocess.run(  # noqa: S603 -- git alone; what is typed stands behind --end-of-options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 -- git of the system
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise BadUsageError(words("git cannot be run. Give two folders instead of revisions.")) from None
    return done.stdout if done.returncode == 0 else None


def _line(out: bytes) -> str:
    return out.decode("utf-8", "surrogateescape").rstrip("\n")


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the plain files of an archive; links and whatever leads out of the folder stay unwritten."""
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        for member in packed:
            name = PurePosixPath(member.name)
            content = packed.extractfile(member) if member.isreg() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
