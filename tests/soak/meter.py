"""What programs cost: processor time and memory of a process with all it started, from /proc (Linux only)."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

EVERY_SECONDS = 1.0
_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """Give a process and all that it started and that still run."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def processor_seconds(pid: int) -> float:
    """Give the processor time of a process and of all that it started, also of those that have ended."""
    used = 0
    for one in family(pid):
        with suppress(OSError):
            # User and system time of its own, then of children that ended.
            used += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return used / _TICKS


def memory_mb(pid: int) -> float:
    """Give how much memory a process holds now, in MB."""
    found = None
    with suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def busy_seconds() -> float:
    """Give the processor time of everything on this machine."""
    user, nice, system, _idle, _wait, irq, softirq, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + irq + softirq + steal) / _TICKS


@dataclass
class Meter:
    """Measures while something runs, this process too.

    `programs`: what each process is -> its id; what it starts counts with it. `held`: the ids of the processes whose
    memory is looked at, again and again. `here`: what this process is.
    """

    programs: Mapping[str, int]
    held: Sequence[int]
    here: str
    #: Seconds since the beginning, and MB of all of `held` together.
    memory: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._began = time.monotonic(), self._used(), busy_seconds()

    def _used(self) -> dict[str, float]:
        used = {name: processor_seconds(pid) for name, pid in self.programs.items()}
        # Without what this process has started: those are the programs.
        return used | {self.here: time.process_time()}

    async def watch(self) -> None:
        """Look at the memory until cancelled."""
        while True:
            self.memory.append((time.monotonic() - self._began[0], sum(map(memory_mb, self.held))))
            await asyncio.sleep(EVERY_SECONDS)

    def read(self) -> tuple[float, dict[str, float], float]:
        """Give the seconds since the beginning, what each program used, and what everything else did."""
        at, used, busy = self._began
        mine = {name: seconds - used[name] for name, seconds in self._used().items()}
        return time.monotonic() - at, mine, max(0.0, busy_seconds() - busy - sum(mine.values()))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Give by how much a line through points rises for one of their first value; 0 where there is no line."""
    count = len(points)
    if count < 2:
        return 0.0
    middle_x, middle_y = (sum(point[axis] for point in points) / count for axis in (0, 1))
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that so many of a hundred do not exceed; values in any order."""
    found = sorted(values)
    return found[min(len(found) - 1, int(len(found) * share / 100))] if found else float("nan")
