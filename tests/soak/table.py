"""The table of what was measured, and its place in docs/trust.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.soak.rows import Entry, Figure

BEGIN, END = "<!-- measured by make soak -->", "<!-- end of what was measured -->"
HEAD = ("row", "promise", "where", "aim", "measured", "ok")


@dataclass(frozen=True, slots=True)
class Measured:
    """One entry with its figure."""

    entry: Entry
    figure: Figure


def line(one: Measured) -> str:
    """Lay out one line of the table."""
    row, figure = one.entry.row, one.figure
    cells = (str(row.number), row.promise, one.entry.where, row.aim, figure.measured, "yes" if figure.ok else "**no**")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def table(found: Sequence[Measured]) -> str:
    """Lay the table out, as Markdown."""
    return "\n".join([f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}", *map(line, found)])


def section(found: Sequence[Measured], machine: Mapping[str, str]) -> str:
    """Give the part of docs/trust.md that a run writes."""
    told = "; ".join(f"{name}: {value}" for name, value in machine.items())
    return f"{BEGIN}\n{told}\n\n{table(found)}\n{END}"


def write(path: Path, found: Sequence[Measured], machine: Mapping[str, str]) -> None:
    """Put what was measured into a document, in the place of what stood there before."""
    text, new = path.read_text(encoding="utf-8"), section(found, machine)
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(text):
        text = f"{text.rstrip()}\n\n{BEGIN}\n{END}\n"
    path.write_text(pattern.sub(lambda _: new, text), encoding="utf-8")
