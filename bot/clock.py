"""The moment, in Poland's time. The only place that reads the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from time import time
from zoneinfo import ZoneInfo

POLAND = ZoneInfo("Europe/Warsaw")


@dataclass(slots=True)
class Clock:
    """Tells the moment; with `today` it pretends a day, at the real time of day. The preview may change that day."""

    today: date | None = None

    @staticmethod
    def seconds() -> int:
        """Give the real moment in seconds, also while another day is pretended: what is kept ages by it."""
        return int(time())

    def now(self) -> datetime:
        """Give the moment in Poland."""
        now = datetime.now(POLAND)
        return (
            now if self.today is None else now.replace(year=self.today.year, month=self.today.month, day=self.today.day)
        )
