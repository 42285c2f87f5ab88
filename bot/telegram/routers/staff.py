"""Named members of staff, in the staff chat and in private: files they send, their commands and buttons."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.staff import wishes
from bot.staff.room import Room
from bot.staff.wishes import Give, Help, Last, Sent, Wish
from bot.telegram.intent import Gone, Leave, Staffed
from bot.telegram.routers.groups import on_member

log = logging.getLogger(__name__)

COMMANDS = ("file", "undo", "staff")
ANY = re.compile(r".+")


@dataclass(frozen=True)
class Staff:
    """Who is obeyed, and in which chat beside their private ones."""

    members: frozenset[int]
    room: Room

    def router(self) -> Router:
        """Make the router of staff. It goes before all others: whoever else writes in the staff chat is passed over."""
        made = Router(name="staff")
        made.message.register(self.on_command, self.is_obeyed, Command(*COMMANDS, ignore_case=True))
        made.message.register(self.on_document, self.is_obeyed, has_document)
        # Whoever is lost types /help or /start, or what the command might be called.
        made.message.register(self.on_other_command, self.is_room, self.is_obeyed, Command(ANY))
        made.message.register(self.on_moved, self.is_moved)
        made.message.register(pass_over, self.is_room)
        made.edited_message.register(pass_over, self.is_room)
        made.my_chat_member.register(pass_over, self.is_room_of_change)
        made.my_chat_member.register(self.on_added, self.is_added_elsewhere)
        made.callback_query.register(self.on_tap, self.may_tap)
        made.callback_query.register(pass_over, self.is_tap_in_room)
        return made

    # Coroutines, so that aiogram does not hand them to a thread.
    async def is_obeyed(self, message: Message) -> bool:
        """Tell whether somebody named writes where they are obeyed."""
        member = message.from_user
        return member is not None and member.id in self.members and self._obeys_in(message.chat.id, member.id)

    async def is_room(self, message: Message) -> bool:
        """Tell whether a message stands in the staff chat, where that is a group."""
        return message.chat.type != ChatType.PRIVATE and self.room.is_here(message.chat.id)

    async def is_moved(self, message: Message) -> bool:
        """Tell whether Telegram says that the staff chat has another id now. Nobody else can say so."""
        if message.migrate_to_chat_id is not None:
            # Of the two messages that say so either may be the first.
            return message.migrate_to_chat_id == self.room.id or self.room.is_here(message.chat.id)
        return message.migrate_from_chat_id is not None and self.room.is_here(message.migrate_from_chat_id)

    async def is_room_of_change(self, change: ChatMemberUpdated) -> bool:
        """Tell whether the bot was put into the staff chat, or out of it."""
        return change.chat.type != ChatType.PRIVATE and self.room.is_here(change.chat.id)

    async def is_added_elsewhere(self, change: ChatMemberUpdated) -> bool:
        """Tell whether somebody named put the bot into another group: perhaps it is meant to be the staff chat."""
        return change.from_user.id in self.members and change.chat.type != ChatType.PRIVATE

    async def may_tap(self, tap: CallbackQuery) -> bool:
        """Tell whether somebody named taps a button of staff where they are obeyed."""
        if tap.message is None or tap.from_user.id not in self.members or wishes.decode(tap.data or "") is None:
            return False
        return self._obeys_in(tap.message.chat.id, tap.from_user.id)

    async def is_tap_in_room(self, tap: CallbackQuery) -> bool:
        """Tell whether a button in the staff chat was tapped."""
        chat = None if tap.message is None else tap.message.chat.id
        return chat is not None and chat != tap.from_user.id and self.room.is_here(chat)

    def _obeys_in(self, chat: int, member: int) -> bool:
        return chat == member or self.room.is_here(chat)

    async def on_moved(self, message: Message) -> None:
        """Go on in the chat that this one became."""
        self.room.move(message.migrate_to_chat_id or message.chat.id)

    async def on_command(self, message: Message, command: CommandObject) -> Staffed:
        """Do what the command says."""
        known: dict[str, Wish] = {"file": Give((command.args or "").strip()), "undo": Last()}
        wish = known.get(command.command.lower(), Help())
        return Staffed(message.chat.id, _sender(message), wish)

    async def on_other_command(self, message: Message) -> Staffed:
        """Say what can be done here."""
        return Staffed(message.chat.id, _sender(message), Help())

    async def on_document(self, message: Message) -> Staffed:
        """Take a file."""
        file = message.document
        if file is None:  # pragma: no cover -- the filter says otherwise
            return Staffed(message.chat.id, _sender(message), Help())
        sent = Sent(file.file_id, file.file_name or "", message.caption or "", file.file_size)
        return Staffed(message.chat.id, _sender(message), sent)

    async def on_added(self, change: ChatMemberUpdated) -> Leave | Gone | None:
        """Leave as any other group, and tell whoever runs the bot how to stay."""
        log.info("a member of staff put the bot into a group; to stay there, set BOT_STAFF_CHAT=%s", change.chat.id)
        return await on_member(change)

    async def on_tap(self, tap: CallbackQuery) -> Staffed | None:
        """Do what the button says."""
        wish = wishes.decode(tap.data or "")
        if wish is None or tap.message is None:  # pragma: no cover -- the filter says otherwise
            return None
        return Staffed(tap.message.chat.id, tap.from_user.id, wish, tap.id, tap.message.message_id)


async def has_document(message: Message) -> bool:
    """Tell whether a file was sent."""
    return message.document is not None


async def pass_over(_: object) -> None:
    """Answer nothing."""


def _sender(message: Message) -> int:
    return message.from_user.id if message.from_user else 0
