"""A web server for an address that anybody may call: whoever says nothing is let go, and does not fill the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

#: Whoever has asked for nothing after so long is let go.
HEAD_SECONDS = 10.0
#: So many connections may be silent at once; each further one takes the place of the oldest.
MOST_SILENT = 200
#: After a refusal so much is still read of what the other side goes on sending.
LINGER_SECONDS = 1.0
log = logging.getLogger(__name__)

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def is_ours(record: logging.LogRecord) -> bool:
    """Tell whether a record is of our own doing. What is no HTTP at all is answered 400, and no more is said of it."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


class Guarded(web.Server):
    """Answers requests; a connection on which none begins is closed. The library itself would keep it for good."""

    def __init__(self, answer: Answer) -> None:
        """Make the server. Bodies stay as they came: what is packed is not unpacked before its size is known."""
        self._answer = answer
        self._silent: dict[web.RequestHandler, asyncio.TimerHandle] = {}
        log.addFilter(is_ours)
        super().__init__(self._asked, logger=log, access_log=None, auto_decompress=False, lingering_time=LINGER_SECONDS)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(handler, transport)
        if len(self._silent) >= MOST_SILENT:
            self._let_go(next(iter(self._silent)))
        self._silent[handler] = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._let_go, handler)

    def connection_lost(self, handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        """Wait no longer."""
        self._heard(handler)
        super().connection_lost(handler, exc)

    async def _asked(self, request: web.BaseRequest) -> web.StreamResponse:
        self._heard(request.protocol)
        return await self._answer(request)

    def _heard(self, handler: web.RequestHandler) -> None:
        waiting = self._silent.pop(handler, None)
        if waiting is not None:
            waiting.cancel()

    def _let_go(self, handler: web.RequestHandler) -> None:
        self._heard(handler)
        handler.force_close()
