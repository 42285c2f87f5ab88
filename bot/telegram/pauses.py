"""How long Telegram is left alone: as long as it asks for, or longer after each failure."""

from __future__ import annotations

import random

from aiogram.exceptions import TelegramRetryAfter

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: After so many doublings every pause is the longest: an outage of a day is thousands of failures.
MOST_DOUBLED = 10
#: Telegram may ask for a wait so long, in seconds; what is outside of this was not meant.
SHORTEST_WAIT, LONGEST_ASKED = 1.0, 3600.0


def asked_wait(error: TelegramRetryAfter) -> float:
    """Give for how many seconds Telegram wants no call."""
    return min(max(error.retry_after, SHORTEST_WAIT), LONGEST_ASKED)


def pause_after(failures: int) -> float:
    """Give for how many seconds to wait after so many failures in a row.

    With full jitter, so that many who failed together do not come back at the same moment.
    """
    most = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures, MOST_DOUBLED))
    return random.uniform(0, most)  # noqa: S311 -- not a secret
