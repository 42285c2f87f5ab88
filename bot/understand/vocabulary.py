"""Ordinary words: those of the catalogue's own texts. They are no typos of a town or of another word."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from bot.core.catalogue import Catalogue
from bot.core.places import Place
from bot.core.texts import Text
from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.forms import Forms


def ordinary_words(catalogue: Catalogue, forms: Forms, of_offers: frozenset[str] | None = None) -> frozenset[str]:
    """Give every word of the catalogue's texts, their forms, and the small words; no names of places.

    `of_offers`: the words of the offers, where somebody has them already.
    """
    found: set[str] = set(forms.by_form)
    spelling = Spelling()
    found.update(spelling.inside((catalogue.questions, catalogue.bodies, catalogue.contacts, catalogue.groups)))
    found.update(spelling.inside(_with_programmes(catalogue)) if of_offers is None else of_offers)
    found |= fw.SMALL
    named = {word for text in _place_texts(catalogue.places.root) for word in spelling.words(text)}
    return frozenset(found - (named - fw.SMALL))


class Spelling:
    """Folds texts of the catalogue word by word; each word, as it is written, once, and in memory once."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[str, ...]] = {}

    def words(self, text: str) -> Iterator[str]:
        """Give the folded words of a text of any length."""
        for written in text.split():
            found = self._folded.get(written)
            if found is None:
                self._folded[written] = found = tuple(map(sys.intern, fold_words(written)))
            yield from found

    def inside(self, value: object) -> Iterator[str]:
        """Give the folded words of every text inside a value of the catalogue."""
        return (word for text in _texts(value) for word in self.words(text))


def _with_programmes(catalogue: Catalogue) -> tuple[object, ...]:
    offers = tuple(catalogue.offers.values())
    return (*offers, *{id(offer.programme): offer.programme for offer in offers}.values())


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Give the fields of a class that may hold texts."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _texts(value: object) -> Iterator[str]:
    """Give every text inside a value of the catalogue, the words and keywords people type included.

    The programme of an offer is a value of its own.
    """
    if isinstance(value, Text):
        yield from dict(value.versions).values()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    else:
        kind: type = type(value)
        for name in _names(kind):
            if name in ("words", "keywords"):
                yield from (word for _, listed in getattr(value, name) for word in listed)
            elif name != "programme":
                yield from _texts(getattr(value, name))


def _place_texts(root: Place) -> Iterator[str]:
    for place in root.walk():
        yield from dict(place.name.versions).values()
        yield from place.words
