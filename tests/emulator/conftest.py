"""What the tests of the local Telegram share: the server, a caller of its Bot API, and a bot of a few lines."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.emulator import LocalTelegram

Call = Callable[..., Coroutine[None, None, dict[str, Any]]]
Handler = Callable[[dict[str, Any]], Coroutine[None, None, None]]


@pytest_asyncio.fixture
async def tg() -> AsyncIterator[LocalTelegram]:
    """A local Telegram whose waits are short."""
    async with LocalTelegram("42:TEST", timeout=3) as telegram:
        yield telegram


@pytest_asyncio.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A plain HTTP client."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(tg: LocalTelegram, http: aiohttp.ClientSession) -> Call:
    """Call a method of the Bot API with JSON: `await call("getMe")` gives the whole answer."""

    async def ask(method: str, **params: object) -> dict[str, Any]:
        async with http.post(f"{tg.url}/bot{tg.token}/{method}", json=params) as answer:
            body: dict[str, Any] = await answer.json()
            assert body["ok"] == (answer.status == 200)
            return body

    return ask


@pytest_asyncio.fixture
async def run_bot(call: Call) -> AsyncIterator[Callable[[Handler], None]]:
    """Start a bot that confirms before it handles, as ours does, and handles all updates at once."""
    tasks: set[asyncio.Task[None]] = set()

    async def poll(handler: Handler) -> None:
        offset = 0
        while True:
            answer = await call("getUpdates", offset=offset, timeout=10)
            for update in answer.get("result", []):
                offset = update["update_id"] + 1
                tasks.add(asyncio.create_task(handler(update)))

    yield lambda handler: tasks.add(asyncio.create_task(poll(handler)))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def echo(call: Call) -> Handler:
    """Handle an update: a text comes back under a button, a tap edits the message."""
    rows = {
        "inline_keyboard": [
            [{"text": "Gdynia", "callback_data": "place:gdynia"}],
            [{"text": "Dalej", "callback_data": "on"}],
        ]
    }

    async def handle(update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await call("answerCallbackQuery", callback_query_id=query["id"], text="ok")
            at = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await call("editMessageText", **at, text=f"tapped {query['data']}", reply_markup=rows)
        elif message := update.get("message") or update.get("edited_message"):
            text = message.get("text", "no text")
            await call("sendMessage", chat_id=message["chat"]["id"], text=f"you said {text}", reply_markup=rows)

    return handle
