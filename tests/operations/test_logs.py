"""Logs say what happened, and nothing of a resident or of the token, whatever goes wrong."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import logs
from bot.assistant import Assistant
from bot.core.errors import BadUsageError
from bot.emulator import LocalTelegram
from bot.settings import Settings
from bot.store.store import Store
from tests.conftest import ROOT, Serving, Town

TOKEN = "7654321:CANARYcanaryCANARYcanaryCANARYcana"
#: What must never be written: said, sent and chosen by residents, and the token.
SAID = "canary"
CANARIES = ("canary", "CANARY", "7654321:", "Zuzanna", "Kanarek", "kanarek_zuzanna", "+48600700800", "54.3521")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Log as the program does at its most talkative, into a text."""
    stream, root, ours = io.StringIO(), logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    monkeypatch.setattr(sys, "stderr", stream)
    for name in ("excepthook",):
        monkeypatch.setattr(sys, name, getattr(sys, name))
        monkeypatch.setattr(threading, name, getattr(threading, name))
    logs.configure(debug=True, token=TOKEN)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def events(told: str) -> list[str]:
    return [line for line in told.splitlines() if " WARNING " in line or " ERROR " in line]


def nothing_told_of_residents(told: str) -> None:
    assert [canary for canary in CANARIES if canary in told] == []


async def chat(town_telegram: LocalTelegram) -> None:
    """Let somebody say and send all kinds of things."""
    resident = town_telegram.user("pl", "Zuzanna", last_name="Kanarek", username="kanarek_zuzanna")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    for words in ("canary jestem z canary i mam canary lat", "/search canary", "x" * 2000 + "canary", "/forget"):
        await resident.say(words)
    for update in (
        {"contact": {"phone_number": "+48600700800", "first_name": "Zuzanna"}},
        {"location": {"latitude": 54.3521, "longitude": 18.6}},
        {"text": ["canary"]},
        {"text": "canary", "entities": "canary"},
    ):
        who = {"id": resident.id, "is_bot": False, "first_name": "Zuzanna", "username": "kanarek_zuzanna"}
        message = {"message_id": 9, "date": 0, "chat": {"id": resident.id, "type": "private"}, "from": who, **update}
        await town_telegram.confirmed(town_telegram.push({"message": message}))


@asynccontextmanager
async def bot_at_work(serve: Serving, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setattr("tests.conftest.TOKEN", TOKEN)
    async with serve() as town:
        yield town
        await town.quiet()


async def test_conversations_leave_nothing_of_anybody(
    serve: Serving, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bot_at_work(serve, monkeypatch) as town:
        await chat(town.telegram)
    assert "was set aside" in written.getvalue()
    nothing_told_of_residents(written.getvalue())


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "html": True},
        {"status": 400, "description": "Bad Request: canary Zuzanna"},
        {"status": 403, "description": "Forbidden: canary Zuzanna"},
        {"status": 429, "retry_after": 0, "description": "canary"},
        {"reset": True},
    ],
    ids=["html", "refused", "forbidden", "wait", "reset"],
)
async def test_nor_does_a_fault_of_telegram(
    serve: Serving, written: io.StringIO, monkeypatch: pytest.MonkeyPatch, fault: dict[str, object]
) -> None:
    async with bot_at_work(serve, monkeypatch) as town:
        telegram = town.telegram
        resident = telegram.user("pl", "Zuzanna")
        await resident.say("/start")
        for method in ("sendMessage", "getUpdates", "editMessageText"):
            telegram.fault(method, times=1, **fault)  # type: ignore[arg-type]  # fields of a fault
        asked = resident.send("canary jestem z canary")
        await telegram.confirmed(max(asked.update_ids))
    nothing_told_of_residents(written.getvalue())


async def test_nor_does_an_error_in_the_program(
    serve: Serving, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*values: object) -> None:
        raise ValueError(SAID, values) from RuntimeError(SAID, TOKEN)

    async with bot_at_work(serve, monkeypatch) as town:
        resident = town.telegram.user("pl", "Zuzanna")
        await resident.say("/start")
        with monkeypatch.context() as failing:
            failing.setattr(Assistant, "hear", fail)
            screen = await resident.say("canary jestem z Sopotu")
            assert "Coś poszło nie tak" in screen.text
    assert "ValueError" in written.getvalue()
    nothing_told_of_residents(written.getvalue())


async def test_nor_does_a_failing_database(
    serve: Serving, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = Store.failed

    async def fail_once(self: Store, number: int) -> int:
        monkeypatch.setattr(Store, "failed", failed)
        await self._writer.run(lambda connection: connection.execute(text("select :x from nothing"), {"x": SAID}))
        return await failed(self, number)

    async with bot_at_work(serve, monkeypatch) as town:
        resident = town.telegram.user("pl", "Zuzanna")
        await resident.say("/start")
        with monkeypatch.context() as failing:
            failing.setattr(Store, "failed", fail_once)
            failing.setattr(Assistant, "hear", lambda *_: 1 / 0)
            asked = resident.send("canary jestem z Sopotu")
            await town.telegram.confirmed(max(asked.update_ids))
            await town.quiet()
    assert events(written.getvalue())
    nothing_told_of_residents(written.getvalue())


def test_what_nobody_caught_is_logged_by_kind_and_place(written: io.StringIO) -> None:
    def fail(*_: str) -> None:
        raise KeyError(SAID, TOKEN)

    try:
        fail()
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    async def forget() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.log_what_a_task_did_not_catch)
        loop.call_soon(fail, TOKEN)
        await asyncio.sleep(0)

    asyncio.run(forget())
    told = written.getvalue()
    assert told.count("\nKeyError\n") == 3
    assert told.count("in fail") == 3
    nothing_told_of_residents(told)


def test_libraries_write_no_more_than_warnings(written: io.StringIO) -> None:
    for name in ("aiogram.event", "aiohttp.access", "sqlalchemy.engine", "psycopg", "asyncio"):
        logging.getLogger(name).info("canary")
        logging.getLogger(name).debug("canary")
    assert written.getvalue() == ""


@pytest.mark.parametrize("name", ["aiohttp.client", "bot.telegram"])
def test_a_token_in_an_error_of_a_library_is_masked(written: io.StringIO, name: str) -> None:
    logging.getLogger(name).warning("GET https://api.telegram.org/bot%s/getMe failed", TOKEN)
    logging.getLogger(name).warning("GET /bot1234567%3AAAAAAAAAAAAAAAAAAAAAAAAA/getMe failed")
    assert written.getvalue().count("***") == 2


def test_json_logs_are_one_object_a_line(written: io.StringIO) -> None:
    logs.configure(debug=False, token=TOKEN, form="json")
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    logging.getLogger("bot.app").info("serving %s", TOKEN)
    try:
        raise OSError(28, "No space left on device", SAID)  # noqa: TRY301 -- so that it has a traceback
    except OSError:
        logging.getLogger("bot.store").exception("kept\nwaiting")
    first, second = (json.loads(line) for line in written.getvalue().splitlines())
    assert (first["level"], first["from"], first["message"]) == ("info", "bot.app", "serving ***")
    assert first["at"].endswith("+00:00")
    assert second["error"] == "OSError"
    assert second["trace"].endswith("OSError: No space left on device")
    nothing_told_of_residents(written.getvalue())


def test_our_own_errors_say_what_they_say(written: io.StringIO) -> None:
    try:
        raise ExceptionGroup(SAID, [BadUsageError("BOT_X is wrong"), ValueError(SAID)])  # noqa: TRY301
    except ExceptionGroup:
        logging.getLogger("bot").exception("several")
    assert "BadUsageError: BOT_X is wrong, ValueError" in written.getvalue()
    nothing_told_of_residents(written.getvalue())


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"BOT_LOG": "xml"}, "Choose one of: text, json"), ({"BOT_TOKEN_FILE": "/nowhere/token"}, "cannot be read")],
)
def test_a_setting_that_cannot_be_used_is_named(environment: dict[str, str], said: str) -> None:
    with pytest.raises(BadUsageError, match=said):
        Settings.from_environment(environment)


async def test_the_program_itself_logs_json_with_a_token_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    async with LocalTelegram("1:OTHER") as telegram:
        environment = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN_FILE": str(tmp_path / "token"),
            "BOT_API_URL": telegram.url,
            "BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
            "BOT_LOG": "json",
        }
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--debug", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
        )
        _, told = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode == 3
    lines = [json.loads(line) for line in told.decode().splitlines()]
    assert any("does not accept BOT_TOKEN (401)" in line["message"] for line in lines)
    nothing_told_of_residents(told.decode())
