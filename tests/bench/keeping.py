"""What the store alone can do: updates kept, saved and noted as shown, a second; and what a row takes on the disk.

On SQLite, and on a PostgreSQL of our own that waits for its disk, where there is one.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter, process_time, time

from sqlalchemy import text

from bot.assistant import Assistant
from bot.core.resident import Resident
from bot.store.database import engine_for
from bot.store.keeping import Kept
from bot.store.opening import open_store
from bot.store.ownership import Sole
from bot.store.store import Incoming, Store
from bot.store.vault import Vault
from tests import servers
from tests.bench.figures import Figure, Sizes
from tests.bench.walks import TODAY, Walk, fresh_assistant, walks
from tests.soak.load import durable

PART = "keeping"
FIRST_CHAT, AT_ONCE = 7_000_000_001, 50
SIZE = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '{0}' OR name LIKE 'ix_{0}%' OR name LIKE '%auto%{0}%'",
    "postgresql": "SELECT pg_total_relation_size('{0}')",
}


@contextmanager
def databases() -> Iterator[list[tuple[str, str]]]:
    """Give the databases there are: what each is called, and its address."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = [("SQLite", f"sqlite:///{folder / 'bot.db'}")]
        try:
            server = stack.enter_context(servers.postgres())
        except servers.UnavailableError:
            yield found
            return
        durable(server)
        yield [*found, ("PostgreSQL", stack.enter_context(server.fresh()))]


def at_the_end(assistant: Assistant, walk: Walk) -> Kept:
    """Give what is kept of somebody after a conversation."""
    resident = Resident(language=walk.language)
    for step in walk.steps:
        resident = assistant.after(resident, step.did, walk.language, walk.now)
    return Kept(resident, 1)


async def one(store: Store, number: int, kept: Kept, payload: bytes) -> asyncio.Future[None]:
    """Do with one update what the desk does; that it was shown is noted without waiting."""
    chat, now = FIRST_CHAT + number, int(time())
    await store.accept([Incoming(number, chat, payload)], now)
    await store.load(chat)
    await store.save(chat, kept, number, now)
    return store.shown(number)


async def many(store: Store, numbers: range, kept: list[Kept], payload: bytes) -> None:
    """Do so with many updates, one after another."""
    noted = [await one(store, number, kept[number % len(kept)], payload) for number in numbers]
    await asyncio.gather(*noted)


async def on(name: str, url: str, assistant: Assistant, kept: list[Kept], updates: int) -> list[Figure]:
    """Measure one database."""
    store = open_store(url, Vault(os.urandom(32)), lambda: assistant.catalogue, ownership=Sole())
    payload = (
        json.dumps({"update_id": 1, "callback_query": {"data": "c:age:30-34", "id": "1" * 19}}).ljust(400).encode()
    )
    alone = max(20, updates // 10)
    try:
        began = perf_counter()
        await many(store, range(1, alone), kept, payload)
        each = (perf_counter() - began) / (alone - 1)
        share = -(-updates // AT_ONCE)
        began, used = perf_counter(), process_time()
        starts = range(alone, alone + share * AT_ONCE, share)
        await asyncio.gather(*(many(store, range(start, start + share), kept, payload) for start in starts))
        took, used, done = perf_counter() - began, process_time() - used, share * AT_ONCE
    finally:
        store.close()
    rows = alone - 1 + done
    return [
        Figure(
            PART,
            f"{name}, one update at a time",
            each * 1000,
            "ms",
            note="kept, read, saved: the disk is waited for twice",
        ),
        Figure(PART, f"{name}, {AT_ONCE} chats at once", done / took, "1/s", note=f"{done} updates"),
        Figure(
            PART, f"{name}, {AT_ONCE} chats at once, processor", used / done * 1000, "ms", note="without the server"
        ),
        Figure(PART, f"{name}, one resident", size(url, "resident") / rows, "bytes", note="with what finds it"),
        Figure(PART, f"{name}, one update that is done", size(url, "inbox") / rows, "bytes", note="kept for two days"),
    ]


def size(url: str, table: str) -> int:
    """Give how many bytes a table takes, with its indexes."""
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(SIZE[engine.dialect.name].format(table))).scalar() or 0)
    finally:
        engine.dispose()


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure each database there is."""
    assistant = fresh_assistant()
    kept = [at_the_end(assistant, walk) for walk in walks(assistant, sizes, on=TODAY)]
    with databases() as found:
        parts = [await on(name, url, assistant, kept, sizes.updates) for name, url in found]
    return [figure for part in parts for figure in part]
