"""Example residents and answers given on the command line, read against a catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.answers import NO_ANSWERS, Answers, given, read_all
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError, BadCatalogueError, BadUsageError
from bot.files import models as m
from bot.files.folder import Folder
from bot.files.personas import answers_of
from bot.files.reader import Document
from bot.text.words import Words, mark


@dataclass(frozen=True)
class Example:
    """One example resident: the answers as the file has them, all of them text."""

    id: str
    who: str
    on: date
    file: str
    written: Mapping[str, Any]

    def answers(self, catalogue: Catalogue) -> tuple[Answers, tuple[str, ...]]:
        """Give the answers this catalogue understands, and the questions of which it does not."""
        answers, strange = NO_ANSWERS, list[str]()
        for id_, form in self.written.items():
            found = answers_of(catalogue, Document(self.file), (), {id_: form})
            if found is None:
                strange.append(id_)
            else:
                answers = given(answers, id_, found[id_])
        return answers, tuple(strange)


def examples(folder: Path) -> tuple[Example, ...]:
    """Read every example resident of a catalogue, in the order of the files. Raises BadCatalogueError."""
    found = Folder(folder)
    return tuple(example for name in found.names("personas") for example in _file(found, name))


def example(written: str, offers: Path, words: Words) -> Example:
    """Find the example resident `FILE#N`: the N-th of the file, or the one of that id.

    The file is looked for as given and among the catalogue's own examples. Raises BadUsageError, BadCatalogueError.
    """
    name, _, which = written.rpartition("#")
    if not name or not which:
        raise BadUsageError(words("--persona has value {value}. Write it like gdansk.yaml#1.", value=written))
    path = next((path for path in (Path(name), offers / "personas" / name, offers / name) if path.is_file()), None)
    if path is None:
        raise BadUsageError(words("--persona: there is no such file: {file}", file=name))
    listed = _file(Folder(path.parent), path.name)
    named = next((one for one in listed if one.id == which), None)
    if named is None and which.isascii() and which.isdecimal() and 1 <= int(which) <= len(listed):
        named = listed[int(which) - 1]
    if named is None:
        sentence = mark("--persona: {file} has {count} example residents and none of them is {which}.")
        told = words(sentence, file=name, count=len(listed), which=which)
        raise BadUsageError(told)
    return named


def _file(folder: Folder, name: str) -> tuple[Example, ...]:
    document, models = folder.model(name, list[m.PersonaModel])
    if document.problems:
        raise BadCatalogueError(tuple(document.problems))
    return tuple(Example(one.id, one.who, one.on, name, one.answers) for one in models or ())


def answers_given(written: str, catalogue: Catalogue, words: Words) -> Answers:
    """Read answers in the form of `match`: JSON, or a file that holds it. Raises BadUsageError, BadAnswerError."""
    row = _json(written if written.lstrip().startswith("{") else _text(Path(written), words), words)
    forms = row.get("answers", row)
    if not isinstance(forms, dict):
        raise BadAnswerError(words("--answers: write an object such as {example}", example='{"place": "gdynia"}'))
    return read_all(catalogue.questions, catalogue.places, forms)


def _text(path: Path, words: Words) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        raise BadUsageError(words("--answers: this file cannot be read: {file}", file=path)) from None


def _json(written: str, words: Words) -> dict[str, Any]:
    try:
        row = json.loads(written)
    except json.JSONDecodeError as error:
        told = words("--answers: not JSON at line {line}, character {column}", line=error.lineno, column=error.colno)
        raise BadAnswerError(told) from None
    except (ValueError, RecursionError):
        raise BadAnswerError(words("--answers: this JSON cannot be read: too deep, or a number too long")) from None
    if not isinstance(row, dict):
        raise BadAnswerError(words("--answers: write an object such as {example}", example='{"place": "gdynia"}'))
    return row
