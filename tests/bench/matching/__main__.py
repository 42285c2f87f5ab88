"""`make bench-matching`, or `python -m tests.bench.matching [--quick] [--json FILE] [--offers N ...] [ENGINE ...]`.

Every catalogue is measured in a process of its own, so that none finds the memory of another. It takes most of an
hour; `--quick` stops at 1,000 offers.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

from tests.bench.matching.engines import KINDS, Kind
from tests.bench.matching.measure import Effort, measured
from tests.bench.matching.report import as_json, table

#: How much is measured with a catalogue of so many offers.
EFFORTS = {
    50: Effort(residents=1_000, seconds=5),
    1_000: Effort(residents=1_000, seconds=8),
    100_000: Effort(residents=100, seconds=10),
    1_000_000: Effort(residents=100, seconds=15, rounds=1),
}
QUICK = {offers: Effort(residents=50, seconds=1, rounds=2) for offers in (50, 1_000)}


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matching")
    parser.add_argument("--quick", action="store_true", help="a short run with small catalogues, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON too")
    parser.add_argument("--offers", type=int, nargs="+", choices=EFFORTS, help="only these catalogues")
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help="only engines with these words in their name")
    given = parser.parse_args()
    kinds = [kind for kind in KINDS if not given.engines or any(word in kind.name for word in given.engines)]
    efforts = QUICK if given.quick else {size: EFFORTS[size] for size in given.offers or EFFORTS}
    where = machine(kinds)
    runs = []
    for offers, effort in efforts.items():
        able = [kind for kind in kinds if offers <= kind.most]
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            runs.append(process.submit(measured, offers, able, effort).result())
        run = runs[-1]
        made = f"{offers:,} offers made in {run.made:.3g} s, {run.memory:,.0f} MB; {run.found:g} found"
        print(made, flush=True)  # noqa: T201 -- this is the terminal
        if given.json is not None:
            given.json.write_text(json.dumps(as_json(runs, kinds, where), indent=1) + "\n")
    print("; ".join(f"{name}: {value}" for name, value in where.items()))  # noqa: T201
    print(table(runs, kinds))  # noqa: T201


def machine(kinds: list[Kind]) -> dict[str, str]:
    """Say when and where this is measured, and with which versions."""
    return {
        "date": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z"),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{kind.package: kind.version for kind in kinds if kind.package},
    }


if __name__ == "__main__":
    main()
