"""The lines of a file that a change makes otherwise, each before and after, short enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

#: As many characters around what differs are shown of a long line.
AROUND = 24
#: A file with more lines than this between the first and the last change is not held against the other line by line.
MOST_COMPARED = 3_000

#: A line number in the new file (in the old one where nothing stands there any more), and the two lines.
Pair = tuple[int, str | None, str | None]


def changed(old: bytes, new: bytes) -> tuple[Pair, ...] | None:
    """Give what differs, line by line; None where too much does. Line ends and marks at the beginning do not count."""
    before, after = (content.decode("utf-8-sig", "replace").splitlines() for content in (old, new))
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    was, now = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(was), len(now)) > MOST_COMPARED:
        return None
    return tuple(_pairs(was, now, start + 1))


def _pairs(was: list[str], now: list[str], first: int) -> Iterator[Pair]:
    for kind, low, high, new_low, new_high in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(high - low, new_high - new_low)):
            gone = was[low + step] if low + step < high else None
            come = now[new_low + step] if new_low + step < new_high else None
            if (gone or "").strip() or (come or "").strip():
                yield first + (low + step if come is None else new_low + step), gone, come


def shown(gone: str | None, come: str | None) -> tuple[str, str]:
    """Give both lines with only as much as tells them apart; what begins or ends alike becomes "..."."""
    if gone is None or come is None:
        return (gone or "").strip(), (come or "").strip()
    gone, come = gone.strip(), come.strip()
    start = next((at for at, (one, other) in enumerate(zip(gone, come, strict=False)) if one != other), 0)
    least = min(len(gone), len(come)) - start
    end = next((at for at in range(least) if gone[-1 - at] != come[-1 - at]), least)
    low = 0 if start <= AROUND else start - AROUND
    return _cut(gone, low, len(gone) - end + AROUND), _cut(come, low, len(come) - end + AROUND)


def _cut(line: str, low: int, high: int) -> str:
    return f"{'…' if low else ''}{line[low:high]}{'…' if high < len(line) else ''}"
