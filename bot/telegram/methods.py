"""Calls of the Bot API where aiogram's own form does not fit: updates as they came, and answers read at little cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class GetRawUpdates(TelegramMethod[list[Any]]):
    """`getUpdates` without validation: each update is validated alone, later."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


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
