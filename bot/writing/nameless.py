"""A catalogue without the towns it was written for: what names one of them is left out, sentence by sentence.

Addresses of pages stay, also those of other towns: they are where a fact comes from, and a fact without its source
would be worse. The name of such a page says that it is a page from another town.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.places import Place

_LETTERS = str.maketrans("łŁ", "lL")
#: Shorter names must stand alone; longer ones are found with any ending.
SHORTEST_STEM, SAME_LETTERS = 5, 3
#: A sentence ends here, unless the full stop belongs to one of these words.
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ„\"(])")
_ABBREVIATED = re.compile(r"(?:^|\s|\()(?:ul|al|pl|os|art|np|nr|godz|tel|ok|św|min|r|ust|pkt|tys)\.$")
ELSEWHERE = {"pl": "Strona z innego miasta", "en": "A page from another town"}


@dataclass(frozen=True)
class Nameless:
    """Takes the names of places out of what a catalogue says."""

    names: re.Pattern[str]

    @classmethod
    def of(cls, root: Place, kept: Iterable[str]) -> Nameless:
        """Know the names of every place of a tree but the root, "elsewhere", and the names to be kept."""
        forms = {form for place in root.walk() if place is not root for form in _forms(place, root)}
        mine = {fold(name) for name in kept}
        wanted = sorted(form for form in forms if not any(name.startswith(form) for name in mine))
        # Nothing begins with nothing: a tree without names finds none.
        return cls(re.compile("|".join(_pattern(form) for form in wanted) or r"(?!)"))

    def named(self, text: str) -> bool:
        """Tell whether a text names one of the places."""
        return bool(self.names.search(fold(text)))

    def text(self, text: str) -> str:
        """Give the sentences that name none of the places."""
        return " ".join(sentence for sentence in _sentences(text) if not self.named(sentence))

    def value(self, value: Any, key: str = "") -> Any:
        """Give a value of a file without the names; None for what has nothing left."""
        if isinstance(value, str):
            return value if key in ("url", "source") else self.text(value) or None
        if isinstance(value, list):
            return [inner for inner in (self.value(one) for one in value) if inner is not None]
        if not isinstance(value, Mapping):
            return value
        if key == "source_page":
            return {language: self.page(text, language) for language, text in value.items()}
        inner = {
            name: self.value(
                one, "source_page" if name == "name" and "checked_on" in value and "url" in value else name
            )
            for name, one in value.items()
        }
        if {"pl", "en"} <= inner.keys():  # a text needs both languages
            return None if inner["pl"] is None or inner["en"] is None else inner
        if inner.get("text", "") is None:  # a sum of money is nothing without its words
            return None
        return {name: one for name, one in inner.items() if one is not None or value[name] is None}

    def page(self, name: str, language: str) -> str:
        """Give the name of a page: who publishes it and what it is about, each only where it names no place."""
        if not self.named(name):
            return name
        publisher, _, about = (part.strip() for part in name.partition(":"))
        known = [part for part in (about,) if part and not self.named(part)]
        return ": ".join([ELSEWHERE[language] if self.named(publisher) else publisher, *known])


def fold(text: str) -> str:
    """Give a text in small letters without marks."""
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()


def _forms(place: Place, root: Place) -> Iterator[str]:
    if place.id.endswith(".other") or (place in root.parts and not place.parts):
        return
    if place.level == "powiat":
        yield fold(place.name.versions[0][1]).split()[-1][:-1]  # an adjective with any ending
    for _, name in place.name.versions:
        folded = fold(name)
        yield folded[:-2] if place.level == "voivodeship" else folded
        yield from (fold(word) for word in place.words if fold(word)[:SAME_LETTERS] == folded[:SAME_LETTERS])


def _pattern(form: str) -> str:
    return rf"\b{re.escape(form)}" + ("" if len(form) >= SHORTEST_STEM else r"\b")


def _sentences(text: str) -> Iterator[str]:
    begun = ""
    for part in _END.split(text):
        begun = f"{begun} {part}".strip()
        if not _ABBREVIATED.search(begun.lower()):
            yield begun
            begun = ""
    if begun:
        yield begun
