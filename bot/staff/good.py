"""A copy of the last catalogue that was sound: what an edit is compared with, and what a start falls back on."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.staff.names import names

log = logging.getLogger(__name__)


def last_good(staff_folder: Path) -> Path:
    """Give where the copy lies."""
    return staff_folder / "good"


def keep(folder: Path, good: Path, changed: Callable[[], bool]) -> None:
    """Copy the data files of the catalogue in use; nothing where they were changed again meanwhile.

    `changed` tells whether they were. May raise OSError; the copy before stays then.
    """
    # Names of our own: several workers may begin with the same catalogue at once.
    fresh, old = (good.with_name(f"{good.name}.{os.getpid()}.{part}") for part in ("new", "old"))
    for one in (fresh, old):
        shutil.rmtree(one, ignore_errors=True)
    try:
        for name in names(folder):
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target)
        if changed():
            return
        if good.exists():
            good.rename(old)
        fresh.rename(good)
    except OSError:
        # Where another worker was quicker its copy is there, and stays.
        with suppress(OSError):
            old.rename(good)
        raise
    finally:
        for one in (fresh, old):
            shutil.rmtree(one, ignore_errors=True)


def alike(folder: Path, good: Path) -> bool:
    """Tell whether a folder holds what the copy holds."""
    known = names(folder)
    return known == names(good) and all((folder / one).read_bytes() == (good / one).read_bytes() for one in known)


def keep_in_use(folder: Path, good: Path, changed: Callable[[], bool]) -> None:
    """Copy the catalogue that is in use, if that is possible: it is served all the same."""
    try:
        keep(folder, good, changed)
    except OSError as error:
        log.warning("the catalogue in use could not be copied: %s", error.strerror)
