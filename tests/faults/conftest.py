"""What the tests of faults share: a disk that can be full."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE_MB = 4


@dataclass
class Disk:
    """A small disk, or, where nothing can be mounted, a limit on what this process may write."""

    folder: Path
    mounted: bool

    @contextmanager
    def full(self) -> Iterator[None]:
        """Leave no room on it for a while."""
        if not self.mounted:
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            return
        filler = self.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            piece = bytes(1 << 16)
            while piece:
                try:
                    file.write(piece)
                except OSError:
                    piece = piece[: len(piece) // 2]
        try:
            yield
        finally:
            filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount a disk of a few megabytes in memory; where that is not allowed, give the folder with a limit."""
    folder.mkdir(exist_ok=True)
    options = ("-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "none", str(folder))
    try:
        mounted = subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0  # noqa: S607 -- wherever the system has it
    except OSError:
        mounted = False
    try:
        yield Disk(folder, mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)  # noqa: S607 -- wherever the system has it


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk."""
    with small_disk(tmp_path / "disk") as made:
        yield made
