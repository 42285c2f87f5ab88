"""Reading Telegram's HTML into pieces of text, each with the tags open over it. Errors tell Telegram's byte offsets."""

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.emulator.refusals import bad_request

KNOWN = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?P<dec>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>lt|gt|amp|quot));")
_ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[^\s=>"'/]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"""
)
_START = re.compile(r"<(?P<name>[^\s>/]*)")
_END = re.compile(r"</(?P<name>[^\s>]*)\s*")
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """One start tag; two tags of the same name are two (compared by identity)."""

    name: str
    href: str | None = None
    expandable: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the tags open over it, outermost first."""

    text: str
    tags: tuple[Opening, ...]


def pieces_of(source: str) -> list[Piece]:
    """Cut `source` into pieces; RefusalError when a tag is unknown, unclosed or out of order."""
    pieces: list[Piece] = []
    stack: list[Opening] = []
    at = 0
    while at < len(source):
        if source[at] != "<":
            following = source.find("<", at)
            end = len(source) if following < 0 else following
            pieces.append(Piece(_characters(source[at:end]), tuple(stack)))
            at = end
        elif source.startswith("</", at):
            at = _close(source, at, stack)
        else:
            opening, at = _open(source, at)
            stack.append(opening)
    if stack:
        _refuse(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return pieces


def _open(source: str, at: int) -> tuple[Opening, int]:
    match = _START.match(source, at)
    name = match["name"].lower() if match else ""
    if name not in KNOWN:
        if ">" not in source[at:]:
            _refuse(f"Unclosed start tag at byte offset {_bytes(source, at)}")
        _refuse(f'Unsupported start tag "{name}" at byte offset {_bytes(source, at)}')
    attributes: dict[str, str] = {}
    end = at + 1 + len(name)
    while (attribute := _ATTRIBUTE.match(source, end)) is not None:
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        attributes[attribute["name"].lower()] = _characters(value)
        end = attribute.end()
    while source[end : end + 1].isspace():
        end += 1
    if source[end : end + 1] != ">":
        _refuse(f"Unclosed start tag at byte offset {_bytes(source, at)}")
    href = attributes.get("href") if name == "a" else None
    return Opening(name, href, name == "blockquote" and "expandable" in attributes), end + 1


def _close(source: str, at: int, stack: list[Opening]) -> int:
    if not stack:
        _refuse(f"Unexpected end tag at byte offset {_bytes(source, at)}")
    match = _END.match(source, at)
    if match is None or source[match.end() : match.end() + 1] != ">":
        _refuse(f"Unclosed end tag at byte offset {_bytes(source, at)}")
    name, expected = match["name"].lower(), stack.pop().name
    # An end tag without a name closes whatever is open: Telegram allows it.
    if name and name != expected:
        _refuse(f'Unmatched end tag at byte offset {_bytes(source, at)}, expected "</{expected}>", found "</{name}>"')
    return match.end() + 1


def _characters(text: str) -> str:
    return _CHARACTER.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else match[0]


def _bytes(source: str, at: int) -> int:
    return len(source[:at].encode())


def _refuse(why: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {why}")
