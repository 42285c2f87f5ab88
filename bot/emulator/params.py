"""Reading a call's parameters: JSON, form, multipart or the query string, all made into the same plain values."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.emulator.refusals import bad_request
from bot.emulator.world import File

Params = dict[str, Any]


def _whole(value: object) -> object:
    try:
        return int(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _yes(value: object) -> object:
    return value.lower() in {"true", "1", "yes"} if isinstance(value, str) else value


def _structure(value: object) -> object:
    if not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None


_READERS: Mapping[str, Callable[[object], object]] = {
    **dict.fromkeys(
        ("chat_id", "message_id", "offset", "limit", "timeout", "max_connections", "cache_time", "message_thread_id"),
        _whole,
    ),
    **dict.fromkeys(("show_alert", "drop_pending_updates", "disable_notification", "protect_content"), _yes),
    **dict.fromkeys(
        (
            "reply_markup",
            "allowed_updates",
            "commands",
            "scope",
            "message_ids",
            "entities",
            "caption_entities",
            "link_preview_options",
            "reply_parameters",
        ),
        _structure,
    ),
}


async def read_params(request: web.Request) -> Params:
    """Read all parameters of a call; the body wins over the query string. RefusalError for a body that is not JSON."""
    given: Params = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        given |= await _json(request) if request.content_type == "application/json" else await _form(request)
    for name in given.keys() & _READERS.keys():
        given[name] = _READERS[name](given[name])
    return given


async def _json(request: web.Request) -> Params:
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


async def _form(request: web.Request) -> Params:
    read: Params = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            read[name] = File(value.filename, value.content_type, value.file.read())
        else:
            read[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return read
