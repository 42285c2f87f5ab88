"""One YAML file to plain values with positions. Every scalar is text; YAML's traps are problems, not surprises."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.core.errors import Level, Problem
from bot.core.errors import Place as Where
from bot.files import signs
from bot.files.raw import MOST_BYTES, fetch
from bot.files.stumbles import stumbled

MOST_NODES = 50_000
MOST_DEPTH = 20
#: Letters of Polish that tell a file saved as Windows-1250 or ISO-8859-2 from one in UTF-8.
POLISH_1250 = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".encode("cp1250")
#: How files of other programs begin, in small letters.
FOREIGN = (
    (b"pk\x03\x04", "office"), (b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf", "office"), (b"%pdf", "pdf"),
    (b"\xff\xd8\xff", "picture"), (b"\x89png", "picture"), (b"<!doctype", "page"), (b"<html", "page"),
)  # fmt: skip
#: As much of a value as a message shows.
MOST_SHOWN = 60
#: A key and its value without the space between them.
_GLUED = r"([a-z_]{1,40}):([^\s/].*)"
#: As many errors of one file are told at once, and as many warnings.
MOST_PROBLEMS = 200

Path_ = tuple[str | int, ...]
Value = None | str | list["Value"] | dict[str, "Value"]


@dataclass
class Document:
    """What one file says: plain values, where each of them stands, and what is wrong with it."""

    file: str
    value: Value = None
    #: Where the values stand; None: found in the text when somebody asks.
    known_places: dict[Path_, Where] | None = None
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    found: dict[Level, int] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[Path_, Where]:
        """Where each value stands. Only a file with a problem needs it, so it is read once more for that."""
        if self.known_places is not None:
            return self.known_places
        found: dict[Path_, Where] = {}
        if self.value is not None and self.text:
            _Reading(self.text.translate(signs.TRUE_SPACES), Document(self.file, text=self.text), found).read()
        return found

    @cached_property
    def lines(self) -> list[str]:
        """The file line by line, for those who look at how it is written."""
        return self.text.splitlines()

    def line(self, number: int) -> str:
        """Give a line of the file; the first is 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def where(self, path: Path_) -> Where:
        """Give the position of a value, or of the nearest thing around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Where(self.file))

    def add(self, problem: Problem) -> None:
        """Keep a problem. Of very many errors or warnings in one file only the first are kept: most have one cause."""
        self.found[problem.level] = found = self.found.get(problem.level, 0) + 1
        if found <= MOST_PROBLEMS:
            self.problems.append(problem)
        elif found == MOST_PROBLEMS + 1:
            more = Problem(problem.where, "more-problems", {"most": str(MOST_PROBLEMS)}, problem.level)
            self.problems.append(more)

    def problem(self, path: Path_, code: str, **values: str) -> None:
        """Note an error in the value at this path."""
        self.add(Problem(self.where(path), code, values))

    def warning(self, path: Path_, code: str, **values: str) -> None:
        """Note what could be better about the value at this path."""
        self.add(Problem(self.where(path), code, values, Level.WARNING))


def read(path: Path, name: str) -> Document:
    """Read one file. `name` is how messages call it. Never raises for what the file says."""
    try:
        return parse(fetch(path), name)
    except FileNotFoundError:
        code = "missing-file"
    except OSError:
        code = "unreadable"
    return Document(name, problems=[Problem(Where(name), code)])


def parse(raw: bytes, name: str) -> Document:
    """Read what stands in a file."""
    document = Document(name)
    if len(raw) > MOST_BYTES:
        document.problem((), "too-large", most="1 MB")
        return document
    program = next((program for begins, program in FOREIGN if raw.lstrip()[: len(begins)].lower() == begins), "")
    if program:
        document.problem((), "foreign-file", program=program)
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Offsets of the error count from behind a byte-order mark, so they belong to what the error holds.
        good, bad = error.object[: error.start], error.object[error.start : error.end]
        code = "encoding-1250" if any(byte in POLISH_1250 for byte in bad) else "encoding"
        document.add(Problem(_after(good, name), code))
        return document
    _parse(text, document)
    return document


def shown(value: object) -> str:
    """Give a value as a message shows it: on one line and not too long; nothing for what is not a text."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."


def _after(read_so_far: bytes, name: str) -> Where:
    """Give the position right after these bytes."""
    lines = (read_so_far.decode("utf-8", "ignore") + "?").splitlines()
    return Where(name, len(lines), len(lines[-1]))


def _parse(text: str, document: Document) -> None:
    document.text = text
    for number, line in enumerate(document.lines if "\t" in text else (), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            document.add(Problem(Where(document.file, number, indent.index("\t") + 1), "tab"))
            return
    reading = _Reading(_visible(text, document), document)
    try:
        document.value = reading.read()
    except _RefusedError as refused:
        document.add(refused.problem)
        return
    except yaml.reader.ReaderError as error:
        where = _after(text.encode()[: error.position], document.file)
        document.add(Problem(where, "odd-character", {"character": f"U+{error.character:04X}"}))
        return
    except yaml.MarkedYAMLError as error:
        document.add(stumbled(error, document.file, document.lines))
        return
    for problem in reading.problems:
        document.add(problem)
    if document.value is None:
        document.add(Problem(Where(document.file), "empty-file"))
    for path, value in _texts(document.value) if "\\" in text else ():
        hidden = signs.in_value(Where(document.file), value)
        if hidden is not None:
            document.add(Problem(document.where(path), hidden.code, hidden.values))


def _texts(value: Value, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Give every text of a file, and where it stands."""
    if isinstance(value, str):
        yield path, value
    else:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value or ()):
            yield from _texts(inner, (*path, key))


def _visible(text: str, document: Document) -> str:
    """Note signs that nobody sees. Gives the text with true spaces for odd ones, so that the rest can be read."""
    odd = [sign for sign in signs.INVISIBLE + signs.ODD_SPACES if sign in text]
    if not odd:
        return text
    for problem in signs.in_lines(document.file, document.lines, odd):
        document.add(problem)
    return text.translate(signs.TRUE_SPACES)


def _at(mark: Any, name: str) -> Where:
    return Where(name, mark.line + 1, mark.column + 1)


class _RefusedError(Exception):
    """The file says something that keeps it from being read at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


#: What stands for nothing where it is not in quotation marks.
_NOTHING = ("", "null", "~")
#: Kinds of libyaml's events: a scalar, the beginning of a collection, its end.
_SCALAR, _LIST, _MAP, _ALIAS = yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent
_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class _Reading:
    """One pass over the events of a file: size, depth, anchors and tags are looked at before a value is made of them.

    `places` is filled with the position of each value where it is given.
    """

    def __init__(self, text: str, document: Document, places: dict[Path_, Where] | None = None) -> None:
        self._next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self._document = document
        self._places = places
        self._count = self._depth = 0
        self.problems: list[Problem] = []

    def read(self) -> Value:
        """Give the value of the file. Raises _RefusedError, and what the YAML library raises."""
        self._event()  # the stream begins
        if not isinstance(self._event(), yaml.DocumentStartEvent):
            return None
        root = self._event()
        value = self._value(root, ())
        self._event()  # the document ends
        again = self._event()
        if not isinstance(again, yaml.StreamEndEvent):
            context, problem = "expected a single document in the stream", "but found another document"
            raise yaml.composer.ComposerError(context, root.start_mark, problem, again.start_mark)
        return value

    def _event(self) -> Any:
        event = self._next()
        kind = type(event)
        if kind is _SCALAR and event.anchor is None and event.tag is None and self._count <= MOST_NODES:
            self._count += 1
            return event  # most events are like this
        if kind is _SCALAR or kind is _MAP or kind is _LIST:
            if event.anchor:
                raise _RefusedError(self.problem(event, "anchor"))
            if event.tag:
                raise _RefusedError(self.problem(event, "tag"))
            if kind is not _SCALAR:
                self._depth += 1
                if self._depth > MOST_DEPTH:
                    raise _RefusedError(self.problem(event, "too-deep", most=str(MOST_DEPTH)))
        elif kind in _ENDS:
            self._depth -= 1
        elif kind is _ALIAS:
            raise _RefusedError(self.problem(event, "anchor"))
        if self._count > MOST_NODES:
            raise _RefusedError(self.problem(event, "too-many", most=str(MOST_NODES)))
        self._count += 1
        return event

    def _value(self, event: Any, path: Path_) -> Value:
        if self._places is not None:
            self._places[path] = _at(event.start_mark, self._document.file)
        if type(event) is _SCALAR:
            text: str = event.value
            return None if not event.style and text in _NOTHING else text
        return self._list(path) if type(event) is _LIST else self._map(path)

    def _list(self, path: Path_) -> Value:
        found: list[Value] = []
        while type(event := self._event()) not in _ENDS:
            found.append(self._value(event, path if self._places is None else (*path, len(found))))
        return found

    def _map(self, path: Path_) -> Value:
        found: dict[str, Value] = {}
        marks: dict[str, Any] = {}
        while type(key := self._event()) not in _ENDS:
            if type(key) is not _SCALAR:
                self.problems.append(self.problem(key, "odd-key"))
                self._skip(key)
                self._skip(self._event())
                continue
            value, name = self._event(), sys.intern(key.value)
            plain = type(value) is _SCALAR
            if (name[:1] == "-" or (plain and not value.value)) and self._is_odd(key, value, name):
                self._skip(value)
                found |= self._glued(key, path)
            elif name in found:
                self.problems.append(
                    self.problem(key, "duplicate-key", key=shown(name), line=str(marks[name].line + 1))
                )
                self._skip(value)
                if name == "id":  # the dash of a new entry is missing: all its keys would be told one by one
                    while type(rest := self._event()) not in _ENDS:
                        self._skip(rest)
                    break
            else:
                marks[name] = key.start_mark
                if plain and self._places is None and value.value not in _NOTHING:
                    found[name] = value.value  # most values are like this
                    continue
                inner = path if self._places is None else (*path, name)
                found[name] = self._value(value, inner)
                if self._places is not None:
                    self._places[*path, name, "<key>"] = _at(key.start_mark, self._document.file)
        return found

    def _is_odd(self, key: Any, value: Any, name: str) -> bool:
        """Tell whether a key is none: a dash or a colon without its space, or the rest of a text that a comma cut."""
        if not key.style and name.startswith("-") and name[1:2].isalpha():
            self.problems.append(self.problem(key, "dash-space", key=shown(name[1:])))
            return True
        if type(value) is _SCALAR and not value.style and not value.value and self._is_alone(key):
            glued = re.fullmatch(_GLUED, name)
            if glued:
                self.problems.append(self.problem(key, "colon-space", right=shown(f"{glued[1]}: {glued[2]}")))
            else:
                self.problems.append(self.problem(key, "comma-cut", value=shown(name)))
            return True
        return False

    def _glued(self, key: Any, path: Path_) -> dict[str, Value]:
        """Give what a key without the space behind its colon was meant to say, so that nothing more is told of it."""
        glued = re.fullmatch(_GLUED, key.value)
        if not glued:
            return {}
        if self._places is not None:
            where = _at(key.start_mark, self._document.file)
            self._places[*path, glued[1]] = self._places[*path, glued[1], "<key>"] = where
        return {glued[1]: glued[2]}

    def _is_alone(self, key: Any) -> bool:
        """Tell whether a word in braces stands without a colon."""
        behind = self._document.line(key.end_mark.line + 1)[key.end_mark.column :].lstrip()
        return behind.startswith((",", "}"))

    def _skip(self, event: Any) -> None:
        """Pass over a value and everything in it."""
        if type(event) in (_LIST, _MAP):
            depth = self._depth
            while self._depth >= depth:
                self._event()

    def problem(self, event: Any, code: str, **values: str) -> Problem:
        """Give a problem that stands where this event begins."""
        return Problem(_at(event.start_mark, self._document.file), code, values)
