"""The local Telegram as a whole: an HTTP server on this machine, and the people who use it."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Self

from aiohttp import web

from bot.emulator import pages
from bot.emulator.api import BotApi
from bot.emulator.chats import Chat
from bot.emulator.clock import Clock
from bot.emulator.control import Control
from bot.emulator.faults import Fault, Faults
from bot.emulator.groups import Group
from bot.emulator.guard import loopback, only_this_machine
from bot.emulator.journal import Journal
from bot.emulator.panel import Panel
from bot.emulator.people import User
from bot.emulator.settling import Settled, Settling
from bot.emulator.world import About, World

_LARGEST_UPLOAD = 50 * 2**20


class LocalTelegram:
    """A Telegram for one bot, for tests and demonstrations: `async with LocalTelegram(token="42:TEST") as tg`.

    `token` is the one token accepted, or several. `note` is the line on top of the page, as it is or
    by language (two letters). `settled` is awaited after the standing rule whenever a person waits for the bot.
    `timeout` is that wait's end, `query_timeout` how long a tap may stay unanswered, `webhook_retry` the pause after a
    failed delivery, all in seconds. `journal_size` bounds the journal, `location` is what the page offers to share
    (degrees).
    """

    def __init__(  # noqa: PLR0913 - what a test may want otherwise, each by its name
        self,
        token: str | Sequence[str] = "42:TEST",  # noqa: S107 - a token of nobody
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        name: str = "Demo",
        username: str = "local_demo_bot",
        note: str | Mapping[str, str] = "",
        location: tuple[float, float] = (54.352, 18.646),
        settled: Settled | None = None,
        clock: Clock | None = None,
        timeout: float = 10,
        query_timeout: float = 15,
        webhook_retry: float = 0.05,
        journal_size: int | None = 10_000,
    ) -> None:
        """Prepare it; nothing listens yet. ValueError for a host that is not this machine."""
        tokens = [token] if isinstance(token, str) else list(token)
        about = About(_bot_id(tokens[0]), name, username)
        self.host = loopback(host)
        self.port = port
        self.token = tokens[0]
        #: What stands beside the chat; it may be set while this runs.
        self.panel: Panel | None = None
        self.clock = clock or Clock()
        self.journal = Journal(journal_size)
        self.faults = Faults()
        self.world = World(about, self.clock, query_timeout=query_timeout, webhook_retry=webhook_retry)
        self._settling = Settling(self.world, self.journal, timeout, settled)
        self._api = BotApi(self.world, tokens, self.journal, self.faults)
        self._control = Control(self.world, note, location, lambda: self.panel)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The address to give the bot as its API server, and to open in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        """Listen; OSError when the port is taken."""
        app = web.Application(middlewares=[only_this_machine], client_max_size=_LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token:[^/]*}/{method}", self._api.handle)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self._api.download)
        app.add_routes([*self._control.routes(), *pages.routes()])
        # A caller who hangs up ends the call; open polls and streams do not hold up the end.
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.01)
        self._runner = runner
        await runner.setup()
        await web.TCPSite(runner, self.host, self.port).start()
        self.port = runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening; the chats stay as they are."""
        self.faults.clear()
        await self.world.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.close()

    def user(
        self, language_code: str | None = "pl", first_name: str = "Anna", *, started: bool = True, **more: object
    ) -> User:
        """Let a person open the bot. `more`: last_name, username and other fields of a Telegram User.

        With `started=False` the bot may not write before the person has.
        """
        chat = self.world.new_person(first_name, language_code, more)
        chat.started = started
        return User(self._settling, chat)

    def group(self, members: Sequence[User], title: str = "Group") -> Group:
        """Open a group the bot is in."""
        return Group(self._settling, self.world.new_group(title), list(members))

    @property
    def people(self) -> tuple[int, ...]:
        """The ids of the private chats, in the order in which they were opened."""
        return tuple(chat.id for chat in self.world.chats.values() if chat.member is not None)

    def panel_changed(self) -> None:
        """Let every page look at the panel again."""
        for chat in self.world.chats.values():
            chat.tell({"type": "panel"})

    @property
    def pending(self) -> list[dict[str, Any]]:
        """The updates not confirmed yet, oldest first."""
        return [pending.update for pending in self.world.updates.pending.values()]

    def push(self, update: dict[str, Any]) -> int:
        """Queue any update, malformed ones too; it gets an `update_id` if it has none, which is returned.

        A private chat it comes from and nobody has opened yet is opened, so that the bot can answer.
        """
        return self.world.updates.push(update, self._chat_of(update), raw=True)

    async def confirmed(self, update_id: int, *, timeout: float | None = None) -> None:
        """Wait until the bot has confirmed an update; AssertionError when it does not."""
        updates = self.world.updates
        patience = self._settling.timeout if timeout is None else timeout
        try:
            await updates.changes.until(lambda: update_id not in updates.pending, patience)
        except TimeoutError:
            message = f"update {update_id} was not confirmed in {patience} s"
            raise AssertionError(message) from None

    def fault(self, method: str, status: int = 500, **more: Any) -> Fault:
        """Make the next calls of `method` ("*" is any) go wrong; `more` are the other fields of Fault."""
        return self.faults.add(Fault(method, status, **more))

    def _chat_of(self, update: dict[str, Any]) -> Chat | None:
        for body in update.values():
            message = body.get("message", body) if isinstance(body, dict) else None
            info = message.get("chat") if isinstance(message, dict) else None
            chat_id = info.get("id") if isinstance(info, dict) else None
            if isinstance(info, dict) and isinstance(chat_id, int):
                person = body.get("from") if info.get("type") == "private" else None
                return self.world.chats.get(chat_id) or self.world.keep(Chat(info, person))
        return None


def _bot_id(token: str) -> int:
    digits = token.partition(":")[0]
    return int(digits) if digits.isdigit() else 42


async def serve(telegram: LocalTelegram) -> None:
    """Listen until cancelled."""
    async with telegram:
        print(telegram.url, flush=True)  # noqa: T201 - the address is what this is started for
        await asyncio.Event().wait()
