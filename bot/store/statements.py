"""What every update runs, written once for each database: making a statement anew takes longer than running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import DONE, NEW, SAVED, SET_ASIDE, ErasedRow, InboxRow, ResidentRow, SliceRow

#: The tables as SQLAlchemy sees them: plain rows are several times faster than objects, and each job is a few of them.
inbox: Any = InboxRow.metadata.tables["inbox"]
resident: Any = ResidentRow.metadata.tables["resident"]
erased: Any = ErasedRow.metadata.tables["erased"]
slices: Any = SliceRow.metadata.tables["slice"]

#: The times by which what is kept ages.
STAMPS: tuple[Any, ...] = (resident.c.used_at, inbox.c.received_at)

#: Parameters are called otherwise than columns, which would be taken for new values.
_ONE = inbox.c.update_id == bindparam("number")
_OPEN = or_(inbox.c.state == NEW, inbox.c.state == SAVED)
_TERM = select(slices.c.number).where(slices.c.number == bindparam("of_slice"), slices.c.term == bindparam("of_term"))

LOAD = select(resident.c.sealed).where(resident.c.key == bindparam("of"))
ERASE = delete(resident).where(resident.c.key == bindparam("of"))
STILL_NEW = select(inbox.c.update_id).where(_ONE, inbox.c.state == NEW)
#: The effect of an update is saved once: whoever comes second changes no row.
SAVE = update(inbox).where(_ONE, inbox.c.state == NEW).values(state=SAVED, payload=None)
#: The same, only while the slice of the chat is held for this term: not after another worker has taken it over.
SAVE_IN_TERM = SAVE.where(exists(_TERM))
#: Whether the slice is held for this term; it stays so until what goes with it is committed.
STILL_HELD = _TERM.with_for_update(read=True)
FINISH = update(inbox).where(_ONE, _OPEN).values(state=DONE, chat=None, payload=None, slice=0)
OPEN = select(inbox.c.update_id).where(_OPEN).order_by(inbox.c.update_id)
TRIED = update(inbox).where(_ONE).values(tries=inbox.c.tries + 1)
TRIES = select(inbox.c.tries).where(_ONE)
PUT_ASIDE = update(inbox).where(_ONE, _OPEN)
ASIDE = select(func.count()).where(inbox.c.state == SET_ASIDE)
ANYTHING = select(1)


@dataclass(frozen=True, slots=True)
class Inserts:
    """What is written differently for each database."""

    #: An update, where its number is not known yet.
    keep: Any
    #: A resident, new or anew.
    put: Any
    #: That a chat was erased, and when; the last time counts.
    mark: Any
    #: What cleans up after an erasure, outside a transaction.
    tidy: str


def inserts(dialect: str) -> Inserts:
    """Give them for a database by the name SQLAlchemy has for it."""
    if dialect == "sqlite":
        return Inserts(
            _kept(sqlite.insert(inbox)),
            _put(sqlite.insert(resident)),
            _marked(sqlite.insert(erased)),
            # What was erased stands in the log of writes until that is cut.
            "PRAGMA wal_checkpoint(TRUNCATE)",
        )
    return Inserts(
        _kept(postgresql.insert(inbox)),
        _put(postgresql.insert(resident)),
        _marked(postgresql.insert(erased)),
        # Rows that were erased or written anew stay in the table until it is cleaned up.
        "VACUUM resident, inbox",
    )


def _kept(new: Any) -> Any:
    # How many rows went in is what the store asks: without the option only some drivers tell.
    return new.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _put(new: Any) -> Any:
    changed = {"sealed": new.excluded.sealed, "used_at": new.excluded.used_at}
    return new.on_conflict_do_update(index_elements=["key"], set_=changed)


def _marked(new: Any) -> Any:
    # What was noted for a later moment stays.
    later = erased.c.at < new.excluded.at
    return new.on_conflict_do_update(index_elements=["key"], set_={"at": new.excluded.at}, where=later)
