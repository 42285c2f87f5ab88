"""Updates a second over HTTP, and memory: our bot beside a bare aiogram echo bot, in pairs, the order changing.

Every person waits for the answer before doing the next thing, so each chat has one update under way. Our bot commits
every update twice, and once more when it is shown; the echo bot keeps nothing.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from bot.emulator import LocalTelegram
from tests.bench.figures import Figure, Sizes
from tests.bench.programs import Program, polling
from tests.bench.walks import TODAY, Step, Walk, fresh_assistant, walks

PART, MEMORY = "updates over HTTP", "memory"
AIM_RATIO, AIM_MB = 0.6, 45
WARM_UP = 5
#: Processor time is counted in hundredths of a second.
TICK = 0.01
#: What one person does, in order.
Life = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run: updates a second, processor time of the bot for an update, and its memory."""

    rate: float
    processor_ms: float
    peak_mb: float


def conversations(found: Sequence[Walk], chats: int, updates: int) -> list[list[Life]]:
    """Share whole conversations out: in every chat one person after another, until there are enough updates."""
    shared: list[list[Life]] = [[] for _ in range(chats)]
    left = updates
    for number, walk in enumerate(cycle(found)):
        if left <= 0:
            return shared
        shared[number % chats].append(walk.steps[:left])
        left -= len(walk.steps)
    return shared


def texts(found: Sequence[Walk], chats: int, updates: int) -> list[list[Life]]:
    """Share out people who only write: commands, and what people write in the conversations."""
    written = cycle([step for walk in found for step in walk.steps if step.words])
    return [[tuple(islice(written, updates // chats))] for _ in range(chats)]


async def _live(telegram: LocalTelegram, lives: Sequence[Life]) -> None:
    for life in lives:
        user = telegram.user("pl")
        for step in life:
            if step.data is None:
                await user.say(step.words)
            else:
                await user.tap_data(step.data)


async def load(program: Program, shared: Sequence[Sequence[Life]]) -> Run:
    """Let people live in their chats, all at once, and time it from the first update to the last answer."""
    telegram = program.telegram
    await asyncio.gather(*(_live(telegram, [(Step(words="/start"),) * WARM_UP]) for _ in shared))
    began, used = perf_counter(), program.processor_seconds
    await asyncio.gather(*(_live(telegram, lives) for lives in shared))
    took, used = perf_counter() - began, program.processor_seconds - used
    done = sum(len(life) for lives in shared for life in lives)
    return Run(done / took, max(used, TICK) / done * 1000, program.peak_mb)


async def pair(kinds: Sequence[Sequence[Sequence[Life]]], folder: Path, *, ours_first: bool) -> list[tuple[Run, Run]]:
    """Start both, then load one after the other with each kind; whoever is not loaded waits in its long poll."""
    async with AsyncExitStack() as stack:
        ours, echo = await asyncio.gather(
            stack.enter_async_context(polling(ours=True, folder=folder)),
            stack.enter_async_context(polling(ours=False, folder=folder)),
        )
        runs = []
        for shared in kinds:
            first, second = [await load(bot, shared) for bot in ((ours, echo) if ours_first else (echo, ours))]
            runs.append((first, second) if ours_first else (second, first))
        return runs


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure whole conversations, then, in the same processes, texts alone."""
    found = walks(fresh_assistant(), sizes, on=TODAY)
    random.Random(1).shuffle(found)  # noqa: S311 -- the same order in every run
    kinds = conversations(found, sizes.chats, sizes.updates), texts(found, sizes.chats, sizes.updates)
    talking, writing = [], []
    for number in range(sizes.pairs):
        with tempfile.TemporaryDirectory() as folder:
            talked, wrote = await pair(kinds, Path(folder), ours_first=number % 2 == 0)
        talking.append(talked)
        writing.append(wrote)
    return [
        *_rates("conversations", talking, "two calls each: a tap is answered, the message edited", AIM_RATIO),
        *_rates("texts only", writing, "ours sends and deletes the former screen, echo only sends", None),
        *_memory(talking, f"peak after {sizes.updates + WARM_UP * sizes.chats} updates"),
    ]


def _rates(kind: str, runs: Sequence[tuple[Run, Run]], calls: str, aim: float | None) -> list[Figure]:
    ratios = [ours.rate / echo.rate for ours, echo in runs]
    shares = [echo.processor_ms / ours.processor_ms for ours, echo in runs]
    ours, echo = [ours for ours, _ in runs], [echo for _, echo in runs]
    return [
        Figure(PART, f"{kind}, ours", statistics.median(run.rate for run in ours), "1/s", note=calls),
        Figure(PART, f"{kind}, echo", statistics.median(run.rate for run in echo), "1/s"),
        Figure(PART, f"{kind}, ours / echo", statistics.median(ratios), "x", at_least=aim, note=_told(ratios)),
        Figure(PART, f"{kind}, processor, ours", statistics.median(run.processor_ms for run in ours), "ms"),
        Figure(PART, f"{kind}, processor, echo", statistics.median(run.processor_ms for run in echo), "ms"),
        Figure(PART, f"{kind}, processor, echo / ours", statistics.median(shares), "x", note=_told(shares)),
    ]


def _told(ratios: Sequence[float]) -> str:
    return "pair by pair: " + ", ".join(f"{ratio:.2f}" for ratio in ratios)


def _memory(runs: Sequence[tuple[Run, Run]], after: str) -> list[Figure]:
    more = statistics.median(ours.peak_mb - echo.peak_mb for ours, echo in runs)
    return [
        Figure(MEMORY, "ours", statistics.median(ours.peak_mb for ours, _ in runs), "MB", note=after),
        Figure(MEMORY, "echo", statistics.median(echo.peak_mb for _, echo in runs), "MB", note=after),
        Figure(MEMORY, "ours - echo", more, "MB", at_most=AIM_MB, note="median of the pairs"),
    ]
