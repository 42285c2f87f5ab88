"""The store: the inbox of updates and the residents. Every method is one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select

from bot.core.catalogue import Catalogue
from bot.store import statements as sql
from bot.store.damage import Mender
from bot.store.erasures import Erasures
from bot.store.housekeeping import Housekeeping
from bot.store.keeping import Kept, pack, unpack
from bot.store.newest import Newest
from bot.store.ownership import CHANNEL, SLICES, NotOursError, Ownership, Sole
from bot.store.tables import DONE, NEW, SET_ASIDE
from bot.store.vault import SealError, Vault
from bot.store.writer import LONG_PATIENCE, Writer

log = logging.getLogger(__name__)

#: What a try of the database writes for a moment: a number no update has, and so much.
PROBE, PROBE_BYTES = -1, 64 << 10
#: So many rows are read at once.
TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as it came: its number, its chat if it has one, and its bytes."""

    update_id: int
    chat: int | None
    payload: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update of the inbox that is not done. `payload` is None once its effect is saved."""

    update_id: int
    chat: int | None
    payload: bytes | None
    tries: int


class Store:
    """All that is kept, behind a few verbs. `catalogue` gives the catalogue of the moment.

    `ownership` tells whose updates and residents this process may write: nothing of others is ever saved.
    """

    def __init__(  # noqa: PLR0913 -- what a store is made of, put together in one place
        self,
        engine: Engine,
        vault: Vault,
        catalogue: Callable[[], Catalogue],
        ownership: Ownership | None = None,
        *,
        erasures: Erasures | None = None,
        mender: Mender | None = None,
    ) -> None:
        self.ownership = ownership or Sole()
        self._vault = vault
        self._erasures = erasures
        self._catalogue = catalogue
        self._inserts = sql.inserts(engine.dialect.name)
        self._tells = engine.dialect.name == "postgresql"
        self._mender = mender
        self._newest = Newest()
        if mender is not None:
            mender.fresher = self._newest.all
        self._writer = Writer(engine, self._inserts.tidy, mender)
        self.housekeeping = Housekeeping(self._writer, self._newest, erasures, tidies_always=self._tells)

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names under which damaged files were set aside since the start."""
        return () if self._mender is None else tuple(self._mender.aside)

    def close(self) -> None:
        """Finish what is waiting and close the database."""
        self._writer.close()

    def slice_of(self, chat: int | None) -> int:
        """Give the slice of a chat, 0 for updates of no chat."""
        return 0 if chat is None else self._vault.share(chat, SLICES)

    def serves(self, chat: int | None) -> bool:
        """Tell whether the chat is served by this process."""
        return self.ownership.owns(self.slice_of(chat))

    async def accept(self, updates: Sequence[Incoming], now: int) -> list[int]:
        """Keep updates; after this they cannot be lost. Gives the numbers of those to hand on.

        They are those that have had no effect yet: one that is delivered again is among them while it waits. Where
        workers share the chats there are none: all of them are told where something waits, and take it up in order.
        """
        rows: list[dict[str, Any]] = [
            {
                "update_id": one.update_id,
                "state": NEW,
                "chat": None if one.chat is None else self._vault.seal(str(one.chat).encode()),
                "payload": self._vault.seal(one.payload),
                "tries": 0,
                "received_at": now,
                "slice": self.slice_of(one.chat),
            }
            for one in updates
        ]

        def job(connection: Connection) -> list[int]:
            found: list[dict[str, Any]] = []
            for row in rows:
                fresh = connection.execute(self._inserts.keep, row).rowcount
                if fresh or connection.execute(sql.STILL_NEW, {"number": row["update_id"]}).scalar() is not None:
                    found.append(row)
            if found and self._tells:
                told = ",".join(str(one) for one in sorted({row["slice"] for row in found}))
                connection.execute(select(func.pg_notify(CHANNEL, told)))
            return [] if self.ownership.hears else [row["update_id"] for row in found]

        return await self._writer.run(job) if rows else []

    async def waiting(
        self, slices: Collection[int] | None = None, besides: Callable[[int], bool] = lambda _: False
    ) -> list[Waiting]:
        """Give every update that is not done, in order: of these slices only, without those that `besides` knows."""
        numbers = sql.OPEN
        if slices is not None and len(slices) < SLICES:
            numbers = numbers.where(sql.inbox.c.slice.in_(sorted(slices)))

        def job(connection: Connection) -> list[Waiting]:
            missing = [number for number in connection.execute(numbers).scalars() if not besides(number)]
            found = []
            for first in range(0, len(missing), TOGETHER):
                some = select(sql.inbox).where(sql.inbox.c.update_id.in_(missing[first : first + TOGETHER]))
                rows = connection.execute(some.order_by(sql.inbox.c.update_id)).all()
                found += [self._waiting(connection, row) for row in rows]
            return [one for one in found if one is not None]

        return await self._writer.run(job, patience=LONG_PATIENCE)

    def _waiting(self, connection: Connection, row: Any) -> Waiting | None:
        """Open a row of the inbox; one sealed with another secret is set aside."""
        try:
            chat = None if row.chat is None else self._vault.open_chat(row.chat)
            payload = None if row.payload is None else self._vault.open(row.payload)
        except SealError:
            _put_aside(connection, row.update_id, "sealed with another secret")
            return None
        return Waiting(row.update_id, chat, payload, row.tries)

    async def load(self, chat: int) -> Kept:
        """Give what is kept of a chat; what cannot be opened or read counts as nothing."""
        key = self._vault.key(chat)

        def job(connection: Connection) -> bytes | None:
            return connection.execute(sql.LOAD, {"of": key}).scalar()

        return self._opened(
            chat, self._newest.held(key, self.ownership.term(self.slice_of(chat))) or await self._writer.run(job)
        )

    def _opened(self, chat: int, sealed: bytes | None) -> Kept:
        if sealed is None:
            return Kept()
        try:
            return unpack(self._vault.open_for(chat, sealed), self._catalogue())
        except (SealError, ValueError, KeyError, TypeError):
            return Kept()

    async def save(self, chat: int, kept: Kept | None, update_id: int, now: int) -> bool:
        """Save what an update did and note that it must still be shown. None erases the chat.

        False, and nothing saved, where the update has had its effect already. Raises NotOursError.
        """
        slice_ = self.slice_of(chat)
        term = self.ownership.term(slice_)
        if term is None:
            raise NotOursError
        row = None if kept is None else self._resident_row(chat, kept, now)
        key = self._vault.key(chat)
        given = {"number": update_id, "of_slice": slice_, "of_term": term} if term else {"number": update_id}

        def job(connection: Connection) -> bool | None:
            if not connection.execute(sql.SAVE_IN_TERM if term else sql.SAVE, given).rowcount:
                return None if connection.execute(sql.STILL_NEW, {"number": update_id}).scalar() is not None else False
            if row is None:
                self._note_erasure(connection, key, now)
            self._put(connection, key, row)
            return True

        # Until it is known what is committed, nothing is.
        self._newest.forget(key)
        done = await self._writer.run(job)
        if done is None:
            raise NotOursError
        if row is None:
            await self._writer.tidy()
        elif done:
            self._hold(chat, row)
        return done

    async def put(self, chat: int, kept: Kept, now: int) -> None:
        """Save a chat that no update changed; not where another worker serves it, who may have erased it meanwhile."""
        row = self._resident_row(chat, kept, now)
        self._newest.forget(row["key"])
        if await self._write_ours(chat, lambda connection: self._put(connection, row["key"], row)):
            self._hold(chat, row)

    async def note_message(self, chat: int, message: int | None, now: int) -> None:
        """Note which message of a chat is edited from now on; what else is kept of it stays, whoever saves meanwhile.

        Where another worker serves the chat nothing is noted.
        """
        key = self._vault.key(chat)

        def write(connection: Connection) -> None:
            kept = self._opened(chat, connection.execute(sql.LOAD, {"of": key}).scalar())
            self._put(connection, key, self._resident_row(chat, replace(kept, message=message), now))

        await self._write_ours(chat, write)
        self._newest.forget(key)

    async def _write_ours(self, chat: int, write: Callable[[Connection], None]) -> bool:
        """Write something of a chat in one transaction; False, and nothing written, where another worker serves it."""
        slice_ = self.slice_of(chat)
        term = self.ownership.term(slice_)
        if term is None:
            return False
        given = {"of_slice": slice_, "of_term": term}

        def job(connection: Connection) -> bool:
            if term and connection.execute(sql.STILL_HELD, given).scalar() is None:
                return False
            write(connection)
            return True

        return await self._writer.run(job)

    def shown(
        self, update_id: int, chat: int | None = None, kept: Kept | None = None, now: int = 0
    ) -> asyncio.Future[None]:
        """Note that an update is done; with `kept`, also the new id of the message to edit.

        Need not be waited for: it takes effect before whatever is asked of the store later. Where another worker has
        noted it before us, what it kept stays.
        """
        row = None if kept is None or chat is None else self._resident_row(chat, kept, now)
        if chat is not None and row is not None:
            self._hold(chat, row)

        def job(connection: Connection) -> None:
            noted = connection.execute(sql.FINISH, {"number": update_id}).rowcount
            if noted and row is not None:
                self._put(connection, row["key"], row)

        # An edited message is the same when it is edited again. A message sent anew is not: its id is kept at once.
        return self._writer.run(job, may_wait=row is None)

    async def failed(self, update_id: int) -> int:
        """Count a try that failed, and give how many there were."""

        def job(connection: Connection) -> int:
            connection.execute(sql.TRIED, {"number": update_id})
            return int(connection.execute(sql.TRIES, {"number": update_id}).scalar() or 0)

        return await self._writer.run(job)

    async def set_aside(self, update_id: int, reason: str) -> None:
        """Put a bad update aside: its content goes, the kind of error stays."""
        await self._writer.run(lambda connection: _put_aside(connection, update_id, reason))

    async def erase(self, chat: int, now: int) -> None:
        """Erase all that is kept of a chat."""
        key = self._vault.key(chat)

        def job(connection: Connection) -> None:
            self._note_erasure(connection, key, now)
            self._put(connection, key, None)

        self._newest.forget(key)
        await self._writer.run(job)
        await self._writer.tidy()

    def _note_erasure(self, connection: Connection, key: bytes, now: int) -> None:
        """Note that no backup may bring this chat back: in the database and, for when that is lost, in a file.

        Where the file cannot be written, the chat is erased all the same.
        """
        connection.execute(self._inserts.mark, {"key": key, "at": now})
        if self._erasures is None:
            return
        try:
            self._erasures.note(key, now)
        except OSError as error:
            log.warning("an erasure could not be noted, a backup might bring it back: %s", error.strerror)

    @property
    def failures(self) -> int:
        """How often the database did not take what was asked of it."""
        return self._writer.failures

    async def ping(self) -> None:
        """Ask the database anything. Raises StoreError."""
        await self._writer.run(lambda connection: connection.execute(sql.ANYTHING))

    async def aside(self) -> int:
        """Give how many updates are set aside."""
        return await self._writer.run(lambda connection: int(connection.execute(sql.ASIDE).scalar() or 0))

    async def probe(self, now: int) -> None:
        """Try whether the database takes something the size of many updates. Raises StoreError."""
        row = {"update_id": PROBE, "state": DONE, "payload": bytes(PROBE_BYTES), "chat": None}
        row |= {"slice": 0, "tries": 0, "received_at": now}
        gone = delete(sql.inbox).where(sql.inbox.c.update_id == PROBE)
        await self._writer.run(lambda connection: connection.execute(self._inserts.keep, row) and None)
        await self._writer.run(lambda connection: connection.execute(gone) and None)

    async def counts(self) -> dict[str, int]:
        """Give how many updates stand in each state."""

        def job(connection: Connection) -> dict[str, int]:
            rows = connection.execute(select(sql.inbox.c.state, func.count()).group_by(sql.inbox.c.state)).all()
            return {str(state): int(count) for state, count in rows}

        return await self._writer.run(job)

    def _put(self, connection: Connection, key: bytes, row: dict[str, Any] | None) -> None:
        if row is None:
            connection.execute(sql.ERASE, {"of": key})
        else:
            connection.execute(self._inserts.put, row)

    def _hold(self, chat: int, row: dict[str, Any]) -> None:
        self._newest.hold(row["key"], self.ownership.term(self.slice_of(chat)), row["sealed"])

    def _resident_row(self, chat: int, kept: Kept, now: int) -> dict[str, Any]:
        sealed = self._vault.seal_for(chat, pack(kept, self._catalogue()))
        return {"key": self._vault.key(chat), "sealed": sealed, "used_at": now}


def _put_aside(connection: Connection, update_id: int, reason: str) -> None:
    row = sql.PUT_ASIDE.values(state=SET_ASIDE, chat=None, payload=None, slice=0, reason=reason[:200])
    connection.execute(row, {"number": update_id})
