"""One YAML file to plain values with positions. Every scalar is text; YAML's traps are problems, not surprises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.core.errors import Level, Problem
from bot.core.errors import Place as Where

MOST_BYTES = 1 << 20
MOST_NODES = 50_000
MOST_DEPTH = 20
#: Letters of Polish that tell a file saved as Windows-1250 or ISO-8859-2 from one in UTF-8.
POLISH_1250 = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".encode("cp1250")

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

    def problem(self, path: Path_, code: str, level: Level = Level.ERROR, **values: str) -> None:
        """Note a problem with the value at this path."""
        self.problems.append(Problem(self.where(path), code, values, level))


def read(path: Path, name: str) -> Document:
    """Read one file. `name` is how messages call it. Never raises for what the file says."""
    document = Document(name)
    try:
        raw = path.read_bytes()
    except OSError:
        document.problem((), "unreadable")
        return document
    if len(raw) > MOST_BYTES:
        document.problem((), "too-large", most="1 MiB")
        return document
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        code = "encoding-1250" if any(byte in POLISH_1250 for byte in raw[error.start : error.end]) else "encoding"
        document.problems.append(Problem(Where(name, line, 1), code))
        return document
    _parse(text, document)
    return document


def _parse(text: str, document: Document) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            document.problems.append(Problem(Where(document.file, number, indent.index("\t") + 1), "tab"))
            return
    try:
        _guard(text, document)
        node = None if document.problems else yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        _syntax(error, document)
        return
    if node is None:
        if not document.problems:
            document.problem((), "empty-file")
        return
    document.value = _convert(node, (), document)


def _guard(text: str, document: Document) -> None:
    """Look at the stream of events before anything is built: size, depth, anchors and tags."""
    depth = 0
    for count, event in enumerate(_events(text)):
        where = Where(document.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            document.problems.append(Problem(where, "anchor"))
            return
        if getattr(event, "tag", None):
            document.problems.append(Problem(where, "tag"))
            return
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH or count > MOST_NODES:
            document.problems.append(Problem(where, "too-deep" if depth > MOST_DEPTH else "too-many"))
            return


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _syntax(error: Exception, document: Document) -> None:
    mark = getattr(error, "problem_mark", None)
    where = Where(document.file, mark.line + 1, mark.column + 1) if mark else Where(document.file)
    detail = getattr(error, "problem", None) or type(error).__name__
    document.problems.append(Problem(where, "syntax", {"detail": str(detail)}))


def _convert(node: yaml.Node, path: Path_, document: Document) -> Value:
    document.places[path] = Where(document.file, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return None if not node.style and text in ("", "null", "~") else text
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*path, index), document) for index, item in enumerate(node.value)]
    found: dict[str, Value] = {}
    for key, value in node.value:
        where = Where(document.file, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            document.problems.append(Problem(where, "odd-key"))
            continue
        name = str(key.value)
        if name in found:
            document.problems.append(Problem(where, "duplicate-key", {"key": name}))
            continue
        found[name] = _convert(value, (*path, name), document)
        document.places[*path, name, "<key>"] = where
    return found
