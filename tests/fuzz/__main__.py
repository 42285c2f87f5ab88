"""`make fuzz`, or `python -m tests.fuzz [COUNT] [--from SEED]`: damaged files, each with its time and memory.

Ends with 1 where a file gives a traceback, takes longer than two seconds, or the whole run more than 200 MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import traceback
from pathlib import Path
from time import process_time

from tests.fuzz.damage import file
from tests.fuzz.run import examine, hold

MOST_SECONDS, MOST_MEGABYTES = 2.0, 200


def main() -> int:
    """Run the seeds one after the other and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("count", nargs="?", type=int, default=10_000, metavar="COUNT")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="SEED")
    given = parser.parse_args()
    slowest, failed = (0.0, 0), list[int]()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(given.first, given.first + given.count):
            name, raw = file(seed)
            began = process_time()
            try:
                told = examine(Path(folder), name, raw)
                slowest = max(slowest, (process_time() - began, seed))
                hold(name, raw, told)
            except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for
                failed.append(seed)
                print(f"seed {seed}, {name}", traceback.format_exc(limit=-4), sep="\n")  # noqa: T201
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"{given.count} files, {len(failed)} tracebacks, the slowest {slowest[0]:.2f} s (seed {slowest[1]}), "
        f"at most {megabytes:.0f} MB"
    )
    return int(bool(failed) or slowest[0] > MOST_SECONDS or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
