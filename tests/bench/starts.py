"""How long `match` takes for one row, and `run` until it polls, kept or read anew, beside importing aiogram."""

from __future__ import annotations

import asyncio
import os
import resource
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.figures import Figure, Sizes
from tests.bench.programs import PATIENCE, polling
from tests.bench.walks import ROOT, THEN

PART = "start"
AIM_MATCH_SECONDS, AIM_RUN_RATIO = 0.5, 1.2
ROW = b'{"id": 1, "answers": {"place": "gdansk.stogi", "age": 42, "work": "unemployed"}}\n'
MATCH = (sys.executable, "-m", "bot", "match", "--on", THEN.isoformat())
IMPORT = (sys.executable, "-c", "import aiogram")


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds something took: by the clock, and of the processor."""

    wall: float
    processor: float


def settled(cache: Path | None) -> dict[str, str]:
    """Give the environment of a command; `cache`: where something is kept, None: nowhere."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {**clean, "BOT_CACHE": "off" if cache is None else str(cache)}


async def time_of(*command: str, given: bytes = b"", cache: Path | None = None) -> Took:
    """Run a command to its end and give what it took. Raises RuntimeError where it fails."""
    pipe = asyncio.subprocess.PIPE
    before, began = _processor_of_children(), perf_counter()
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=settled(cache), stdin=pipe, stdout=pipe)
    out, _ = await asyncio.wait_for(process.communicate(given), PATIENCE)
    took = Took(perf_counter() - began, _processor_of_children() - before)
    if process.returncode or (given and not out):
        raise RuntimeError(f"{command} failed")
    return took


async def time_to_poll(folder: Path, cache: Path | None) -> Took:
    """Start our bot and give what it took until it asks for updates."""
    began = perf_counter()
    async with polling(ours=True, folder=folder, cache=cache) as program:
        return Took(perf_counter() - began, program.processor_seconds)


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure all of them in turn; the first round only warms the disk and fills the cache."""
    rounds: list[dict[str, Took]] = []
    with tempfile.TemporaryDirectory() as made:
        folder, cache = Path(made), Path(made, "cache")
        for _ in range(sizes.starts):
            took = {"match, nothing kept": await time_of(*MATCH, given=ROW)}
            took["match"] = await time_of(*MATCH, given=ROW, cache=cache)
            took["run, nothing kept"] = await time_to_poll(folder, None)
            took["run"] = await time_to_poll(folder, cache)
            took["import aiogram"] = await time_of(*IMPORT)
            rounds.append(took)
    rounds = rounds[1:] if len(rounds) > 1 else rounds
    found = []
    for name in rounds[0]:
        wall, processor = ([getattr(one[name], kind) for one in rounds] for kind in ("wall", "processor"))
        note = f"median of {len(wall)}, {min(wall):.2f} to {max(wall):.2f}"
        aim = AIM_MATCH_SECONDS if name.startswith("match") else None
        found.append(Figure(PART, name, statistics.median(wall), "s", at_most=aim, note=note))
        found.append(Figure(PART, f"{name}, processor", statistics.median(processor), "s"))
    for name in ("run, nothing kept", "run"):
        for kind in ("wall", "processor"):
            ratios = [getattr(one[name], kind) / getattr(one["import aiogram"], kind) for one in rounds]
            told = "round by round: " + ", ".join(f"{ratio:.2f}" for ratio in ratios)
            label = f"{name} / import aiogram" + (", processor" if kind == "processor" else "")
            found.append(Figure(PART, label, statistics.median(ratios), "x", at_most=AIM_RUN_RATIO, note=told))
    return found
