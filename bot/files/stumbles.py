"""What the YAML library stumbled over -> the mistake somebody made, where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from bot.core.errors import Place as Where
from bot.core.errors import Problem

UNCLOSED = "found unexpected end of stream"
#: What the parser stumbles over and does not name: a value in the quotation marks of a book, a remark in the middle of
#: a line, a dash without its space.
_BOOK_QUOTES = "(?:^ *|[:[{,-] +)([„“”«»‘’])"
_REMARK = r"\s(#)"
_GLUED_DASH = r"^ *(-)[^\W\d_]+:"
_IN_QUOTES = r"""\"(?:[^"\\]|\\.)*"|'[^']*'"""


def stumbled(error: yaml.MarkedYAMLError, file: str, lines: Sequence[str]) -> Problem:
    """Give what the parser stumbled over, and in which line the thing it was reading began."""
    first = error.context_mark.line + 1 if error.context_mark else 0
    began = str(first or "")
    # A quotation mark that is never closed swallows the rest of the file: its beginning tells more than its end.
    mark = error.context_mark if error.problem == UNCLOSED else error.problem_mark
    where = Where(file) if mark is None else Where(file, mark.line + 1, mark.column + 1)
    if where.line > len(lines):  # something is missing at the end of the file
        where = Where(file, len(lines), len(lines[-1]) + 1)
    detail = str(error.problem)
    # Where the parser stumbles is often behind the mistake: staff are shown the mistake.
    for number in sorted({first or where.line, where.line - 1, where.line}):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        line = re.sub(_IN_QUOTES, lambda quoted: "x" * len(quoted[0]), line)
        marks, remark, dash = (re.search(pattern, line) for pattern in (_BOOK_QUOTES, _REMARK, _GLUED_DASH))
        if marks:
            where, detail = Where(file, number, marks.start(1) + 1), "book quotes"
            break
        if dash:
            where, detail = Where(file, number, dash.start(1) + 1), "dash without space"
            break
        if remark and detail.startswith("did not find expected ',' or"):
            where, detail = Where(file, number, remark.start(1) + 1), "remark in brackets"
            break
    return Problem(where, "syntax", {"detail": detail, "began": began})
