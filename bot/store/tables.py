"""The tables. Nothing in them is readable without the secret but times and counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field, SQLModel

#: Where an update stands: kept, its effect saved but not shown yet, finished, or set aside after three tries.
NEW, SAVED, DONE, SET_ASIDE = "new", "saved", "done", "set-aside"

#: Seconds since 1970: SQLite's integers are large enough as they are.
_SECONDS: Any = BigInteger().with_variant(Integer(), "sqlite")


class ResidentRow(SQLModel, table=True):
    """One resident: answers and choices, sealed."""

    __tablename__ = "resident"

    key: bytes = Field(primary_key=True)
    sealed: bytes
    used_at: int = Field(index=True, sa_type=_SECONDS)


class InboxRow(SQLModel, table=True):
    """One update. Once it is done only its number is left, so that the same update never acts twice."""

    __tablename__ = "inbox"

    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    state: str = Field(index=True)
    #: The chat id, sealed under the secret alone, until the answer has been shown.
    chat: bytes | None = None
    #: The update as it came, sealed, until it has been handled.
    payload: bytes | None = None
    tries: int = 0
    #: Why it was set aside: a kind of error and where, never the content.
    reason: str | None = None
    received_at: int = Field(index=True, sa_type=_SECONDS)
    #: Which part of all chats it belongs to, until its answer has been shown: who serves that part takes it up.
    slice: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class SliceRow(SQLModel, table=True):
    """One part of all chats: how often it has changed hands. Written only where several workers share a database."""

    __tablename__ = "slice"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    term: int = Field(sa_type=BigInteger)


class ErasedRow(SQLModel, table=True):
    """One chat that was erased, and when, so that no backup brings it back. No more is known of it."""

    __tablename__ = "erased"

    key: bytes = Field(primary_key=True)
    at: int = Field(index=True, sa_type=_SECONDS)


#: The tables of the first version: whatever holds them has been used before.
FIRST_TABLES = ("inbox", "resident")
