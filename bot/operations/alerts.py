"""What staff are told of trouble: each thing once until it is well again, and then that it is.

Whoever reads it is no engineer: what happened, what it means for residents, and what to do.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.operations.disk import ENOUGH_BYTES, LOW_BYTES, free_bytes, megabytes
from bot.operations.health import answers
from bot.text.words import Words

log = logging.getLogger(__name__)

#: How long Telegram may be out of reach before it is told.
UNREACHED_SECONDS = 60.0
#: After this the database counts as silent.
DATABASE_SECONDS = 5.0
#: So long no further update must have been set aside until that counts as well again.
CALM_SECONDS = 3600.0

#: Says something to staff: in their language, and for the log. False where it did not reach them.
Say = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True)
class Signs:
    """What is looked at. `unreached`: for how many seconds Telegram took no call.

    `ask` asks the database anything, `aside` how many updates are set aside by now; they raise where it fails.
    `failing`: whether it takes nothing, though it may still be read; `damaged`: the files of it that were set aside.
    """

    ask: Callable[[], Awaitable[object]]
    aside: Callable[[], Awaitable[int]]
    unreached: Callable[[], float]
    folder: Path
    free: Callable[[Path], int] = free_bytes
    failing: Callable[[], bool] = lambda: False
    damaged: Callable[[], Sequence[str]] = tuple


@dataclass
class Alerts:
    """Looks at each sign, and tells what has changed. `now`: the moment in Poland; `seconds`: a clock that grows."""

    signs: Signs
    words: Callable[[], Words]
    say: Say
    now: Callable[[], datetime]
    seconds: Callable[[], float]
    _told: set[str] = field(init=False, default_factory=set)
    _aside: int | None = field(init=False, default=None)
    _aside_at: float = field(init=False, default=0.0)
    _gone: datetime | None = field(init=False, default=None)

    async def look(self) -> None:
        """Look once."""
        await self._database()
        await self._damaged()
        await self._disk()
        await self._set_aside()
        await self._telegram()

    async def _database(self) -> None:
        words = self.words()
        await self._change(
            "database",
            wrong=self.signs.failing() or not await answers(self.signs.ask, DATABASE_SECONDS),
            trouble=words(
                "⚠️ The database does not take anything. Residents are answered where I can, others are asked to wait; "
                "nothing they wrote is lost. Whoever runs me: look at the database and its disk."
            ),
            well=words("✅ The database works again."),
        )

    async def _damaged(self) -> None:
        for name in self.signs.damaged():
            words = self.words()
            told = words(
                "⚠️ The file of the database was damaged. It is kept as {name}; a new one was begun, with all that "
                "could still be read. Some residents may have to answer anew. Whoever runs me: look at the disk.",
                name=name,
            )
            if name not in self._told and await self.say(told):
                self._told.add(name)

    async def _disk(self) -> None:
        words, free = self.words(), self.signs.free(self.signs.folder)
        limit = ENOUGH_BYTES if "disk" in self._told else LOW_BYTES
        await self._change(
            "disk",
            wrong=free < limit,
            trouble=words(
                "⚠️ The disk is nearly full: {free} free. Soon nothing more can be saved. Whoever runs me: make room.",
                free=megabytes(free),
            ),
            well=words("✅ There is room on the disk again: {free} free.", free=megabytes(free)),
        )

    async def _set_aside(self) -> None:
        try:
            count = await self.signs.aside()
        except Exception as error:  # noqa: BLE001 -- the database fails: that is told already
            log.debug("updates set aside cannot be counted: %s", type(error).__name__)
            return
        more = count - (count if self._aside is None else self._aside)
        self._aside = count
        words = self.words()
        if more > 0:
            self._aside_at = self.seconds()
        await self._change(
            "set aside",
            wrong=more > 0 or ("set aside" in self._told and self.seconds() - self._aside_at < CALM_SECONDS),
            trouble=words.many(
                "⚠️ {count} message could not be handled and was set aside; who wrote it was asked to try again. "
                "Whoever runs me: the log says why.",
                "⚠️ {count} messages could not be handled and were set aside; who wrote them was asked to try again. "
                "Whoever runs me: the log says why.",
                max(more, 1),
            ),
            well=words("✅ For an hour nothing was set aside."),
        )

    async def _telegram(self) -> None:
        """While Telegram is out of reach nobody can be told; afterwards they are told for how long it was."""
        if self.signs.unreached() >= UNREACHED_SECONDS:
            if self._gone is None:
                self._gone = self.now()
                log.warning("Telegram takes no calls")
        elif self._gone is not None and not self.signs.unreached():
            words = self.words()
            told = words(
                "✅ Telegram is there again. I could not reach it between {start} and {end}. "
                "Whoever wrote meanwhile is answered now.",
                start=self._gone.strftime("%H:%M"),
                end=self.now().strftime("%H:%M"),
            )
            if await self.say(told):
                self._gone = None

    async def _change(self, name: str, *, wrong: bool, trouble: str, well: str) -> None:
        """Tell of a change. What did not reach staff is told at the next look."""
        if wrong == (name in self._told):
            return
        log.warning("%s: %s", name, "trouble" if wrong else "well again")
        if not await self.say(trouble if wrong else well):
            return
        if wrong:
            self._told.add(name)
        else:
            self._told.discard(name)
