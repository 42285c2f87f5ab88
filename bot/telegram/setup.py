"""What Telegram shows of the bot before anybody writes: commands and descriptions, in every language."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import BotCommand

from bot.assistant import Assistant
from bot.telegram.routers.commands import COMMANDS

log = logging.getLogger(__name__)

MOST_DESCRIPTION = 512
MOST_SHORT = 120


async def introduce(bot: Bot, assistant: Assistant) -> bool:
    """Set commands and descriptions for each language, and the default language's for everybody else.

    False where Telegram did not take them: the bot works without, and it is tried again later.
    """
    try:
        await _introduce(bot, assistant)
    except (TelegramAPIError, ClientDecodeError) as error:
        log.warning("commands and descriptions are not set: %s", type(error).__name__)
        return False
    return True


async def _introduce(bot: Bot, assistant: Assistant) -> None:
    for language, words in assistant.renderer.words.items():
        code = None if language == assistant.default else language
        commands = [BotCommand(command=name, description=words(told)) for name, (_, told) in COMMANDS.items()]
        description = words(
            "A few short questions, then: which help may fit you, why, and where to go. "
            "An automat; nothing here is a decision. In danger call 112."
        )
        short = words("Shows which help may fit you and where to go.")
        await bot.set_my_commands(commands, language_code=code)
        await bot.set_my_description(description[:MOST_DESCRIPTION], language_code=code)
        await bot.set_my_short_description(short[:MOST_SHORT], language_code=code)
