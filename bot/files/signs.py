"""Signs in a file that nobody sees: they change how words are read or found, and residents get them unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.errors import Place as Where
from bot.core.errors import Problem

#: They take no room, look like a space and are none, or turn the order of what is read (as of a page's address).
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
    "\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0\ufff9\ufffa"
    "\ufffb\U000e0001\U000e007f"
)
#: Spaces that YAML does not take for spaces.
ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
#: Odd spaces do harm before a key, and behind a sign that needs a true one.
TRUE_SPACES = dict.fromkeys(map(ord, ODD_SPACES), " ")
_HARMFUL = re.compile(f"^[ -]*[{ODD_SPACES}][ {ODD_SPACES}-]*|(?<=[:,{{[])[{ODD_SPACES}]")
#: What an escape such as "\u202e" or "\0" may put into a text, but nobody should: ends of lines and tabs do no harm.
_ESCAPED = re.compile(f"[{INVISIBLE}\x00-\x08\x0b-\x1f\x7f-\x9f\U000e0000-\U000e007f]")


def in_lines(file: str, lines: list[str], odd: list[str]) -> Iterator[Problem]:
    """Give a problem for each line and each of these odd signs that does harm in it."""
    for number, line in enumerate(lines, start=1):
        found = _HARMFUL.search(line)
        if found:
            yield Problem(Where(file, number, found.start() + 1), "odd-space")
        for sign in odd:
            if sign in INVISIBLE and sign in line:
                yield _problem(Where(file, number, line.index(sign) + 1), sign)


def in_value(where: Where, value: str) -> Problem | None:
    """Give the problem of a value that got a sign nobody sees by an escape; None where it has none."""
    found = _ESCAPED.search(value)
    return _problem(where, found[0]) if found else None


def _problem(where: Where, sign: str) -> Problem:
    return Problem(where, "odd-character", {"character": f"U+{ord(sign):04X}"})
