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
        self._exact: dict[tuple[str, int], list[str]] = {}
        for word in set(known):
            if word.isalpha():
                self._exact.setdefault((word[0], len(word)), []).append(word)
        # One by one: nobody else runs while a list is sorted, and all words together are many.
        for listed in self._exact.values():
            listed.sort()
        # Lists of neighbouring lengths are put together when somebody first types a word of that length: most of the
        # words would stand in fifteen of them.
        self._together: dict[tuple[str, int, int], list[str]] = {}

    def _like(self, letter: str, length: int, reach: int) -> list[str]:
        """Give the words whose length differs by at most `reach`, sorted; empty `letter`: whatever they begin with."""
        key = letter, length, reach
        if key not in self._together:
            self._together[key] = sorted(
                word
                for (first, own), words in self._exact.items()
                if letter in ("", first) and abs(own - length) <= reach
                for word in words
            )
        return self._together[key]

    def near(self, word: str, *, further: int = 0) -> list[tuple[str, int]]:
        """Give the known words within the forgiven slips (and `further` ones), the nearest first.

        In short words the first letter must be right: people rarely miss it, and other words differ just there.
        With `further` it may be wrong, if nothing else is.
        """
        if not ONE_SLIP <= len(word) <= LONGEST or not word.isalpha():
            return []
        reach = forgiven(len(word)) + further
        short = len(word) < TWO_SLIPS and not further
        listed = self._like(word[0], len(word), 1) if short else self._like("", len(word), reach)
        found = [
            (known, slips) for known, slips in _within(word, listed, reach) if _is_near(word, known, slips, further)
        ]
        return sorted(found, key=lambda pair: (pair[1], pair[0]))

    def one_slip_anywhere(self, word: str) -> list[tuple[str, int]]:
        """Give the known words one slip away, short ones too, whatever letter they begin with."""
        if not _SHORTEST <= len(word) <= LONGEST:
            return []
        found = _within(word, self._like("", len(word), 1), 1)
        return [(known, slips) for known, slips in found if len(known) >= _SHORTEST]


def _is_near(word: str, known: str, slips: int, further: int) -> bool:
    """Tell whether so many slips are forgiven between these two words."""
    shorter = min(len(word), len(known))
    if slips > forgiven(shorter) + (further if shorter >= WORTH_ASKING else 0):
        return False
    may_begin_otherwise = shorter >= TWO_SLIPS or (further > 0 and shorter >= WORTH_ASKING and slips == 1)
    return known[0] == word[0] or may_begin_otherwise


def _within(word: str, listed: Sequence[str], slips: int) -> list[tuple[str, int]]:
    found = process.extract(word, listed, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(known, int(distance)) for known, distance, _ in found]
