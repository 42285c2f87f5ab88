"""What all tests share: the real catalogue, and the real bot against the local Telegram."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import as_run  # noqa: F401 -- before everything of ours

# isort: split
from bot.app import service
from bot.assistant import Assistant
from bot.core.catalogue import Catalogue
from bot.emulator import LocalTelegram, User
from bot.files.loader import load
from bot.service import Service
from bot.settings import Hook, Settings
from bot.text.other import About
from tests import servers

ROOT = Path(__file__).parent.parent
TOKEN = "42:TEST"
SECRET = "a-secret-of-the-tests_0123456789-ABC"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Programs that tests start keep what they read in a folder of the tests, not in that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT / "offers")


@pytest.fixture(scope="session")
def assistant(catalogue: Catalogue) -> Assistant:
    return Assistant.over(catalogue, ROOT / "locales", About(None, 24))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Server]:
    """A real PostgreSQL, one for all tests of this process."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(servers.postgres())
        except servers.UnavailableError as error:
            if os.environ.get("REQUIRE_SERVERS") == "1":
                pytest.fail(str(error))
            pytest.skip(str(error))
        yield server


@pytest.fixture
def postgres(postgres_server: servers.Server) -> Iterator[str]:
    """The address of a fresh database of PostgreSQL."""
    with postgres_server.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database: each test that asks for it runs on both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    url: str = request.getfixturevalue("postgres")
    return url


@dataclass(frozen=True)
class Town:
    """The bot at work: its local Telegram and the running service."""

    telegram: LocalTelegram
    service: Service

    def resident(self, language: str = "pl") -> User:
        """Give a new person who has never written to the bot."""
        return self.telegram.user(language_code=language)

    async def quiet(self) -> None:
        """Wait until everything taken so far is handled to the end."""
        await self.service.desk.drain()


Serving = Callable[..., AbstractAsyncContextManager[Town]]


def hook() -> Hook:
    """Listen on a free port of this machine, and give what a bot needs to be posted to there."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    return Hook(f"http://127.0.0.1:{port}/telegram", SECRET, f"fd:{listening.detach()}")


def settings_at(telegram: LocalTelegram, folder: Path, **more: Any) -> Settings:
    """Give the settings of a bot that talks to a local Telegram and keeps in a folder what it keeps."""
    beside = {
        "database_url": f"sqlite:///{folder / 'bot.db'}",
        "secret_file": folder / "secret.key",
        "staff_folder": folder / "staff",
    }
    return replace(Settings.from_environment({}), **{"token": TOKEN, "api_url": telegram.url, **beside, **more})


@asynccontextmanager
async def serving(running: Service) -> AsyncIterator[None]:
    """Let a bot serve meanwhile."""
    stop = asyncio.Event()
    served = asyncio.create_task(running.serve(stop))
    try:
        yield
    finally:
        stop.set()
        await served


@asynccontextmanager
async def at_work(
    assistant: Assistant, folder: Path, today: date | None = None, *, webhook: bool = False
) -> AsyncIterator[Town]:
    """Run the bot against a local Telegram of its own, which it polls, or which posts to its webhook."""
    async with LocalTelegram(TOKEN) as telegram:
        settings = settings_at(telegram, folder, today=today, webhook=hook() if webhook else None)
        async with service(settings, assistant) as running, serving(running):
            if webhook:
                await telegram.journal.wait_for("setWebhook")
            yield Town(telegram, running)


@pytest.fixture
def serve(assistant: Assistant, tmp_path: Path) -> Serving:
    """Run the bot, on the day given."""

    def start(today: date | None = date(2026, 11, 22), *, webhook: bool = False) -> AbstractAsyncContextManager[Town]:
        return at_work(assistant, tmp_path, today, webhook=webhook)

    return start


@pytest.fixture
async def town(serve: Serving) -> AsyncIterator[Town]:
    """The bot at work on 22 November 2026, when all projects have ended."""
    async with serve() as running:
        yield running
