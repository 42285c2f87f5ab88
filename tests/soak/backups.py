"""Row 19: a backup made while people write is restored row by row, and whoever erased themselves since stays erased."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, time

from bot.core.resident import Resident
from bot.files.loader import load
from bot.operations import database
from bot.operations.backup import backup
from bot.operations.restore import Wanted, restore, verify
from bot.operations.rows import rows
from bot.store.erasures import Erasures
from bot.store.keeping import Kept
from bot.store.opening import open_store
from bot.store.statements import resident
from bot.store.store import Incoming, Store
from bot.store.vault import Vault
from bot.store.writer import StoreError
from tests import servers
from tests.conftest import ROOT
from tests.soak.rows import Figure

FIRST = 7_000_000_001
AT_ONCE, TRIES = 20, 5


async def on_sqlite(*, people: int) -> Figure:
    """Back up, erase and restore on SQLite."""
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as folder:
        return await _measure(f"sqlite:///{folder}/bot.db", Path(folder), people)


async def on_postgresql(*, people: int) -> Figure:
    """The same on PostgreSQL."""
    try:
        with _server() as url, tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as folder:
            return await _measure(url, Path(folder), people)
    except servers.UnavailableError as error:
        return Figure(f"not measured: {error}", ok=False)


@contextmanager
def _server() -> Iterator[str]:
    with servers.postgres() as server, server.fresh() as url:
        yield url


async def _measure(url: str, folder: Path, people: int) -> Figure:
    catalogue, vault, now = load(ROOT / "offers"), Vault(b"s" * 40), int(time())
    erasures, file = Erasures(folder / "erased", 35), folder / "one.backup"
    store = open_store(url, vault, lambda: catalogue, erasures)
    try:
        await _live(store, range(people), now - 60)
        writing = asyncio.create_task(_live(store, range(people, people + people // 10), now - 30))
        began = monotonic()
        made = await asyncio.to_thread(backup, url, vault.fingerprint, file, now)
        took = monotonic() - began
        await writing
        with database.opened(f"sqlite:///{file}") as engine, engine.connect() as connection:
            held = {row["key"]: row for row in rows(connection, resident)}
        gone = [FIRST + number for number in range(0, people, 10)]
        for chat in gone:
            await store.erase(chat, now)
    finally:
        store.close()
    wanted = Wanted(file, vault, erasures.read(), now - 3600)
    await asyncio.to_thread(verify, wanted, url, folder)
    began = monotonic()
    await asyncio.to_thread(restore, wanted, url, folder)
    back = monotonic() - began
    with database.opened(url) as engine, engine.connect() as connection:
        found = {row["key"]: row for row in rows(connection, resident)}
    erased = {vault.key(chat) for chat in gone}
    other = sum(found.get(key) != row for key, row in held.items() if key not in erased)
    other += len(found.keys() - held.keys())
    returned = len(erased & found.keys())
    size = made.tables["resident"].count
    measured = (
        f"{size:,} residents backed up in {took:.1f} s while others wrote, restored in {back:.1f} s: "
        f"{other} rows otherwise, {returned} of {len(gone):,} erased came back"
    )
    return Figure(measured, ok=not other and not returned and size >= people)


async def _live(store: Store, numbers: range, now: int) -> None:
    """Let people use the bot, twenty at once: each has answers, one update is done and one waits."""

    async def one(number: int) -> None:
        chat, kept = FIRST + number, Kept(Resident(language="pl", agreed=1), number)
        await store.accept([Incoming(2 * number, chat, b"{}"), Incoming(2 * number + 1, chat, b"{}")], now)
        await store.save(chat, kept, 2 * number, now)
        await store.shown(2 * number)

    async def until_kept(number: int) -> None:
        for _ in range(TRIES):
            # On a machine with much to do the database may be late; the bot tries again too.
            with suppress(StoreError):
                return await one(number)
        return await one(number)

    for first in range(numbers.start, numbers.stop, AT_ONCE):
        await asyncio.gather(*(until_kept(number) for number in range(first, min(first + AT_ONCE, numbers.stop))))
