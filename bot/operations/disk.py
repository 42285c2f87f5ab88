"""How much room is left on the disk where the bot keeps its files."""

from __future__ import annotations

import shutil
from pathlib import Path

#: Below this the disk counts as nearly full; above the second number it is well again.
LOW_BYTES = 200 << 20
ENOUGH_BYTES = 300 << 20


def free_bytes(folder: Path) -> int:
    """Give the free bytes of the disk on which a folder lies, or will lie."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def megabytes(count: int) -> str:
    """Write a number of bytes as people read it."""
    return f"{count >> 20:,} MB"
