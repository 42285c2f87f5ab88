"""What is counted while the bot serves: plain numbers, nothing personal, and no label that a resident could choose."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

#: How an update may end: its answer was shown; it was set aside; nobody is there any more; the answer waits for
#: Telegram; it is kept for another try, because the database failed or the program stops.
SHOWN, SET_ASIDE, NOBODY, UNREACHABLE, KEPT = ENDS = ("shown", "set_aside", "nobody", "unreachable", "kept")
#: What may come of a call to Telegram.
OUTCOMES = (
    "ok", "refused", "unauthorized", "forbidden", "not_found", "conflict", "wait", "server", "network", "unreadable",
)  # fmt: skip
#: Outcomes after which Telegram was not really there.
UNREACHED = frozenset({"unauthorized", "not_found", "conflict", "server", "network", "unreadable"})
#: Upper bounds of the times an update takes, in seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass
class Figures:
    """Counts since the start of the process."""

    now: Callable[[], float] = monotonic
    ends: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(ENDS, 0)))
    #: How many updates took up to each bound, not more than the one before; the last: longer than all.
    took: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0
    #: (method, outcome) -> calls.
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Since when no call to Telegram has succeeded; None: the last one did, or there was none.
    unreached_since: float | None = None

    def ended(self, end: str, seconds: float) -> None:
        """Count an update that ended, and how long it took."""
        self.ends[end] += 1
        self.took[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def called(self, method: str, outcome: str) -> None:
        """Count a call to Telegram."""
        self.calls[method, outcome] += 1
        if outcome not in UNREACHED:
            self.unreached_since = None
        elif self.unreached_since is None:
            self.unreached_since = self.now()

    @property
    def unreached(self) -> float:
        """For how many seconds no call to Telegram has succeeded though some were made."""
        return 0.0 if self.unreached_since is None else self.now() - self.unreached_since
