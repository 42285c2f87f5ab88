"""One Bot API method that aiogram has in another form: updates as they came, so that a bad one harms no other."""

from __future__ import annotations

from typing import Any

from aiogram.methods import TelegramMethod


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` without validation: each update is validated alone, later."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None
