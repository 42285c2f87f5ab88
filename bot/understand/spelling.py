"""Typos in ordinary words, put right before anything is understood: a mistyped "pracuję" must guard as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.understand.function_words import is_small
from bot.understand.numbers import NUMBER_WORDS
from bot.understand.stems import stem
from bot.understand.typos import Lookup

#: Shorter words are like too many others.
_SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Knows the ordinary words. `is_name` says what is, or may be meant as, the name of a place: left alone."""

    def __init__(self, ordinary: Iterable[str], is_name: Callable[[str], bool]) -> None:
        self._known = frozenset(ordinary) | NUMBER_WORDS
        self._lookup = Lookup(word for word in self._known if len(word) >= _SHORTEST)
        self._is_name = is_name

    def right(self, folded: str) -> str:
        """Give a folded text with one slip put right in each word where only one word can be meant."""
        return _WORD.sub(lambda match: self._word(match[0]), folded)

    def _word(self, word: str) -> str:
        if len(word) < _SHORTEST or word in self._known or self._is_name(word):
            return word
        near = self._lookup.one_slip(word)
        small = [one for one in near if is_small(one)]
        for meant in (small, near):
            if meant and len({stem(one) for one in meant}) == 1:
                return meant[0]
        return word
