"""One screen says what is well and what is not, with what to do; nothing secret stands on it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from time import time

import pytest

from bot.core.catalogue import Catalogue
from bot.emulator import LocalTelegram
from bot.operations import disk, doctor
from tests.operations.machine import Done, Machine, lived_in

TOKEN = "123456:TESTtestTEST"


async def ask(machine: Machine) -> dict[str, dict[str, str]]:
    """Run the doctor, and give each line under the name of what it looked at."""
    told = await asyncio.to_thread(machine.run, "doctor", "--json")
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert told.code == (1 if any(line["state"] == "bad" for line in lines) else 0)
    return {line["check"]: line for line in lines}


def states(found: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: line["state"] for name, line in found.items()}


async def test_a_machine_that_serves_is_well_in_every_line(machine: Machine, catalogue: Catalogue) -> None:
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 1, 0)
    async with LocalTelegram(TOKEN) as telegram:
        group = telegram.group([telegram.user()])
        machine.set(
            BOT_TOKEN=TOKEN,
            BOT_API_URL=telegram.url,
            BOT_OPERATOR="Miasto",
            BOT_STAFF="7000000001",
            BOT_STAFF_CHAT=str(group.id),
        )
        found = await ask(machine)
        told = await asyncio.to_thread(machine.run, "doctor")
    store.close()
    assert set(states(found).values()) == {"well"}
    assert list(found) == [
        "settings", "token", "receiving", "secret", "database", "disk", "catalogue", "matching", "languages", "clock",
        "staff chat",
    ]  # fmt: skip
    assert told.code == 0
    assert "✓ token       Telegram knows it as @local_demo_bot." in told.out


async def test_a_new_machine_is_told_what_to_do_first(machine: Machine) -> None:
    found = await ask(machine)
    assert states(found) == {
        "settings": "look",
        "token": "bad",
        "secret": "look",
        "database": "look",
        "disk": "well",
        "catalogue": "well",
        "matching": "well",
        "languages": "well",
        "clock": "look",
        "staff chat": "look",
    }
    assert "@BotFather" in found["token"]["do"]
    assert not machine.folder.exists()


@pytest.mark.parametrize(
    ("settings", "check", "said"),
    [
        ({"BOT_KEEP_HOURS": "soon"}, "settings", "BOT_KEEP_HOURS has value 'soon'"),
        ({"BOT_TOKEN": "hello"}, "token", "is not a token"),
        ({"BOT_TOKEN": TOKEN, "BOT_API_URL": "http://127.0.0.1:9"}, "token", "cannot be asked: Connection refused"),
        ({"BOT_LANGUAGE": "xx"}, "languages", "BOT_LANGUAGE has value 'xx'"),
        ({"BOT_OFFERS": "tests/broken/duplicate_key"}, "catalogue", "errors, the first in "),
        ({"BOT_SECRET": "short"}, "secret", "BOT_SECRET is too short"),
        ({"BOT_DATABASE_URL": "mysql://anna:hunter2@db/x"}, "database", "BOT_DATABASE_URL is no address of a database"),
    ],
)
async def test_what_is_wrong_is_named(machine: Machine, settings: dict[str, str], check: str, said: str) -> None:
    machine.set(**settings)
    found = await ask(machine)
    assert found[check]["state"] == "bad"
    assert said in found[check]["found"]


async def test_a_token_that_telegram_refuses_and_a_foreign_staff_chat(machine: Machine) -> None:
    async with LocalTelegram(TOKEN) as telegram:
        machine.set(BOT_API_URL=telegram.url, BOT_TOKEN="123456:another", BOT_STAFF="1", BOT_STAFF_CHAT="-100500")
        refused = await ask(machine)
        machine.set(BOT_TOKEN=TOKEN)
        found = await ask(machine)
    assert "does not accept it (401)" in refused["token"]["found"]
    assert "staff chat" not in refused
    assert found["staff chat"]["state"] == "bad"
    assert "Put the bot into the group" in found["staff chat"]["do"]


async def test_updates_piling_up_and_a_webhook_nobody_answers(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "MANY_WAITING", 1)
    async with LocalTelegram(TOKEN) as telegram:
        machine.set(BOT_API_URL=telegram.url, BOT_TOKEN=TOKEN)
        resident = telegram.user()
        for text in ("/start", "/help"):
            resident.send(text)
        assert (await ask(machine))["receiving"]["found"] == "by polling; 2 updates wait at Telegram."
        telegram.world.webhook.failure = {"last_error_message": "Connection refused"}
        hook = (await ask(machine))["receiving"]
        telegram.fault("getWebhookInfo", 500, html=True)
        silent = (await ask(machine))["receiving"]
    assert (hook["state"], "BOT_WEBHOOK_URL" in hook["do"]) == ("bad", True)
    assert (silent["state"], "is not the Bot API" in silent["found"]) == ("bad", True)


async def test_a_secret_that_others_may_read_or_that_is_another_one(machine: Machine, catalogue: Catalogue) -> None:
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 2, 0)
    store.close()
    secret = machine.folder / "secret.key"
    secret.chmod(0o644)
    readable = (await ask(machine))["secret"]
    assert (readable["state"], readable["do"]) == ("bad", f"chmod 600 {secret}")
    secret.chmod(0o600)
    secret.write_text("another one" * 4)
    assert "2 waiting updates were sealed with another one" in (await ask(machine))["secret"]["found"]
    secret.unlink()
    lost = (await ask(machine))["secret"]
    assert (lost["state"], "the database holds sealed rows" in lost["found"]) == ("bad", True)


async def test_a_database_that_is_damaged_or_cannot_be_written(machine: Machine, catalogue: Catalogue) -> None:
    machine.store(catalogue).close()
    with closing(sqlite3.connect(machine.database)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("CREATE TRIGGER no BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    full = (await ask(machine))["database"]
    assert (full["state"], "disk full" in full["found"]) == ("bad", True)
    machine.database.write_bytes(b"garbage" * 1000)
    assert "file is not a database" in (await ask(machine))["database"]["found"]


async def test_a_disk_nearly_full_and_a_clock_that_is_wrong(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "free_bytes", lambda _: disk.LOW_BYTES - 1)
    monkeypatch.setattr(doctor, "time", lambda: time() + 3600)
    async with LocalTelegram(TOKEN) as telegram:
        machine.set(BOT_API_URL=telegram.url, BOT_TOKEN=TOKEN)
        found = await ask(machine)
    assert found["disk"]["state"] == found["clock"]["state"] == "bad"
    assert " s ahead." in found["clock"]["found"]


async def test_neither_token_nor_secret_nor_a_password_is_ever_shown(machine: Machine, catalogue: Catalogue) -> None:
    machine.store(catalogue).close()
    machine.set(BOT_SECRET="canary-" * 8, BOT_TOKEN="123456:canaryCANARYcanary", BOT_API_URL="http://127.0.0.1:9")
    told: list[Done] = [await asyncio.to_thread(machine.run, "doctor", *form) for form in ((), ("--json",))]
    machine.set(BOT_DATABASE_URL="postgresql://anna:canary@127.0.0.1:9/bot", BOT_API_URL="ftp://canary@nowhere")
    told += [await asyncio.to_thread(machine.run, "doctor", *form) for form in ((), ("--json",))]
    machine.set(BOT_API_URL="http://127.0.0.1:9")
    told += [await asyncio.to_thread(machine.run, "doctor", *form) for form in ((), ("--json",))]
    assert not any("canary" in one.out + one.err for one in told)
    assert "postgresql bot on 127.0.0.1" in told[-1].out
