"""One YAML file to plain values with positions. Every scalar is text; YAML's traps are problems, not surprises."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.core.errors import Level, Problem
from bot.core.errors import Place as Where

MOST_BYTES = 1 << 20
MOST_NODES = 50_000
MOST_DEPTH = 20
#: Letters of Polish that tell a file saved as Windows-1250 or ISO-8859-2 from one in UTF-8.
POLISH_1250 = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".encode("cp1250")
UNCLOSED = "found unexpected end of stream"
#: As much of a value as a message shows.
MOST_SHOWN = 60

Path_ = tuple[str | int, ...]
Value = None | str | list["Value"] | dict[str, "Value"]


@dataclass
class Document:
    """What one file says: plain values, where each of them stands, and what is wrong with it."""

    file: str
    value: Value = None
    places: dict[Path_, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, path: Path_) -> Where:
        """Give the position of a value, or of the nearest thing around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Where(self.file))

    def problem(self, path: Path_, code: str, **values: str) -> None:
        """Note an error in the value at this path."""
        self.problems.append(Problem(self.where(path), code, values))

    def warning(self, path: Path_, code: str, **values: str) -> None:
        """Note what could be better about the value at this path."""
        self.problems.append(Problem(self.where(path), code, values, Level.WARNING))


def read(path: Path, name: str) -> Document:
    """Read one file. `name` is how messages call it. Never raises for what the file says."""
    document = Document(name)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        document.problem((), "missing-file")
        return document
    except OSError:
        document.problem((), "unreadable")
        return document
    if len(raw) > MOST_BYTES:
        document.problem((), "too-large", most="1 MB")
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Offsets of the error count from behind a byte-order mark, so they belong to what the error holds.
        good, bad = error.object[: error.start], error.object[error.start : error.end]
        code = "encoding-1250" if any(byte in POLISH_1250 for byte in bad) else "encoding"
        document.problems.append(Problem(_after(good, name), code))
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
    for number, line in enumerate(text.splitlines() if "\t" in text else (), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            document.problems.append(Problem(Where(document.file, number, indent.index("\t") + 1), "tab"))
            return
    try:
        _guard(text, document)
        if document.problems:
            return
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.reader.ReaderError as error:
        where = _after(text.encode()[: error.position], document.file)
        document.problems.append(Problem(where, "odd-character", {"character": f"U+{error.character:04X}"}))
        return
    except yaml.MarkedYAMLError as error:
        _syntax(error, text, document)
        return
    document.value = None if node is None else _convert(node, (), document)
    if document.value is None:
        document.problems.append(Problem(Where(document.file), "empty-file"))


def _at(mark: Any, name: str) -> Where:
    return Where(name, mark.line + 1, mark.column + 1)


def _guard(text: str, document: Document) -> None:
    """Look at the stream of events before anything is built: size, depth, anchors and tags."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            document.problems.append(Problem(_at(event.start_mark, document.file), "anchor"))
            return
        if getattr(event, "tag", None):
            document.problems.append(Problem(_at(event.start_mark, document.file), "tag"))
            return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH or count > MOST_NODES:
            code, most = ("too-deep", MOST_DEPTH) if depth > MOST_DEPTH else ("too-many", MOST_NODES)
            document.problems.append(Problem(_at(event.start_mark, document.file), code, {"most": str(most)}))
            return


def _syntax(error: yaml.MarkedYAMLError, text: str, document: Document) -> None:
    """Note what the parser stumbled over, and in which line the thing it was reading began."""
    lines = text.splitlines()
    began = str(error.context_mark.line + 1) if error.context_mark else ""
    # A quotation mark that is never closed swallows the rest of the file: its beginning tells more than its end.
    where = _at(error.context_mark if error.problem == UNCLOSED else error.problem_mark, document.file)
    if where.line > len(lines):  # something is missing at the end of the file
        where = Where(document.file, len(lines), len(lines[-1]) + 1)
    document.problems.append(Problem(where, "syntax", {"detail": str(error.problem), "began": began}))


def _convert(node: yaml.Node, path: Path_, document: Document) -> Value:
    document.places[path] = _at(node.start_mark, document.file)
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return None if not node.style and text in ("", "null", "~") else text
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*path, index), document) for index, item in enumerate(node.value)]
    found: dict[str, Value] = {}
    for key, value in node.value:
        where = _at(key.start_mark, document.file)
        if not isinstance(key, yaml.ScalarNode):
            document.problems.append(Problem(where, "odd-key"))
            continue
        name = str(key.value)
        if name in found:
            line = str(document.places[*path, name, "<key>"].line)
            document.problems.append(Problem(where, "duplicate-key", {"key": shown(name), "line": line}))
            continue
        found[name] = _convert(value, (*path, name), document)
        document.places[*path, name, "<key>"] = where
    return found
