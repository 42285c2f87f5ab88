"""Telegram's HTML: checked tag by tag, then kept as plain text, as tidy HTML and as entities.

Only the tags this bot uses are known; every other tag is refused, as Telegram refuses a tag it does not know.
"""

from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Any

from bot.emulator.links import problem_of
from bot.emulator.tags import Opening, Piece, pieces_of

_ENTITY = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as Telegram keeps it: `text` without tags, the same as safe `html`, and its `entities`."""

    text: str
    html: str
    entities: tuple[dict[str, Any], ...] = ()


def utf16_length(text: str) -> int:
    """Count as Telegram counts: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def plain(source: str) -> Formatted:
    """Take `source` as it is, no markup; Telegram trims it."""
    text = source.strip()
    return Formatted(text, escape(text, quote=False))


def from_html(source: str) -> Formatted:
    """Read `source` with `parse_mode=HTML`; raises RefusalError, "can't parse entities"."""
    if "<" not in source and "&" not in source:
        return plain(source)
    pieces = _trimmed([_without_dead_link(piece) for piece in pieces_of(source)])
    return Formatted("".join(piece.text for piece in pieces), _html_of(pieces), tuple(_entities_of(pieces)))


def _without_dead_link(piece: Piece) -> Piece:
    """Drop a link to what Telegram does not take for an address: the words stay, the link silently goes."""
    alive = tuple(tag for tag in piece.tags if tag.name != "a" or problem_of(tag.href or piece.text) is None)
    return Piece(piece.text, alive)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    texts = [piece.text for piece in pieces]
    for index in range(len(texts)):
        texts[index] = texts[index].lstrip()
        if texts[index]:
            break
    for index in reversed(range(len(texts))):
        texts[index] = texts[index].rstrip()
        if texts[index]:
            break
    return [Piece(text, piece.tags) for text, piece in zip(texts, pieces, strict=True) if text]


def _entities_of(pieces: list[Piece]) -> list[dict[str, Any]]:
    spans: dict[Opening, tuple[int, int, str]] = {}
    offset = 0
    for piece in pieces:
        length = utf16_length(piece.text)
        for tag in piece.tags:
            start, sofar, words = spans.get(tag, (offset, 0, ""))
            spans[tag] = (start, sofar + length, words + piece.text)
        offset += length
    found = [_entity(tag, *span) for tag, span in spans.items()]
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def _entity(tag: Opening, offset: int, length: int, words: str) -> dict[str, Any]:
    kind = "expandable_blockquote" if tag.expandable else _ENTITY[tag.name]
    entity: dict[str, Any] = {"offset": offset, "length": length, "type": kind}
    if tag.name == "a":
        entity["url"] = tag.href or words
    return entity


def _html_of(pieces: list[Piece]) -> str:
    """Write the tags anew: the page gets only what was understood, never what was sent."""
    out: list[str] = []
    open_tags: tuple[Opening, ...] = ()
    for piece in [*pieces, Piece("", ())]:
        shared = len(list(takewhile(lambda pair: pair[0] is pair[1], zip(open_tags, piece.tags, strict=False))))
        out += [f"</{tag.name}>" for tag in reversed(open_tags[shared:])]
        out += [_start(tag, piece.text) for tag in piece.tags[shared:]]
        out.append(escape(piece.text, quote=False))
        open_tags = piece.tags
    return "".join(out)


def _start(tag: Opening, words: str) -> str:
    if tag.name == "a":
        return f'<a href="{escape(tag.href or words)}">'
    return f"<{tag.name} expandable>" if tag.expandable else f"<{tag.name}>"
