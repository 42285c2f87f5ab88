"""Everything `make soak` measures, in the order of the rows. A new way to measure is one more entry here."""

from __future__ import annotations

from functools import partial

from tests.soak.hostile import flood, forged, forged_buttons, malformed
from tests.soak.rows import BAD, FLOOD, FORGED, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(BAD, "polling", partial(malformed, rounds=25, webhook=False), partial(malformed, rounds=1, webhook=False)),
    Entry(BAD, "webhook", partial(malformed, rounds=25, webhook=True), partial(malformed, rounds=1, webhook=True)),
    Entry(FORGED, "webhook", partial(forged, bodies=10_000), partial(forged, bodies=200)),
    Entry(FORGED, "buttons", partial(forged_buttons, taps=10_000), partial(forged_buttons, taps=200)),
    Entry(FLOOD, "polling", partial(flood, chats=50, seconds=60), partial(flood, chats=10, seconds=5)),
)
