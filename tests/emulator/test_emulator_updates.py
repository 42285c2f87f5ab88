"""Updates by polling: confirmed by the offset, given again until then."""

import asyncio

import pytest

from bot.emulator import LocalTelegram

from .conftest import Call


async def test_gives_an_update_again_until_it_is_confirmed(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    for word in ("one", "two"):
        anna.send(word)
    first = (await call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert (await call("getUpdates"))["result"] == first
    rest = (await call("getUpdates", offset=first[1]["update_id"]))["result"]
    assert rest == first[1:]
    assert (await call("getUpdates", offset=first[1]["update_id"] + 1))["result"] == []
    assert tg.pending == []


async def test_obeys_the_limit_and_a_negative_offset(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    for word in "abc":
        anna.send(word)
    assert len((await call("getUpdates", limit=2))["result"]) == 2
    newest = (await call("getUpdates", offset=-1))["result"]
    assert [update["message"]["text"] for update in newest] == ["c"]
    assert len(tg.pending) == 1


async def test_long_poll_ends_with_the_first_update(tg: LocalTelegram, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await tg.journal.wait_for("getUpdates", begun=True)
    tg.user().send("hello")
    assert (await poll)["result"][0]["message"]["text"] == "hello"


async def test_long_poll_ends_empty_after_its_timeout(call: Call) -> None:
    assert (await call("getUpdates", timeout=1))["result"] == []


async def test_a_second_poll_ends_the_first_with_409(tg: LocalTelegram, call: Call) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=50))
    await tg.journal.wait_for("getUpdates", begun=True)
    newer = asyncio.create_task(call("getUpdates", timeout=50))
    answer = await older
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    tg.user().send("hello")
    assert len((await newer)["result"]) == 1


async def test_leaves_out_kinds_the_bot_did_not_ask_for(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    await call("getUpdates", allowed_updates=["message"])
    await anna.block()
    await anna.unblock()
    anna.send("hello")
    with pytest.raises(AssertionError, match="does not hear"):
        await anna.tap_data("x")
    assert [set(update) - {"update_id"} for update in tg.pending] == [{"message"}]


async def test_pushes_raw_and_malformed_updates(tg: LocalTelegram, call: Call) -> None:
    given = tg.push({"message": {"text": 7, "chat": "nowhere"}})
    assert tg.push({"update_id": given - 5, "poll": None}) == given - 5
    assert [update["update_id"] for update in tg.pending] == [given - 5, given]
    tg.push({"message": {"chat": {"id": 99, "type": "private"}, "from": {"id": 99}}})
    assert (await call("sendMessage", chat_id=99, text="hello"))["ok"]


async def test_waits_for_a_confirmation(tg: LocalTelegram, call: Call) -> None:
    update_id = tg.push({})
    with pytest.raises(AssertionError, match="not confirmed"):
        await tg.confirmed(update_id, timeout=0.01)
    waiting = asyncio.create_task(tg.confirmed(update_id))
    await call("getUpdates", offset=update_id + 1)
    await waiting
