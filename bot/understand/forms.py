"""Inflected forms of the catalogue's own words, from a table made beforehand (`make forms`). Nothing is inflected here.

What residents type is never analysed: it is looked up. A word that staff added since the table was made is known by
its own spelling, and by the careful guess of `stems`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from bot.understand.stems import stem

#: Written beside this module by `python -m tests.forms`.
TABLE = "forms.json"


@dataclass(frozen=True)
class Forms:
    """Which words are forms of one word. `by_form`: folded form -> keys; forms that share a key are one word."""

    by_form: Mapping[str, tuple[str, ...]]

    @classmethod
    def shipped(cls) -> Forms:
        """Read the table that is installed with this package."""
        return cls.of(json.loads(files(__package__).joinpath(TABLE).read_text(encoding="utf-8")))

    @classmethod
    def of(cls, table: Mapping[str, str]) -> Forms:
        """Turn "key -> its forms, with spaces between" round."""
        found: dict[str, list[str]] = {}
        for key, forms in table.items():
            for form in forms.split():
                found.setdefault(form, []).append(key)
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        return cls({form: shared.setdefault(tuple(keys), tuple(keys)) for form, keys in found.items()})

    def of_catalogue(self, word: str) -> tuple[str, ...]:
        """Give the keys under which a folded word of the catalogue is found."""
        return self.by_form.get(word) or (_guess(word),)

    def of_typed(self, word: str) -> tuple[str, ...]:
        """Give the keys of a folded word that somebody typed."""
        return (*self.by_form.get(word, ()), _guess(word))


def _guess(word: str) -> str:
    return f"={stem(word)}"
