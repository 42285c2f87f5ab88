"""Every error of the project: one family, in one file.

Staff never see a traceback and residents never see an exception, so each error carries what a message needs:
a stable code and the values that go into its sentence. The sentences stand in `bot/text/problems.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """How grave a problem is; the gravest sorts first."""

    ERROR = 0
    WARNING = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file a problem stands. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of the catalogue: where, what (a stable code) and the values its sentence needs."""

    where: Place
    code: str
    values: dict[str, str] = field(default_factory=dict, hash=False)
    level: Level = Level.ERROR


class DrogowskazError(Exception):
    """Any error this project raises on purpose."""


class BadCatalogueError(DrogowskazError):
    """The catalogue cannot be used. `problems` says why, the gravest first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the catalogue")
        self.problems = problems

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> BadCatalogueError:
        """Make the error of those problems that keep a catalogue from being used."""
        return cls(tuple(problem for problem in problems if problem.level is Level.ERROR))


class BadAnswerError(DrogowskazError):
    """An answer names an id or a value that does not exist."""


class BadUsageError(DrogowskazError):
    """A command or a setting was given something it cannot use."""
