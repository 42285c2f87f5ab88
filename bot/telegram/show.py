"""Messages to Telegram: edited in place where that works, sent anew where it does not, with every refusal handled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile
from aiohttp import ClientError

from bot.core.resident import KEEP
from bot.store.keeping import Kept
from bot.telegram.methods import AnswerTap, EditScreen, Json, SendScreen
from bot.telegram.pauses import asked_wait, pause_after
from bot.text.message import Button, Message

Result = TypeVar("Result")
log = logging.getLogger(__name__)

#: How often a call is tried when Telegram cannot be reached, and the longest wait it may ask for.
TRIES = 5
LONGEST_WAIT = 60.0
#: When so many waits are noted, those that are over are forgotten.
MOST_CLOSED = 1000
DOWNLOAD_SECONDS = 30


class NobodyThereError(Exception):
    """The person blocked the bot, or the chat is gone."""


class UnreachableError(Exception):
    """Telegram did not take the call after several tries."""


@dataclass(frozen=True)
class Screenwriter:
    """Shows messages in chats. `refused` is set once Telegram does not accept the token any more (401)."""

    bot: Bot
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    #: Chat, or method that belongs to none -> until when Telegram wants no call, by the loop's clock.
    _closed: dict[int | str, float] = field(default_factory=dict, repr=False)

    async def show(self, chat: int, message: Message, *, current: int | None, tapped: int | None) -> int:
        """Show a message and give its id.

        A tap edits the message it was made on. Typed words get a new message at the bottom, and the screen that was
        current goes, so that there is one screen in the chat. Raises NobodyThereError or UnreachableError.
        """
        if tapped is not None and await self._edit(chat, tapped, message):
            shown = tapped
        else:
            shown = await self._send(chat, message)
        if current is not None and current != shown:
            await self._delete(chat, current)
        return shown

    async def remove(self, chat: int, message_id: int) -> None:
        """Take a message away, where that is still possible. Raises NobodyThereError or UnreachableError."""
        await self._delete(chat, message_id)

    async def answer_tap(self, tap: str) -> None:
        """Tell Telegram that a tap arrived. Too late or twice does not matter."""
        if self._wait("answerCallbackQuery") > 0:
            return
        try:
            await self.bot(AnswerTap(callback_query_id=tap))
        except TelegramRetryAfter as error:
            self._close("answerCallbackQuery", asked_wait(error))
        except (TelegramAPIError, ClientDecodeError):
            # Whatever is wrong, showing the screen decides what becomes of the update.
            log.debug("a tap could not be answered")

    async def say_and_leave(self, chat: int, html: str | None) -> None:
        """Say one line in a group, where the bot may speak, and leave it."""
        try:
            if html is not None:
                await self._insist(chat, lambda: self.bot.send_message(chat, html, parse_mode="HTML"))
            await self._insist(chat, lambda: self.bot.leave_chat(chat))
        except (TelegramBadRequest, NobodyThereError, UnreachableError):
            log.info("a group could not be left politely")

    async def send_file(self, chat: int, name: str, content: bytes, html: str) -> None:
        """Send a file with a line beneath it. Raises NobodyThereError or UnreachableError."""
        file = BufferedInputFile(content, name)
        await self._insist(chat, lambda: self.bot.send_document(chat, file, caption=html, parse_mode="HTML"))

    async def fetch(self, file_id: str, most: int) -> bytes | None:
        """Fetch a file that somebody sent, up to one byte more than `most`. None where Telegram does not give it.

        Raises UnreachableError.
        """
        for number in range(TRIES):
            try:
                path = (await self._insist("getFile", lambda: self.bot.get_file(file_id))).file_path
                return None if path is None else await self._download(path, most)
            except TelegramBadRequest:
                return None
            except (ClientError, TimeoutError):
                # Not told any further: the address in such an error holds the token.
                await asyncio.sleep(pause_after(number))
        raise UnreachableError

    async def _download(self, path: str, most: int) -> bytes:
        url = self.bot.session.api.file_url(self.bot.token, path)
        found = bytearray()
        async with aclosing(self.bot.session.stream_content(url, timeout=DOWNLOAD_SECONDS)) as stream:
            async for part in stream:
                found += part
                if len(found) > most:
                    break
        return bytes(found[: most + 1])

    async def _edit(self, chat: int, message_id: int, message: Message) -> bool:
        edit = EditScreen(chat_id=chat, message_id=message_id, **screen(message))
        try:
            await self._insist(chat, lambda: self.bot(edit))
        except TelegramBadRequest as error:
            # Exactly this one is no failure: the screen already shows what it should.
            return "message is not modified" in error.message
        return True

    async def _send(self, chat: int, message: Message) -> int:
        send = SendScreen(chat_id=chat, **screen(message))
        sent = await self._insist(chat, lambda: self.bot(send))
        return sent.message_id

    async def _delete(self, chat: int, message_id: int) -> None:
        try:
            await self._insist(chat, lambda: self.bot.delete_message(chat, message_id))
        except TelegramBadRequest:
            log.debug("an old screen was gone already")

    async def _insist(self, where: int | str, call: Callable[[], Awaitable[Result]]) -> Result:
        """Make a call; wait as long as Telegram says, and try again where it cannot be reached."""
        for number in range(TRIES):
            while (wait := self._wait(where)) > 0:
                if wait > LONGEST_WAIT:
                    raise UnreachableError
                await asyncio.sleep(wait)
            try:
                return await call()
            except TelegramForbiddenError:
                raise NobodyThereError from None
            except TelegramUnauthorizedError:
                self.refused.set()
                raise UnreachableError from None
            except TelegramRetryAfter as error:
                self._close(where, asked_wait(error))
            except (TelegramNetworkError, TelegramServerError, TelegramNotFound, ClientDecodeError):
                await asyncio.sleep(pause_after(number))
            except TelegramBadRequest as error:
                if "chat not found" in error.message:
                    raise NobodyThereError from None
                raise
        raise UnreachableError

    def _close(self, where: int | str, seconds: float) -> None:
        """Note that Telegram wants no call for so long: whoever comes next waits for it too."""
        now = asyncio.get_running_loop().time()
        if len(self._closed) >= MOST_CLOSED:
            for old in [one for one, until in self._closed.items() if until <= now]:
                del self._closed[old]
        self._closed[where] = now + seconds

    def _wait(self, where: int | str) -> float:
        """Give how many seconds are left until the next call."""
        left = self._closed.get(where, 0.0) - asyncio.get_running_loop().time()
        if left <= 0:
            self._closed.pop(where, None)
        return left


def places(before: Kept, tapped: int | None) -> tuple[int | None, int | None]:
    """Give `current` and `tapped` for the screen that comes after what a chat had before.

    A message to keep stays as it is: what comes next is shown below it.
    """
    if before.resident.view.path != KEEP:
        return before.message, tapped
    return None, None if tapped == before.message else tapped


def screen(message: Message) -> Json:
    """Give what a message and an edited one have in common, as the Bot API writes it."""
    return {
        "text": message.html,
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[_button(one) for one in row] for row in message.rows]},
        "link_preview_options": {"is_disabled": True},
    }


def _button(one: Button) -> Json:
    if one.url is not None:
        return {"text": one.label, "url": one.url}
    if one.copy is not None:
        return {"text": one.label, "copy_text": {"text": one.copy}}
    return {"text": one.label, "callback_data": one.data}
