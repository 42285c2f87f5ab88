"""A copy of the last catalogue that was sound: what an edit is compared with, and what a start falls back on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.staff.names import names


def last_good(staff_folder: Path) -> Path:
    """Give where the copy lies."""
    return staff_folder / "good"


def keep(folder: Path, good: Path) -> None:
    """Copy the data files of a sound catalogue. May raise OSError; the copy before stays then."""
    # Names of our own: several workers may begin with the same catalogue at once.
    fresh, old = (good.with_name(f"{good.name}.{os.getpid()}.{part}") for part in ("new", "old"))
    for one in (fresh, old):
        shutil.rmtree(one, ignore_errors=True)
    for name in names(folder):
        target = fresh / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, target)
    if good.exists():
        good.rename(old)
    fresh.rename(good)
    shutil.rmtree(old, ignore_errors=True)
