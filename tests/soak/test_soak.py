"""`make soak` itself: what breaks or hangs is one missed line, and the table stands in its place in the document."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.soak.__main__ import measured
from tests.soak.rows import DISK, LOST, Entry, Figure
from tests.soak.table import Measured, table, write


async def fine() -> Figure:
    return Figure("3 kills: 0 lost", ok=True)


async def broken() -> Figure:
    raise RuntimeError("two\nlines")


async def hanging() -> Figure:
    await asyncio.Event().wait()
    raise AssertionError


async def test_what_breaks_or_hangs_is_a_missed_line_and_the_others_go_on() -> None:
    entries = [Entry(LOST, "polling", broken, broken), Entry(LOST, "webhook", hanging, hanging, most_seconds=0.01)]
    found = await measured([*entries, Entry(DISK, "full", fine, broken)], quick=False)
    assert [one.figure.ok for one in found] == [False, False, True]
    assert "RuntimeError: two" in found[0].figure.measured
    assert len(table(found).splitlines()) == 5


def test_a_run_replaces_what_the_run_before_wrote(tmp_path: Path) -> None:
    path = tmp_path / "trust.md"
    path.write_text("# Trust\n\nWords.\n")
    for measured_now in ("1 lost", "0 lost"):
        write(path, [Measured(Entry(LOST, "polling", fine, fine), Figure(measured_now, ok=True))], {"cores": "2"})
    text = path.read_text()
    assert text.startswith("# Trust\n\nWords.\n\n")
    assert "0 lost" in text
    assert "1 lost" not in text
