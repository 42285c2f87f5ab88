"""Words typed -> offers: by the words of each offer in all languages at once, rare ones counting more.

Words are compared by what their forms share, by a common beginning, and with slips where a word is not known at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from bot.core.catalogue import Catalogue
from bot.core.offers import State
from bot.understand.fold import fold, words
from bot.understand.offer_words import WEIGHTS, AllWords, OfferWords, is_idle, rarity
from bot.understand.place_table import PlaceTable
from bot.understand.stems import stem
from bot.understand.typos import Lookup

#: Two words are forms of one where a common beginning of so many letters makes so much of the longer one.
FEWEST_COMMON, MOST_DIFFERENT = 4, 0.6
#: What a form with another ending counts, and a word with no, one and two slips.
OTHER_FORM, SLIPS = 0.8, (1.0, 0.85, 0.6)
#: What a small word says inside a keyword ("bez pracy").
SMALL = 1.0
#: How much a whole keyword counts beside its words, and how surely each of its words must be meant for that.
WHOLE, SURELY = 1.5, 0.7
#: One word that is only a part of a longer keyword finds nothing: so many are needed then.
NO_CHANCE = 2
#: What has ended, or is closed now, counts so much less: help of today stands first unless the words say otherwise.
PAST = 0.85
#: What is found must have so much of the score of the best one.
OF_BEST = 0.45
#: A word that stands in no offer counts as one that stands in so many: what it asks for was not found.
UNKNOWN = 6
#: So much of all that was typed must be in an offer: where somebody asked to search, and where words come that may
#: have been meant otherwise. A lower score than the least is chance.
SEARCHED, PERHAPS, LEAST = 0.3, 0.4, 2.5
#: More words than this are a story; those after it are not looked for.
MOST_TERMS = 20
#: Of more offers than this the common words are not followed: the rare ones tell what is meant.
MOST_LOOKED_AT = 5_000
#: So many are looked at closely: whether they have whole keywords of what was typed.
MOST_SCORED = 500
#: More would not fit on a screen.
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One word typed: the stems it may be a form of, each with how surely; how much it says; how many have one."""

    stems: Mapping[str, float]
    rarity: float
    holders: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the words that say something, and the small ones. `asked`: what all of them say."""

    terms: tuple[Term, ...]
    small: tuple[str, ...]
    asked: float


@dataclass(frozen=True)
class Finder:
    """The words of one catalogue's offers; built once for it, then only read."""

    places: PlaceTable
    known: AllWords
    lookup: Lookup
    beginnings: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, catalogue: Catalogue, places: PlaceTable, known: AllWords | None = None) -> Finder:
        """Read the words of every offer. `known`: the words, where somebody has them already."""
        known = known or AllWords.of(catalogue)
        beginnings: dict[str, list[str]] = {}
        for one in known.rarity:
            if len(one) >= FEWEST_COMMON and one.isalpha():
                beginnings.setdefault(one[:FEWEST_COMMON], []).append(one)
        # One by one: nobody else runs while a list is sorted, and all of them together are long.
        for listed in beginnings.values():
            listed.sort()
        return cls(places, known, Lookup(known.words), beginnings)

    def find(self, text: str, place: int | None, on: date, enough: float = SEARCHED) -> tuple[str, ...]:
        """Give the ids of at most `MOST_FOUND` offers that a text asks for on a day, best first. Never raises.

        `place`: leaves where somebody may live, as a set, None where nothing is known; a place named in the text
        counts instead. Words of all languages are read at once, whatever language somebody speaks.
        """
        named, rest = self._without_places(words(fold(text)))
        typed = self._typed(rest)
        area = named or place
        best = self._best(typed)
        found = []
        for number in self._candidates(typed, best, area, enough):
            one = self.known.offers[number]
            score = _score(one, typed, [held.get(number, 0.0) for held in best], self.known.rarity)
            if score:
                past = one.offer.state(on) in (State.ENDED, State.CLOSED)
                order = (-score * (PAST if past else 1), past, one.offer.general, one.area.bit_count(), one.offer.id)
                found.append((order, one.offer.id))
        found.sort()
        return tuple(id_ for order, id_ in found[:MOST_FOUND] if order[0] <= OF_BEST * found[0][0][0])

    def _candidates(
        self, typed: Typed, best: Sequence[Mapping[int, float]], area: int | None, enough: float
    ) -> list[int]:
        """Give the offers that have enough of what was typed, of very many those that have most of it."""
        scores: dict[int, float] = {}
        for term, held in zip(typed.terms, best, strict=True):
            for number, counts in held.items():
                scores[number] = scores.get(number, 0.0) + term.rarity * counts
        found = [
            number
            for number, score in scores.items()
            if score >= enough * typed.asked and (area is None or self.known.offers[number].area & area)
        ]
        return found if len(found) <= MOST_SCORED else nlargest(MOST_SCORED, found, key=scores.__getitem__)

    def _best(self, typed: Typed) -> list[dict[int, float]]:
        """Give for each word typed what it counts in every offer that holds it."""
        best: list[dict[int, float]] = [{} for _ in typed.terms]
        looked_at: set[int] = set()
        for at in sorted(range(len(best)), key=lambda at: typed.terms[at].holders):
            for known, surely in typed.terms[at].stems.items():
                for number, weight in self._weights(known, looked_at):
                    if weight * surely > best[at].get(number, 0.0):
                        best[at][number] = weight * surely
            looked_at.update(best[at])
        return best

    def _weights(self, known: str, looked_at: set[int]) -> Iterator[tuple[int, float]]:
        """Give what a stem counts in the offers; where very many hold rarer words already, only in those."""
        holders = self.known.holders[known]
        if len(looked_at) > MOST_LOOKED_AT:
            return ((number, holders.weight(number)) for number in looked_at)
        return ((number, WEIGHTS[count]) for number, count in zip(holders.numbers, holders.counts, strict=True))

    def _without_places(self, typed: Sequence[str]) -> tuple[int, list[str]]:
        """Give the places that words name, as a set of leaves, and the other words."""
        named, taken = 0, set[int]()
        for mention in self.places.mentions(typed, lambda at: typed[at] not in self.known.words):
            own_words = all(word in self.known.words for word in typed[mention.start : mention.end])
            if not mention.doubtful and (mention.firm or not own_words):
                named |= self.places.places.mask(mention.places)
                taken |= set(range(mention.start, mention.end))
        return named, [word for at, word in enumerate(typed) if at not in taken]

    def _typed(self, typed: Sequence[str]) -> Typed:
        meant = [word for word in dict.fromkeys(typed) if not is_idle(word)]
        terms = tuple(self._term(word) for word in meant[:MOST_TERMS])
        return Typed(terms, tuple(word for word in typed if is_idle(word)), sum(term.rarity for term in terms))

    def _term(self, word: str) -> Term:
        stems = dict(self._forms(word, 1.0))
        if stem(word) not in self.known.rarity:
            for written, slips in self.lookup.near(word):
                for known, surely in self._forms(written, SLIPS[slips]):
                    stems[known] = max(stems.get(known, 0.0), surely)
        holders = len(set().union(*(self.known.holders[known].numbers for known in stems)))
        return Term(stems, rarity(len(self.known.offers), holders or UNKNOWN), holders)

    def _forms(self, word: str, surely: float) -> Iterator[tuple[str, float]]:
        """Give the stems of the offers that a word may be a form of."""
        own = stem(word)
        if own in self.known.rarity:
            yield own, surely
        for known in self.beginnings.get(own[:FEWEST_COMMON], ()):
            alike = _common(own, known) / max(len(own), len(known))
            if MOST_DIFFERENT <= alike < 1:
                yield known, surely * OTHER_FORM * alike


def _score(one: OfferWords, typed: Typed, best: Sequence[float], rare: Mapping[str, float]) -> float:
    """Give how well an offer answers these words; 0 where that may be chance. `best`: what each counts there."""
    score = sum(term.rarity * counts for term, counts in zip(typed.terms, best, strict=True))
    stems: dict[str, float] = {}
    for term in typed.terms:
        for known, surely in term.stems.items():
            if known in one.stems:
                stems[known] = max(stems.get(known, 0.0), surely)
    held = dict.fromkeys(typed.small, 1.0) | stems
    whole, complete = 0.0, False
    for phrase in one.phrases:
        if not stems.keys().isdisjoint(phrase):
            in_it = sum(rare.get(known, SMALL) * held.get(known, 0.0) for known in phrase)
            whole = max(whole, in_it**3 / sum(rare.get(known, SMALL) for known in phrase) ** 2)
            complete = complete or all(held.get(known, 0.0) >= SURELY for known in phrase)
    total = score + WHOLE * whole
    hits = sum(counts > 0 for counts in best)
    return total if total >= LEAST and (complete or hits >= NO_CHANCE) else 0.0


def _common(one: str, other: str) -> int:
    """Give the number of letters two words begin with in common."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
