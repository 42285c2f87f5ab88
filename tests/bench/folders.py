"""Catalogue folders of any size: the real catalogue's own files, its programmes copied under other ids."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bot.files.raw import SHARED
from tests.bench.walks import ROOT

#: The ids of a programme and of its offers, as they stand in a file.
IDS = re.compile(r"^(id: |  - id: )(.+)$", re.MULTILINE)


def written(folder: Path, offers: int) -> int:
    """Write a catalogue with at least so many offers, in whole files as long as the real ones. Gives how many."""
    programmes = folder / "programmes"
    programmes.mkdir(parents=True)
    for name in SHARED:
        shutil.copyfile(ROOT / "offers" / name, folder / name)
    real = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "offers/programmes").glob("*.yaml"))}
    made = copy = 0
    while made < offers:
        for name, text in real.items():
            if made < offers:
                other, ids = IDS.subn(rf"\g<1>\g<2>-{copy:05}", text)
                (programmes / f"{name}-{copy:05}.yaml").write_text(other, encoding="utf-8")
                made += ids - 1
        copy += 1
    return made


def size(folder: Path, named: str = "*.yaml") -> int:
    """Give the bytes of all files of a folder that are named so."""
    return sum(path.stat().st_size for path in folder.rglob(named) if path.is_file())
