"""The places of the catalogue by the words people use for them, and where a text mentions them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.places import Place, Places
from bot.understand.fold import fold_words
from bot.understand.function_words import PLACE_FILLERS, is_small
from bot.understand.phrases import Found, Phrases
from bot.understand.typos import TWO_SLIPS

#: A voivodeship holds more than the catalogue knows of it, and the country says nothing: neither is learnt.
LEARNT_LEVELS = ("powiat", "gmina", "district")
#: A name of several words is also known when written as one, from this many letters on.
_LONG_ENOUGH = 8
#: So many first letters show that a word is a form of the place's own name.
_OWN_STEM = 4
#: Typos in the names of parts and villages are considered from this many letters on.
_SHORTEST_PART = 6
#: More would be no question but a list.
MOST_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Places that words[start:end] may name. `firm`: a town by its own name, not a part of it or a village in it.

    `called`: by that name as it stands on a map, in no other form. `repaired`: there was a typo in it. `doubtful`: near
    enough to ask back, too far off to be taken for it.
    """

    start: int
    end: int
    places: frozenset[str]
    firm: bool = False
    called: bool = False
    repaired: bool = False
    doubtful: bool = False


class PlaceTable:
    """Names, other words and parts of every place that can be learnt from text."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._order = {place: index for index, place in enumerate(places.by_id)}
        named = [
            (phrase, place)
            for place in places.root.walk()
            if place.level in LEARNT_LEVELS
            for phrase in _phrases(place)
        ]
        joined = [(("".join(p),), place) for p, place in named if len(p) > 1 and sum(map(len, p)) >= _LONG_ENOUGH]
        self._phrases = Phrases([(phrase, place.id) for phrase, place in [*named, *joined]])
        own = {pair for pair in [*named, *joined] if _is_own(*pair)}
        self._own = {(phrase, place.id) for phrase, place in own}
        self._called = {
            (fold_words(name), place.id)
            for place in places.root.walk()
            if place.level in LEARNT_LEVELS
            for name in dict(place.name.versions).values()
        }
        self._firm = {(phrase, place.id) for phrase, place in own if place.level != "district"}

    def knows(self, word: str) -> bool:
        """Tell whether a word is part of the name of some place."""
        return self._phrases.knows(word)

    def is_like(self, word: str) -> bool:
        """Tell whether a word is, or with a typo may be, part of the name of a place."""
        return self.knows(word) or any(not is_small(known) for known, _ in self._phrases.near(word, further=0))

    def names(self, word: str) -> bool:
        """Tell whether a word is part of such a name and no small word besides ("nie ma mojego miasta")."""
        return self.knows(word) and not is_small(word)

    def mentions(self, words: Sequence[str], may_be_typo: Callable[[int], bool]) -> list[Mention]:
        """Give the places mentioned, in order, the longest names first where they overlap."""
        found = [self._mention(one) for one in self._phrases.find(words, may_be_typo)]
        return [mention for mention in found if mention.places]

    def nearest(self, word: str) -> frozenset[str]:
        """Give the places whose own name is near a word, though too far to be meant, at most `MOST_CANDIDATES`."""
        found: dict[str, None] = {}
        for known, _ in self._phrases.near(word, further=1):
            for mention in self.mentions((known,), lambda _: False):
                own = frozenset(place for place in mention.places if ((known,), place) in self._own)
                found.update(dict.fromkeys(self.sort(own)))
        return frozenset(list(found)[:MOST_CANDIDATES])

    def sort(self, places: frozenset[str]) -> list[str]:
        """Put ids of places in the order of the catalogue."""
        return sorted(places, key=self._order.__getitem__)

    def _mention(self, found: Found[str]) -> Mention:
        own = self._all_in(self._own, found)
        firm, called = self._all_in(self._firm, found), self._all_in(self._called, found)
        # A typo in the name of a part or of a village may well be another town's name: then it is asked back,
        # and in short words, which are like too many others, nothing is made of it.
        foreign = bool(found.slips) and not own
        doubtful = foreign and (found.letters < TWO_SLIPS or found.slips > 1)
        places = frozenset[str]() if foreign and found.letters < _SHORTEST_PART else found.values
        return Mention(found.start, found.end, places, firm, called, bool(found.slips), doubtful)

    @staticmethod
    def _all_in(pairs: set[tuple[tuple[str, ...], str]], found: Found[str]) -> bool:
        """Tell whether every place that may be meant is meant by such a phrase."""
        return all(any((phrase, place) in pairs for phrase in found.phrases) for place in found.values)


def _phrases(place: Place) -> Iterator[tuple[str, ...]]:
    for text in (*dict(place.name.versions).values(), *place.words):
        phrase = fold_words(text)
        if phrase:
            yield phrase


def _is_own(phrase: tuple[str, ...], place: Place) -> bool:
    """Tell whether a phrase is a form of the place's own name."""
    meant = [word for word in phrase if word not in PLACE_FILLERS] or phrase
    for name in dict(place.name.versions).values():
        first = fold_words(name)[0]
        if meant[0][:_OWN_STEM] == first[:_OWN_STEM]:
            return True
    return False
