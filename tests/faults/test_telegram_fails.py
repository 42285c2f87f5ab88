"""Telegram refuses, wants to be left alone, breaks off or talks HTML: its wishes are obeyed, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetMe

from bot.app import run
from bot.assistant import Assistant
from bot.emulator import LocalTelegram
from bot.emulator.journal import Call
from bot.exits import CONFLICT, REFUSED
from bot.telegram.methods import GetRawUpdates
from bot.telegram.pauses import LONGEST_PAUSE, asked_wait, pause_after
from tests.conftest import TOKEN, Serving, hook, settings_at

BROKEN: list[dict[str, Any]] = [
    {"status": 500}, {"status": 502, "html": True}, {"reset": True}, {"reset": True, "done": True},
    {"status": 404, "html": True}, {"status": 200, "html": True},
]  # fmt: skip


def written_to(chat: int) -> Any:
    """Every call that writes to a chat."""

    def so(call: Call) -> bool:
        return call.chat_id == chat

    return so


@pytest.mark.parametrize("fault", BROKEN, ids=str)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "getUpdates"])
async def test_a_broken_answer_loses_nothing(serve: Serving, method: str, fault: dict[str, Any]) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await resident.tap("Zaczynam")
        await town.quiet()
        town.telegram.fault(method, **fault)
        if method == "sendMessage":
            resident.send("/answers")
            await resident.wait_for_screen(lambda screen: "odpowiedzi" in screen.text, timeout=20)
        else:
            resident.press("Sopot")
            await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text, timeout=20)
        await town.quiet()
        assert not await town.service.store.waiting()


async def test_an_answer_without_a_result_is_asked_for_again_and_nothing_is_lost(serve: Serving) -> None:
    empty = 2

    async def without_result(make_request: Any, bot: Any, method: Any) -> Any:
        nonlocal empty
        answer = await make_request(bot, method)
        if isinstance(method, GetRawUpdates) and answer and empty:
            empty -= 1
            return None
        return answer

    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        town.service.desk.bot.session.middleware(without_result)
        # The first one comes with the call that is under way.
        for command in ("/answers", "/privacy", "/help"):
            await resident.say(command)
        assert "112" in resident.screen.text
        await town.quiet()
        assert empty == 0
        assert not await town.service.store.waiting()


@pytest.mark.parametrize(("asked", "waited"), [(5, 5), (0, 1), (-5, 1), (10**12, 3600)])
def test_a_wait_that_cannot_be_meant_is_neither_an_endless_one_nor_none(asked: int, waited: float) -> None:
    assert asked_wait(TelegramRetryAfter(GetMe(), "Too Many Requests", asked)) == waited


@pytest.mark.parametrize("failures", [0, 1, 10, 100_000])
def test_however_long_telegram_is_away_it_is_asked_again_within_half_a_minute(failures: int) -> None:
    assert 0 <= pause_after(failures) <= LONGEST_PAUSE


async def test_an_answer_that_a_refused_token_kept_back_waits_for_the_next_start(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await town.quiet()
        town.telegram.fault("editMessageText", 401)
        mark = town.telegram.journal.mark()
        resident.press("Zaczynam")
        await town.telegram.journal.wait_for("editMessageText", since=mark)
        await town.quiet()
        (waiting,) = await town.service.store.waiting()
        assert waiting.payload is None  # saved, not shown
        assert town.service.desk.screenwriter.refused.is_set()


async def test_nobody_calls_before_telegram_allows_it_however_long_that_is(serve: Serving) -> None:
    async with serve() as town:
        resident, other = town.resident("pl"), town.resident("pl")
        await resident.say("/start")
        await town.quiet()
        town.telegram.fault("editMessageText", 429, retry_after=600, chat_id=resident.id)
        mark = town.telegram.journal.mark()
        resident.press("Zaczynam")
        await town.telegram.journal.wait_for("editMessageText", since=mark)
        resident.send("/help")
        await other.say("/help")  # nobody else waits for it
        await town.quiet()
        await town.service.desk.take_up(range(64))  # as keeping house does every minute
        await town.quiet()
        calls = town.telegram.journal.of(written_to(resident.id), since=mark)
        assert [call.method for call in calls] == ["editMessageText"]
        assert len(await town.service.store.waiting()) == 2


async def test_the_wish_to_wait_holds_for_everything_sent_to_that_chat(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await town.quiet()
        town.telegram.fault("editMessageText", 429, retry_after=1)
        mark = town.telegram.journal.mark()
        tapped, said = resident.press("Zaczynam"), resident.send("/help")
        await resident.settled(tapped)
        await resident.settled(said)
        refused, *later = town.telegram.journal.of(written_to(resident.id), since=mark)
        assert not refused.ok
        assert min(call.at for call in later) - refused.at >= 1


async def test_no_updates_are_asked_for_before_telegram_allows_it(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        refused = town.telegram.fault("getUpdates", 429, retry_after=1)
        resident.send("/help")  # ends the long poll that is under way
        mark = town.telegram.journal.mark()
        await town.telegram.journal.wait_for(lambda call: call.method == "getUpdates" and not call.ok, since=mark)
        await town.telegram.journal.wait_for("getUpdates", since=mark, count=2, begun=True)
        calls = [*town.telegram.journal.of("getUpdates", since=mark), *town.telegram.journal.running]
        first, second = sorted((call for call in calls if call.method == "getUpdates"), key=lambda call: call.number)[
            :2
        ]
        assert second.at - first.at >= 1
        assert refused.times == 0


async def test_whoever_blocked_the_bot_is_called_once_and_then_forgotten(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await resident.tap("Zaczynam")
        await town.quiet()
        town.telegram.fault("editMessageText", 403, description="Forbidden: bot was blocked by the user", times=None)
        mark = town.telegram.journal.mark()
        resident.press("Sopot")
        await town.telegram.journal.wait_for("editMessageText", since=mark)
        await town.quiet()
        await town.service.desk.take_up(range(64))
        await town.quiet()
        assert len(town.telegram.journal.of(written_to(resident.id), since=mark)) == 1
        assert not (await town.service.store.load(resident.id)).resident.answers


@pytest.mark.parametrize(("status", "code", "said"), [(401, REFUSED, "BOT_TOKEN"), (409, CONFLICT, "Another program")])
async def test_what_ends_the_bot_says_so_in_one_line_with_an_exit_code(  # noqa: PLR0913, PLR0917 -- fixtures and parameters
    assistant: Assistant, tmp_path: Path, caplog: pytest.LogCaptureFixture, status: int, code: int, said: str
) -> None:
    async with LocalTelegram(TOKEN) as telegram:
        telegram.fault("getUpdates", status, times=None)
        assert await asyncio.wait_for(run(settings_at(telegram, tmp_path), assistant), 20) == code
        assert [record for record in caplog.records if said in record.message]


async def test_a_token_refused_while_answering_ends_a_bot_that_is_posted_to(
    assistant: Assistant, tmp_path: Path
) -> None:
    async with LocalTelegram(TOKEN) as telegram:
        ending = asyncio.create_task(run(settings_at(telegram, tmp_path, webhook=hook()), assistant))
        await telegram.journal.wait_for("setWebhook", timeout=60)
        telegram.fault("sendMessage", 401, times=None)
        telegram.user("pl").send("/start")
        assert await asyncio.wait_for(ending, 60) == REFUSED
