"""The one table of all engines and catalogues, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.matching.engines import GROWTH, INDEX, Kind
from tests.bench.matching.measure import Line, Run

SMALL, LARGE = 1_000, 1_000_000
HEAD = (
    *("offers", "engine", "p50 µs", "p99 µs", "calls", "cpu µs", "checked µs", "made s", "MB"),
    *("x index", "aim", "growth", "met"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, or why there is none.

    `times`: how many times longer than the index; `aim` bounds it from below. `growth`: how many times longer with a
    million offers than with a thousand; of the index that is bounded from above.
    """

    offers: int
    engine: str
    line: Line | None = None
    why: str = ""
    times: float | None = None
    aim: float | None = None
    growth: float | None = None
    met: bool | None = None


def rows(runs: Sequence[Run], kinds: Sequence[Kind]) -> list[Row]:
    """Give every engine with every catalogue."""
    lines = {(run.offers, line.engine): line for run in runs for line in run.lines}
    return [_row(run.offers, kind, lines) for run in runs for kind in kinds]


def _row(offers: int, kind: Kind, lines: dict[tuple[int, str], Line]) -> Row:
    line, index = lines.get((offers, kind.name)), lines.get((offers, INDEX))
    if line is None:
        return Row(offers, kind.name, why=kind.why)
    small = lines.get((SMALL, kind.name))
    growth = line.least / small.least if small and offers == LARGE else None
    if kind.name == INDEX or index is None:
        return Row(offers, kind.name, line, growth=growth, met=None if growth is None else growth <= GROWTH)
    times, aim = line.least / index.least, dict(kind.aims).get(offers)
    return Row(offers, kind.name, line, times=times, aim=aim, growth=growth, met=None if aim is None else times >= aim)


def table(runs: Sequence[Run], kinds: Sequence[Kind]) -> str:
    """Lay everything out as one table, which is Markdown as well."""
    cells = [HEAD, *(tuple(_cells(row)) for row in rows(runs, kinds))]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    rule = tuple("-" * width if column == 1 else "-" * (width - 1) + ":" for column, width in enumerate(widths))
    return "\n".join(_laid(row, widths) for row in (HEAD, rule, *cells[1:]))


def _cells(row: Row) -> Iterator[str]:
    yield f"{row.offers:,}"
    yield row.engine if row.line else f"{row.engine}: {row.why}"
    line = row.line
    for told in ("p50", "p99", "calls", "processor", "checked", "made", "memory"):
        yield _short(getattr(line, told, None))
    yield _short(row.times)
    yield "" if row.aim is None else f">= {row.aim:,}"
    yield _short(row.growth)
    yield {None: "", True: "yes", False: "NO"}[row.met]


def _short(number: float | None) -> str:
    """Write a number with three digits that say something, and no more."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def _laid(cells: Sequence[str], widths: Sequence[int]) -> str:
    laid = (
        cell.ljust(width) if column == 1 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(laid)} |"


def as_json(runs: Sequence[Run], kinds: Sequence[Kind], where: dict[str, str]) -> dict[str, Any]:
    """Give everything for other programs."""
    catalogues = [{"offers": run.offers, "made": run.made, "memory": run.memory, "found": run.found} for run in runs]
    return {"machine": where, "catalogues": catalogues, "rows": [asdict(row) for row in rows(runs, kinds)]}
