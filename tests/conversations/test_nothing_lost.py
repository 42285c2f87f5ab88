"""The bot is killed in the middle of a chat, and goes on where it was: the real process, the real database."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.emulator import LocalTelegram
from bot.store.store import Incoming, Waiting
from bot.store.writer import StoreError
from bot.telegram.intake import Intake
from tests.conftest import ROOT, SECRET, TOKEN, Serving


@pytest.fixture(params=["polling", "webhook"])
def hooked(request: pytest.FixtureRequest) -> Iterator[socket.socket | None]:
    """A socket for the bot's webhook, which outlives each of its processes; None where it polls."""
    if request.param == "polling":
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@asynccontextmanager
async def process(
    telegram: LocalTelegram, folder: Path, hooked: socket.socket | None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python -m bot run`, as a machine would."""
    environment = {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram.url,
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "BOT_TODAY": "2026-11-22",
    }
    handed: tuple[int, ...] = ()
    if hooked is not None:
        handed = (hooked.fileno(),)
        address = f"http://127.0.0.1:{hooked.getsockname()[1]}/telegram"
        environment |= {"BOT_WEBHOOK_URL": address, "BOT_WEBHOOK_SECRET": SECRET}
        environment["BOT_WEBHOOK_LISTEN"] = f"fd:{hooked.fileno()}"
    mark = telegram.journal.mark()
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE, pass_fds=handed
    )
    try:
        ready = "getUpdates" if hooked is None else "setWebhook"
        await telegram.journal.wait_for(ready, since=mark, begun=True, timeout=60)
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def test_a_killed_bot_goes_on_where_it_was_and_answers_what_came_meanwhile(
    tmp_path: Path, hooked: socket.socket | None
) -> None:
    async with LocalTelegram(TOKEN, timeout=30) as telegram:
        resident = telegram.user(language_code="pl")
        async with process(telegram, tmp_path, hooked) as running:
            await resident.say("/start")
            await resident.tap("Zaczynam")
            await resident.tap("Sopot")
            running.kill()
            await running.wait()
        asked = resident.press("Praca")
        async with process(telegram, tmp_path, hooked) as running:
            await resident.wait_for_screen(lambda screen: "☑ Praca" in screen.labels, timeout=30)
            await resident.settled(asked)
            # Saved, but the process dies before Telegram has taken the screen.
            fault = telegram.fault("editMessageText", hang=True, times=None)
            mark = telegram.journal.mark()
            asked = resident.press("Gotowe")
            await telegram.journal.wait_for("editMessageText", since=mark, begun=True, timeout=30)
            running.kill()
            await running.wait()
            fault.release()
        async with process(telegram, tmp_path, hooked) as running:
            await resident.wait_for_screen(lambda screen: "☑ Praca" not in screen.labels, timeout=30)
            await resident.settled(asked)
            screen = await resident.tap("Pokaż wyniki")
            assert "Gdzie po pomoc dzisiaj: Sopot" in screen.text
            running.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(running.wait(), 10) == 0


async def test_what_was_kept_but_not_handled_is_handled_after_the_start(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await resident.tap("Zaczynam")
        fault = town.telegram.fault("editMessageText", 500, times=None)
        resident.press("Sopot")
        await town.telegram.journal.wait_for("editMessageText", count=3, timeout=30)
        await town.service.store.accept([], 0)
        kept = await town.service.store.load(resident.id)
        assert list(kept.resident.answers) == ["place"]
        fault.release()
        town.telegram.faults.clear()
        await resident.wait_for_screen(lambda screen: "Jakiej pomocy szukasz?" in screen.text)


async def test_an_answer_not_noted_as_shown_is_shown_again_without_a_second_effect(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as town:
        resident, store = town.resident("pl"), town.service.store
        await resident.say("/start")
        await town.quiet()
        refused = asyncio.get_running_loop().create_future()
        refused.set_exception(StoreError())
        with monkeypatch.context() as failing:
            failing.setattr(store, "shown", lambda *_: refused)
            await resident.tap("Zaczynam")
            await town.quiet()
        (waiting,) = await store.waiting()
        assert waiting.payload is None
        mark = town.telegram.journal.mark()
        town.service.desk.take(waiting)  # as keeping house does every minute
        await town.quiet()
        (again,) = town.telegram.journal.of("editMessageText", since=mark)
        assert "message is not modified" in str(again.error)
        assert await store.waiting() == []


async def test_an_update_that_cannot_be_handled_is_set_aside_after_three_tries_and_the_person_is_told(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as town:
        resident, tries = town.resident("pl"), []

        def fail(*_: object) -> None:
            tries.append(1)
            raise RuntimeError

        await resident.say("/start")
        with monkeypatch.context() as failing:
            failing.setattr(Assistant, "after", fail)
            screen = await resident.say("/help")
            await town.quiet()
        assert "Coś poszło nie tak" in screen.text
        assert len(tries) == 3
        assert (await town.service.store.counts())["set-aside"] == 1
        assert "112" in (await resident.say("/help")).text


async def test_of_a_tap_only_the_button_is_kept_not_the_screen_it_was_on(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as town:
        resident, accept = town.resident("pl"), town.service.store.accept
        kept: list[bytes] = []

        async def note(updates: list[Incoming], now: int) -> list[int]:
            kept.extend(one.payload for one in updates)
            return await accept(updates, now)

        await resident.say("/start")
        monkeypatch.setattr(town.service.store, "accept", note)
        await resident.tap("Zaczynam")
        (tap,) = [json.loads(payload)["callback_query"] for payload in kept]
        assert tap["data"] == "g:next"
        assert set(tap["message"]) == {"message_id", "date", "chat"}


async def test_an_update_delivered_twice_acts_once(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await town.quiet()
        before = len(town.telegram.journal.of("sendMessage"))
        update = {
            "update_id": 1,
            "message": {
                "message_id": 999,
                "date": 0,
                "text": "/start",
                "chat": {"id": resident.id, "type": "private"},
                "from": {"id": resident.id, "is_bot": False, "first_name": "x"},
            },
        }
        intake = Intake(town.service.desk)
        await intake.keep([update])  # Telegram redelivers: the batch comes in again
        await intake.keep([update])
        await town.quiet()
        assert len(town.telegram.journal.of("sendMessage")) <= before + 1


@pytest.mark.parametrize("method", ["editMessageText", "sendMessage"])
async def test_telegrams_wish_to_wait_is_obeyed(serve: Serving, method: str) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        town.telegram.fault(method, 429, retry_after=1)
        if method == "sendMessage":
            await resident.say("/start")
        else:
            await resident.tap("Zaczynam")
        calls = [call for call in town.telegram.journal.of(method) if call.chat_id == resident.id][-2:]
        assert not calls[0].ok
        assert calls[1].at - calls[0].at >= 1


async def test_after_a_block_nothing_is_sent_again(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        town.telegram.fault("sendMessage", 403, description="Forbidden: bot was blocked by the user")
        resident.send("/help")
        await town.telegram.journal.wait_for(lambda call: call.method == "sendMessage" and not call.ok)
        await town.quiet()
        assert (await town.service.store.load(resident.id)).message is None


async def test_updates_of_one_chat_are_handled_in_order(serve: Serving) -> None:
    async with serve() as town:
        resident = town.resident("pl")
        await resident.say("/start")
        await resident.tap("Zaczynam")
        await resident.tap("Sopot")
        asked = [resident.send(text) for text in ("/answers", "/help", "/privacy", "/browse", "/answers")]
        for one in asked:
            await resident.settled(one)
        await town.quiet()
        assert "miejsce: Sopot" in resident.screen.text


async def test_an_update_told_of_late_is_handled_before_the_later_ones_of_its_chat(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve() as town:
        resident, store, desk = town.resident("pl"), town.service.store, town.service.desk
        handled: list[int] = []

        async def note(waiting: Waiting) -> None:
            handled.append(waiting.update_id)
            await store.set_aside(waiting.update_id, "a test")

        monkeypatch.setattr(desk.handler, "handle", note)
        numbers = (50, 90, 70, 60, 80)
        await store.accept([Incoming(number, resident.id, b"{}") for number in numbers], 0)
        for number in numbers:
            desk.take(Waiting(number, resident.id, b"{}", 0))
        await town.quiet()
        assert handled == [50, 60, 70, 80, 90]
