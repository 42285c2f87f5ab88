"""Every call to Telegram is counted: the method, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.figures import Figures

#: Kind of error -> what it is called. Whatever else Telegram says is a refusal of this one call.
CALLED: dict[type[Exception], str] = {
    TelegramUnauthorizedError: "unauthorized",
    TelegramForbiddenError: "forbidden",
    TelegramNotFound: "not_found",
    TelegramConflictError: "conflict",
    TelegramRetryAfter: "wait",
    TelegramServerError: "server",
    TelegramNetworkError: "network",
    ClientDecodeError: "unreadable",
}


@dataclass
class Counted(BaseRequestMiddleware):
    """Counts calls on their way."""

    figures: Figures

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the call."""
        name = method.__api_method__
        try:
            made = await make_request(bot, method)
        except Exception as error:
            kinds = (outcome for kind, outcome in CALLED.items() if isinstance(error, kind))
            self.figures.called(name, next(kinds, "refused"))
            raise
        self.figures.called(name, "ok")
        return made
