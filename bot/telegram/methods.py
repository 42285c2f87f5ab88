"""Calls of the Bot API where aiogram's own form does not fit: updates as they came, and the calls every update makes.

aiogram makes a model of a call, of each button in it and of the message that Telegram answers with: several times the
work of the call itself. These calls go out as the JSON they are, and of an answer only what is used is read. They pass
through aiogram's bot and session like all others, so that errors are the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import JsonPayload
from pydantic import BaseModel

Json = dict[str, Any]


class PlainMethod(TelegramMethod[TelegramType]):
    """A call whose values are JSON already."""


class GetRawUpdates(PlainMethod[list[Any]]):
    """`getUpdates` without validation: each update is validated alone, later."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class AnswerTap(PlainMethod[bool]):
    """`answerCallbackQuery`: the tapped button stops waiting."""

    __returning__ = bool
    __api_method__ = "answerCallbackQuery"

    callback_query_id: str


class Sent(BaseModel):
    """What is read of a message that Telegram took."""

    message_id: int


class SendScreen(PlainMethod[Sent]):
    """`sendMessage`."""

    __returning__ = Sent
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    parse_mode: str
    reply_markup: Json
    link_preview_options: Json


class EditScreen(PlainMethod[Any]):
    """`editMessageText`."""

    __returning__ = Any
    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int
    text: str
    parse_mode: str
    reply_markup: Json
    link_preview_options: Json


class PlainSession(AiohttpSession):
    """aiogram's session, which sends plain calls as JSON and all others as aiogram does."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """Give the body of a call."""
        if isinstance(method, PlainMethod):
            return JsonPayload(method.model_dump(exclude_none=True), dumps=_json)
        return super().build_form_data(bot, method)


def _json(values: Json) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@dataclass
class HeldAnswers(BaseRequestMiddleware):
    """Holds the model that reads the answers to each method.

    aiogram names it anew in every call, and pydantic forgets a model nobody holds: after each garbage collection it
    would be made again, which takes longer than the call.
    """

    held: dict[type, object] = field(default_factory=dict)

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call."""
        if type(method) not in self.held:
            self.held[type(method)] = Response[method.__returning__]  # type: ignore[name-defined]  # a type known at run time
        return await make_request(bot, method)
