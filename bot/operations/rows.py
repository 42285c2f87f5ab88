"""Rows of the tables, counted, weighed and copied from one database to another, a batch at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

#: So many rows are in memory at once.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Weight:
    """What tells whether two tables hold the same rows: how many, and a checksum over all of them in order."""

    count: int
    digest: str


def weigh(connection: Connection, table: Table) -> Weight:
    """Count the rows of a table, and make their checksum."""
    count, digest = 0, hashlib.sha256()
    for row in rows(connection, table):
        count += 1
        # Each value with its kind: a text is not a number, and nothing is not an empty text.
        digest.update(repr(tuple(row.values())).encode() + b"\n")
    return Weight(count, digest.hexdigest())


def rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Give all rows of a table, in the order of its key."""
    ordered = select(table).order_by(*table.primary_key.columns)
    # Read in parts; the connection itself stays as it is.
    for row in connection.execute(ordered, execution_options={"yield_per": BATCH}).mappings():
        yield {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def copy(from_: Connection, to: Connection, table: Table) -> int:
    """Copy all rows of a table. Gives how many."""
    count = 0
    for batch in _batches(rows(from_, table)):
        to.execute(table.insert(), batch)
        count += len(batch)
    return count


def _batches(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in found:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
