"""Everything `make soak` measures, in the order of the rows. A new way to measure is one more entry here."""

from __future__ import annotations

from tests.soak.rows import Entry

ENTRIES: tuple[Entry, ...] = ()
