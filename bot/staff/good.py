"""A copy of the last catalogue that was sound: what an edit is compared with, and what a start falls back on."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.files.raw import fetch
from bot.staff.names import names

log = logging.getLogger(__name__)


def last_good(staff_folder: Path) -> Path:
    """Give where the copy lies."""
    return staff_folder / "good"


def keep(folder: Path, good: Path, changed: Callable[[], bool]) -> bool:
    """Copy the data files of the catalogue in use; nothing where they were changed again meanwhile.

    `changed` tells whether they were. Gives whether they were copied. May raise OSError; the copy before stays then.
    """
    # Names of our own: several workers may begin with the same catalogue at once.
    fresh, old = (good.with_name(f"{good.name}.{os.getpid()}.{part}") for part in ("new", "old"))
    for one in (fresh, old):
        shutil.rmtree(one, ignore_errors=True)
    try:
        for name in names(folder):
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(fetch(folder / name))
        if changed():
            return False
        if good.exists():
            good.rename(old)
        fresh.rename(good)
        return True  # noqa: TRY300 -- said where it is done
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
    return known == names(good) and all(fetch(folder / one) == fetch(good / one) for one in known)


def keep_in_use(folder: Path, good: Path, changed: Callable[[], bool]) -> bool:
    """Copy the catalogue that is in use, if that is possible: it is served all the same. Gives whether it was."""
    try:
        return keep(folder, good, changed)
    except OSError as error:
        log.warning("the catalogue in use could not be copied: %s", error.strerror)
        return False
