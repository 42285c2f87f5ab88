"""Row 9: the disk is full or turns read-only, the database's file is damaged: what residents and staff see of it."""

from __future__ import annotations

import asyncio
import random
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

from bot.app import service
from bot.emulator import Group, LocalTelegram, User
from bot.maker import assistant
from bot.service import Service
from tests.conftest import TOKEN, serving, settings_at
from tests.faults.conftest import Disk, small_disk
from tests.soak.rows import Figure

IN_TIME, TOLD_SECONDS = 3.0, 60.0
#: A file that was opened to read it is closed when the bot looks at the database next, twice a second.
LET_GO_SECONDS = 5.0
PATIENCE = 90.0
IMAGE_BYTES = 16 << 20
#: So many updates at most come in while something fails.
MOST_WRITTEN = 80
SAID = ("/help", "/answers", "/privacy", "/browse")


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[tuple[Service, LocalTelegram, User, Group]]:
    """Run the bot on SQLite in a folder, with a staff chat. Gives a resident who was here before."""
    async with LocalTelegram(TOKEN, timeout=PATIENCE, query_timeout=600) as telegram:
        anna, resident = telegram.user("pl", "Anna"), telegram.user("pl")
        group = telegram.group([anna])
        heard, day = frozenset({anna.id}), date(2026, 11, 22)
        settings = settings_at(telegram, folder, staff=heard, staff_chat=group.id, today=day)
        async with service(settings, assistant(settings)) as running, serving(running):
            await resident.say("/start")
            await running.desk.drain()
            yield running, telegram, resident, group


async def _waits(resident: User, words: str) -> float:
    before, began = resident.chat.shown, monotonic()
    resident.send(words)
    await resident.wait_for(lambda seen: seen.chat.shown > before, timeout=PATIENCE)
    return monotonic() - began


async def _writes(telegram: LocalTelegram, resident: User, seconds: float) -> float:
    """Let somebody known and newcomers write for so long. Gives the longest wait for an answer."""
    slowest, end, number = 0.0, monotonic() + seconds, 0
    while True:
        people = (resident, telegram.user("pl"))
        waits = await asyncio.gather(*(_waits(one, SAID[number % len(SAID)]) for one in people))
        slowest, number = max(slowest, *waits), number + 1
        if monotonic() >= end:
            return slowest
        # By polling, whatever comes after the oldest hundred is only seen once the database works (decision 0027).
        await asyncio.sleep(max(0.5, seconds * len(people) / MOST_WRITTEN))


async def _fault(folder: Path, fault: AbstractAsyncContextManager[None], seconds: float) -> Figure:
    """Let a fault last so long. Measures answers, the alert to staff, and how soon all is normal."""
    async with town(folder) as (running, telegram, resident, group):
        began = monotonic()
        async with fault:
            telling = asyncio.create_task(_told(group, began))
            slowest = await _writes(telegram, resident, seconds)
            told = await telling
        began = monotonic()
        await running.desk.meanwhile.well()
        await telegram.user("pl").say("/start")
        normal = monotonic() - began
        await running.desk.drain()
        counts = await running.store.counts()
        left = sum(counts.get(state, 0) for state in ("new", "saved", "set-aside")) + len(telegram.pending)
        alerts = sum("Baza danych nie działa" in message.text for message in group.messages if message.by_bot)
    words = (
        f"{seconds:g} s: the slowest answer after {slowest:.1f} s, staff told {alerts} time(s), after {told:.0f} s, "
        f"normal {normal:.1f} s after, {left} lost"
    )
    return Figure(words, ok=slowest <= IN_TIME and told <= TOLD_SECONDS and alerts == 1 and left == 0)


def _said(group: Group) -> str:
    return "\n".join(message.text for message in group.messages if message.by_bot)


async def _told(group: Group, began: float) -> float:
    """Give how long after the fault began staff were told."""
    await group.wait_for(lambda seen: "Baza danych nie działa" in _said(seen), timeout=PATIENCE)
    return monotonic() - began


async def full(*, seconds: float) -> Figure:
    """Fill the disk."""
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as name, small_disk(Path(name, "disk")) as disk:
        found = await _fault(disk.folder, _full(disk), seconds)
    how = "tmpfs" if disk.mounted else "file-size limit, since nothing may be mounted here"
    return replace(found, measured=f"{how}, {found.measured}")


@asynccontextmanager
async def _full(disk: Disk) -> AsyncIterator[None]:
    with disk.full():
        yield


async def read_only(*, seconds: float) -> Figure:
    """Let the file system meet an error, at which it turns read-only with everything open, and put it right again."""
    with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as name:
        image, folder = Path(name, "image"), Path(name, "disk")
        with ExitStack() as mounted:
            try:
                mounted.enter_context(image_mounted(image, folder))
            except (subprocess.CalledProcessError, OSError) as error:
                return Figure(f"not measured: nothing can be mounted here ({error})", ok=False)
            found = await _fault(folder, turned_read_only(image, folder), seconds)
    return replace(found, measured=f"ext4 that met an error, {found.measured}")


@contextmanager
def image_mounted(image: Path, folder: Path) -> Iterator[None]:
    """Make a small file system in a file and mount it."""
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    _run("mkfs.ext4", "-q", "-F", str(image))
    _run("mount", "-o", "loop,errors=remount-ro", str(image), str(folder))
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


@asynccontextmanager
async def turned_read_only(image: Path, folder: Path) -> AsyncIterator[None]:
    """Make the file system turn read-only, as at an error of the disk; in the end repair it and mount it anew.

    Raises TimeoutError where the bot does not let go of its files there.
    """
    _meet_an_error(folder)
    try:
        yield
    finally:
        async with asyncio.timeout(LET_GO_SECONDS):
            while not _unmounted(folder):  # noqa: ASYNC110 -- nobody is told when the last file is closed
                await asyncio.sleep(0.1)
        _repair(image)
        _run("mount", "-o", "loop,errors=remount-ro", str(image), str(folder))


def _meet_an_error(folder: Path) -> None:
    device = _run("findmnt", "-no", "SOURCE", str(folder)).strip()
    Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")


def _unmounted(folder: Path) -> bool:
    """Unmount a folder. False where something is open there."""
    return subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode == 0  # noqa: S607 -- as any administrator has it


def _repair(image: Path) -> None:
    """Repair a file system; that it had to be repaired is an exit code of its own."""
    subprocess.run(["e2fsck", "-p", str(image)], capture_output=True, check=False)  # noqa: S607 -- as above


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


async def damaged(*, files: int) -> Figure:
    """Damage the file in other ways again and again, before a start and while the bot serves."""
    chance, kept, answered = random.Random(5), 0, 0  # noqa: S311 -- the same in every run
    for number in range(files):
        with tempfile.TemporaryDirectory(prefix="drogowskaz-soak-") as name:
            folder = Path(name)
            async with town(folder) as (running, _, resident, _):
                if number % 2:
                    await running.store._writer.tidy()  # noqa: SLF001 -- into the file, out of the log beside it
                    running.store._writer._engine.dispose()  # noqa: SLF001 -- SQLite's memory would hide it
                    _damage(folder / "bot.db", chance)
                    answered += "112" in (await resident.say("/help")).text
                    kept += _kept(folder)
                    continue
            _damage(folder / "bot.db", chance)
            async with town(folder) as (running, _, resident, _):
                answered += "112" in (await resident.say("/help")).text
                kept += _kept(folder)
    told = f"{files} damaged files (flipped, cut, garbage): {kept} kept under a name with the date, {answered} answered"
    return Figure(told, ok=kept == files and answered == files)


def _kept(folder: Path) -> int:
    beside = ("-wal", "-shm")
    return sum(1 for path in folder.glob("bot.db.damaged-*") if not path.name.endswith(beside))


def _damage(path: Path, chance: random.Random) -> None:
    """Damage the head of a file, or most of it, so that it cannot go unseen."""
    content = bytearray(path.read_bytes())
    kind = chance.choice(("head", "garbage", "pages"))
    if kind == "head":
        content[:100] = chance.randbytes(100)
    elif kind == "garbage":
        content = bytearray(chance.randbytes(chance.randrange(100, 100_000)))
    else:
        for start in range(4096, len(content), 4096):
            content[start : start + 64] = chance.randbytes(64)
    path.write_bytes(content)
