"""Updates by webhook: with the secret, again after anything but 2xx, in order within a chat."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from aiohttp import web

from bot.emulator import LocalTelegram
from bot.emulator.changes import Changes

from .conftest import Call

SECRET = "s" * 32


@dataclass
class Receiver:
    """A bot's webhook that answers as it is told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    got: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    async def receive(self, request: web.Request) -> web.Response:
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        self.changes.fire()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_delivers_with_the_secret_until_2xx(tg: LocalTelegram, call: Call, hook: Receiver) -> None:
    hook.statuses = [500, 302]
    await call("setWebhook", url=hook.url, secret_token=SECRET, max_connections=5)
    update_id = tg.user().send("hello").update_ids[0]
    await tg.confirmed(update_id)
    assert [(secret, update["update_id"]) for secret, update in hook.got] == [(SECRET, update_id)] * 3
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (hook.url, 5, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"


async def test_keeps_the_order_of_a_chat_and_holds_up_no_other(tg: LocalTelegram, call: Call, hook: Receiver) -> None:
    anna, jan = tg.user(), tg.user()
    hook.statuses = [500]
    await call("setWebhook", url=hook.url)
    asked = [anna.send("1"), anna.send("2"), jan.send("3")]
    await asyncio.gather(*(tg.confirmed(one.update_ids[0]) for one in asked))
    texts = [update["message"]["text"] for _, update in hook.got]
    assert sorted(texts) in (["1", "1", "2", "3"], ["1", "2", "3", "3"])
    assert texts.index("1") < texts.index("2")
    assert texts[-1] == "2" or texts.count("3") == 2


async def test_polling_and_webhook_exclude_each_other(tg: LocalTelegram, call: Call, hook: Receiver) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=50))
    await tg.journal.wait_for("getUpdates", begun=True)
    await call("setWebhook", url=hook.url)
    assert (await polling)["description"] == "Conflict: terminated by setWebhook request"
    refused = await call("getUpdates")
    assert (refused["error_code"], "while webhook is active" in refused["description"]) == (409, True)
    await call("deleteWebhook")
    anna = tg.user()
    anna.send("hello")
    assert len((await call("getUpdates"))["result"]) == 1
    await call("deleteWebhook", drop_pending_updates=True)
    assert tg.pending == []
    assert hook.got == []


async def test_goes_on_when_nobody_is_there_yet(tg: LocalTelegram, call: Call, hook: Receiver) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/none")
    asked = tg.user().send("hello")
    await call("setWebhook", url=hook.url)
    await tg.confirmed(asked.update_ids[0])


async def test_refuses_a_bad_address_and_a_bad_secret(call: Call, hook: Receiver) -> None:
    assert "HTTPS URL must be provided" in (await call("setWebhook", url="gopher://x"))["description"]
    assert not (await call("setWebhook", url=hook.url, secret_token="zażółć"))["ok"]
    assert (await call("getWebhookInfo"))["result"]["url"] == ""
