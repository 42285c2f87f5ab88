"""One YAML file to plain values with positions. Every scalar is text; YAML's traps are problems, not surprises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
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
#: Signs that take no room and change how words are read or found, and spaces that YAML does not take for spaces.
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
#: Odd spaces do harm before a key, and behind a sign that needs a true one.
_HARMFUL = f"^[ -]*[{_ODD_SPACES}][ {_ODD_SPACES}-]*|(?<=[:,{{[])[{_ODD_SPACES}]"
#: What the parser stumbles over and does not name: a value in the quotation marks of a book, a remark in the middle of
#: a line, a dash without its space.
_BOOK_QUOTES = "(?:^ *|[:[{,-] +)([„“”«»‘’])"
_REMARK = r"\s(#)"
_GLUED_DASH = r"^ *(-)[^\W\d_]+:"
_IN_QUOTES = r"""\"(?:[^"\\]|\\.)*"|'[^']*'"""

#: As many errors of one file are told at once, and as many warnings.
MOST_PROBLEMS = 200

Path_ = tuple[str | int, ...]
Value = None | str | list["Value"] | dict[str, "Value"]


@dataclass
class Document:
    """What one file says: plain values, where each of them stands, and what is wrong with it."""

    file: str
    value: Value = None
    places: dict[Path_, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    found: dict[Level, int] = field(default_factory=dict)

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
    plain = _visible(text, document)
    try:
        if not _guard(plain, document):
            return
        node = yaml.compose(plain, Loader=yaml.CSafeLoader)
    except yaml.reader.ReaderError as error:
        where = _after(text.encode()[: error.position], document.file)
        document.add(Problem(where, "odd-character", {"character": f"U+{error.character:04X}"}))
        return
    except yaml.MarkedYAMLError as error:
        _syntax(error, document)
        return
    document.value = None if node is None else _convert(node, (), document)
    if document.value is None:
        document.add(Problem(Where(document.file), "empty-file"))


def _visible(text: str, document: Document) -> str:
    """Note signs that nobody sees. Gives the text with true spaces for odd ones, so that the rest can be read."""
    odd = [sign for sign in _INVISIBLE + _ODD_SPACES if sign in text]
    if not odd:
        return text
    for number, line in enumerate(document.lines, start=1):
        found = re.search(_HARMFUL, line)
        if found:
            place = Where(document.file, number, found.start() + 1)
            document.add(Problem(place, "odd-space"))
        for sign in odd:
            if sign in _INVISIBLE and sign in line:
                place = Where(document.file, number, line.index(sign) + 1)
                document.add(Problem(place, "odd-character", {"character": f"U+{ord(sign):04X}"}))
    return text.translate(dict.fromkeys(map(ord, _ODD_SPACES), " "))


def _at(mark: Any, name: str) -> Where:
    return Where(name, mark.line + 1, mark.column + 1)


def _guard(text: str, document: Document) -> bool:
    """Look at the stream of events before anything is built: size, depth, anchors and tags."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            document.add(Problem(_at(event.start_mark, document.file), "anchor"))
            return False
        if getattr(event, "tag", None):
            document.add(Problem(_at(event.start_mark, document.file), "tag"))
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH or count > MOST_NODES:
            code, most = ("too-deep", MOST_DEPTH) if depth > MOST_DEPTH else ("too-many", MOST_NODES)
            document.add(Problem(_at(event.start_mark, document.file), code, {"most": str(most)}))
            return False
    return True


def _syntax(error: yaml.MarkedYAMLError, document: Document) -> None:
    """Note what the parser stumbled over, and in which line the thing it was reading began."""
    lines = document.lines
    first = error.context_mark.line + 1 if error.context_mark else 0
    began = str(first or "")
    # A quotation mark that is never closed swallows the rest of the file: its beginning tells more than its end.
    where = _at(error.context_mark if error.problem == UNCLOSED else error.problem_mark, document.file)
    if where.line > len(lines):  # something is missing at the end of the file
        where = Where(document.file, len(lines), len(lines[-1]) + 1)
    detail = str(error.problem)
    # Where the parser stumbles is often behind the mistake: staff are shown the mistake.
    for number in sorted({first or where.line, where.line - 1, where.line}):
        line = re.sub(_IN_QUOTES, lambda quoted: "x" * len(quoted[0]), document.line(number))
        marks, remark, dash = (re.search(pattern, line) for pattern in (_BOOK_QUOTES, _REMARK, _GLUED_DASH))
        if marks:
            where, detail = Where(document.file, number, marks.start(1) + 1), "book quotes"
            break
        if dash:
            where, detail = Where(document.file, number, dash.start(1) + 1), "dash without space"
            break
        if remark and detail.startswith("did not find expected ',' or"):
            where, detail = Where(document.file, number, remark.start(1) + 1), "remark in brackets"
            break
    document.add(Problem(where, "syntax", {"detail": detail, "began": began}))


def _alone(key: yaml.Node, value: yaml.Node, document: Document) -> bool:
    """Tell whether a word in braces stands without a colon: the rest of a text that a comma cut."""
    if not isinstance(value, yaml.ScalarNode) or value.style or value.value:
        return False
    behind = document.line(key.end_mark.line + 1)[key.end_mark.column :].lstrip()
    return behind.startswith((",", "}"))


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
            document.add(Problem(where, "odd-key"))
            continue
        name = str(key.value)
        if not key.style and name.startswith("-") and name[1:2].isalpha():
            document.add(Problem(where, "dash-space", {"key": shown(name[1:])}))
            continue
        if _alone(key, value, document):
            document.add(Problem(where, "comma-cut", {"value": shown(name)}))
            continue
        if name in found:
            line = str(document.places[*path, name, "<key>"].line)
            document.add(Problem(where, "duplicate-key", {"key": shown(name), "line": line}))
            if name == "id":  # the dash of a new entry is missing: all its keys would be told one by one
                break
            continue
        found[name] = _convert(value, (*path, name), document)
        document.places[*path, name, "<key>"] = where
    return found
