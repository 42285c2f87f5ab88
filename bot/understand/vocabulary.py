"""Ordinary words: those of the catalogue's own texts. They are no typos of a town or of another word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from bot.core.catalogue import Catalogue
from bot.core.places import Place
from bot.core.texts import Text
from bot.understand import function_words as fw
from bot.understand.fold import fold, words
from bot.understand.forms import Forms


def ordinary_words(catalogue: Catalogue, forms: Forms, of_offers: frozenset[str] | None = None) -> frozenset[str]:
    """Give every word of the catalogue's texts, their forms, and the small words; no names of places.

    `of_offers`: the words of the offers, where somebody has them already.
    """
    found: set[str] = set(forms.by_form)
    sources = (catalogue.questions, catalogue.bodies, catalogue.contacts, catalogue.groups)
    found.update(words_of(sources))
    found |= words_of(catalogue.offers) if of_offers is None else of_offers
    found |= fw.SMALL
    named = {word for text in _place_texts(catalogue.places.root) for word in words(fold(text))}
    return frozenset(found - (named - fw.SMALL))


def words_of(value: object) -> set[str]:
    """Give every word of the texts inside a value of the catalogue."""
    found: set[str] = set()
    for text in _texts(value):
        for start in range(0, len(text), 200):  # folding cuts long texts; a word torn in two here is no harm
            found.update(words(fold(text[start : start + 200])))
    return found


def _texts(value: object) -> Iterator[str]:
    """Give every text inside a value of the catalogue, the words and keywords people type included."""
    if isinstance(value, Text):
        yield from dict(value.versions).values()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name in ("words", "keywords"):
                yield from (word for _, listed in getattr(value, field.name) for word in listed)
            else:
                yield from _texts(getattr(value, field.name))


def _place_texts(root: Place) -> Iterator[str]:
    for place in root.walk():
        yield from dict(place.name.versions).values()
        yield from place.words
