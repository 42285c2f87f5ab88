"""The conversation in a terminal: the same words as on the phone, buttons as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TextIO

from bot.assistant import Assistant, Said
from bot.core import actions as a
from bot.core.actions import Action
from bot.core.resident import Resident
from bot.text.message import Button, Message

COMMANDS: dict[str, Action] = {
    "/start": a.Go(("start",)),
    "/results": a.Go(("results",)),
    "/answers": a.Go(("answers",)),
    "/browse": a.Go(("browse",)),
    "/search": a.Go(("search",)),
    "/help": a.Go(("help",)),
    "/language": a.Go(("language",)),
    "/privacy": a.Go(("privacy",)),
    "/forget": a.Forget(),
}


def chat(assistant: Assistant, language: str, now: Callable[[], datetime], typed: TextIO, out: TextIO) -> int:
    """Chat until the input ends."""
    resident = replace(Resident(), language=language)
    words = assistant.renderer.words[language]
    print(words("Type a number to tap a button, or words. The end: Ctrl+D."), file=out)
    while True:
        message = assistant.show(resident, resident.language or language, now())
        buttons = show(message, out)
        line = typed.readline()
        if not line:
            return 0
        did = _did(line.strip(), buttons, out)
        if did is not None:
            resident = assistant.after(resident, did, resident.language or language, now())


def show(message: Message, out: TextIO) -> list[Button]:
    """Write a message with its buttons numbered."""
    print(f"\n{message.plain}\n", file=out)
    buttons = [button for row in message.rows for button in row]
    for number, button in enumerate(buttons, start=1):
        aside = button.url or (button.copy and f"({button.copy})") or ""
        print(f"  [{number}] {button.label} {aside}".rstrip(), file=out)
    print("> ", end="", file=out, flush=True)
    return buttons


def _did(line: str, buttons: list[Button], out: TextIO) -> Action | Said | None:
    """Make an action of a line: a number taps a button where there is one; a command; the rest are words."""
    if line in COMMANDS:
        return COMMANDS[line]
    command, _, words = line.partition(" ")
    if command == "/search":
        return Said(words, search=True)
    if line.isascii() and line.isdecimal() and 1 <= int(line) <= len(buttons):
        button = buttons[int(line) - 1]
        if button.data is None:
            print(button.url or button.copy, file=out)
            return None
        return a.decode(button.data)
    return Said(line) if line else None
