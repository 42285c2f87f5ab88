"""`make bench`, or `python -m tests.bench [--quick] [--json FILE] [PART ...]`: everything measured in one run."""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

from tests.bench import asking, edits, keeping, large, loading, questions, serving, starts, taps
from tests.bench.figures import FULL, QUICK, Figure, Sizes, as_json, machine, table

PARTS = {
    "taps": taps.measure,
    "large": large.measure,
    "keeping": keeping.measure,
    "serving": serving.measure,
    "starts": starts.measure,
    "questions": questions.measure,
    "loading": loading.measure,
    "asking": asking.measure,
    "edits": edits.measure,
}


async def measured(sizes: Sizes, parts: list[str]) -> list[Figure]:
    """Measure the parts one after the other."""
    return [figure for part in parts for figure in await PARTS[part](sizes)]


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="a short run, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON too")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    sizes = QUICK if given.quick else FULL
    where = machine()
    figures = asyncio.run(measured(sizes, given.parts or list(PARTS)))
    print("; ".join(f"{name}: {value}" for name, value in where.items()))  # noqa: T201 -- this is the terminal
    print(table(figures))  # noqa: T201
    if given.json is not None:
        given.json.write_text(json.dumps(as_json(figures, where, sizes), indent=1) + "\n")


if __name__ == "__main__":
    main()
