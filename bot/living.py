"""A catalogue that may be edited while the bot serves: a saved edit is taken whole, or not at all.

The folder is looked at eight times a second. After half a second without a change everything is read and checked; what
is sound is swapped in at once, what is not leaves the last good catalogue in place and is told to staff, once.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic

from bot.assistant import Assistant
from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, DrogowskazError, Problem

log = logging.getLogger(__name__)

#: How often the folder is looked at, and for how many times as long it must be the same before it is read.
LOOK_SECONDS = 0.125
QUIET_LOOKS = 4
#: Where a look takes long, for there are very many files, the pause after it is so many times as long.
PAUSE_LOOKS = 9
#: After so many seconds nobody is any longer being answered from a catalogue that was replaced.
IDLE_SECONDS = 10.0
#: Of what is no longer in use so many are looked at in one step, in which nobody else has a turn.
PIECE = 1_024
#: The data files: "*.y*ml".
DATA = re.compile(r"\.y.*ml$")
#: An edit that loses more of the offers than this is taken only after somebody has confirmed it.
MOST_LOST = 0.3
#: Edits that come so soon after one another, in seconds, are counted together: files are synchronised one by one.
SERIES_SECONDS = 3600.0

#: What the files of a folder look like from outside: path -> (time, size, number of the file).
Seen = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An edit that is in use now: files changed since the one before, and the catalogues before and after."""

    files: tuple[str, ...]
    before: Catalogue | None = field(default=None, compare=False, repr=False)
    now: Catalogue | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit with errors; the last good catalogue stays. `reason` where it is no problem of a file."""

    problems: tuple[Problem, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An edit that loses many offers of those before; it waits for `confirm` with its key.

    `earlier`: as many of those lost went with edits shortly before it.
    """

    lost: tuple[str, ...]
    before: int
    earlier: int = 0
    key: str = field(default="", compare=False)


Edit = Taken | Refused | Doubtful
Tell = Callable[[Edit], Awaitable[None]]


def look(folder: Path) -> Seen:
    """Give what the data files look like from outside. A file that goes while it is looked at counts as gone."""
    found: Seen = {}
    _look_into(str(folder), "", found)
    return found


def _look_into(folder: str, inside: str, found: Seen) -> None:
    """Add what is inside a folder. Plain names instead of paths: with very many files it is a fifth of the work."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if DATA.search(entry.name):
                    stat = entry.stat()
                    found[inside + entry.name] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                if entry.is_dir(follow_symlinks=False):
                    _look_into(entry.path, f"{inside}{entry.name}/", found)


@dataclass(repr=False)
class Living:
    """Holds the assistant of the moment and watches its folder.

    No representation of its own: that of a whole catalogue would be written wherever this stands in another one.
    `make` loads everything anew; it raises BadCatalogueError and runs in a thread, so that nobody waits for it.
    """

    folder: Path
    current: Assistant
    make: Callable[[], Assistant]
    every: float = LOOK_SECONDS
    #: Whether what is in use is what the folder holds. It is not where a start fell back on the last good version.
    sound: bool = True
    #: What staff said last of an edit that loses many offers: "yes" or "no", and its key. Whoever serves beside us
    #: may have been told, or have been in our place before a restart.
    decided: Callable[[], str] = lambda: ""
    #: When what is in use was read, by a clock that only grows.
    read_at: float = field(init=False, default_factory=monotonic)
    _used: Seen = field(init=False)
    _told: object = field(init=False, default=None)
    _waiting: tuple[Assistant, Seen, Doubtful] | None = field(init=False, default=None)
    _reading: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    #: Whether somebody is being told of an edit, who compares what was with what is.
    _telling: bool = field(init=False, default=False)
    #: The offers that went in a series of edits, and when its last one was taken.
    _gone: tuple[str, ...] = field(init=False, default=())
    _took_at: float = field(init=False, default=-SERIES_SECONDS)
    #: What is no longer in use, and since when: whole, so that nothing of it is freed where somebody waits.
    _former: list[tuple[float, Assistant]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._used = look(self.folder) if self.sound else {}

    def assistant(self) -> Assistant:
        """Give the assistant of the moment."""
        return self.current

    async def watch(self, tell: Tell) -> None:
        """Look after edits until cancelled."""
        seen, judged, changed, took = self._used, self._used, monotonic(), 0.0
        while True:
            await asyncio.sleep(max(self.every, took * PAUSE_LOOKS))
            try:
                began, before = monotonic(), seen
                # In a thread: a folder on another machine may take its time.
                seen = await asyncio.to_thread(look, self.folder)
                took = monotonic() - began
                if seen != before:
                    changed = began
                elif seen != judged and began - changed >= QUIET_LOOKS * self.every:
                    judged = seen
                    await self._read_and_tell(seen, tell)
                elif self._waiting and self.decided() == said(self._waiting[2].key, yes=True):
                    self.confirm()
            except Exception:
                log.exception("looking after the catalogue failed; it goes on")

    async def _read_and_tell(self, seen: Seen, tell: Tell) -> None:
        """Read, and tell what came of it. Nothing holds the catalogue before any longer than this."""
        edit = await self.read(seen)
        if edit is not None:
            self._telling = True
            try:
                await tell(edit)
            finally:
                self._telling = False

    async def read(self, seen: Seen) -> Edit | None:
        """Read the folder as it is now. None where staff know already, or nothing differs from what is in use."""
        edit = await self.judge(seen)
        if edit is None or isinstance(edit, Taken):
            return edit
        told, self._told = self._told, edit
        if isinstance(edit, Doubtful):
            decided = self.decided()
            if decided == said(edit.key, yes=False):
                return None
            # After a no, the next edit is asked about again.
            again = isinstance(told, Doubtful) and decided == said(told.key, yes=False)
            return edit if again or edit != told else None
        return None if edit == told else edit

    async def judge(self, seen: Seen | None = None) -> Edit | None:
        """Read the folder as it is now. None where nothing differs from what is in use."""
        async with self._reading:
            seen = await asyncio.to_thread(look, self.folder) if seen is None else seen
            if seen == self._used:
                self._told = self._waiting = None
                return None
            try:
                made = await asyncio.to_thread(self.make)
            except BadCatalogueError as error:
                return Refused(error.problems)
            except DrogowskazError as error:
                return Refused((), str(error))
            except Exception as error:
                log.exception("the catalogue could not be read")
                return Refused((), type(error).__name__)
            # In a thread too: with very many offers and files it takes as long as many taps.
            files, lost, doubtful = await asyncio.to_thread(self._compared, made.catalogue, seen)
            if doubtful is not None:
                self._waiting = made, seen, doubtful
                return doubtful
            self._gone = lost
            return self._take(made, seen, files)

    def _compared(self, made: Catalogue, seen: Seen) -> tuple[tuple[str, ...], tuple[str, ...], Doubtful | None]:
        """Give the files that changed, what a series of edits has lost so far, and whether somebody must confirm it."""
        now, then = self.current.catalogue.offers, made.offers
        lost = tuple(id_ for id_ in now if id_ not in then)
        series = self._gone if monotonic() - self._took_at < SERIES_SECONDS else ()
        gone = tuple(id_ for id_ in series if id_ not in now and id_ not in then)
        many = too_many(len(lost), len(now)) or too_many(len(gone) + len(lost), len(gone) + len(now))
        if lost and many:
            doubtful = Doubtful((*gone, *lost), len(gone) + len(now), len(gone), key(seen))
            if self.decided() != said(doubtful.key, yes=True):
                return (), (), doubtful
        return self._altered(seen), () if many else (*gone, *lost), None

    def _altered(self, seen: Seen) -> tuple[str, ...]:
        """Give the files that are not as they were when what is in use was read."""
        return tuple(sorted(name for name in {*seen, *self._used} if seen.get(name) != self._used.get(name)))

    def changed(self) -> bool:
        """Tell whether the folder holds something else than what is in use, because of an edit not judged yet."""
        return look(self.folder) != self._used

    @property
    def waiting(self) -> Doubtful | None:
        """The edit that waits for confirmation, if one does."""
        return self._waiting[2] if self._waiting else None

    def confirm(self, about: str | None = None) -> Edit | None:
        """Take the edit that waits for confirmation, if one does and the files are still the same.

        With `about`, only if it is the edit of that key.
        """
        if about is not None and (self.waiting is None or self.waiting.key != about):
            return None
        waiting, self._waiting = self._waiting, None
        if waiting is None or look(self.folder) != waiting[1]:
            return None
        # Somebody looked at it: what goes later is counted from here.
        self._gone = ()
        made, seen, _ = waiting
        return self._take(made, seen, self._altered(seen))

    def uses(self, about: str) -> bool:
        """Tell whether the edit of this key is what is in use."""
        return key(self._used) == about

    def decline(self, about: str) -> bool:
        """Let go of the edit that waits; False where it is another one, or none."""
        if self.waiting is None or self.waiting.key != about:
            return False
        self._waiting = None
        return True

    def let_go(self, idle: float = IDLE_SECONDS) -> None:
        """Free what nobody has used for some seconds. Meant for a thread, which lets others on after every piece."""
        while self._former and not self._telling and monotonic() - self._former[0][0] >= idle:
            parts = self._former.pop(0)[1].parts()
            small: list[object] = []
            for part in parts:
                each = iter(part)
                while piece := [*islice(each, PIECE)]:
                    small += piece
            del part, each, piece
            while parts:
                parts.pop()
            while small:
                small.pop()

    def _take(self, made: Assistant, seen: Seen, files: tuple[str, ...]) -> Taken:
        before, self._took_at = self.current.catalogue, monotonic()
        self._former.append((monotonic(), self.current))
        self.current, self._used, self._told, self._waiting = made, seen, None, None
        self.read_at, self.sound = self._took_at, True
        log.info("the catalogue was read anew: %s", ", ".join(files))
        return Taken(files, before, made.catalogue)


def too_many(lost: int, before: int) -> bool:
    """Tell whether so many offers lost of those before need somebody's yes."""
    return lost > before * MOST_LOST


def said(about: str, *, yes: bool) -> str:
    """Write what staff said of the edit of this key."""
    return f"{'yes' if yes else 'no'} {about}"


def key(seen: Seen) -> str:
    """Give a short name of what the files look like."""
    return hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()[:16]
