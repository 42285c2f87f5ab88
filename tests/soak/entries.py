"""Everything `make soak` measures, in the order of the rows. A new way to measure is one more entry here."""

from __future__ import annotations

from functools import partial

from tests.soak import kills
from tests.soak.rows import LOST, STOP, Entry

POLLING, WEBHOOK = "polling, SQLite", "webhook, 2 workers, PostgreSQL"

ENTRIES: tuple[Entry, ...] = (
    Entry(
        LOST,
        POLLING,
        partial(kills.killed, kills=100, terms=20, rate=50),
        partial(kills.killed, kills=2, terms=1, rate=50),
        most_seconds=3600,
    ),
    Entry(
        LOST,
        WEBHOOK,
        partial(kills.killed, kills=100, terms=20, rate=50, workers=2),
        partial(kills.killed, kills=2, terms=1, rate=50, workers=2),
        most_seconds=3600,
    ),
    Entry(STOP, POLLING, partial(kills.stopped, terms=10, rate=50), partial(kills.stopped, terms=1, rate=50)),
    Entry(
        STOP,
        WEBHOOK,
        partial(kills.stopped, terms=10, rate=50, workers=2),
        partial(kills.stopped, terms=1, rate=50, workers=2),
    ),
)
