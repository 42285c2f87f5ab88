"""What an engine is here, and which there are. Each has a module of its own: only what is measured is loaded."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known

#: Ids of the offers that fit, and of those that may fit. All others do not.
Found = tuple[Sequence[str], Sequence[str]]


class Engine(Protocol):
    """A catalogue in one engine's own form, made once."""

    def asks(self, known: Known) -> Any:
        """Give a resident in the engine's own form. This is not timed."""

    def match(self, resident: Any) -> Found:
        """Judge every offer. This is timed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of matching. `most`: the largest catalogue it is tried with, and `why` no larger one.

    `aims`: for a number of offers, how many times faster the bot's own index is to be.
    """

    name: str
    where: str
    package: str = ""
    most: int = 1_000_000
    why: str = ""
    aims: tuple[tuple[int, int], ...] = ()

    @property
    def version(self) -> str:
        """The version of the package it needs, empty where it needs none."""
        return importlib.metadata.version(self.package) if self.package else ""

    def engine(self, catalogue: Catalogue) -> Engine:
        """Make the engine of a catalogue."""
        module, made = self.where.split(":")
        return cast("Engine", getattr(import_module(f"tests.bench.matching.{module}"), made)(catalogue))


#: Why rules as JSON and as variables are not tried with a million offers: ten times what a hundred thousand take.
LARGE = "would hold gigabytes"
INDEX = "index of the bot"
KINDS = (
    Kind(INDEX, "ours:Listed"),
    Kind("index of the bot, not compiled", "ours:NotCompiled"),
    Kind("index of the bot, ranked", "ours:Ranked"),
    Kind("plain matcher of the bot", "ours:Plain", most=100_000, why="goes through and ranks all offers"),
    Kind("loop over all rules", "naive:Naive", aims=((1_000, 12), (100_000, 70))),
    Kind("loop over rules of the place", "naive:Bucketed"),
    Kind("SQLite in memory", "sqlite:Sqlite", aims=((1_000, 3), (100_000, 10), (1_000_000, 100))),
    Kind("polars", "frames:Polars", "polars", aims=((100_000, 10), (1_000_000, 8))),
    Kind("DuckDB in memory", "duck:DuckDb", "duckdb", aims=((1_000_000, 15),)),
    Kind("zen-engine", "zen_engine:Zen", "zen-engine", aims=((1_000, 250),)),
    Kind("json-logic", "json_rules:JsonLogic", "maykin-json-logic-py", 100_000, LARGE, aims=((1_000, 1_000),)),
    Kind("json-logic in Rust", "json_rules:DataLogic", "datalogic-py", 100_000, LARGE),
    Kind("OpenFisca, one resident", "openfisca:OpenFisca", "openfisca-core", 100_000, LARGE, ((1_000, 10_000),)),
)
#: How many times longer the index may take with a million offers than with a thousand.
GROWTH = 70
