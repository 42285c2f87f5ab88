"""`python -m tests.bench.load_once FOLDER CACHE|off`: loads a catalogue once and prints what it took, as JSON."""

from __future__ import annotations

import gc
import json
import re
import sys
from pathlib import Path
from time import perf_counter, process_time

import bot.files.assemble  # noqa: F401 -- what is measured is reading, not importing what reads
from bot.collecting import to_stay
from bot.memory import loaded


def memory_mb(what: str = "VmRSS") -> float:
    """Give the memory of this process, in MB; Linux only."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")


def main(folder: Path, cache: Path | None) -> None:
    """Load, index and print."""
    before = memory_mb()
    wall, processor = perf_counter(), process_time()
    catalogue = to_stay(lambda: loaded(folder, cache))
    read = perf_counter() - wall, process_time() - processor
    gc.disable()
    _ = catalogue.ready
    whole = perf_counter() - wall, process_time() - processor
    print(  # noqa: T201 -- its only answer
        json.dumps(
            {
                "offers": len(catalogue.offers),
                "read": read,
                "indexed": whole,
                "memory": memory_mb() - before,
                "peak": memory_mb("VmHWM") - before,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), None if sys.argv[2] == "off" else Path(sys.argv[2]))
