"""What `make soak` measures: the promises of docs/trust.md, and what one of them came to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One promise: its number in docs/trust.md, what is promised, and the figure to reach."""

    number: int
    promise: str
    aim: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in words with numbers, and whether the aim is reached."""

    measured: str
    ok: bool


Measure = Callable[[], Awaitable[Figure]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to measure a row. `full` and `quick` are the same function with large and small sizes.

    `where` tells entries of one row apart: the way of receiving, the database, the fault. Whatever takes longer than
    `most_seconds` is stopped and counts as missed.
    """

    row: Row
    where: str
    full: Measure
    quick: Measure
    most_seconds: float = 900


LOST = Row(1, "no accepted update is lost", "0 lost; at most one repeated message a kill")
TWICE = Row(2, "nothing acts twice", "0 double effects")
BAD = Row(3, "a bad update stops nobody", "the others answered within 2 s; every bad one set aside")
ORDER = Row(4, "order within a chat", "0 lost writes; memory flat")
FREED = Row(5, "a dead worker frees its chats", "<= 5 s")
FORGED = Row(6, "a forged webhook call is harmless", "0 answers of 5xx, 0 handlers run")
STOP = Row(7, "graceful stop", "drained within 10 s")
DATABASE = Row(8, "a hung or cut database", "an apology within 3 s; normal within 5 s after; 0 lost")
DISK = Row(9, "disk full, read-only, corrupt", "answers go on; staff told within 60 s; heals without a restart")
CONSENT = Row(13, "no sensitive answer without consent", "0 rows in 100,000 random walks")
FLOOD = Row(17, "a flood harms nobody else", "their p95 < 2x idle; memory flat")
OBEYED = Row(18, "429, 403, 5xx obeyed", "no call before retry_after; one call after 403")
BACKUP = Row(19, "backups restore", "identical rows; an erased person stays erased")
HONEST = Row(20, "honest tests", "0 skipped where REQUIRE_SERVERS=1")
LOAD = Row(21, "10,000 residents, 200 updates/s for 5 minutes", "p95 <= 1 s; 0 lost; memory grows <= 2 MB a minute")
