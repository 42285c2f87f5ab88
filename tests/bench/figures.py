"""What the benchmark found: figures with their aim, and the one table they make."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured. `walks`: beside those of the first `personas`. The first round of `starts` is left out."""

    personas: int
    walks: int
    cold: int
    pairs: int
    chats: int
    updates: int
    starts: int
    residents: int
    #: Offers of a catalogue as large as a country's.
    large: int = 100_000
    #: The sizes of catalogues that are loaded from files.
    offers: tuple[int, ...] = (105, 1_000, 100_000)
    #: Residents who are asked in several ways, and small catalogues on which every order is tried.
    sampled: int = 10_000
    seeds: int = 8


FULL = Sizes(personas=1_000, walks=300, cold=25, pairs=4, chats=25, updates=2_000, starts=7, residents=1_000)
QUICK = Sizes(
    personas=30,
    walks=40,
    cold=5,
    pairs=1,
    chats=20,
    updates=300,
    starts=2,
    residents=100,
    large=5_000,
    offers=(105,),
    sampled=100,
    seeds=2,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `note` says what it is made of; the aim is a bound from one side, if there is one."""

    part: str
    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def aim(self) -> str:
        """The aim in words, empty where there is none."""
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return "" if self.at_least is None else f">= {self.at_least:g}"

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least


def machine() -> dict[str, str]:
    """Say when and where this is measured."""
    found = {
        "date": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z"),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
    }
    return found | {name: importlib.metadata.version(name) for name in ("aiogram", "aiohttp", "pydantic")}


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out as one table, which is Markdown as well."""
    head = ("part", "figure", "value", "unit", "aim", "met", "made of")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    rule = ["-" * (width - 1) + ":" if column == 2 else "-" * width for column, width in enumerate(widths)]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], _line(rule, widths), *lines[1:]])


def as_json(figures: Sequence[Figure], where: dict[str, str], sizes: Sizes) -> dict[str, Any]:
    """Give everything for other programs."""
    told = [{**asdict(figure), "met": figure.met} for figure in figures]
    return {"machine": where, "sizes": asdict(sizes), "figures": told}


def _row(figure: Figure) -> tuple[str, ...]:
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    return figure.part, figure.name, f"{figure.value:.4g}", figure.unit, figure.aim, met, figure.note


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    laid = (
        cell.rjust(width) if column == 2 else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(laid)} |"
