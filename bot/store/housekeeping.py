"""What is kept grows old and is erased, and ages rightly also where the clock was wrong."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy import Connection, Delete, delete, select, update

from bot.store import statements as sql
from bot.store.erasures import Erasures
from bot.store.newest import Newest
from bot.store.tables import DONE, SET_ASIDE
from bot.store.writer import LONG_PATIENCE, Writer

#: A number of an update that is done is kept as long as Telegram may deliver it again, and a day longer.
DONE_KEPT_SECONDS = 2 * 24 * 3600
#: Clocks of several workers differ by less than this.
AHEAD_SECONDS = 120
#: So many old rows are erased at once.
TOGETHER = 500
DAY_SECONDS = 86400


@dataclass(frozen=True)
class Housekeeping:
    """Looks after the age of what is kept. Every method may raise StoreError.

    `erasures`: where it is noted who erased themselves, if anywhere. `tidies_always`: rows written anew leave something
    to clean up, not only rows erased.
    """

    writer: Writer
    newest: Newest
    erasures: Erasures | None
    tidies_always: bool

    async def purge(self, now: int, kept_seconds: int) -> int:
        """Erase residents not seen for so long, and the numbers of old updates. Gives how many residents went."""
        residents, inbox = sql.resident.c, sql.inbox.c
        too_old = select(residents.key).where(residents.used_at < now - kept_seconds).limit(TOGETHER)
        handled = inbox.state.in_((DONE, SET_ASIDE)), inbox.received_at < now - DONE_KEPT_SECONDS
        numbers = select(inbox.update_id).where(*handled).limit(TOGETHER)
        ahead = [update(at.table).where(at > now + AHEAD_SECONDS).values({at: now}) for at in sql.STAMPS]
        self.newest.clear()
        # What comes from the future was noted by a clock that was wrong: it ages from now on.
        await self.writer.run(lambda on: [on.execute(one) for one in ahead], patience=LONG_PATIENCE)
        gone = await self._all_of(delete(sql.resident).where(residents.key.in_(too_old)))
        await self._all_of(delete(sql.inbox).where(inbox.update_id.in_(numbers)))
        if gone or self.tidies_always:
            await self.writer.tidy()
        if self.erasures is not None:
            await self._all_of(delete(sql.erased).where(sql.erased.c.at < now - self.erasures.days * DAY_SECONDS))
            await asyncio.to_thread(self.erasures.tidy, now)
        return gone

    async def _all_of(self, some: Delete) -> int:
        """Delete some rows again and again until there are none. Gives how many there were."""
        gone = 0
        while found := await self.writer.run(lambda on: on.execute(some).rowcount, patience=LONG_PATIENCE):
            gone += found
        return gone

    async def move(self, seconds: int) -> None:
        """Move all times by so much, after the clock was set: what is kept stays as old as it was."""

        def job(connection: Connection) -> None:
            for at in sql.STAMPS:
                connection.execute(update(at.table).values({at: at + seconds}))

        self.newest.clear()
        await self.writer.run(job, patience=LONG_PATIENCE)
