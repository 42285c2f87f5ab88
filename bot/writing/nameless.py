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
_END, _OPENS = re.compile(r"(?<=[.!?])\s+"), '„"(«“'
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

    def spoken(self, text: Mapping[str, str]) -> dict[str, str]:
        """Give a text in each of its languages without the sentences that name one of the places.

        Names are known as Polish and English write them. A further language loses the sentences that Polish loses,
        by their number, where it has as many.
        """
        polish = list(_sentences(text["pl"]))
        gone = [self.named(sentence) for sentence in polish]
        left = {}
        for language, said in text.items():
            sentences = list(_sentences(said))
            lost = gone if language not in ELSEWHERE and len(sentences) == len(polish) else [False] * len(sentences)
            kept = [one for one, out in zip(sentences, lost, strict=True) if not out and not self.named(one)]
            left[language] = " ".join(kept) if len(kept) < len(sentences) else said
        return left

    def value(self, value: Any, key: str = "") -> Any:
        """Give a value of a file without the names; None for what has nothing left."""
        if isinstance(value, str):
            return value if key in ("url", "source") else self.text(value) or None
        if isinstance(value, list):
            return [inner for inner in (self.value(one) for one in value) if inner is not None]
        if not isinstance(value, Mapping):
            return value
        if key == "source_page":
            kept = ELSEWHERE.keys() if self.named(value["pl"]) else value.keys()
            return {language: self.page(value[language], language) for language in kept}
        if is_text(value):
            left = {language: said for language, said in self.spoken(value).items() if said}
            return left if left.keys() >= ELSEWHERE.keys() else None  # a text needs both languages
        inner = {
            name: self.value(
                one, "source_page" if name == "name" and "checked_on" in value and "url" in value else name
            )
            for name, one in value.items()
        }
        if inner.get("text", "") is None:  # a sum of money is nothing without its words
            return None
        return {name: one for name, one in inner.items() if one is not None or value[name] is None}

    def page(self, name: str, language: str) -> str:
        """Give the name of a page: who publishes it and what it is about, each only where it names no place.

        `language`: Polish or English.
        """
        if not self.named(name):
            return name
        publisher, _, about = (part.strip() for part in name.partition(":"))
        known = [part for part in (about,) if part and not self.named(part)]
        return ": ".join([ELSEWHERE[language] if self.named(publisher) else publisher, *known])


def is_text(value: Mapping[str, Any]) -> bool:
    """Tell whether this is a text in its languages."""
    return value.keys() >= ELSEWHERE.keys() and all(isinstance(said, str) for said in value.values())


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
        ended = begun and not _ABBREVIATED.search(begun.lower())
        if ended and (part[:1].isupper() or part[:1] in _OPENS):
            yield begun
            begun = ""
        begun = f"{begun} {part}".strip()
    if begun:
        yield begun
