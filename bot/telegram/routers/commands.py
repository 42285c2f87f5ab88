"""Commands, as they stand in the menu."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.assistant import Said
from bot.core import actions as a
from bot.core.actions import Action
from bot.core.resident import SEARCH
from bot.telegram.intent import Intent
from bot.text.words import mark

#: Command -> what it does, and what the menu says of it.
COMMANDS: dict[str, tuple[Action, str]] = {
    "start": (a.Go(("start",)), mark("Begin here")),
    "results": (a.Go(("results",)), mark("What I found for you")),
    "answers": (a.Go(("answers",)), mark("Your answers, to change them")),
    "browse": (a.Go(("browse",)), mark("Look around without questions")),
    "search": (a.Go(SEARCH), mark("Find help by words")),
    "help": (a.Go(("help",)), mark("Help now: crisis centres and helplines")),
    "language": (a.Go(("language",)), mark("Język / Language")),
    "privacy": (a.Go(("privacy",)), mark("What is kept, and for how long")),
    "forget": (a.Forget(), mark("Erase everything at once")),
}


def router() -> Router:
    """Make the router of commands."""
    made = Router(name="commands")
    made.message.register(on_command, Command(*COMMANDS, ignore_case=True))
    made.message.register(on_command, CommandStart())
    return made


async def on_command(message: Message, command: CommandObject) -> Intent:
    """Do what the command says."""
    code = message.from_user.language_code if message.from_user else None
    action, _ = COMMANDS[command.command.lower()]
    wants_words = action == a.Go(SEARCH) and command.args
    return Intent(message.chat.id, Said(command.args or "", search=True) if wants_words else action, code)
