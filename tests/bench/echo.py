"""A bare aiogram bot to compare with: `python echo.py ADDRESS TOKEN`. It keeps nothing and imports nothing of ours.

A text is sent back. A tap is answered, and the tapped message edited: the same two calls our bot makes.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def on_message(message: Message) -> None:
    """Send a text back."""
    await message.answer(message.text or "?")


async def on_tap(tap: CallbackQuery) -> None:
    """Answer a tap and show what it carries; the number keeps the text from being the same as before."""
    await tap.answer()
    if isinstance(tap.message, Message):
        await tap.message.edit_text(f"{tap.data} {tap.id}")


async def main(address: str, token: str) -> None:
    """Poll until ended."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    dispatcher = Dispatcher()
    dispatcher.message.register(on_message)
    dispatcher.callback_query.register(on_tap)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
