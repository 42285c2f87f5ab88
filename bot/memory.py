"""What was read of a catalogue is remembered: in this process, and in files for the next start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.offers import Offer, Programme
from bot.files.kept import ENDING, Kept, digest, stamp_of
from bot.files.loader import Memory, load
from bot.files.packed import SHAPE


def loaded(offers: Path, cache: Path | None, memory: Memory | None = None) -> Catalogue:
    """Load a catalogue, and keep what was read in a file of this folder; None: nowhere. Raises BadCatalogueError.

    `memory`: what this process knows already; it comes to know this catalogue too.
    """
    memory = memory or Memory()
    memory.kept = _kept(offers, cache, "catalogue")
    try:
        found = load(offers, memory)
        memory.kept.save()
    finally:
        memory.kept.let_go()
        memory.kept = Kept(None, b"")
    return found


class KeptWords:
    """The words of each programme, kept beside the catalogue: they change with its file."""

    def __init__(self, offers: Path, cache: Path | None, memory: Memory) -> None:
        """Know the programmes of the catalogue that was loaded last."""
        self._where = offers, cache
        self._kept: Kept | None = None
        self._keys = {
            id(made[0].programme): key for key, made in memory.used.items() if made and isinstance(made[0], Offer)
        }

    @property
    def _open(self) -> Kept:
        if self._kept is None:
            self._kept = _kept(*self._where, "words")
        return self._kept

    def get(self, programme: Programme) -> Any | None:
        """Give the words of a programme."""
        return self._open.get(self._keys[id(programme)])

    def put(self, programme: Programme, value: Any) -> None:
        """Keep the words of a programme."""
        if self._open.keeps:
            self._open.put(self._keys[id(programme)], value)

    def save(self) -> None:
        """Write what was asked for and what is new; what still holds stays."""
        for key in self._keys.values():
            self._open.still(key)
        self._open.save()
        self._open.let_go()
        self._kept = None


def _kept(offers: Path, cache: Path | None, kind: str) -> Kept:
    """Open the file that is kept of a folder of offers; each folder has its own."""
    name = f"{digest(str(offers.resolve()).encode()).hex()}.{kind}{ENDING}"
    return Kept(None if cache is None else cache / name, stamp_of(Path(__file__).parent, SHAPE))
