"""The nearest known words to a mistyped one. The longer the word, the more may be wrong in it."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: From these numbers of letters on one, and two, slips are forgiven. A swap of neighbours is one slip.
ONE_SLIP, TWO_SLIPS = 4, 8
#: From this length on a nearest word further away is worth asking back about.
WORTH_ASKING = 6
#: Nobody's word is longer; nothing is looked up for such a string.
LONGEST = 30


def forgiven(length: int) -> int:
    """Give the number of slips forgiven in a word of this length."""
    return 0 if length < ONE_SLIP else 1 if length < TWO_SLIPS else 2


class Lookup:
    """Known words, ready to be found by a mistyped form."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(set(known)):
            if word.isalpha() and len(word) >= ONE_SLIP:
                self._by_length.setdefault(len(word), []).append(word)

    def near(self, word: str, *, further: int = 0) -> list[tuple[str, int]]:
        """Give the known words within the forgiven slips (and `further` ones), the nearest first.

        In short words the first letter must be right: people rarely miss it, and other words differ just there.
        With `further` it may be wrong, if nothing else is.
        """
        if not ONE_SLIP <= len(word) <= LONGEST or not word.isalpha():
            return []
        reach = forgiven(len(word)) + further
        found: list[tuple[str, int]] = []
        for length in range(len(word) - reach, len(word) + reach + 1):
            shorter = min(length, len(word))
            slips = forgiven(shorter) + (further if shorter >= WORTH_ASKING else 0)
            for known, distance, _ in process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None
            ):
                starts_well = shorter >= TWO_SLIPS or known[0] == word[0]
                if starts_well or (further and shorter >= WORTH_ASKING and distance == 1):
                    found.append((known, int(distance)))
        return sorted(found, key=lambda pair: (pair[1], pair[0]))
