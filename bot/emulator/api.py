"""The Bot API over HTTP: one call in, one answer out, written into the journal."""

import inspect
import json
import socket
import struct
from collections.abc import Callable, Collection
from typing import Any

from aiohttp import web

from bot.emulator.chats import Chat
from bot.emulator.faults import Fault, Faults
from bot.emulator.journal import Call, Journal
from bot.emulator.methods import SHOWING, Method, table
from bot.emulator.methods.files import content
from bot.emulator.params import Params, read_params
from bot.emulator.refusals import NOT_MODIFIED, RefusalError, too_many_requests
from bot.emulator.world import World

_UNAUTHORIZED = RefusalError(401, "Unauthorized")
_NO_METHOD = RefusalError(404, "Not Found: method not found")
_NO_FILE = RefusalError(404, "Not Found")
DOWNLOAD = "downloadFile"
_STATUS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
_DROPPED = "the connection was dropped"


class BotApi:
    """Answers `/bot<token>/<method>`."""

    def __init__(self, world: World, tokens: Collection[str], journal: Journal, faults: Faults) -> None:
        """Join the parts."""
        self._world = world
        self._tokens = frozenset(tokens)
        self._journal = journal
        self._faults = faults
        self._methods = table()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        if request.match_info["token"] not in self._tokens:
            return _refused(_UNAUTHORIZED)
        found = self._methods.get(request.match_info["method"].lower())
        if found is None:
            return _refused(_NO_METHOD)
        try:
            params = await read_params(request)
        except RefusalError as refusal:
            return _refused(refusal)
        return await self._answer(request, *found, params)

    async def download(self, request: web.Request) -> web.Response:
        """Answer `/file/bot<token>/<path>`: what lies where `getFile` said. A fault names it `downloadFile`."""
        if request.match_info["token"] not in self._tokens:
            return _refused(_UNAUTHORIZED)
        path = request.match_info["path"]
        call = self._journal.begin(DOWNLOAD, {"file_path": path}, self._world.clock.now())
        fault = self._faults.take(DOWNLOAD, None)
        found = content(self._world, path)
        error: str | None = _DROPPED
        try:
            if fault is not None and fault.hang:
                await fault.held()
            elif fault is not None:
                error = _text(fault)
                return _broken(fault, request)
            error = None if found is not None else _NO_FILE.description
            return _refused(_NO_FILE) if found is None else web.Response(body=found)
        finally:
            self._journal.finish(call, None, error)

    async def _answer(self, request: web.Request, name: str, method: Method, params: Params) -> web.Response:
        chat_id = params.get("chat_id")
        chat = self._world.chats.get(chat_id) if isinstance(chat_id, int) else None
        call = self._journal.begin(name, params, self._world.clock.now())
        fault = self._faults.take(name, chat_id)
        if chat is not None:
            chat.busy += 1
        result, error = None, _DROPPED
        try:
            if fault is not None and fault.hang:
                await fault.held()
            elif fault is not None and not fault.done:
                error = _text(fault)
                return _broken(fault, request)
            result = method(self._world, params)
            if inspect.isawaitable(result):
                result = await result
            error = ""
        except RefusalError as refusal:
            error = refusal.description
            return _refused(refusal)
        finally:
            self._finish(call, chat, result, error)
        return _broken(fault, request) if fault is not None and fault.done else _json({"ok": True, "result": result})

    def _finish(self, call: Call, chat: Chat | None, result: object, error: str) -> None:
        if chat is not None:
            chat.busy -= 1
            if call.method in SHOWING and (not error or error.endswith(NOT_MODIFIED)):
                chat.shown += 1
        self._journal.finish(call, result, error or None)
        if chat is not None:
            chat.changes.fire()


def _text(fault: Fault) -> str:
    if fault.reset:
        return _DROPPED
    return fault.description or _STATUS.get(fault.status, "Too Many Requests")


def _broken(fault: Fault, request: web.Request) -> web.Response:
    if fault.reset:
        _reset(request)
    if fault.html:
        status = fault.status if fault.status != 200 else 502  # noqa: PLR2004 - 200
        page = f"<html><head><title>{status}</title></head><body><h1>{_text(fault)}</h1></body></html>"
        return web.Response(status=status, text=page, content_type="text/html")
    if fault.status == 429 and fault.description is None:  # noqa: PLR2004 - 429
        return _refused(too_many_requests(1 if fault.retry_after is None else fault.retry_after))
    wait = None if fault.retry_after is None else {"retry_after": fault.retry_after}
    return _refused(RefusalError(fault.status, _text(fault), wait))


def _reset(request: web.Request) -> None:
    """Cut the connection the hard way, so that the caller sees a reset and not an end."""
    transport = request.transport
    if transport is not None:
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()


def _refused(refusal: RefusalError) -> web.Response:
    return _json(refusal.answer(), refusal.code)


_dumps: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=_dumps(body).encode(), status=status, content_type="application/json")
