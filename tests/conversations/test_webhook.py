"""Telegram posts the updates: the same conversation, and nobody else can post any."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.app import service
from bot.assistant import Assistant
from bot.core.errors import BadUsageError
from bot.emulator import LocalTelegram
from bot.listening import listening
from bot.settings import Settings
from bot.store.store import Incoming
from bot.store.writer import StoreError
from bot.telegram.intake import Intake
from bot.telegram.polling import Poller
from tests.conftest import SECRET, TOKEN, Serving, Town, at_work, hook, settings_at
from tests.hostile.posts import FORGED, HEADER, update

Posts = Callable[..., Awaitable[int]]


@pytest.fixture
async def town(serve: Serving) -> AsyncIterator[Town]:
    async with serve(webhook=True) as running:
        yield running


def address(town: Town) -> str:
    hooked = town.telegram.world.webhook.hook
    assert hooked is not None
    return hooked.url


@pytest.fixture
async def post(town: Town) -> AsyncIterator[Posts]:
    """Post anything to the bot's webhook; gives the status."""
    async with aiohttp.ClientSession() as session:

        async def one(body: Any, *, headers: Any = ((HEADER, SECRET),), url: str = "", method: str = "POST") -> int:
            data = json.dumps(body).encode() if isinstance(body, dict) else body
            data = io.BytesIO(data) if isinstance(data, bytes) else data
            async with session.request(method, url or address(town), data=data, headers=list(headers)) as answer:
                return answer.status

        yield one


async def test_a_conversation_by_webhook_is_the_same(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    screen = await resident.tap("Pokaż wyniki")
    assert "Gdzie po pomoc dzisiaj: Sopot" in screen.text
    (call,) = town.telegram.journal.of("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert call.params["drop_pending_updates"] is False
    assert "callback_query" in call.params["allowed_updates"]
    assert town.telegram.journal.of("getUpdates") == []


async def test_what_is_posted_twice_acts_once(town: Town, post: Posts) -> None:
    town.telegram.user()
    assert [await post(update(1)), await post(update(1))] == [200, 200]
    await town.quiet()
    assert (await town.service.store.counts()) == {"done": 1}


async def test_a_forged_call_is_turned_away_and_nothing_of_it_is_kept(town: Town, post: Posts) -> None:
    answers = {case: await post(**{"body": update(1), **forged}) for case, forged in FORGED.items()}
    assert len(answers) == 12
    assert {case: status for case, status in answers.items() if not 400 <= status < 500} == {}
    assert await town.service.store.counts() == {}


async def test_the_secret_does_not_count_in_the_address_nor_at_another_address(town: Town, post: Posts) -> None:
    assert await post(update(1), headers=(), url=f"{address(town)}?secret_token={SECRET}") == 403
    assert await post(update(1), url=address(town) + "/more") == 404
    assert await town.service.store.counts() == {}


async def test_a_forged_call_is_turned_away_before_its_body_is_sent(town: Town) -> None:
    parts = urlsplit(address(town))
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"POST {parts.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n".encode())
    assert (await asyncio.wait_for(reader.readline(), 10)).startswith(b"HTTP/1.1 403")
    writer.close()


async def test_a_body_without_a_length_is_cut_at_the_limit(town: Town, post: Posts) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"[" * (1 << 16)

    assert await post(endless()) == 413
    assert await town.service.store.counts() == {}


async def test_a_packed_body_is_not_unpacked(town: Town, post: Posts) -> None:
    packed = ((HEADER, SECRET), ("Content-Encoding", "gzip"))
    assert await post(b"\x1f\x8b" + b"\0" * 1000, headers=packed) == 200
    assert await town.service.store.counts() == {}


NO_UPDATES = [
    b"", b"null", b"[]", b'"update"', b"12", b"{", b"{}", b"\xff\xfe\xfa", b'{"update_id":"1","message":{}}',
    b'{"update_id":1.0,"message":{}}', b'{"update_id":true,"message":{}}', b'{"update_id":-1,"message":{}}',
    b'{"update_id":' + b"9" * 30 + b',"message":{}}', b'{"update_id":' + b"9" * 5000 + b',"message":{}}',
    b'{"message":{}}', b'{"update_id":1}', b'{"update_id":1,"message":null}', b'{"update_id":1,"poll":{"id":"1"}}',
    b"[" * 100_000, b'{"update_id":1,"message":' + b'{"a":' * 100_000, b"NaN", b'{"update_id":NaN}',
    b'{"update_id":1,"update_id":"x","message":{}}', '{"update_id":1}'.encode("utf-16"), b"--x\r\n\r\n--x--",
]  # fmt: skip


async def test_what_holds_no_update_is_passed_over_also_with_the_secret(town: Town, post: Posts) -> None:
    answers = [await post(body) for body in NO_UPDATES]
    assert set(answers) == {200}
    assert await town.service.store.counts() == {}
    assert "Jestem automatem" in (await town.resident("pl").say("/start")).text


async def test_while_the_store_fails_telegram_is_told_to_deliver_again_and_nothing_is_lost(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident, store, tries = town.resident("pl"), town.service.store, []
    accept = store.accept

    async def fail_twice(updates: list[Incoming], now: int) -> list[int]:
        tries.append(now)
        if len(tries) < 3:
            raise StoreError
        return await accept(updates, now)

    monkeypatch.setattr(store, "accept", fail_twice)
    assert "Jestem automatem" in (await resident.say("/start")).text
    assert "503" in town.telegram.world.webhook.failure["last_error_message"]


async def test_a_webhook_that_somebody_took_away_is_set_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.webhook.LOOK_SECONDS", 0.01)
    receiver = town.service.receiver
    setting = asyncio.create_task(receiver._keep_set())  # type: ignore[union-attr]  # noqa: SLF001 -- as in a minute
    try:
        mark = town.telegram.journal.mark()
        town.telegram.world.webhook.set(None)
        await town.telegram.journal.wait_for("setWebhook", since=mark)
    finally:
        setting.cancel()
    assert "Jestem automatem" in (await town.resident("pl").say("/start")).text


async def test_polling_takes_over_what_waits_for_a_webhook(assistant: Assistant, tmp_path: Path) -> None:
    async with at_work(assistant, tmp_path, webhook=True) as town:
        telegram, resident = town.telegram, town.resident("pl")
        await resident.say("/start")
        await resident.tap("Zaczynam")
        town.telegram.world.webhook.set(None)  # nobody listens any more
        asked = resident.press("Sopot")
        poller = Poller(town.service.desk.bot, Intake(town.service.desk), town.service.desk)
        stop = asyncio.Event()
        polling = asyncio.create_task(poller.run(stop))
        await resident.settled(asked)
        assert "Jakiej pomocy szukasz?" in resident.screen.text
        (call,) = telegram.journal.of("deleteWebhook")
        assert not call.params.get("drop_pending_updates")
        stop.set()
        await polling


async def test_a_bad_address_ends_the_start_with_what_telegram_says(assistant: Assistant, tmp_path: Path) -> None:
    async with LocalTelegram(TOKEN) as telegram:
        telegram.fault("setWebhook", 400, description="Bad Request: bad webhook: IP address 127.0.0.1 is reserved")
        async with service(settings_at(telegram, tmp_path, webhook=hook()), assistant) as running:
            with pytest.raises(BadUsageError, match=r"BOT_WEBHOOK_URL.*is reserved"):
                await asyncio.wait_for(running.serve(asyncio.Event()), 10)


@pytest.mark.parametrize("secret", ["", "short", "x" * 31, "x" * 257, "ź" * 32, "x" * 31 + " ", "x" * 32 + "\n"])
def test_a_webhook_without_a_good_secret_does_not_start_and_the_secret_is_not_told(secret: str) -> None:
    with pytest.raises(BadUsageError, match="BOT_WEBHOOK_SECRET") as told:
        Settings.from_environment({"BOT_WEBHOOK_URL": "https://bot.example.org/hook", "BOT_WEBHOOK_SECRET": secret})
    assert not secret or secret not in str(told.value)


@pytest.mark.parametrize(
    "url",
    ["http://bot.example.org/", "ftp://x", "https://", "https://a:b@example.org/", "https://example.org/?a=b", "x"],
)
def test_an_address_telegram_cannot_post_to_safely_does_not_start(url: str) -> None:
    with pytest.raises(BadUsageError, match="BOT_WEBHOOK_URL"):
        Settings.from_environment({"BOT_WEBHOOK_URL": url, "BOT_WEBHOOK_SECRET": SECRET})


@pytest.mark.parametrize("where", ["8443", "nowhere:x", "127.0.0.1:99999", "fd:999", "[::1"])
def test_a_place_that_cannot_be_listened_at_is_told_in_one_line(where: str) -> None:
    with pytest.raises(BadUsageError, match="BOT_WEBHOOK_LISTEN"):
        listening(where)


def test_a_place_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(BadUsageError, match="Address already in use"):
            listening(where)


async def test_a_start_that_fails_lets_go_of_its_address(assistant: Assistant, tmp_path: Path) -> None:
    hooked = hook()
    with listening(hooked.listen) as ours:
        where = f"127.0.0.1:{ours.getsockname()[1]}"
    async with LocalTelegram(TOKEN) as telegram:
        settings = settings_at(telegram, tmp_path, webhook=replace(hooked, listen=where), secret="short")
        with pytest.raises(BadUsageError, match="BOT_SECRET") as refused:
            async with service(settings, assistant):
                pass
    assert refused.value.__traceback__ is not None  # it holds what was not closed
    listening(where).close()
