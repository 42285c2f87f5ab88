"""Words one slip of the finger away from a mistyped one, the likeliest kind of slip first.

One slip leaves the beginning or the end of a word as it was: words are kept by their first and by their last letters.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz.distance import OSA

#: So many letters at the beginning or at the end are as they should be.
_KEPT = 2
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: Keys beside a key in its row; people hit those by mistake.
_BESIDE = {frozenset(pair) for row in _ROWS for pair in itertools.pairwise(row)} | {
    frozenset(pair) for upper, lower in itertools.pairwise(_ROWS) for pair in zip(upper, lower, strict=False)
}


class Slip(IntEnum):
    """Kinds of slips, the likeliest first."""

    LIKELY = 0  # two letters swapped, one left out, doubled, or hit beside its key
    OTHER_LETTER = 1
    ONE_TOO_MANY = 2


class Slips:
    """Known words, ready to be found by a word with one slip in it. Built once, then only read."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = {}
        self._by_end: dict[str, list[str]] = {}
        for word in sorted(set(known)):
            self._by_beginning.setdefault(word[:_KEPT], []).append(word)
            self._by_end.setdefault(word[-_KEPT:], []).append(word)

    def near(self, word: str) -> dict[Slip, list[str]]:
        """Give the known words that are one slip away, by the kind of the slip."""
        listed = [*self._by_beginning.get(word[:_KEPT], ()), *self._by_end.get(word[-_KEPT:], ())]
        found: dict[Slip, list[str]] = {}
        for known in dict.fromkeys(listed):
            if abs(len(known) - len(word)) <= 1 and OSA.distance(word, known, score_cutoff=1) == 1:
                found.setdefault(_kind(word, known), []).append(known)
        return found


def _kind(typed: str, known: str) -> Slip:
    if len(known) > len(typed):
        return Slip.LIKELY
    at = next((at for at, (one, other) in enumerate(zip(typed, known, strict=False)) if one != other), len(known))
    if len(known) < len(typed):
        return Slip.LIKELY if at and typed[at] == typed[at - 1] else Slip.ONE_TOO_MANY
    if typed[at + 1 :] == known[at + 1 :]:
        return Slip.LIKELY if frozenset((typed[at], known[at])) in _BESIDE else Slip.OTHER_LETTER
    return Slip.LIKELY
