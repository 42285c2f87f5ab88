"""A change to a catalogue: tried on a copy first, and made only where the copy passes `check`."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.errors import Level, Problem
from bot.files.loader import examine
from bot.files.raw import MOST_BYTES, inside
from bot.writing import schema
from bot.writing.written import appended, dump, without


@dataclass
class Change:
    """What will stand in some files of a catalogue. Nothing is written until `make`."""

    folder: Path
    #: The day that days told as done are held against.
    today: date
    texts: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Give a file as it will be; None where there is none."""
        path = self.folder / name
        if name not in self.texts and path.is_file():
            # Line ends and a mark at the beginning stay as they are.
            self.texts[name] = path.read_bytes().decode()
        return self.texts.get(name)

    def create(self, name: str, value: Any) -> None:
        """Write a new file."""
        self.texts[name] = schema.line(name) + dump(value)

    def append(self, name: str, path: tuple[str | int, ...], value: Any, *, before: str | None = None) -> None:
        """Put one more item into a list of a file. Raises CannotInsertError."""
        self.texts[name] = appended(self.text(name) or "", path, value, before=before)

    def remove(self, name: str, path: tuple[str | int, ...], values: Container[str]) -> None:
        """Take texts out of a list in brackets of a file."""
        self.texts[name] = without(self.text(name) or "", path, values)

    def add_personas(self, name: str, people: list[dict[str, Any]]) -> None:
        """Put example residents into a file, which may be new."""
        if self.text(name) is None and people:
            self.create(name, people)
            return
        for one in people:
            self.append(name, (), one)

    def tried(self) -> tuple[Catalogue | None, tuple[Problem, ...]]:
        """Give the catalogue as it would be, and the errors it does not have now."""
        with self._copied() as copy:
            catalogue, problems = examine(copy, self.today)
        before = Counter(map(_told, examine(self.folder, self.today)[1]))
        return catalogue, tuple(
            problem for problem in problems if problem.level is Level.ERROR and not _had(before, problem)
        )

    def make(self) -> list[str]:
        """Write every file, each whole or not at all. Gives the names of the files that changed."""
        changed = [name for name, text in self.texts.items() if self._differs(name, text)]
        for name in changed:
            _replace(self.folder / name, self.texts[name])
        return changed

    def _differs(self, name: str, text: str) -> bool:
        path = self.folder / name
        return not path.is_file() or path.read_bytes() != text.encode()

    @contextmanager
    def _copied(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary) / "offers"
            shutil.copytree(self.folder, copy, ignore=self._others)
            for name, text in self.texts.items():
                _replace(copy / name, text)
            yield copy

    def _others(self, folder: str, found: list[str]) -> list[str]:
        """Give what is no data file: hidden, a pipe, a link to elsewhere, a huge backup. None is copied."""
        return [name for name in found if name.startswith(".") or not self._is_data(Path(folder, name))]

    def _is_data(self, path: Path) -> bool:
        if path.is_file():
            return path.match("*.y*ml") and inside(self.folder, path) and path.stat().st_size <= MOST_BYTES
        return path.is_dir() and not path.is_symlink()


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.where.file, problem.code, str(sorted(problem.values.items()))


def _had(before: Counter[tuple[str, str, str]], problem: Problem) -> bool:
    """Tell whether the catalogue had this error before; each error of then counts once."""
    told = _told(problem)
    before[told] -= 1
    return before[told] >= 0


def _replace(path: Path, text: str) -> None:
    """Put a file in its place in one step: nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    # What somebody left under that name, a link perhaps, is not written to.
    fresh.unlink(missing_ok=True)
    with fresh.open("xb") as file:
        file.write(text.encode())
    if path.exists():
        shutil.copymode(path, fresh)
    os.replace(fresh, path)  # noqa: PTH105 -- the same, and says what it does
