"""What is sent: HTML text and rows of buttons, with Telegram's limits held here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from bot.core.actions import Action, encode

MOST_ROWS = 8
MOST_TEXT = 4096
LONGEST_LABEL = 30
#: Two buttons share a row only where neither is longer than this: phones cut longer ones off.
LONGEST_PAIRED = 18
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it does something (`data`), opens a page (`url`) or copies a text (`copy`)."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `html` uses Telegram's tags; everything that is not ours in it is escaped."""

    html: str
    rows: tuple[Row, ...] = ()

    @property
    def plain(self) -> str:
        """The text without tags."""
        return unescape(_TAG.sub("", self.html))


def button(label: str, action: Action) -> Button:
    """Make a button that does something."""
    return Button(label, data=encode(action))


def pack(buttons: list[Button], most: int) -> list[Row]:
    """Put buttons in rows, one each; where they would not fit, neighbours with short labels share a row."""
    rows: list[Row] = [(one,) for one in buttons]
    while len(rows) > most:
        pairs = [
            (max(len(first[0].label), len(second[0].label)), index)
            for index, (first, second) in enumerate(pairwise(rows))
            if len(first) == len(second) == 1
        ]
        if not pairs or min(pairs)[0] > LONGEST_PAIRED:
            break
        index = min(pairs)[1]
        rows[index : index + 2] = [(*rows[index], *rows[index + 1])]
    return rows


def pages(rows: list[Row], most: int) -> list[list[Row]]:
    """Cut rows into pages of at most so many rows; at least one page."""
    return [rows[start : start + most] for start in range(0, len(rows), most)] or [[]]
