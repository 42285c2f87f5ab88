"""The words of every offer, in all its languages: what each counts, which keywords they make, how rare they are.

What people would type is written into the offers by staff (`keywords`); no such word stands in the code.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.core.catalogue import Catalogue
from bot.core.offers import Offer, Programme
from bot.core.texts import Text
from bot.understand import function_words as fw
from bot.understand.fold import MOST, fold, words
from bot.understand.stems import stem
from bot.understand.vocabulary import words_of

#: How much a word counts by where it stands in an offer: a keyword, its names, its kind of help, what is told of it.
KEYWORD, NAME, KIND, TOLD = 1.0, 0.9, 0.4, 0.35
#: What is left of that for a word of a keyword of one, two, three and more words: alone it says less.
IN_A_PHRASE = (1.0, 0.8, 0.65)
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
    """One offer: what each of its stems counts, and by stem the names and keywords it stands in.

    Those are stems too, with small words only where there is but one stem.
    `area`: the places where the offer can be had, as a set of leaves.
    """

    offer: Offer
    area: int
    weights: Mapping[str, float]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The words of the offers of one programme. `searched`: by which they are found; `told`: all that stand there."""

    programme: Programme
    offers: tuple[OfferWords, ...]
    searched: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class AllWords:
    """The words of all offers.

    `holders`: the offers a stem stands in, as numbers of `offers`. `rarity`: the fewer, the more.
    """

    programmes: Mapping[int, ProgrammeWords]
    offers: tuple[OfferWords, ...]
    holders: Mapping[str, Sequence[int]]
    rarity: Mapping[str, float]
    words: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, before: AllWords | None = None) -> AllWords:
        """Read the words of a catalogue. What stood in the one `before`, with the same questions, is not read again."""
        known = {} if before is None else before.programmes
        programmes: dict[int, ProgrammeWords] = {}
        by_programme: dict[int, list[Offer]] = {}
        for offer in catalogue.offers.values():
            by_programme.setdefault(id(offer.programme), []).append(offer)
        for key, offers in by_programme.items():
            read = known.get(key)
            same = read is not None and [one.offer for one in read.offers] == offers
            programmes[key] = read if same and read is not None else _of_programme(catalogue, offers)
        held: dict[str, array[int]] = {}
        all_offers = tuple(one for programme in programmes.values() for one in programme.offers)
        for number, one in enumerate(all_offers):
            for known_stem in one.weights:
                if known_stem not in held:
                    held[known_stem] = array("I")
                held[known_stem].append(number)
        written = frozenset(word for programme in programmes.values() for word in programme.searched)
        rare = {stem_: rarity(len(all_offers), len(numbers)) for stem_, numbers in held.items()}
        return cls(programmes, all_offers, held, rare, written)

    @property
    def told(self) -> frozenset[str]:
        """Every word of every text of the offers."""
        return frozenset(word for programme in self.programmes.values() for word in programme.told)


def _of_programme(catalogue: Catalogue, offers: Sequence[Offer]) -> ProgrammeWords:
    searched: dict[str, None] = {}
    read = tuple(_read(catalogue, offer, searched) for offer in offers)
    told = words_of(tuple(offers))
    return ProgrammeWords(offers[0].programme, read, _interned(searched), _interned(told))


def _interned(words: Iterable[str]) -> tuple[str, ...]:
    """Give words of which there is one of each in memory, however many offers hold them."""
    return tuple(map(sys.intern, words))


def rarity(offers: int, standing: float) -> float:
    """Give how much a word says that stands in so many of the offers."""
    return log(1 + offers / standing)


def is_idle(word: str) -> bool:
    """Tell whether a folded word says nothing of what is wanted."""
    return len(word) < _SHORTEST or word in _IDLE


def _read(catalogue: Catalogue, offer: Offer, met: dict[str, None]) -> OfferWords:
    """Read the words of one offer; all of them are added to those met so far."""
    weights: dict[str, float] = {}
    phrases: dict[str, dict[tuple[str, ...], None]] = {}
    for text, weight in _texts(catalogue, offer):
        spelt = dict.fromkeys(_split(text))
        met.update(spelt)
        written = _interned(dict.fromkeys(word if is_idle(word) else stem(word) for word in spelt))
        known = tuple(word for word in written if not is_idle(word))
        # "bez pracy" is no keyword for work: where only one word says something, the small ones belong to it.
        phrase = written if len(known) == 1 else known
        is_phrase = weight >= NAME and bool(known)
        counts = weight * IN_A_PHRASE[min(len(phrase), len(IN_A_PHRASE)) - 1] if is_phrase else weight
        for one in known:
            weights[one] = max(weights.get(one, 0.0), counts)
            if is_phrase:
                phrases.setdefault(one, {})[phrase] = None
    by_stem = {one: tuple(found) for one, found in phrases.items()}
    return OfferWords(offer, catalogue.ready[offer.id].area, weights, by_stem)


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


def _split(text: str) -> Iterator[str]:
    """Give the words of a text of any length; a word torn in two where folding cuts is no harm."""
    for start in range(0, len(text), MOST):
        yield from words(fold(text[start : start + MOST]))
