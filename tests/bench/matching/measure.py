"""Measures all engines on one catalogue: made one after the other, then asked by turns, every answer checked.

Holding an answer against what is right goes through many thousands of ids, and what an engine had in the cache is gone.
So residents are asked about twice. First one call follows the other, and their time counts. Then each answer is
checked, and what these calls take is told beside it. Time is taken by the clock on the wall and of the processor (of
all its threads), since other programs may run beside. What an answer takes to be forgotten is not counted.
"""

from __future__ import annotations

import ctypes
import gc
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known, know
from tests.bench.matching.catalogues import catalogue, residents
from tests.bench.matching.engines import Engine, Found, Kind
from tests.bench.matching.oracle import expected


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: residents, and the seconds an engine has for them. `before`: others asked about first.

    Each engine is asked about the same residents, by turns in so many rounds; about the first one of a round always.
    With one round alone an engine is gone before the next is made, so that they need not fit into memory together.
    """

    residents: int
    seconds: float
    before: int = 200
    rounds: int = 5


@dataclass(frozen=True, slots=True)
class Line:
    """What one engine took with one catalogue. Times in microseconds, making it in seconds, memory in MB.

    `processor`: the median of what the processor worked; `checked`: that of calls between which answers are checked.
    """

    engine: str
    offers: int
    p50: float
    p99: float
    processor: float
    checked: float
    calls: int
    made: float
    memory: float

    @property
    def least(self) -> float:
        """The median; where other programs held it up, without what they took."""
        return min(self.p50, self.processor)


@dataclass
class _Contender:
    kind: Kind
    engine: Engine
    made: float
    memory: float
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    checked: list[float] = field(default_factory=list)

    def warm(self, residents: Sequence[Known], seconds: float) -> None:
        """Ask about other residents for some time."""
        until = perf_counter() + seconds
        for known in residents:
            self.engine.match(self.engine.asks(known))
            if perf_counter() > until:
                return

    def turn(self, residents: Sequence[tuple[Known, Found]], seconds: float) -> None:
        """Ask about residents for some time, then about the same again. No time counts where an answer is not right."""
        until = perf_counter() + seconds
        told = []
        for known, _ in residents:
            found, wall, processor = self._ask(known)
            told.append((len(found[0]), len(found[1])))
            self.wall.append(wall)
            self.processor.append(processor)
            if perf_counter() > until:
                break
        for lengths, (known, (fits, maybe)) in zip(told, residents, strict=False):
            found, wall, _ = self._ask(known)
            self.checked.append(wall)
            right = lengths == (len(fits), len(maybe)) and (sorted(found[0]), sorted(found[1])) == (fits, maybe)
            assert right, f"{self.kind.name} finds other offers"

    def _ask(self, known: Known) -> tuple[Found, float, float]:
        """Ask about one resident: what is found, the time by the clock, and that of the processor."""
        asked = self.engine.asks(known)
        worked, began = process_time(), perf_counter()
        found = self.engine.match(asked)
        return found, perf_counter() - began, process_time() - worked

    def line(self, offers: int) -> Line:
        """Give what it took."""
        wall, many = [second * 1e6 for second in self.wall], len(self.wall)
        p99 = statistics.quantiles(wall, n=100, method="inclusive")[98] if many > 1 else wall[0]
        p50, worked, checked = (statistics.median(some) * 1e6 for some in (self.wall, self.processor, self.checked))
        return Line(self.kind.name, offers, p50, p99, worked, checked, many, self.made, self.memory)


@dataclass(frozen=True, slots=True)
class Run:
    """All lines of one catalogue; seconds and MB it took itself, its rules ready; the median of offers found."""

    offers: int
    made: float
    memory: float
    found: float
    lines: tuple[Line, ...]


def measured(offers: int, kinds: Sequence[Kind], effort: Effort) -> Run:
    """Measure these engines with a catalogue of so many offers. Raises AssertionError where one finds other offers."""
    before, began = memory(), perf_counter()
    of = catalogue(offers)
    of.ready  # noqa: B018 -- rules are made ready when they are first asked for
    took, grown = perf_counter() - began, memory() - before
    everyone = [know(of, answers) for answers in residents(of, effort.before + effort.residents)]
    others, asked = everyone[: effort.before], everyone[effort.before :]
    right = [(known, expected(of, known)) for known in asked]
    together = [kinds] if effort.rounds > 1 else [[kind] for kind in kinds]
    lines = tuple(line for some in together for line in _lines(of, some, effort, others, right))
    found = statistics.median(len(fits) + len(maybe) for _, (fits, maybe) in right)
    return Run(offers, took, grown, found, lines)


def _lines(
    of: Catalogue,
    kinds: Sequence[Kind],
    effort: Effort,
    others: Sequence[Known],
    right: Sequence[tuple[Known, Found]],
) -> list[Line]:
    """Make engines one after the other, and ask them by turns."""
    contenders = []
    for kind in kinds:
        before, began = memory(), perf_counter()
        engine = kind.engine(of)
        contenders.append(_Contender(kind, engine, perf_counter() - began, memory() - before))
    # As the bot does after its start, so that what stays is not looked at again and again.
    gc.collect()
    gc.freeze()
    share = effort.seconds / effort.rounds
    for contender in contenders:
        contender.warm(others, share)
    for number in range(effort.rounds):
        for contender in contenders:
            contender.turn(right[number :: effort.rounds], share)
    gc.unfreeze()
    return [contender.line(len(of.offers)) for contender in contenders]


def memory() -> float:
    """Give how much memory this process holds, in MB, after giving back what it can."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6
