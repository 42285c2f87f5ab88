"""What loading costs at several sizes, from the files and from what was kept, and how long a tap waits meanwhile."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, Sizes
from tests.bench.folders import size, written
from tests.bench.walks import ROOT

PART = "loading"
#: Beside this many offers the round trip of ruamel.yaml is measured: with more it takes too long.
BESIDE = 1_000
AIM_RATIO, AIM_SECONDS, AIM_MEMORY, AIM_LATE_MS = 1 / 20, 60.0, 6.0, 50.0
MOST = 100_000
#: Reads every programme with its positions and remarks, and writes it again.
ROUND_TRIP = """
import io, json, pathlib, sys, time
from ruamel.yaml import YAML
yaml, began = YAML(), time.process_time()
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.dump(yaml.load(path.read_text(encoding="utf-8")), io.StringIO())
print(json.dumps(time.process_time() - began))
"""


async def told(*command: str) -> Any:
    """Run a Python program to its end and give what it printed. Raises RuntimeError where it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env=clean, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    if process.returncode:
        msg = f"{command} failed"
        raise RuntimeError(msg)
    return json.loads(out)


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure every size in fresh processes, one after the other."""
    found: list[Figure] = []
    for offers in sizes.offers:
        with tempfile.TemporaryDirectory() as made:
            folder, cache = Path(made, "offers"), Path(made, "cache")
            count = written(folder, offers)
            found += await _loads(folder, cache, count)
            if offers == BESIDE and importlib.util.find_spec("ruamel"):
                found.append(await _beside_ruamel(folder))
            found += await _edits(folder, cache, count)
    return found


async def _loads(folder: Path, cache: Path, count: int) -> list[Figure]:
    once = "-m", "tests.bench.load_once", str(folder)
    cold, keeping = await told(*once, "off"), await told(*once, str(cache))
    warm = await told(*once, str(cache))
    mb = size(folder) / 1024**2
    kept = size(cache, "*") / 1024**2
    note = f"{mb:.1f} MB of files; {{wall:.1f}} s by the clock"
    aim = AIM_SECONDS if count >= MOST else None
    figures = [
        Figure(
            PART, f"{count} offers, {name}", one["indexed"][1], "s", at_most=aim, note=note.format(wall=one["read"][0])
        )
        for name, one in (("read anew", cold), ("read anew and kept", keeping), ("from what was kept", warm))
    ]
    for name, one in (("read anew", cold), ("from what was kept", warm)):
        ratio = one["peak"] / mb
        told_mb = f"{one['memory']:.0f} MB, at most {one['peak']:.0f}; kept: {kept:.1f} MB"
        limit = AIM_MEMORY if count >= MOST else None
        figures.append(Figure(PART, f"{count} offers, memory, {name}", ratio, "x files", at_most=limit, note=told_mb))
    return figures


async def _beside_ruamel(folder: Path) -> Figure:
    ours = await told("-m", "tests.bench.load_once", str(folder), "off")
    theirs = await told("-c", ROUND_TRIP, str(folder))
    ratio, note = ours["indexed"][1] / theirs, f"processor: {ours['indexed'][1]:.2f} s beside {theirs:.1f} s"
    return Figure(PART, "1,000 offers / ruamel.yaml round trip", ratio, "x", at_most=AIM_RATIO, note=note)


async def _edits(folder: Path, cache: Path, count: int) -> list[Figure]:
    found = await told("-m", "tests.bench.late_once", str(folder), str(cache))
    figures = [
        Figure(PART, f"{count} offers, start of the bot's own part", found["start"], "s", note="from what was kept")
    ]
    for name in ("nothing", "one file", "what all rests on"):
        one = found[name]
        note = (
            f"p50 {one['p50']:.1f}, p99 {one['p99']:.1f}, at most {one['most']:.0f} ms with other programs; "
            f"took {one['wall']:.1f} s, processor {one['processor']:.2f} s"
        )
        aim = None if name == "nothing" else AIM_LATE_MS
        figures.append(
            Figure(PART, f"{count} offers, edited: {name}, a tap waits", one["own"], "ms", at_most=aim, note=note)
        )
    return figures
