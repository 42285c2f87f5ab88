"""Delivery by webhook: each update is posted until the bot answers 2xx, the updates of one chat one after another."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.emulator.clock import Clock
from bot.emulator.updates import Pending, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_ANSWER_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Hook:
    """Where the bot wants its updates."""

    url: str
    secret: str | None = None
    most_at_once: int = 40


class Webhook:
    """Posts what is pending while a hook is set. `retry` is the pause after a failure, in seconds."""

    def __init__(self, updates: Updates, clock: Clock, retry: float) -> None:
        """Begin without a hook."""
        self.hook: Hook | None = None
        self.failure: dict[str, Any] = {}
        self._updates = updates
        self._clock = clock
        self._retry = retry
        self._work: asyncio.Task[None] | None = None

    def set(self, hook: Hook | None) -> None:
        """Deliver to `hook` from now on, or nowhere."""
        if self._work is not None:
            self._work.cancel()
        self.hook, self._work, self.failure = hook, None, {}
        if hook is not None:
            self._work = asyncio.get_running_loop().create_task(self._deliver(hook))

    async def close(self) -> None:
        """Stop delivering."""
        work = self._work
        self.set(None)
        if work is not None:
            await asyncio.wait((work,))

    async def _deliver(self, hook: Hook) -> None:
        under_way: dict[asyncio.Task[None], Pending] = {}
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN)) as session:
            try:
                while True:
                    pending = await self._updates.changes.until(lambda: self._next(under_way, hook), None)
                    task = asyncio.get_running_loop().create_task(self._post_until_taken(session, hook, pending))
                    under_way[task] = pending
                    task.add_done_callback(lambda done: self._finished(under_way, done))
            finally:
                for task in list(under_way):
                    task.cancel()

    def _finished(self, under_way: dict[asyncio.Task[None], Pending], task: asyncio.Task[None]) -> None:
        del under_way[task]
        self._updates.changes.fire()

    def _next(self, under_way: dict[asyncio.Task[None], Pending], hook: Hook) -> Pending | None:
        if len(under_way) >= hook.most_at_once:
            return None
        ids = {pending.id for pending in under_way.values()}
        # Telegram keeps the order within a chat: the next one waits for the one before it.
        chats = {pending.chat for pending in under_way.values() if pending.chat is not None}
        for pending in self._updates.pending.values():
            if pending.id not in ids and pending.chat not in chats:
                return pending
        return None

    async def _post_until_taken(self, session: aiohttp.ClientSession, hook: Hook, pending: Pending) -> None:
        while pending.id in self._updates.pending:
            failure = await _post(session, hook, pending.update)
            if failure is None:
                self._updates.confirm(pending.id)
                return
            self.failure = {"last_error_date": int(self._clock.now()), "last_error_message": failure}
            await asyncio.sleep(self._retry)


async def _post(session: aiohttp.ClientSession, hook: Hook, update: dict[str, Any]) -> str | None:
    """Post once; return why it failed, in Telegram's words, or None."""
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update, headers=headers, allow_redirects=False) as answer:
            if answer.ok and answer.status < 300:  # noqa: PLR2004 - 2xx
                return None
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientError as error:
        return f"Connection failed: {type(error).__name__}"
