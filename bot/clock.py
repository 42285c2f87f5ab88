"""The moment, in Poland's time. The only place that reads the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

POLAND = ZoneInfo("Europe/Warsaw")
#: The clock of a machine is put right by less than this all the time. More is a jump.
JUMP_SECONDS = 120.0


def since_start() -> float:
    """Give the seconds since the machine started, also those it slept: nobody can set this clock."""
    # Linux counts sleep in a clock of its own; elsewhere the steady clock has to do.
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass(slots=True)
class Clock:
    """Tells the moment; with `today` it pretends a day, at the real time of day. The preview may change that day.

    What is kept ages by `seconds`, which does not jump: where somebody sets the machine's clock, `jump` tells by how
    much, and goes by the new time from then on. `wall` and `steady` are the machine's two clocks, in seconds.
    """

    today: date | None = None
    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = since_start
    _between: float = field(init=False)

    def __post_init__(self) -> None:
        self._between = self.wall() - self.steady()

    def seconds(self) -> int:
        """Give the moment in seconds since 1970, also while another day is pretended: what is kept ages by it."""
        return int(self.steady() + self._between)

    def jump(self) -> int:
        """Tell by how many seconds the machine's clock was set forward since the last time, 0 where it was not.

        Small corrections are followed without a word.
        """
        between = self.wall() - self.steady()
        jumped, self._between = between - self._between, between
        return round(jumped) if abs(jumped) > JUMP_SECONDS else 0

    def now(self) -> datetime:
        """Give the moment in Poland."""
        now = datetime.fromtimestamp(self.wall(), POLAND)
        return (
            now if self.today is None else now.replace(year=self.today.year, month=self.today.month, day=self.today.day)
        )
