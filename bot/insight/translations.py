"""Texts that changed in one language and not in another: a translation that was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import Place as Where
from bot.core.texts import BASE_LANGUAGE
from bot.files.folder import Folder
from bot.files.models import LANGUAGE
from bot.files.reader import Document, Path_, Value

#: Keys whose words differ from language to language by their nature.
WORD_LISTS = ("keywords", "words")
FILES = ("questions.yaml", "places.yaml", "groups.yaml", "contacts.yaml", "papers.yaml")

#: What a text belongs to, by ids, so that a text that moved in its file is still the same text.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """One text in a file, by language."""

    key: Key
    words: Mapping[str, str]
    where: Where


@dataclass(frozen=True)
class TextChange:
    """One text in both versions."""

    old: Written
    new: Written

    @property
    def changed(self) -> tuple[str, ...]:
        """The languages in which it changed."""
        return tuple(
            language
            for language in dict.fromkeys((*self.old.words, *self.new.words))
            if self.old.words.get(language) != self.new.words.get(language)
        )

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The languages in which it stayed as it was."""
        return tuple(language for language in self.new.words if language not in self.changed)


def text_changes(old: Path, new: Path, new_ids: Mapping[str, str]) -> tuple[TextChange, ...]:
    """Give every text that changed, in the order of the new files. `new_ids`: offers called otherwise since."""
    names = [name for name in _names(new) + _names(old) if _bytes(old / name) != _bytes(new / name)]
    before = {_renamed(one.key, new_ids): one for one in _texts(old, dict.fromkeys(names))}
    pairs = (TextChange(before[one.key], one) for one in _texts(new, dict.fromkeys(names)) if one.key in before)
    return tuple(pair for pair in pairs if pair.changed)


def _names(folder: Path) -> list[str]:
    return [*FILES, *Folder(folder).names("programmes")]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _renamed(key: Key, new_ids: Mapping[str, str]) -> Key:
    return (new_ids.get(key[0], key[0]), *key[1:])


def _texts(folder: Path, names: Mapping[str, None]) -> Iterator[Written]:
    opened = Folder(folder)
    for name in names:
        if opened.has(name):
            document = opened.read(name)
            start = str(document.value.get("id")) if isinstance(document.value, dict) and "/" in name else name
            yield from _walk(document, document.value, (), (start,))


def _walk(document: Document, value: Value, path: Path_, key: Key) -> Iterator[Written]:
    if isinstance(value, dict):
        words = {language: text for language, text in value.items() if isinstance(text, str)}
        if BASE_LANGUAGE in value and len(words) == len(value) and all(re.match(LANGUAGE, word) for word in words):
            if key[-1] not in WORD_LISTS:
                yield Written(key, words, document.where(path))
            return
        for name, inner in value.items():
            yield from _walk(document, inner, (*path, name), (*key, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            id_ = inner.get("id") if isinstance(inner, dict) else None
            if path == ("offers",):
                # An offer may move from one file to another.
                yield from _walk(document, inner, (*path, number), (str(id_),))
            else:
                yield from _walk(document, inner, (*path, number), (*key, str(id_ or number)))
