"""Members of staff on Telegram: their files are fetched, their wishes handed to the office, its replies shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramMigrateToChat

from bot.living import Edit
from bot.staff import wording
from bot.staff.changes import MOST_BYTES
from bot.staff.names import Meant
from bot.staff.office import Office
from bot.staff.room import Room
from bot.staff.wishes import Decide, Give, Last, Reply, Sent
from bot.telegram.intent import Staffed
from bot.telegram.show import NobodyThereError, Screenwriter, UnreachableError
from bot.text.message import Message

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counter:
    """Serves members of staff. `room` is where they are told of edits; where there is none: in the log."""

    office: Office
    screenwriter: Screenwriter
    room: Room

    async def serve(self, number: int, asked: Staffed) -> None:
        """Do what an update asks for, and answer it. Raises UnreachableError where that must be tried again.

        Nothing is saved in between: until it is answered, the update itself stays in the inbox, and all that the
        office does can be done twice.
        """
        if asked.tap is not None:
            await self.screenwriter.answer_tap(asked.tap)
        reply = await self._reply(number, asked)
        try:
            if reply.file is not None:
                await self.screenwriter.send_file(asked.chat, *reply.file, reply.message.html)
            else:
                await self.screenwriter.show(asked.chat, reply.message, current=None, tapped=asked.message)
        except NobodyThereError:
            log.warning("staff could not be answered: the bot may not write in their chat")

    async def _reply(self, number: int, asked: Staffed) -> Reply:
        match asked.wish:
            case Sent() as sent:
                return await self._file(number, asked.member, sent)
            case Decide() as wish:
                return await self.office.decide(asked.member, wish)
            case Give() as wish:
                return await self.office.give(wish)
            case Last():
                return self.office.last()
            case _:
                return self.office.help()

    async def _file(self, number: int, member: int, sent: Sent) -> Reply:
        meant = self.office.meant(sent)
        if not isinstance(meant, Meant):
            return meant
        content = await self.screenwriter.fetch(sent.file_id, MOST_BYTES)
        if content is None:
            words = self.office.words
            return wording.reply(words("{file} could not be fetched. Please send it again.", file=sent.name))
        return await self.office.changes.received(number, member, meant, content)

    async def tell(self, edit: Edit) -> None:
        """Tell staff of an edit of the folder: in their chat, else in the log."""
        told = await self.office.told(edit)
        if told is not None:
            await self.say(told, self.office.logged(edit))

    async def say(self, message: Message, logged: str) -> bool:
        """Say something to staff: in their chat, else in the log. False where their chat did not take it."""
        chat = self.room.id
        if chat is None:
            log.warning("%s", logged)
            return True
        try:
            await self.screenwriter.show(chat, message, current=None, tapped=None)
        except TelegramMigrateToChat as error:
            if error.migrate_to_chat_id != chat:
                self.room.move(error.migrate_to_chat_id)
                return await self.say(message, logged)
        except (TelegramAPIError, ClientDecodeError, NobodyThereError, UnreachableError) as error:
            log.warning("staff could not be told (%s): %s", type(error).__name__, logged)
        else:
            return True
        return False
