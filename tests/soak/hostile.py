"""What strangers and broken clients send: forged calls and buttons, malformed updates, a flood."""

from __future__ import annotations

import asyncio
import io
import json
import re
import statistics
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter

import aiohttp

from bot.core import actions as a
from bot.core import screens as s
from bot.core.resident import Resident
from bot.emulator import User
from tests.bench.programs import Program, polling
from tests.bench.walks import fresh_assistant
from tests.conftest import Town, at_work
from tests.hostile.buttons import forged as forged_data
from tests.hostile.posts import FORGED, GENUINE, fuzzed, update
from tests.hostile.updates import MALFORMED
from tests.soak.rows import Figure

#: Row 3: whoever writes between malformed updates is answered within so many seconds.
MOST_SECONDS = 2.0
#: Row 17: how much slower others may be beside a flood, and how much memory it may take.
MOST_RATIO, MOST_MB = 2.0, 16.0
AT_ONCE = 20
#: Stands for the status of a call that was cut off, which strangers may be.
CUT = 499


async def forged(*, bodies: int) -> Figure:
    """Post the twelve forged calls and so many damaged bodies to a webhook."""
    with tempfile.TemporaryDirectory() as folder:
        async with at_work(fresh_assistant(), Path(folder), webhook=True) as town, aiohttp.ClientSession() as session:
            hooked = town.telegram.world.webhook.hook
            url = hooked.url if hooked else ""
            many = asyncio.Semaphore(AT_ONCE)

            async def post(
                headers: Sequence[tuple[str, str]] = GENUINE, body: bytes | None = None, method: str = "POST"
            ) -> int:
                sent = io.BytesIO(json.dumps(update()).encode() if body is None else body)
                try:
                    async with many, session.request(method, url, data=sent, headers=list(headers)) as answer:
                        return answer.status
                except aiohttp.ClientConnectionError:
                    return CUT  # turned away before all of it was sent

            cases = [await post(**case) for case in FORGED.values()]
            fuzz = await asyncio.gather(*(post(*fuzzed(seed)) for seed in range(bodies)))
            await town.quiet()
            kept = sum((await town.service.store.counts()).values())
            lives = "Jestem automatem" in (await town.resident("pl").say("/start")).text
    errors = sum(status >= 500 for status in [*cases, *fuzz])
    taken = sum(status < 300 for status in cases)
    cut = sum(status == CUT for status in [*cases, *fuzz])
    told = f"{len(cases)} cases and {bodies:,} bodies: {errors} answers of 5xx, {kept} handlers run, {cut} cut off"
    return Figure(told, ok=not errors and not kept and not taken and lives)


async def forged_buttons(*, taps: int) -> Figure:
    """Tap so many forged buttons, and real ones between them: nobody agrees without having been asked."""
    assistant, now = fresh_assistant(), datetime(2026, 11, 22, 12, tzinfo=UTC)
    chance = Random(6)  # noqa: S311 -- the same in every run
    resident, unasked, longest = Resident(language="pl"), 0, 0.0
    for data in forged_data(assistant.catalogue, chance, taps):
        shown = assistant.conversation.step(resident, now)
        visible = [one.data for row in assistant.show(resident, "pl", now).rows for one in row if one.data]
        tapped = chance.choice(visible) if visible and chance.random() < 0.3 else data
        began = perf_counter()
        after = assistant.after(resident, a.decode(tapped) or a.Tell("stale"), "pl", now)
        html = assistant.show(after, "pl", now).html
        longest = max(longest, perf_counter() - began)
        unasked += after.agreed is not None and after.agreed != resident.agreed and not _asks(shown)
        unasked += any(unicodedata.category(sign) == "Cf" for sign in html)
        # Somebody else now and then, so that all of it is tried on people who never agreed.
        resident = Resident(language="pl") if chance.random() < 0.05 else after
    told = f"{taps:,} forged taps: {unasked} consents without the screen, 0 errors, slowest {longest * 1000:.0f} ms"
    return Figure(told, ok=not unasked)


def _asks(screen: s.Screen) -> bool:
    return isinstance(screen.shows, s.AskConsent)


async def malformed(*, rounds: int, webhook: bool) -> Figure:
    """Send forty malformed updates among good ones, so many times."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with at_work(fresh_assistant(), Path(folder), webhook=webhook) as town:
            for _ in range(rounds):
                waits += await _among_bad_ones(town)
                # Many of them name the same chat: more than its line holds would not be read at all.
                await town.quiet()
            aside = (await town.service.store.counts()).get("set-aside", 0)
    wanted = rounds * len(MALFORMED)
    told = f"{wanted} malformed updates, {aside} set aside; the others answered within {max(waits):.2f} s"
    return Figure(told, ok=aside == wanted and max(waits) <= MOST_SECONDS)


async def _among_bad_ones(town: Town) -> list[float]:
    """Give how long each person waited who wrote between the bad updates."""
    pushed, waiting = [], []
    for number, bad in enumerate(MALFORMED):
        pushed.append(town.telegram.push(bad))
        if number % 5 == 0:
            waiting.append(asyncio.create_task(_timed(town.resident("pl"), "/start")))
    waits = await asyncio.gather(*waiting)
    for number in pushed:
        await town.telegram.confirmed(number)
    return waits


async def _timed(resident: User, text: str) -> float:
    began = perf_counter()
    await resident.say(text)
    return perf_counter() - began


async def flood(*, chats: int, seconds: float, rate: int = 200) -> Figure:
    """Let one chat write `rate` messages a second beside others, for so long, after as long without it."""
    with tempfile.TemporaryDirectory() as folder:
        async with polling(ours=True, folder=Path(folder)) as program:
            residents = [program.telegram.user("pl") for _ in range(chats)]
            await asyncio.gather(*(resident.say("/start") for resident in residents))
            idle = await _talk(residents, seconds)
            before = _memory(program)
            flooding = asyncio.create_task(_flood(program, rate))
            beside = await _talk(residents, seconds)
            flooding.cancel()
            more = _memory(program) - before
            (sent,) = await asyncio.gather(flooding, return_exceptions=True)
            count = Counter(call.chat_id for call in program.telegram.journal.of("sendMessage"))
            screens = max(count.values()) if not isinstance(sent, Exception) else 0
    calm, loud = _p95(idle), _p95(beside)
    told = (
        f"p95 of {chats} chats {calm * 1000:.0f} ms idle, {loud * 1000:.0f} ms beside {rate} messages/s of one for "
        f"{seconds:g} s ({loud / calm:.2f}x); memory {more:+.1f} MB; most messages sent to one chat: {screens}"
    )
    return Figure(told, ok=loud < MOST_RATIO * calm and more <= MOST_MB)


async def _flood(program: Program, rate: int) -> None:
    flooder, began, sent = program.telegram.user("pl"), perf_counter(), 0
    while True:
        while sent < rate * (perf_counter() - began):
            flooder.send("/answers" if sent % 2 else "/help")
            sent += 1
        await asyncio.sleep(0.01)


async def _talk(residents: Sequence[User], seconds: float) -> list[float]:
    """Let each write now and then, and give how long each answer took."""
    end = perf_counter() + seconds

    async def one(resident: User, chance: Random) -> list[float]:
        waits = []
        while perf_counter() < end:
            await asyncio.sleep(chance.uniform(0.5, 1.5))
            waits.append(await _timed(resident, chance.choice(("/help", "/answers", "/privacy"))))
        return waits

    found = await asyncio.gather(*(one(resident, Random(n)) for n, resident in enumerate(residents)))  # noqa: S311
    return [wait for waits in found for wait in waits]


def _p95(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


def _memory(program: Program) -> float:
    """Give the memory a program holds now, in MB; Linux only."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{program.pid}/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")
