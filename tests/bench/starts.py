"""How long `match` takes for one row, and how long `run` takes until it polls, beside the import of aiogram alone."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
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


async def seconds_of(*command: str, given: bytes = b"") -> float:
    """Run a command to its end and give the seconds it took. Raises RuntimeError where it fails."""
    pipe = asyncio.subprocess.PIPE
    settled = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=settled, stdin=pipe, stdout=pipe)
    out, _ = await asyncio.wait_for(process.communicate(given), PATIENCE)
    took = perf_counter() - began
    if process.returncode or (given and not out):
        raise RuntimeError(f"{command} failed")
    return took


async def seconds_to_poll(folder: Path) -> float:
    """Start our bot and give the seconds until it asks for updates."""
    began = perf_counter()
    async with polling(ours=True, folder=folder):
        return perf_counter() - began


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure the three in turn; the first round only warms the disk."""
    match, run, framework = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(sizes.starts):
            match.append(await seconds_of(*MATCH, given=ROW))
            run.append(await seconds_to_poll(Path(folder)))
            framework.append(await seconds_of(*IMPORT))
    if sizes.starts > 1:
        match, run, framework = match[1:], run[1:], framework[1:]
    ratios = [ours / bare for ours, bare in zip(run, framework, strict=True)]
    told = "round by round: " + ", ".join(f"{ratio:.2f}" for ratio in ratios)
    rounds = f"median of {len(match)}, {min(match):.2f} to {max(match):.2f}"
    return [
        Figure(PART, "match, one row", statistics.median(match), "s", at_most=AIM_MATCH_SECONDS, note=rounds),
        Figure(PART, "run, to its first getUpdates", statistics.median(run), "s"),
        Figure(PART, "import aiogram", statistics.median(framework), "s"),
        Figure(PART, "run / import aiogram", statistics.median(ratios), "x", at_most=AIM_RUN_RATIO, note=told),
    ]
