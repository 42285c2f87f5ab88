"""The journal: every call in order, a wait without sleeping, a bound for long runs."""

import asyncio

import pytest

from bot.emulator import LocalTelegram

from .conftest import Call


async def test_waits_for_a_method_or_a_predicate(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    waiting = asyncio.create_task(tg.journal.wait_for(lambda seen: seen.params.get("text") == "two"))
    for text in ("one", "two"):
        await call("sendMessage", chat_id=anna.id, text=text)
    found = await waiting
    assert (found.method, found.chat_id, found.ok) == ("sendMessage", anna.id, True)
    assert (await tg.journal.wait_for("sendMessage")).params["text"] == "one"
    assert (await tg.journal.wait_for("sendMessage", count=2)).params["text"] == "two"


async def test_looks_only_after_a_mark(tg: LocalTelegram, call: Call) -> None:
    await call("getMe")
    mark = tg.journal.mark()
    assert tg.journal.of("getMe", since=mark) == []
    await call("close")
    with pytest.raises(AssertionError, match=r"did not call 'getMe' \(1 times\) in 0.01 s; it called: close"):
        await tg.journal.wait_for("getMe", since=mark, timeout=0.01)
    await call("getMe")
    assert (await tg.journal.wait_for("getMe", since=mark)).number > mark


async def test_keeps_refusals(tg: LocalTelegram, call: Call) -> None:
    await call("sendMessage", chat_id=5, text="x")
    (seen,) = tg.journal.calls
    assert (seen.ok, seen.error) == (False, "Bad Request: chat not found")


async def test_is_bounded() -> None:
    telegram = LocalTelegram(journal_size=2)
    for number in range(5):
        telegram.journal.finish(telegram.journal.begin("getMe", {"number": number}, 0.0))
    assert [call.params["number"] for call in telegram.journal.calls] == [3, 4]
    assert telegram.journal.running == ()
