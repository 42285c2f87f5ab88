"""A catalogue that may be edited while the bot serves: a saved edit is taken whole, or not at all.

The folder is looked at twice a second. After half a second without a change everything is read and checked; what is
sound is swapped in at once, what is not leaves the last good catalogue in place and is told to staff, once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.assistant import Assistant
from bot.core.errors import BadCatalogueError, Problem

log = logging.getLogger(__name__)

#: How often the folder is looked at, and how long it must be quiet before it is read.
LOOK_SECONDS = 0.5
#: An edit that loses more of the offers than this is taken only after somebody has confirmed it.
MOST_LOST = 0.3

#: What the files of a folder look like from outside: path -> (time, size, number of the file).
Seen = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An edit that is in use now: files changed since the one before."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit with errors; the last good catalogue stays."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An edit that loses many offers; it waits for `confirm`."""

    lost: tuple[str, ...]
    before: int


Edit = Taken | Refused | Doubtful
Tell = Callable[[Edit], Awaitable[None]]


def look(folder: Path) -> Seen:
    """Give what the data files look like from outside. A file that goes while it is looked at counts as gone."""
    found: Seen = {}
    for path in sorted(folder.rglob("*.y*ml")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found[str(path.relative_to(folder))] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


@dataclass
class Living:
    """Holds the assistant of the moment and watches its folder.

    `make` loads everything anew; it raises BadCatalogueError and runs in a thread, so that nobody waits for it.
    """

    folder: Path
    current: Assistant
    make: Callable[[], Assistant]
    every: float = LOOK_SECONDS
    _used: Seen = field(init=False)
    _told: object = field(init=False, default=None)
    _waiting: tuple[Assistant, Seen] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._used = look(self.folder)

    def assistant(self) -> Assistant:
        """Give the assistant of the moment."""
        return self.current

    async def watch(self, tell: Tell) -> None:
        """Look after edits until cancelled."""
        seen, judged = self._used, self._used
        while True:
            await asyncio.sleep(self.every)
            before, seen = seen, look(self.folder)
            if seen == before and seen != judged:
                judged = seen
                edit = await self.read(seen)
                if edit is not None:
                    await tell(edit)

    async def read(self, seen: Seen) -> Edit | None:
        """Read the folder as it is now. None where staff know already, or nothing differs from what is in use."""
        if seen == self._used:
            self._told = self._waiting = None
            return None
        try:
            made = await asyncio.to_thread(self.make)
        except BadCatalogueError as error:
            return self._once(Refused(error.problems))
        lost = tuple(id_ for id_ in self.current.catalogue.offers if id_ not in made.catalogue.offers)
        before = len(self.current.catalogue.offers)
        if len(lost) > before * MOST_LOST:
            self._waiting = made, seen
            return self._once(Doubtful(lost, before))
        return self._take(made, seen)

    def confirm(self) -> Edit | None:
        """Take the edit that waits for confirmation, if one does and the files are still the same."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or look(self.folder) != waiting[1]:
            return None
        return self._take(*waiting)

    def _take(self, made: Assistant, seen: Seen) -> Taken:
        files = tuple(sorted(name for name in {*seen, *self._used} if seen.get(name) != self._used.get(name)))
        self.current, self._used, self._told, self._waiting = made, seen, None, None
        log.info("the catalogue was read anew: %s", ", ".join(files))
        return Taken(files)

    def _once(self, edit: Edit) -> Edit | None:
        if edit == self._told:
            return None
        self._told = edit
        return edit
