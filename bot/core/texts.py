"""What a resident reads, in every language of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

#: Every text of the catalogue has at least this language; the others fall back to it.
BASE_LANGUAGE = "pl"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages, as (language, words) pairs."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def same(cls, words: str) -> Text:
        """Give a text that is the same in every language, such as the name of a town."""
        return cls(((BASE_LANGUAGE, words),))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this text is written in."""
        return tuple(language for language, _ in self.versions)

    def has(self, language: str) -> bool:
        """Tell whether the text is written in this language."""
        return language in self.languages

    def in_(self, language: str) -> str:
        """Give the words in this language, or in Polish where there are none."""
        found = dict(self.versions)
        return found.get(language) or found[BASE_LANGUAGE]
