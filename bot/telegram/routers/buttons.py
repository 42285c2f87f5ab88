"""Taps on buttons, also stale and forged ones."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.core import actions as a
from bot.telegram.intent import Intent


def router() -> Router:
    """Make the router of taps."""
    made = Router(name="buttons")
    made.callback_query.register(on_tap)
    return made


async def on_tap(tap: CallbackQuery) -> Intent | None:
    """Do what the button carries; what it does not understand counts as out of date.

    The bot puts no buttons anywhere but into private chats: a tap elsewhere is passed over.
    """
    if tap.message is not None and tap.message.chat.id != tap.from_user.id:
        return None
    action = a.decode(tap.data or "") or a.Tell("stale")
    message = tap.message.message_id if tap.message else None
    return Intent(tap.from_user.id, action, tap.from_user.language_code, tap.id, message)
