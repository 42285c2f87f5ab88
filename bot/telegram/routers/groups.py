"""Groups and channels: the assistant talks to one person at a time, so it says one line and leaves."""

from __future__ import annotations

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from bot.telegram.intent import Gone, Leave


def router() -> Router:
    """Make the router of groups, and of people who block the bot."""
    made = Router(name="groups")
    made.my_chat_member.register(on_member)
    made.message.register(on_group_message, is_group)
    made.edited_message.register(on_nothing, is_group)
    return made


# Filters are written as coroutines: aiogram hands any other, its `F` too, to a thread, for every message anew.
async def is_group(message: Message) -> bool:
    """Tell whether a message was written somewhere else than in a private chat."""
    return message.chat.type != ChatType.PRIVATE


async def on_group_message(message: Message) -> Leave:
    """Somebody wrote in a group."""
    return Leave(message.chat.id, can_speak=message.chat.type != ChatType.CHANNEL)


async def on_member(change: ChatMemberUpdated) -> Leave | Gone | None:
    """The bot was added to a group, or a person blocked or unblocked it."""
    out = change.new_chat_member.status in (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)
    if change.chat.type == ChatType.PRIVATE:
        return Gone(change.chat.id) if out else None
    return None if out else Leave(change.chat.id, can_speak=change.chat.type != ChatType.CHANNEL)


async def on_nothing(_: Message) -> None:
    """Changed messages of a group are passed over."""
