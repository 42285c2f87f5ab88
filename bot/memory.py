"""What was read of a catalogue is remembered: in this process, and in a file for the next start."""

from __future__ import annotations

from pathlib import Path

from bot.core.catalogue import Catalogue
from bot.files.kept import Kept, digest, stamp_of
from bot.files.loader import Memory, load
from bot.files.packed import SHAPE


def loaded(offers: Path, cache: Path | None, memory: Memory | None = None) -> Catalogue:
    """Load a catalogue, and keep what was read in a file of this folder; None: nowhere. Raises BadCatalogueError.

    `memory`: what this process knows already; it comes to know this catalogue too.
    """
    memory = memory or Memory()
    name = digest(str(offers.resolve()).encode()).hex() + ".kept"
    memory.kept = Kept(None if cache is None else cache / name, stamp_of(Path(__file__).parent, SHAPE))
    try:
        found = load(offers, memory)
        memory.kept.save()
    finally:
        memory.kept = Kept(None, b"")
    return found
