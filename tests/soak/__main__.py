"""`make soak`, or `python -m tests.soak [--quick] [--write FILE] [ROW ...]`: the promises of docs/trust.md, measured.

Everything stays on this machine, and every entry ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from tests.bench.figures import machine
from tests.soak.entries import ENTRIES
from tests.soak.rows import Entry, Figure
from tests.soak.table import Measured, line, table, write


async def measure(entry: Entry, *, quick: bool) -> Measured:
    """Measure one entry. One that breaks or takes too long is missed, and the others go on."""
    began = monotonic()
    try:
        async with asyncio.timeout(entry.most_seconds):
            figure = await (entry.quick if quick else entry.full)()
    except TimeoutError:
        figure = Figure(f"not finished within {entry.most_seconds:g} s", ok=False)
    except Exception as error:  # noqa: BLE001 -- one broken measurement is one line of the table
        figure = Figure(f"could not be measured: {type(error).__name__}: {error}".splitlines()[0], ok=False)
    one = Measured(entry, figure)
    print(f"{line(one)} {monotonic() - began:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 -- this is the terminal
    return one


async def measured(entries: Sequence[Entry], *, quick: bool) -> list[Measured]:
    """Measure one entry after the other."""
    return [await measure(entry, quick=quick) for entry in entries]


def main() -> None:
    """Measure, print the table, write it where told. Exit code 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything works")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this document, docs/trust.md")
    parser.add_argument("rows", nargs="*", type=int, metavar="ROW", help="only these rows")
    given = parser.parse_args()
    wanted = [entry for entry in ENTRIES if not given.rows or entry.row.number in given.rows]
    if unknown := set(given.rows) - {entry.row.number for entry in ENTRIES}:
        parser.error(f"no such row: {', '.join(map(str, sorted(unknown)))}")
    where = machine() | {"sizes": "small (--quick)" if given.quick else "full"}
    found = asyncio.run(measured(wanted, quick=given.quick))
    print("; ".join(f"{name}: {value}" for name, value in where.items()))  # noqa: T201
    print(table(found))  # noqa: T201
    if given.write is not None:
        write(given.write, found, where)
    sys.exit(0 if all(one.figure.ok for one in found) else 1)


if __name__ == "__main__":
    main()
