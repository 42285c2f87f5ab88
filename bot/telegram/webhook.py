"""Updates that Telegram posts: who does not know the secret is turned away unread; the rest is kept, then confirmed.

Nothing that anybody sends makes an error of ours. 5xx is said in one case only: the update is Telegram's own and could
not be kept, so Telegram shall deliver it again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe
from aiohttp import ClientError, web

from bot.core.errors import BadUsageError
from bot.telegram.desk import DRAIN_SECONDS, Desk
from bot.telegram.guarded import Guarded
from bot.telegram.intake import ALLOWED, Intake
from bot.telegram.pauses import asked_wait, pause_after

log = logging.getLogger(__name__)

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
MOST_BYTES = 1 << 20
#: So many updates Telegram posts at once.
MOST_CONNECTIONS = 40
#: A body that takes longer to arrive is given up.
BODY_SECONDS = 10.0
#: An answer is held back so long while too many chats are being served: Telegram posts no more meanwhile.
HELD_SECONDS, HELD_LOOK = 5.0, 0.05
#: A stop waits so long for what is being received.
CLOSE_SECONDS = 1.0
#: How often the worker that may set the webhook sees whether it is still set, and others whether they are that one.
LOOK_SECONDS, TURN_SECONDS = 60.0, 1.0


@dataclass
class Webhook:
    """Receives updates on a socket that listens already. `first`: whether this process is to set the webhook."""

    bot: Bot
    intake: Intake
    desk: Desk
    url: str
    secret: str = field(repr=False)
    listening: socket.socket
    first: Callable[[], bool] = lambda: True

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until told to stop, then wait until everything taken is handled.

        The webhook stays set: Telegram keeps what comes until somebody listens again. Raises BadUsageError where
        Telegram does not take the address, TelegramUnauthorizedError where it does not take the token.
        """
        server = Guarded(self.answer)
        runner = web.ServerRunner(server, shutdown_timeout=CLOSE_SECONDS)
        await runner.setup()
        await web.SockSite(runner, self.listening).start()
        stopping, setting = asyncio.create_task(stop.wait()), asyncio.create_task(self._keep_set())
        # By polling a refused token shows at once; here it may show first in an answer.
        refused = asyncio.create_task(self.desk.screenwriter.refused.wait())
        try:
            await asyncio.wait({stopping, setting, refused}, return_when=asyncio.FIRST_COMPLETED)
            if setting.done():
                setting.result()
            if refused.done():
                raise TelegramUnauthorizedError(GetMe(), "Unauthorized")
        finally:
            stopping.cancel()
            refused.cancel()
            setting.cancel()
            await runner.cleanup()
            await self.desk.drain(DRAIN_SECONDS)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer one post."""
        refused = self._refused(request)
        if refused is not None:
            response = web.Response(status=refused)
            # Whoever is turned away is not kept on the line either.
            response.force_close()
            return response
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except (TimeoutError, ClientError, web.RequestPayloadError, ConnectionError):
            return web.Response(status=408)
        try:
            await self.intake.keep(_updates(body))
        except Exception as error:  # noqa: BLE001 -- whatever it is, Telegram must deliver this again
            log.warning("an update could not be kept: %s", type(error).__name__)
            return web.Response(status=503)
        await self._room()
        return web.Response()

    def _refused(self, request: web.BaseRequest) -> int | None:
        """Give the status that turns a request away, before anything of its body is read."""
        # As bytes: a header may hold what is no text at all.
        secrets = [value for name, value in request.raw_headers if name.lower() == SECRET_HEADER]
        if len(secrets) != 1 or not hmac.compare_digest(secrets[0], self.secret.encode()):
            return 403
        if request.path != (urlsplit(self.url).path or "/"):
            return 404
        if request.method != "POST":
            return 405
        return 413 if (request.content_length or 0) > MOST_BYTES else None

    async def _room(self) -> None:
        """Wait while too many chats are being served; not for long, since what is kept may be confirmed."""
        for _ in range(round(HELD_SECONDS / HELD_LOOK)):
            if not self.intake.overfull:
                return
            await asyncio.sleep(HELD_LOOK)

    async def _keep_set(self) -> None:
        """Set the webhook, and set it again where somebody took it away."""
        failures, is_set = 0, False
        while True:
            pause = TURN_SECONDS
            try:
                if self.first():
                    is_set = is_set and await self._stands()
                    if not is_set:
                        await self._set()
                    is_set, failures, pause = True, 0, LOOK_SECONDS
            except TelegramUnauthorizedError:
                raise
            except TelegramBadRequest as error:
                msg = f"Telegram does not take BOT_WEBHOOK_URL: {error.message}"
                raise BadUsageError(msg) from None
            except TelegramRetryAfter as error:
                pause = asked_wait(error)
            except (TelegramAPIError, ClientDecodeError) as error:
                failures += 1
                log.warning("the webhook cannot be set: %s", type(error).__name__)
                pause = pause_after(failures)
            await asyncio.sleep(pause)

    async def _set(self) -> None:
        await self.bot.set_webhook(
            self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED,
            max_connections=MOST_CONNECTIONS,
            drop_pending_updates=False,
        )
        log.info("Telegram posts to the webhook")

    async def _stands(self) -> bool:
        found = await self.bot.get_webhook_info()
        if found.url != self.url:
            log.warning("somebody has changed the webhook; it is set again")
        elif found.last_error_message and found.pending_update_count:
            log.warning("Telegram could not deliver to the webhook: %s", found.last_error_message)
        return found.url == self.url


def _updates(body: bytes) -> list[Any]:
    """Read a body. What is no JSON holds no update; since Telegram would only send it again, that is no error."""
    try:
        return [json.loads(body)]
    except (ValueError, RecursionError) as error:
        log.warning("what came to the webhook cannot be read: %s", type(error).__name__)
        return []
