"""Typos in ordinary words, put right before anything is understood: a mistyped "pracuję" must guard as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy

from bot.understand.forms import Forms
from bot.understand.numbers import NUMBER_WORDS
from bot.understand.slips import Slip, Slips
from bot.understand.typos import LONGEST

#: Shorter words are like too many others. Up to so many letters less is forgiven, and less still where one letter is
#: another one.
_SHORTEST, _SHORT, _SHORT_FOR_OTHER = 4, 4, 6
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Knows the ordinary words. `is_name` says what is, or may be meant as, the name of a place: left alone."""

    def __init__(
        self,
        ordinary: Collection[str],
        meant: Iterable[str],
        guards: Iterable[str],
        forms: Forms,
        is_name: Callable[[str], bool],
    ) -> None:
        """Build the table.

        `ordinary` words are no typos; `meant` and the `guards`, small words that steer a sentence, are what a typo is
        put right to. It is rather a guard.
        """
        self._guards = frozenset(guards) | NUMBER_WORDS
        self._useful = useful = self._guards | frozenset(meant) | frozenset(forms.by_form)
        self._ordinary = ordinary
        self._forms = forms
        self._slips = Slips(word for word in useful if len(word) >= _SHORTEST - 1 and word.isalpha())
        self._is_name = is_name

    def beside(self, ordinary: Collection[str]) -> Speller:
        """Give the same table beside other ordinary words."""
        found = copy(self)
        found._ordinary = ordinary  # noqa: SLF001 -- its own kind
        return found

    def right(self, folded: str) -> str:
        """Give a folded text with one slip put right in each word where only one word can be meant."""
        return _WORD.sub(lambda match: self._word(match[0]), folded)

    def _word(self, word: str) -> str:
        if not _SHORTEST <= len(word) <= LONGEST or self._is_known(word) or self._is_name(word):
            return word
        near = self._slips.near(word)
        for slip in Slip:
            listed = [one for one in near.get(slip, ()) if not self._is_another_person(word, one)]
            guards = [
                one for one in listed if one in self._guards and (slip is not Slip.OTHER_LETTER or one[0] == word[0])
            ]
            for meant in (guards, [one for one in listed if _may_be(word, one, slip)]):
                one = self._only(meant)
                if one is not None:
                    return one
            if listed:
                return word
        return word

    def _is_known(self, word: str) -> bool:
        return word in self._useful or word in self._ordinary

    def _is_another_person(self, typed: str, known: str) -> bool:
        """Tell whether a verb typed is no slip but what somebody else did: "dostała" beside "dostałam"."""
        keys = self._forms.by_form.get(known, ())
        return known[:-1] in (typed, typed[:-1]) and any(key.endswith((":v1", ":p1")) for key in keys)

    def _only(self, meant: Sequence[str]) -> str | None:
        """Give one of the words where all are forms of one word."""
        if not meant:
            return None
        shared = frozenset.intersection(*(frozenset(self._forms.of_typed(one)) for one in meant))
        return meant[0] if shared else None


def _may_be(typed: str, known: str, slip: Slip) -> bool:
    """Tell whether a word that steers nothing is likely enough: in short words one other letter makes other words."""
    if len(typed) != len(known):
        return len(typed) > _SHORT or slip is Slip.LIKELY
    return len(typed) > (_SHORT_FOR_OTHER if slip is Slip.OTHER_LETTER else _SHORT) or sorted(typed) == sorted(known)
