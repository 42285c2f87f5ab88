"""`python -m tests.bench.late_once FOLDER CACHE`: how long nobody is served while an edit is read, as JSON.

A loop wakes every millisecond, as the bot's own loop would for a tap; what it is late by is what a tap would wait.
The folder is edited: give a copy.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

from tests import as_run  # noqa: F401 -- before everything of ours

# isort: split
from bot.app import SWITCH_SECONDS
from bot.living import Living
from bot.maker import Maker
from bot.settings import Settings

TICK = 0.001
TASKS = Path("/proc/self/task")
QUIET_SECONDS = 0.5
#: A remark at the end of the first programme, and of the places: a little edit, and one that changes what all rests on.
EDITS = {"one file": "programmes", "what all rests on": "."}


def waited_for_processor() -> dict[str, float]:
    """Give for each thread the milliseconds in which it could have run, but other programs had the processors."""
    found: dict[str, float] = {}
    for one in TASKS.glob("*/schedstat"):
        with suppress(OSError):  # a thread that has just ended
            found[one.parent.name] = int(one.read_text().split()[1]) / 1e6
    return found


async def lateness(work: Coroutine[object, object, object]) -> dict[str, float]:
    """Do the work beside a loop that ticks. Gives seconds it took, and the milliseconds of being late.

    `own`: the longest it was late by without the time in which other programs had the processors; never more than the
    processor time of all our threads together.
    """
    late: list[float] = []
    own: list[float] = []
    wall, processor = perf_counter(), process_time()
    working = asyncio.create_task(work)
    while not working.done():
        began, used, waited = perf_counter(), process_time(), waited_for_processor()
        await asyncio.sleep(TICK)
        late.append((perf_counter() - began - TICK) * 1000)
        without = late[-1] - max(now - waited.get(one, 0.0) for one, now in waited_for_processor().items())
        own.append(min(without, (process_time() - used) * 1000))
    await working
    took = {"wall": perf_counter() - wall, "processor": process_time() - processor}
    late.sort()
    return {**took, "p50": late[len(late) // 2], "p99": late[len(late) * 99 // 100], "most": late[-1], "own": max(own)}


async def taken(living: Living) -> None:
    """Read an edit and take it, then let the former catalogue go."""
    await living.judge()
    await asyncio.to_thread(living.let_go, 0)


async def main(folder: Path, cache: Path) -> None:
    """Load, then edit and read, and print."""
    maker = Maker(replace(Settings.from_environment(os.environ), offers=folder, cache=cache))
    began = process_time()
    living = Living(folder, maker.make_ready(), maker.make_ready)
    found: dict[str, object] = {"start": process_time() - began}
    sys.setswitchinterval(SWITCH_SECONDS)
    found["nothing"] = await lateness(asyncio.sleep(QUIET_SECONDS))
    for name, where in EDITS.items():
        file = next(iter(sorted((folder / where).glob("*.yaml"))))
        file.write_text(file.read_text(encoding="utf-8") + f"# {name}\n", encoding="utf-8")
        found[name] = await lateness(taken(living))
    print(json.dumps(found))  # noqa: T201 -- its only answer


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
