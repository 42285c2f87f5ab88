"""The nearest known words to a mistyped one. The longer the word, the more may be wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: From these numbers of letters on one, and two, slips are forgiven. A swap of neighbours is one slip.
ONE_SLIP, TWO_SLIPS = 4, 8
#: From this length on a nearest word further away is worth asking back about.
WORTH_ASKING = 6
#: Nobody's word is longer; nothing is looked up for such a string.
LONGEST = 30
#: What is shorter is no word that a slip could be seen in.
_SHORTEST = 2


def forgiven(length: int) -> int:
    """Give the number of slips forgiven in a word of this length."""
    return 0 if length < ONE_SLIP else 1 if length < TWO_SLIPS else 2


class Lookup:
    """Known words, ready to be found by a mistyped form."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._by_letter: dict[tuple[str, int], list[str]] = {}
        for word in sorted(set(known)):
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
                self._by_letter.setdefault((word[0], len(word)), []).append(word)

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
            any_letter = shorter >= TWO_SLIPS or (further and shorter >= WORTH_ASKING)
            listed = self._by_length.get(length, ()) if any_letter else self._by_letter.get((word[0], length), ())
            for known, distance in _within(word, listed, slips):
                if shorter >= TWO_SLIPS or known[0] == word[0] or distance == 1:
                    found.append((known, distance))
        return sorted(found, key=lambda pair: (pair[1], pair[0]))

    def one_slip(self, word: str) -> list[str]:
        """Give the known words with the same first letter that are one slip away."""
        if not ONE_SLIP <= len(word) <= LONGEST:
            return []
        return [
            known
            for length in (len(word) - 1, len(word), len(word) + 1)
            for known, _ in _within(word, self._by_letter.get((word[0], length), ()), 1)
        ]

    def one_slip_anywhere(self, word: str) -> list[tuple[str, int]]:
        """Give the known words one slip away, short ones too, whatever letter they begin with."""
        if not _SHORTEST <= len(word) <= LONGEST:
            return []
        lengths = range(max(len(word) - 1, _SHORTEST), len(word) + 2)
        return [found for length in lengths for found in _within(word, self._by_length.get(length, ()), 1)]


def _within(word: str, listed: Sequence[str], slips: int) -> list[tuple[str, int]]:
    found = process.extract(word, listed, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(known, int(distance)) for known, distance, _ in found]
