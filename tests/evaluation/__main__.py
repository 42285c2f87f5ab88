"""`make eval`, or `python -m tests.evaluation [--json FILE]`: how well typed words are understood."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from bot.files.loader import load
from bot.understand import Understanding
from tests.bench.figures import machine, table
from tests.evaluation import crisis, facts, search

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON too")
    given = parser.parse_args()
    catalogue = load(ROOT / "offers")
    where = machine()
    understanding = Understanding.of(catalogue)
    figures = [*facts.measure(catalogue, understanding), *search.measure(catalogue)]
    figures += crisis.measure(understanding, crisis.messages())
    print("; ".join(f"{name}: {value}" for name, value in where.items()))  # noqa: T201 -- this is the terminal
    print(table(figures))  # noqa: T201
    if given.json is not None:
        told = [{**asdict(figure), "met": figure.met} for figure in figures]
        given.json.write_text(json.dumps({"machine": where, "figures": told}, indent=1) + "\n")


if __name__ == "__main__":
    main()
