"""The real catalogue with one file of it damaged, examined as `check` does, and what every answer must be like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from bot.core.catalogue import Catalogue
from bot.core.errors import Level, Problem
from bot.files import assemble, loader, plain
from bot.files.folder import Folder, Shape
from bot.files.reader import Document, read
from bot.files.validate import validate
from bot.text.problems import line
from bot.text.words import Words, load_words
from tests.fuzz.damage import OFFERS, ROOT

TODAY = date(2026, 11, 22)
Told = tuple[Catalogue | None, tuple[Problem, ...]]


@cache
def undamaged(name: str, shape: Any) -> tuple[Document, Any]:
    """Read a file of the real catalogue, once for all damaged ones."""
    document = read(OFFERS / name, name)
    return document, validate(document, shape)


@dataclass
class OneDamaged(Folder):
    """The real catalogue with one file damaged; of the examples only a damaged one counts."""

    name: str = ""
    instead: Path = Path()

    def model(self, name: str, shape: type[Shape]) -> tuple[Document, Shape | None]:
        if name == self.name:
            document = read(self.instead, name)
            found = None if document.value is None else validate(document, shape)
        else:
            once, found = undamaged(name, cast("Any", shape))
            document = Document(name, once.value, once.places, text=once.text)
        self.documents.append(document)
        return document, found

    def names(self, folder: str) -> list[str]:
        return [name for name in super().names(folder) if folder != "personas" or name == self.name]


def examine(folder: Path, name: str, raw: bytes) -> Told:
    """Examine the real catalogue with one file damaged. `folder` holds that file meanwhile."""
    instead = folder / "damaged.yaml"
    instead.write_bytes(raw)
    one = plain.check

    def only_damaged(document: Document, model: object) -> None:
        if document.file == name:  # the texts of the other files are the same each time, and plain
            one(document, model)

    damaged = patch.object(assemble, "Folder", lambda path: OneDamaged(path, name=name, instead=instead))
    with damaged, patch.object(plain, "check", only_damaged):
        return loader.examine(OFFERS, TODAY)


@cache
def english() -> Words:
    """Give the words of the messages, once for all files."""
    return load_words(ROOT / "locales", "en")


def hold(name: str, raw: bytes, told: Told) -> None:
    """Hold an answer: a catalogue or an error; every problem in one line, inside its file. Raises AssertionError."""
    catalogue, problems = told
    words = english()
    assert catalogue is not None or any(problem.level is Level.ERROR for problem in problems)
    lines = raw.decode("utf-8", "replace").removeprefix("\ufeff").splitlines() or [""]
    for problem in problems:
        assert line(problem, words).isprintable()
        where = problem.where
        assert where.line <= (len(lines) if where.file == name else 10_000), problem
        if where.file == name and where.line:
            assert 1 <= where.column <= len(lines[where.line - 1]) + 1, problem
