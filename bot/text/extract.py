"""Collects the interface's sentences for translators (`make words`). Not used while the bot runs.

Babel's own reader does not look into the braces of f-strings before Python 3.12, so this one reads the syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import IO, Any

#: Calls that hold sentences, and how many of their first values are sentences.
CALLS = {"words": 1, "mark": 1, "many": 2}

Found = tuple[int, str, str | tuple[str, ...], list[str]]


def sentences(file: IO[bytes], _keywords: Collection[str], _tags: Collection[str], options: Any) -> Iterator[Found]:  # noqa: ARG001 -- Babel names it
    """Give (line, kind of call, sentence or sentences, comments) for every call, as Babel wants it."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [value.value for value in node.args[: CALLS.get(name, 0)] if isinstance(value, ast.Constant)]
        written = [value for value in given if isinstance(value, str)]
        if written and len(written) == CALLS[name]:
            yield (
                node.lineno,
                "ngettext" if name == "many" else "gettext",
                (*written,) if name == "many" else written[0],
                [],
            )
