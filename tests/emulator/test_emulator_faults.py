"""Scripted faults: what goes wrong, how often, and that the rest works."""

import asyncio

import aiohttp
import pytest

from bot.emulator import LocalTelegram

from .conftest import Call


async def test_asks_to_wait_once(tg: LocalTelegram, call: Call) -> None:
    tg.fault("sendMessage", status=429, retry_after=3, times=1)
    chat_id = tg.user().id
    answer = await call("sendMessage", chat_id=chat_id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert (await call("sendMessage", chat_id=chat_id, text="x"))["ok"]


async def test_fails_as_often_as_told_and_only_there(tg: LocalTelegram, call: Call) -> None:
    anna, jan = tg.user(), tg.user()
    fault = tg.fault("sendmessage", times=None, chat_id=anna.id)
    for _ in range(3):
        answer = await call("sendMessage", chat_id=anna.id, text="x")
        assert (answer["error_code"], answer["description"]) == (500, "Internal Server Error")
    assert (await call("sendMessage", chat_id=jan.id, text="x"))["ok"]
    fault.release()
    assert (await call("sendMessage", chat_id=anna.id, text="x"))["ok"]
    tg.fault("*", status=403, description="Forbidden: user is deactivated")
    assert (await call("getMe"))["description"] == "Forbidden: user is deactivated"


async def test_answers_html(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    tg.fault("getMe", status=502, html=True)
    async with http.get(f"{tg.url}/bot42:TEST/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "Bad Gateway" in await answer.text()


async def test_cuts_the_connection_before_or_after_the_deed(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    for done in (False, True):
        tg.fault("sendMessage", reset=True, done=done)
        with pytest.raises(aiohttp.ClientError):
            await call("sendMessage", chat_id=anna.id, text="x")
        assert len(anna.messages) == int(done)


async def test_hangs_until_the_caller_goes_away(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    tg.fault("sendMessage", hang=True, times=None)
    anna = tg.user()
    url = f"{tg.url}/bot42:TEST/sendMessage"
    with pytest.raises(TimeoutError):
        await http.post(url, json={"chat_id": anna.id, "text": "x"}, timeout=aiohttp.ClientTimeout(total=0.05))
    gone = await tg.journal.wait_for("sendMessage")
    assert gone.error == "the connection was dropped"
    assert anna.messages == []


async def test_hangs_until_released(tg: LocalTelegram, call: Call) -> None:
    fault = tg.fault("getMe", hang=True)
    waiting = asyncio.create_task(call("getMe"))
    await tg.journal.wait_for("getMe", begun=True)
    assert not waiting.done()
    fault.release()
    assert (await waiting)["ok"]


async def test_goes_away_and_comes_back_at_the_same_address(tg: LocalTelegram, call: Call) -> None:
    anna, url = tg.user(), tg.url
    anna.send("hello")
    await tg.close()
    with pytest.raises(aiohttp.ClientError):
        await call("getUpdates")
    await tg.start()
    assert tg.url == url
    assert len((await call("getUpdates"))["result"]) == 1


async def test_ends_while_calls_hang_and_poll() -> None:
    async with LocalTelegram() as telegram, aiohttp.ClientSession() as session:
        telegram.fault("getMe", hang=True)
        url = f"{telegram.url}/bot42:TEST/"
        calls = [asyncio.create_task(session.get(url + "getMe"))]
        calls.append(asyncio.create_task(session.get(url + "getUpdates", params={"timeout": 50})))
        await telegram.journal.wait_for("getMe", begun=True)
        await telegram.journal.wait_for("getUpdates", begun=True)
        async with asyncio.timeout(1):
            await telegram.close()
        await asyncio.gather(*calls, return_exceptions=True)
