"""Everything `make soak` measures, in the order of the rows. A new way to measure is one more entry here."""

from __future__ import annotations

import signal
from functools import partial

from tests.soak import backups, consent, database, disk, honest, hostile, kills, load, sharing, telegram
from tests.soak.rows import (
    BACKUP,
    BAD,
    CONSENT,
    DATABASE,
    DISK,
    FLOOD,
    FORGED,
    FREED,
    HONEST,
    LOAD,
    LOST,
    OBEYED,
    ORDER,
    STOP,
    TWICE,
    Entry,
)

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
    Entry(TWICE, "two workers", partial(sharing.twice, chats=200, each=25), partial(sharing.twice, chats=10, each=5)),
    Entry(
        BAD,
        "polling",
        partial(hostile.malformed, rounds=25, webhook=False),
        partial(hostile.malformed, rounds=1, webhook=False),
    ),
    Entry(
        BAD,
        "webhook",
        partial(hostile.malformed, rounds=25, webhook=True),
        partial(hostile.malformed, rounds=1, webhook=True),
    ),
    Entry(ORDER, "two workers", partial(sharing.order, chats=200, each=100), partial(sharing.order, chats=10, each=10)),
    Entry(
        ORDER,
        "workers come and go",
        partial(sharing.changing, chats=200, each=50),
        partial(sharing.changing, chats=20, each=10),
    ),
    Entry(ORDER, "memory", partial(sharing.flat, chats=100_000), partial(sharing.flat, chats=1_000), most_seconds=1800),
    Entry(FREED, "killed", partial(sharing.freed, kills=20), partial(sharing.freed, kills=2)),
    Entry(
        FREED,
        "frozen",
        partial(sharing.freed, kills=10, signal_=signal.SIGSTOP),
        partial(sharing.freed, kills=1, signal_=signal.SIGSTOP),
    ),
    Entry(FORGED, "webhook", partial(hostile.forged, bodies=10_000), partial(hostile.forged, bodies=200)),
    Entry(FORGED, "buttons", partial(hostile.forged_buttons, taps=10_000), partial(hostile.forged_buttons, taps=200)),
    Entry(STOP, POLLING, partial(kills.stopped, terms=10, rate=50), partial(kills.stopped, terms=1, rate=50)),
    Entry(
        STOP,
        WEBHOOK,
        partial(kills.stopped, terms=10, rate=50, workers=2),
        partial(kills.stopped, terms=1, rate=50, workers=2),
    ),
    Entry(
        DATABASE,
        "polling, PostgreSQL behind a proxy",
        partial(database.outages, seconds=60),
        partial(database.outages, seconds=2),
        most_seconds=1200,
    ),
    Entry(DISK, "full", partial(disk.full, seconds=60), partial(disk.full, seconds=2)),
    Entry(DISK, "read-only", partial(disk.read_only, seconds=60), partial(disk.read_only, seconds=2)),
    Entry(DISK, "damaged file", partial(disk.damaged, files=40), partial(disk.damaged, files=4)),
    Entry(
        CONSENT,
        "taps, typed words, forged buttons",
        partial(consent.walked, walks=100_000),
        partial(consent.walked, walks=200),
        most_seconds=7200,
    ),
    Entry(FLOOD, "polling", partial(hostile.flood, chats=50, seconds=60), partial(hostile.flood, chats=10, seconds=5)),
    Entry(OBEYED, POLLING, partial(telegram.obeyed, rounds=50), partial(telegram.obeyed, rounds=3)),
    Entry(BACKUP, "SQLite", partial(backups.on_sqlite, people=20_000), partial(backups.on_sqlite, people=200)),
    Entry(
        BACKUP, "PostgreSQL", partial(backups.on_postgresql, people=20_000), partial(backups.on_postgresql, people=200)
    ),
    Entry(
        HONEST,
        "tests with servers",
        partial(honest.unskipped, folders=("tests/store", "tests/workers", "tests/faults", "tests/operations")),
        partial(honest.unskipped, folders=("tests/store",)),
        most_seconds=1800,
    ),
    Entry(LOAD, POLLING, partial(load.beside_an_echo_bot, load.FULL), partial(load.beside_an_echo_bot, load.QUICK)),
    Entry(
        LOAD,
        WEBHOOK,
        partial(load.beside_an_echo_bot, load.FULL, workers=2),
        partial(load.beside_an_echo_bot, load.QUICK, workers=2),
    ),
)
