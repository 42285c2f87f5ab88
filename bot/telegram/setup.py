"""What Telegram shows of the bot before anybody writes: commands and descriptions, in every language."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import BotCommand

from bot.assistant import Assistant
from bot.telegram.routers.commands import COMMANDS

log = logging.getLogger(__name__)

MOST_DESCRIPTION = 512
MOST_SHORT = 120


#: Language code -> commands, description and short description.
Said = dict[str | None, tuple[tuple[tuple[str, str], ...], str, str]]


@dataclass
class Introduction:
    """Says what the bot is, and again only where that has changed."""

    bot: Bot
    _given: Said | None = None

    async def give(self, assistant: Assistant) -> bool:
        """Set commands and descriptions for each language, and the default language's for everybody else.

        False where Telegram did not take them: the bot works without, and it is tried again later.
        """
        said = introduction(assistant)
        if said == self._given:
            return True
        try:
            await self._give(said)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("commands and descriptions are not set: %s", type(error).__name__)
            return False
        self._given = said
        return True

    async def _give(self, said: Said) -> None:
        for code, (commands, description, short) in said.items():
            listed = [BotCommand(command=name, description=told) for name, told in commands]
            await self.bot.set_my_commands(listed, language_code=code)
            await self.bot.set_my_description(description, language_code=code)
            await self.bot.set_my_short_description(short, language_code=code)


def introduction(assistant: Assistant) -> Said:
    """Give what is said of the bot, by language; None stands for everybody else."""
    said: Said = {}
    for language, words in assistant.renderer.words.items():
        description = words(
            "A few short questions, then: which help may fit you, why, and where to go. "
            "I am a computer program; nothing here is a decision. In danger call 112."
        )
        short = words("Shows which help may fit you and where to go.")
        commands = tuple((name, words(told)) for name, (_, told) in COMMANDS.items())
        code = None if language == assistant.default else language
        said[code] = commands, description[:MOST_DESCRIPTION], short[:MOST_SHORT]
    return said
