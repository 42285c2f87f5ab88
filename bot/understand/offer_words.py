"""The words of every offer, in all its languages: what each counts, which keywords they make, how rare they are.

What people would type is written into the offers by staff (`keywords`); no such word stands in the code.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import Any, Protocol

from bot.core.catalogue import Catalogue
from bot.core.offers import Offer, Programme
from bot.core.texts import Text
from bot.understand import function_words as fw
from bot.understand.stems import stem
from bot.understand.vocabulary import Spelling

#: How much a word counts by where it stands in an offer: a keyword, its names, its kind of help, what is told of it.
KEYWORD, NAME, KIND, TOLD = 1.0, 0.9, 0.4, 0.35
#: What is left of that for a word of a keyword of one, two, three and more words: alone it says less.
IN_A_PHRASE = (1.0, 0.8, 0.65)
WEIGHTS = (*(weight * part for weight in (KEYWORD, NAME) for part in IN_A_PHRASE), KIND, TOLD)
_SHORTEST = 2

#: Words that ask for something, or that any message may have: by them nothing is found.
_ASKING = fw.table(
    "szukam szukamy szuka szukac potrzebuje potrzebujemy potrzebna potrzebny potrzebne potrzeba potrzebuja chce "
    "chcemy chcialbym chcialabym prosze poprosze dostac dostane dostanie dostaje zalatwic moge mozna mozemy moze "
    "znalezc jakis jakas jakies jaki jaka jakie jakim jakiego jakiej ktos cos gdzies kogos czegos daje dac ma miec "
    "mam mamy maja jest sa byc bardzo wszystko wszystkie wszyscy sobie siebie soba swoj swoja swoje nas nam nami "
    "naszej naszego nasz nasza wasz wam was ze sie musze musimy trzeba warto mi mnie ci ciebie tego ta te ten tam tym "
    "tych to ja ty ono bo zeby aby jak jesli gdy az tak nie juz jeszcze przed przy pod nad co czym wiem wie wiecie "
    "znaczy oznacza powiedziec powiedz mowi pisac pisze napisac dziala dzialac kosztuje ile razy raz teraz dzis "
    "jutro wczoraj chwile chwila prosic "
    "looking search find need needs needed want get getting give gives some somebody someone anyone anything "
    "something there have has had do does did can could please would like us we our you your they them any all me "
    "my mine that this these those him himself myself to be been being will shall should must may might not no but "
    "so than then too very also just again now today yesterday tomorrow why how what which who whom whose when "
    "where if because about into out up down over off only own same such as by or nor isnt dont im ive its let "
    "means mean meant say said says tell told ask asks asking asked know knows think thing things use uses used "
    "using got gets go goes going come comes much many more most lot lots really"
)
#: Words that carry no fact. Words for people, for work and for help are no such words here: offers are about them.
_IDLE = frozenset[str]().union(
    fw.NEGATIONS, fw.LIGHT, fw.PRONOUNS, fw.WITH, fw.IN, fw.FROM, fw.NEAR, fw.TOWARDS, fw.CONTRASTS, fw.INSTEAD,
    fw.FOR, fw.PAST, fw.AND, fw.FILLERS, fw.QUESTIONS, fw.NOT_NOW, _ASKING,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferWords:
    """One offer: its stems, what each of them counts (numbers of `WEIGHTS`), and its names and keywords as stems.

    Those have their small words only where there is but one stem. `area`: the places where the offer can be had, as a
    set of leaves.
    """

    offer: Offer
    area: int
    stems: tuple[str, ...]
    counts: bytes
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The words of the offers of one programme. `searched`: by which they are found; `told`: all that stand there."""

    offers: tuple[OfferWords, ...]
    searched: tuple[str, ...]
    told: tuple[str, ...]


class Keeper(Protocol):
    """Keeps plain values about programmes from one start to the next, as long as their files stay the same."""

    def get(self, programme: Programme) -> Any | None:
        """Give what was kept about a programme."""

    def put(self, programme: Programme, value: Any) -> None:
        """Keep a plain value about a programme."""

    def save(self) -> None:
        """Write what is to be kept."""


@dataclass(frozen=True, slots=True)
class Holders:
    """The offers a stem stands in, by their numbers, ascending, and what it counts in each (numbers of `WEIGHTS`)."""

    numbers: array[int] = field(default_factory=lambda: array("I"))
    counts: bytearray = field(default_factory=bytearray)

    def weight(self, number: int) -> float:
        """Give what the stem counts in an offer; 0 where it does not stand there."""
        at = bisect_left(self.numbers, number)
        return WEIGHTS[self.counts[at]] if at < len(self.numbers) and self.numbers[at] == number else 0.0


@dataclass(frozen=True)
class AllWords:
    """The words of all offers. `holders`: by stem. `rarity`: the fewer, the more."""

    programmes: Mapping[int, ProgrammeWords]
    offers: tuple[OfferWords, ...]
    holders: Mapping[str, Holders]
    rarity: Mapping[str, float]
    words: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, before: AllWords | None = None, keeper: Keeper | None = None) -> AllWords:
        """Read the words of a catalogue.

        What stood in the one `before`, with the same questions, is not read again, nor what the keeper has.
        """
        known = {} if before is None else before.programmes
        reading = _Reading(catalogue, keeper)
        by_programme: dict[int, list[Offer]] = {}
        for offer in catalogue.offers.values():
            by_programme.setdefault(id(offer.programme), []).append(offer)
        programmes: dict[int, ProgrammeWords] = {}
        for key, offers in by_programme.items():
            read = known.get(key)
            same = read is not None and [id(one.offer) for one in read.offers] == list(map(id, offers))
            programmes[key] = read if same and read is not None else reading.programme(offers)
        found = tuple(one for programme in programmes.values() for one in programme.offers)
        held: dict[str, Holders] = {}
        for number, one in enumerate(found):
            for known_stem, count in zip(one.stems, one.counts, strict=True):
                if known_stem not in held:
                    held[known_stem] = Holders()
                held[known_stem].numbers.append(number)
                held[known_stem].counts.append(count)
        written = frozenset(word for programme in programmes.values() for word in programme.searched)
        rare = {one: rarity(len(found), len(holders.numbers)) for one, holders in held.items()}
        return cls(programmes, found, held, rare, written)

    def parts(self) -> list[Iterable[object]]:
        """Give what holds very much."""
        return [self.programmes.values(), self.offers, self.holders.values(), self.rarity.values()]

    @property
    def told(self) -> frozenset[str]:
        """Every word of every text of the offers."""
        return frozenset(word for programme in self.programmes.values() for word in programme.told)


def rarity(offers: int, standing: float) -> float:
    """Give how much a word says that stands in so many of the offers."""
    return log(1 + offers / standing)


def is_idle(word: str) -> bool:
    """Tell whether a folded word says nothing of what is wanted."""
    return len(word) < _SHORTEST or word in _IDLE


#: The words of an offer as plain values: stems, counts, phrases.
_Plain = tuple[tuple[str, ...], bytes, tuple[tuple[str, ...], ...]]


class _Reading:
    """Reads offers. Each word, as it is written, is folded once."""

    def __init__(self, catalogue: Catalogue, keeper: Keeper | None) -> None:
        self._catalogue = catalogue
        self._keeper = keeper
        self._spelling = Spelling()
        self._stem = cache(stem)

    def programme(self, offers: Sequence[Offer]) -> ProgrammeWords:
        """Give the words of one programme, as they were kept or read from its offers."""
        programme = offers[0].programme
        kept = None if self._keeper is None else self._keeper.get(programme)
        if kept is None:
            searched: dict[str, None] = {}
            read = [self._offer(offer, searched) for offer in offers]
            kept = (read, tuple(searched), tuple(dict.fromkeys(self._spelling.inside((programme, *offers)))))
            if self._keeper is not None:
                self._keeper.put(programme, kept)
        listed, found, told = kept
        ready = self._catalogue.ready
        both = zip(offers, listed, strict=True)
        return ProgrammeWords(tuple(OfferWords(one, ready[one.id].area, *plain) for one, plain in both), found, told)

    def _offer(self, offer: Offer, searched: dict[str, None]) -> _Plain:
        weights: dict[str, float] = {}
        phrases: dict[tuple[str, ...], None] = {}
        for text, weight in _texts(self._catalogue, offer):
            spelt = dict.fromkeys(self._spelling.words(text))
            searched.update(spelt)
            written = tuple(dict.fromkeys(word if is_idle(word) else self._stem(word) for word in spelt))
            known = tuple(word for word in written if not is_idle(word))
            # "bez pracy" is no keyword for work: where only one word says something, the small ones belong to it.
            phrase = written if len(known) == 1 else known
            is_phrase = weight >= NAME and bool(known)
            counts = weight * IN_A_PHRASE[min(len(phrase), len(IN_A_PHRASE)) - 1] if is_phrase else weight
            for one in known:
                weights[one] = max(weights.get(one, 0.0), counts)
            if is_phrase:
                phrases[phrase] = None
        return tuple(weights), bytes(map(WEIGHTS.index, weights.values())), tuple(phrases)


def _texts(catalogue: Catalogue, offer: Offer) -> Iterator[tuple[str, float]]:
    """Give every text by which an offer may be found, in every language, with what its words count."""
    need = catalogue.role("need")
    for _, listed in offer.keywords:
        yield from ((keyword, KEYWORD) for keyword in listed)
    yield from _versions((offer.title, offer.short), NAME)
    yield from _versions((need.options[need.position[kind]].label for kind in offer.need if need), KIND)
    yield from _versions((offer.gives, *offer.also), TOLD)


def _versions(texts: Iterable[Text], weight: float) -> Iterator[tuple[str, float]]:
    return ((version, weight) for text in texts for version in dict(text.versions).values())
