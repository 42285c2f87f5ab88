"""The local Telegram's clock: it runs with the real one until a test moves it."""

import time
from collections.abc import Callable
from datetime import datetime


class Clock:
    """Seconds since 1970, which a test may move forward or set."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        """Start with the time of `source`."""
        self._source = source
        self._shift = 0.0

    def now(self) -> float:
        """Tell the time."""
        return self._source() + self._shift

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._shift += seconds

    def set(self, moment: datetime) -> None:
        """Make it `moment`; the clock goes on from there."""
        self._shift = moment.timestamp() - self._source()
