"""What the YAML library stumbled over -> the mistake somebody made, where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from bot.core.errors import Place as Where
from bot.core.errors import Problem

UNCLOSED = "found unexpected end of stream"
NO_KEY = "did not find expected key"
ODD_COLON = "mapping values are not allowed in this context"
IN_BRACKETS = ("did not find expected ',' or", "did not find expected node content")
NO_COLON = "could not find expected ':'"
#: A value in the quotation marks of a book, a remark in the middle of a line, a dash without its space.
_BOOK_QUOTES = "(?:^ *|[:[{,-] +)([„“”«»‘’])"
_REMARK = r"\s(#)"
_GLUED_DASH = r"^ *(-)[^\W\d_]+:"
_IN_QUOTES = r"""\"(?:[^"\\]|\\.)*"|'[^']*'"""
#: What Word makes of the dash of a list.
_ODD_DASH = r"^ *([–—−•·▪●○*]|[0-9]{1,3}[.)]) *[a-z_]+:"
#: The beginning of an entry: the spaces, and its first key.
_ENTRY = r"^( *)- +([a-z_]+):"
#: A key without its colon, or with another sign for it, and its value.
_KEY = r"^ *(?:- +)?([a-z_]+)( *; *|:| +)(\S.*)?$"
#: The same before a bracket, and with its value behind the wrong sign.
_BRACKET = r"^ *(?:- +)?([a-z_]+)( +)([{[].*)$"
_GLUED_KEY = r"^ *(?:- +)?([a-z_]+)( *; *|:)([^\s/].*)$"
#: A quotation mark that begins a value.
_OPENING = r'(?:^ *|[:[{,-] +)(")'
#: A key that holds what stands below it, and a text in one language.
_OPEN = r"^( *)(?:- +)?[a-z_]+: *$"
_IN_LANGUAGE = r"^( *)[a-z]{2}: +\S"
#: A key with a value, under which no list can begin.
_COUNTED = r"^ *(?:- +)?at_least: *([0-9]+) *$"
#: As long a line is still told whole as the right one.
_LONGEST = 60
#: As much of a line is looked at, and as many lines: what is longer was not typed by a person.
_MOST_SIGNS, _MOST_LINES = 2_000, 200

Found = tuple[Where, dict[str, str]]


def stumbled(error: yaml.MarkedYAMLError, file: str, lines: Sequence[str]) -> Problem:
    """Give what the parser stumbled over, and in which line the thing it was reading began.

    Where the parser stumbles is often behind the mistake: staff are shown the mistake.
    """
    first = error.context_mark.line + 1 if error.context_mark else 0
    # A quotation mark that is never closed swallows the rest of the file: its beginning tells more than its end.
    mark = error.context_mark if error.problem == UNCLOSED else error.problem_mark
    where = Where(file) if mark is None else Where(file, mark.line + 1, mark.column + 1)
    if where.line > len(lines):  # something is missing at the end of the file
        where = Where(file, len(lines), len(lines[-1]) + 1)
    slips: tuple[Callable[[Sequence[str], int, Where, str], Found | None], ...] = (
        _signs, _quotes, _behind, _end, _too_left, _counted, _dash_column, _colon,
    )  # fmt: skip
    detail = str(error.problem)
    at, values = where, {"detail": detail}
    for slip in slips:
        found = slip(lines, first or where.line, where, detail)
        if found:
            at, values = found
            break
    return Problem(at, "syntax", {"began": str(first or ""), **values})


def _bare(line: str) -> str:
    """Take out what stands in quotation marks: nothing in there is a mistake."""
    return re.sub(_IN_QUOTES, lambda quoted: "x" * len(quoted[0]), line[:_MOST_SIGNS])


def _signs(lines: Sequence[str], first: int, where: Where, detail: str) -> Found | None:
    """Find a sign that looks right and is not."""
    for number in sorted({first, where.line - 1, where.line}):
        line = _bare(lines[number - 1]) if 0 < number <= len(lines) else ""
        for pattern, told in (
            (_BOOK_QUOTES, "book quotes"),
            (_GLUED_DASH, "dash without space"),
            (_ODD_DASH, "odd dash"),
        ):
            found = re.search(pattern, line)
            if found:
                sign = {"sign": found[1]} if told == "odd dash" else {}
                return Where(where.file, number, found.start(1) + 1), {"detail": told, **sign}
        remark = re.search(_REMARK, line)
        if remark and detail.startswith("did not find expected ',' or"):
            return Where(where.file, number, remark.start(1) + 1), {"detail": "remark in brackets"}
    return None


def _quotes(lines: Sequence[str], first: int, where: Where, detail: str) -> Found | None:
    """Find a quotation mark that begins a text and does not end it before the next one begins."""
    if detail == UNCLOSED or where.line - first > _MOST_LINES:
        return None
    for number in range(first, where.line):
        opening = re.search(_OPENING, _bare(lines[number - 1]))
        if opening and not any('"' in _bare(line) for line in lines[number : where.line]):
            return Where(where.file, number, opening.start(1) + 1), {"detail": UNCLOSED, "began": str(number)}
    return None


def _behind(lines: Sequence[str], _: int, where: Where, detail: str) -> Found | None:
    """Find words behind a closing quotation mark or bracket."""
    before = lines[where.line - 1][: where.column - 1].rstrip() if where.line else ""
    if len(before) < _MOST_SIGNS and before.endswith('"') and '"' not in _bare(before):
        return where, {"detail": "text behind quotes"}
    if detail == NO_KEY and before.endswith(("]", "}")):
        return where, {"detail": "text behind bracket", "sign": before[-1]}
    return None


def _end(lines: Sequence[str], _: int, where: Where, detail: str) -> Found | None:
    """Find that the file ends in the middle of something in brackets: it was saved or copied only in part."""
    if detail.startswith(IN_BRACKETS) and not "".join(lines[where.line :]).strip():
        last = max((number for number, line in enumerate(lines, start=1) if line.strip()), default=1)
        line = lines[last - 1].rstrip() if lines else ""
        if (where.line, where.column) > (last, len(line)):
            return Where(where.file, last, len(line) + 1), {"detail": "end of file"}
    return None


def _too_left(lines: Sequence[str], _: int, where: Where, __: str) -> Found | None:
    """Find a text in one language that stands under its key, not further right as the text in the next language."""
    if where.line < 3:  # noqa: PLR2004 -- the key, and two languages
        return None
    key, one, other = lines[where.line - 3], lines[where.line - 2], lines[where.line - 1]
    opens, first, second = re.match(_OPEN, key), re.match(_IN_LANGUAGE, one), re.match(_IN_LANGUAGE, other)
    if opens and first and second and len(first[1]) <= len(opens[1]) + 2 * ("- " in key) < len(second[1]):
        at = Where(where.file, where.line - 1, len(first[1]) + 1)
        return at, {"detail": "too far left", "spaces": str(len(second[1]))}
    return None


def _counted(lines: Sequence[str], _: int, where: Where, __: str) -> Found | None:
    """Find a list that stands under at_least: and its number."""
    above = lines[where.line - 2] if where.line > 1 else ""
    found = re.match(_COUNTED, above) if len(above) < _MOST_SIGNS else None
    if not found:
        return None
    return Where(where.file, where.line - 1, found.start(1) + 1), {"detail": "count beside", "count": found[1]}


def _dash_column(lines: Sequence[str], _: int, where: Where, __: str) -> Found | None:
    """Find an entry that does not begin in the column of the one above it."""
    entry = re.match(_ENTRY, lines[where.line - 1]) if where.line else None
    if not entry:
        return None
    for number in range(where.line - 1, 0, -1):
        line = lines[number - 1]
        above = re.match(_ENTRY, line)
        if not above and line.strip() and len(line) - len(line.lstrip()) < len(entry[1]):
            return None  # what holds the list
        beside = number == where.line - 1 and not line.rstrip().endswith(":")
        if above and (above[2] == entry[2] or (beside and above[1] != entry[1])):
            if above[1] == entry[1]:
                return None
            at = Where(where.file, where.line, len(entry[1]) + 1)
            return at, {"detail": "dash column", "line": str(number), "spaces": str(len(above[1]))}
    return None


def _colon(lines: Sequence[str], first: int, where: Where, detail: str) -> Found | None:
    """Find the key that lacks its colon, or the space behind it."""
    if detail == ODD_COLON:  # in this line, before a bracket, or in the one above it
        return _colon_before(lines, where)
    line = lines[first - 1] if 0 < first <= len(lines) else ""
    if line.lstrip().startswith("//"):
        return Where(where.file, first, line.index("//") + 1), {"detail": "slashes"}
    found = re.match(_KEY, line[:_MOST_SIGNS]) if detail == NO_COLON else None
    return _lacking(found, where, first) if found else None


def _colon_before(lines: Sequence[str], where: Where) -> Found | None:
    """Find the key that lacks its colon before a bracket, or has it in an odd form in the line above."""
    for number, pattern in ((where.line, _BRACKET), (where.line - 1, _GLUED_KEY)):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        found = re.match(pattern, line[:_MOST_SIGNS])
        if found:
            return _lacking(found, where, number)
    return None


def _lacking(found: re.Match[str], where: Where, first: int) -> Found:
    """Tell which sign a key lacks: its colon, or the space behind it."""
    told = "colon glued" if found[2] == ":" else "no colon"
    right = f"{found[1]}: {found[3] or ''}".rstrip()
    return Where(where.file, first, found.end(1) + 1), {
        "detail": told,
        "key": found[1],
        **({"right": right} if len(right) <= _LONGEST else {}),
    }
