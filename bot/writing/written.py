"""YAML as staff would write it: values to text, and text put into a file of which nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any

import yaml

from bot.core.errors import DrogowskazError

#: What needs no quotation marks: letters first, and no sign that means something in YAML.
_PLAIN = re.compile(r"[^\W_][^:#?,\[\]{}\"'&*!|>%@`\\\n\t]*")
_NOTHING = ("null", "Null", "NULL", "~", "true", "True", "false", "False")
#: Longer values stand in lines of their own.
WIDEST = 118

#: What can be written: a text, None, and lists and dictionaries of these.
Plain = Any


class CannotInsertError(DrogowskazError):
    """The file is written in a way in which nothing can be put in."""


def dump(value: Plain, indent: int = 0) -> str:
    """Write a list or a dictionary in lines, each so many spaces from the left."""
    space = " " * indent
    if isinstance(value, Mapping):
        return "".join(_entry(f"{space}{scalar(key)}:", inner, indent) for key, inner in value.items())
    return "".join(_item(inner, indent) for inner in value)


def _entry(key: str, value: Plain, indent: int) -> str:
    short = flow(value)
    if not _grown(value) and len(key) + 1 + len(short) <= WIDEST:
        return f"{key} {short}\n"
    if isinstance(value, Mapping) and value:
        return f"{key}\n{dump(value, indent + 2)}"
    if isinstance(value, list | tuple) and value:
        return f"{key}\n{dump(value, indent + 2)}" if _grown(value) else _wrapped(key, value, indent + 2)
    return f"{key} {short}\n"


def _wrapped(key: str, values: Sequence[Plain], indent: int) -> str:
    """Write a long list of texts as staff do: as many on a line as fit."""
    lines, line = [], f"{key} ["
    for number, value in enumerate(values):
        part = scalar(value) + ("," if number + 1 < len(values) else "]")
        if len(line) + len(part) + 1 > WIDEST and not line.endswith("["):
            lines.append(line.rstrip())
            line = " " * indent
        line += part if line.endswith(("[", " ")) else f" {part}"
    return "\n".join([*lines, line]) + "\n"


def _item(value: Plain, indent: int) -> str:
    space, short = " " * indent, flow(value)
    alone = isinstance(value, Mapping) and len(value) == 1
    if not alone and not _grown(value) and len(short) + indent <= WIDEST:
        return f"{space}- {short}\n"
    if isinstance(value, Mapping):
        return f"{space}- {dump(value, indent + 2).lstrip()}"
    return f"{space}- {short}\n"


def _grown(value: Plain) -> bool:
    """Tell what is easier to read in lines of its own: what holds more than texts and lists of texts."""
    inner = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else []
    inside = [one for one in inner if isinstance(one, Mapping | list | tuple)]
    if isinstance(value, Mapping):
        return "id" in value or any(isinstance(one, Mapping) or _grown(one) for one in inside)
    return bool(inside)


def flow(value: Plain) -> str:
    """Write a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value)


def scalar(value: Plain) -> str:
    """Write one text, in quotation marks unless it surely needs none."""
    if value is None:
        return "null"
    text = ("no", "yes")[value] if isinstance(value, bool) else str(value)
    if text not in _NOTHING and text == text.strip() and _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def appended(text: str, path: tuple[str | int, ...], value: Plain, *, before: str | None = None) -> str:
    """Give the text of a file with one more item in the list at this path; every other character stays.

    `before`: the id of an item the new one goes in front of. Raises CannotInsertError.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in path:
        node = _inside(node, step)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise CannotInsertError
    item = next((item for item in node.value if before is not None and _id(item) == before), None)
    lines = text.splitlines(keepends=True)
    at = _last_line(node) + 1 if item is None else _first_line(lines, item.start_mark.line)
    # Behind the dash and one space begins the item; dashes of one list stand in one column.
    head = "".join(lines[:at])
    fresh = ("" if head.endswith("\n") else "\n") + dump([value], node.start_mark.column)
    if "\r\n" in text:
        fresh = fresh.replace("\n", "\r\n")
    return head + fresh + "".join(lines[at:])


def without(text: str, path: tuple[str | int, ...], values: Container[str]) -> str:
    """Give the text of a file with these texts taken out of the list at this path; every other character stays.

    Only a list in brackets is touched, and never its last entry.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for step in path:
        node = _inside(node, step)
    if not isinstance(node, yaml.SequenceNode) or not node.flow_style:
        return text
    kept = [item for item in node.value if item.value not in values]
    for item in reversed(node.value if kept else []):
        if item.value in values:
            number = node.value.index(item)
            later = [one for one in node.value[number + 1 :] if one in kept]
            # What follows moves up; behind the last one the comma before it goes.
            begin = item.start_mark.index if later else node.value[number - 1].end_mark.index
            end = node.value[number + 1].start_mark.index if later else item.end_mark.index
            text = text[:begin] + text[end:]
    return text


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step]  # type: ignore[no-any-return]  # the library is not typed
    return None


def _id(item: yaml.Node) -> str | None:
    found = _inside(item, "id")
    return str(found.value) if isinstance(found, yaml.ScalarNode) else None


def _first_line(lines: list[str], line: int) -> int:
    """Give the line where an item begins, with the comments right above it."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _last_line(node: Any) -> int:
    """Give the number of the last line a node stands in, counted from nought."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        # A block of text ends where the next line begins.
        return int(node.end_mark.line) - (1 if node.end_mark.column == 0 else 0)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)
