"""A folder -> a catalogue, or every problem at once. A broken catalogue is never used, not even in part.

What was read before is not read again: each file is known by its bytes. Only sound files are remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, Problem
from bot.core.errors import Place as Where
from bot.core.offers import Offer
from bot.files.kept import Kept, digest
from bot.files.packed import packed, unpacked
from bot.files.raw import SHARED, fetched, names

if TYPE_CHECKING:
    from bot.files.assemble import Programmes

#: What all offers rest on: the values of a catalogue but its offers.
Base = tuple[Any, ...]


@dataclass
class Memory:
    """What was read before, by its content: on disk where something is kept there, and what is in use now."""

    kept: Kept = field(default_factory=lambda: Kept(None, b""))
    used: dict[bytes, Any] = field(default_factory=dict)
    #: What was asked for since the last catalogue was whole.
    fresh: dict[bytes, Any] = field(default_factory=dict)

    def recall(self, key: bytes) -> Any | None:
        """Give what was made of the content of this key."""
        found = self.used.get(key)
        if found is not None:
            self.kept.still(key)
        else:
            written = self.kept.get(key)
            found = None if written is None else unpacked(written)
        if found is not None:
            self.fresh[key] = found
        return found

    def remember(self, key: bytes, made: Any) -> None:
        """Hold what was made of the content of this key."""
        self.fresh[key] = made
        if self.kept.keeps:
            self.kept.put(key, packed(made))

    def whole(self) -> None:
        """Forget what the catalogue that is whole now does not rest on."""
        self.used, self.fresh = self.fresh, {}


def load(path: Path, memory: Memory | None = None) -> Catalogue:
    """Load a catalogue. Raises BadCatalogueError with every error that keeps it from being used."""
    if not path.is_dir():
        raise BadCatalogueError((_no_folder(path),))
    memory = memory or Memory()
    memory.fresh = {}
    files = {name: fetched(path, name) for name in SHARED}
    key = digest(*(part for name, raw in files.items() if raw is not None for part in (name.encode(), raw)))
    base: Base | None = memory.recall(key)
    if base is None:
        from bot.files.assemble import base_of  # noqa: PLC0415 -- only what is new needs the models

        base = base_of(path, files)
        memory.remember(key, base)
    offers = _offers(path, base, key, memory)
    memory.whole()
    return _catalogue_of(base, offers)


def _catalogue_of(base: Base, offers: dict[str, Offer]) -> Catalogue:
    """Put the parts of a catalogue together."""
    questions, places, groups, bodies, contacts, papers, dangers = base
    return Catalogue(questions, places, groups, offers, bodies, contacts, papers, dangers)


def _offers(path: Path, base: Base, key: bytes, memory: Memory) -> dict[str, Offer]:
    """Give the offers of all programmes. Raises BadCatalogueError with the errors of all of them."""
    found: dict[str, Offer] = {}
    files: dict[str, str] = {}
    reading: Programmes | None = None
    for name in names(path, "programmes"):
        raw = fetched(path, name)
        own = digest(key, name.encode(), b"" if raw is None else raw)
        offers: tuple[Offer, ...] | None = memory.recall(own)
        # What stands in two files is found where it is read.
        if offers is None or offers[0].programme.id in files or any(offer.id in found for offer in offers):
            if reading is None:
                from bot.files.assemble import Programmes  # noqa: PLC0415 -- see above

                reading = Programmes(path, _catalogue_of(base, found), files)
            offers = reading.read(name, raw)
            if offers is None:
                continue
            memory.remember(own, offers)
        files[offers[0].programme.id] = name
        found.update((offer.id, offer) for offer in offers)
    folder = None if reading is None else reading.finish()
    if folder is not None and folder.broken:
        raise BadCatalogueError.of(folder.problems)
    return found


def _no_folder(path: Path) -> Problem:
    """Give the problem of a folder that is not there."""
    return Problem(Where(str(path)), "no-folder")


def examine(path: Path, today: date | None = None) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read and check everything, also what takes time or is only advice. The catalogue is None where there are errors.

    `today`: days that are told as done are held against it. Wrong example residents do not break a catalogue.
    """
    from bot.files import assemble  # noqa: PLC0415 -- loading what is known already does without it

    return assemble.examine(path, today) if path.is_dir() else (None, (_no_folder(path),))
