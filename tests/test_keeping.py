"""What is kept and how: nothing readable without the secret, nothing left after erasing, nothing lost by an error."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core import actions as a
from bot.core.answers import Answer, given
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.heard import NOTHING_HEARD
from bot.core.resident import Resident, View
from bot.logs import Masked
from bot.store import newest
from bot.store.keeping import Kept, pack, unpack
from bot.store.opening import open_store
from bot.store.ownership import SLICES, NotOursError, Sole
from bot.store.store import Incoming, Store
from bot.store.vault import Vault, load_secret
from bot.store.writer import StoreError
from tests.conftest import Serving

CHAT = 7_000_000_001
SECRET = b"s" * 40
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))


def store(url: str, catalogue: Catalogue, secret: bytes = SECRET) -> Store:
    return open_store(url, Vault(secret), lambda: catalogue)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.db'}"


def kept(catalogue: Catalogue) -> Kept:
    answers = given({}, "disability", Answer(1 << catalogue.questions["disability"].position["severe"]))
    return Kept(Resident(answers, View(("ask", "age")), "pl", agreed=1, chosen=("st-01",)), 12)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("bot.db*"))


async def test_what_is_kept_comes_back_after_a_restart(database: str, catalogue: Catalogue) -> None:
    first = store(database, catalogue)
    await first.accept([Incoming(1, CHAT, b"{}")], 0)
    assert await first.save(CHAT, kept(catalogue), 1, 0)
    first.close()
    second = store(database, catalogue)
    assert await second.load(CHAT) == kept(catalogue)
    second.close()


async def test_a_stolen_database_says_nothing(tmp_path: Path, sqlite: str, catalogue: Catalogue) -> None:
    opened = store(sqlite, catalogue)
    await opened.accept([Incoming(1, CHAT, b'{"text": "canary"}')], 0)
    await opened.save(CHAT, kept(catalogue), 1, 0)
    raw = files(tmp_path)
    opened.close()
    for word in (b"canary", str(CHAT).encode(), b"severe", b"disability", b"st-01"):
        assert word not in raw
    other = store(sqlite, catalogue, b"o" * 40)
    assert await other.load(CHAT) == Kept()
    other.close()


async def test_what_is_erased_is_gone_from_every_file(tmp_path: Path, sqlite: str, catalogue: Catalogue) -> None:
    opened = store(sqlite, catalogue)
    await opened.accept([Incoming(1, CHAT, b"{}")], 0)
    await opened.save(CHAT, kept(catalogue), 1, 0)
    with sqlite3.connect(tmp_path / "bot.db") as reading:
        (sealed,) = reading.execute("select sealed from resident").fetchone()
    reading.close()
    assert sealed in files(tmp_path)
    await opened.erase(CHAT, 0)
    assert sealed not in files(tmp_path)
    opened.close()


async def test_an_update_has_its_effect_once(database: str, catalogue: Catalogue) -> None:
    opened = store(database, catalogue)
    assert await opened.accept([Incoming(5, CHAT, b"{}")], 0) == [5]
    # It may be that whoever accepted it could not be told so: while it waits it is to be handled.
    assert await opened.accept([Incoming(5, CHAT, b"{}")], 0) == [5]
    assert await opened.save(CHAT, kept(catalogue), 5, 0)
    assert await opened.accept([Incoming(5, CHAT, b"{}")], 0) == []
    assert not await opened.save(CHAT, Kept(), 5, 0)
    assert await opened.load(CHAT) == kept(catalogue)
    await opened.shown(5)
    assert await opened.waiting() == []
    opened.close()


async def test_what_waits_can_be_asked_for_by_parts_of_all_chats(database: str, catalogue: Catalogue) -> None:
    opened = store(database, catalogue)
    people = {number: CHAT + number for number in range(200)}
    await opened.accept([Incoming(number, chat, b"{}") for number, chat in people.items()], 0)
    await opened.accept([Incoming(1000, None, b"{}")], 0)
    parts = [await opened.waiting({number}) for number in range(SLICES)]
    assert sorted(one.update_id for part in parts for one in part) == [*people, 1000]
    assert all(opened.slice_of(one.chat) == number for number, part in enumerate(parts) for one in part)
    assert 1000 in [one.update_id for one in parts[0]]
    assert [one.update_id for one in await opened.waiting({1, 2, 3})] == sorted(
        one.update_id for part in parts[1:4] for one in part
    )
    opened.close()


async def test_what_another_worker_serves_is_not_saved_here(database: str, catalogue: Catalogue) -> None:
    opened = store(database, catalogue)
    await opened.accept([Incoming(5, CHAT, b"{}")], 0)

    class Nothing(Sole):
        def owns(self, _number: int) -> bool:
            return False

        def term(self, _number: int) -> None:  # type: ignore[override]
            return None

    opened.ownership = Nothing()
    assert not opened.serves(CHAT)
    with pytest.raises(NotOursError):
        await opened.save(CHAT, kept(catalogue), 5, 0)
    assert await opened.load(CHAT) == Kept()
    assert [one.update_id for one in await opened.waiting()] == [5]
    opened.close()


async def test_what_one_worker_noted_as_done_is_not_written_over_by_another(
    database: str, catalogue: Catalogue
) -> None:
    opened = store(database, catalogue)
    await opened.accept([Incoming(5, CHAT, b"{}"), Incoming(6, CHAT, b"{}")], 0)
    await opened.save(CHAT, Kept(), 5, 0)
    await opened.shown(5)
    assert await opened.save(CHAT, kept(catalogue), 6, 0)
    await opened.shown(5, CHAT, replace(Kept(), message=99), 0)
    opened.close()
    again = store(database, catalogue)
    assert await again.load(CHAT) == kept(catalogue)
    again.close()


async def test_more_people_than_are_held_in_memory_are_kept_all_the_same(
    database: str, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newest, "MOST_ROWS", 2)
    opened = store(database, catalogue)
    people = [CHAT + number for number in range(5)]
    for number, chat in enumerate(people):
        await opened.accept([Incoming(number, chat, b"{}")], 0)
        assert await opened.save(chat, replace(kept(catalogue), message=chat), number, 0)
    assert [(await opened.load(chat)).message for chat in people] == people
    opened.close()


async def test_answers_go_when_they_are_old(database: str, catalogue: Catalogue) -> None:
    opened = store(database, catalogue)
    await opened.accept([Incoming(1, CHAT, b"{}")], 1000)
    await opened.save(CHAT, kept(catalogue), 1, 1000)
    assert await opened.housekeeping.purge(1000 + 3600, 3600) == 0
    assert await opened.housekeeping.purge(1000 + 3601, 3600) == 1
    assert await opened.load(CHAT) == Kept()
    opened.close()


async def test_what_another_secret_sealed_is_set_aside_and_stops_nothing(database: str, catalogue: Catalogue) -> None:
    first = store(database, catalogue)
    await first.accept([Incoming(1, CHAT, b"{}")], 0)
    first.close()
    second = store(database, catalogue, b"o" * 40)
    assert await second.waiting() == []
    assert await second.counts() == {"set-aside": 1}
    second.close()


async def test_another_message_is_noted_and_what_is_saved_meanwhile_stays(database: str, catalogue: Catalogue) -> None:
    before = store(database, catalogue)
    await before.accept([Incoming(1, CHAT, b"{}")], 0)
    await before.put(CHAT, Kept(Resident(language="pl"), 6), 0)
    before.close()
    opened = store(database, catalogue)  # which has read nothing yet
    await asyncio.gather(opened.note_message(CHAT, 7, 0), opened.save(CHAT, Kept(Resident(language="en"), 6), 1, 0))
    assert (await opened.load(CHAT)).resident == Resident(language="en")
    await opened.note_message(CHAT, 8, 0)
    assert await opened.load(CHAT) == Kept(Resident(language="en"), 8)
    opened.close()


async def test_a_locked_database_is_an_error_of_the_store_and_heals(
    tmp_path: Path, sqlite: str, catalogue: Catalogue
) -> None:
    opened = store(sqlite, catalogue)
    with sqlite3.connect(tmp_path / "bot.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError) as caught:
            await opened.accept([Incoming(1, CHAT, b"canary")], 0)
    other.close()
    assert "canary" not in str(caught.value)
    assert await opened.load(CHAT) == Kept()
    opened.close()


async def test_a_database_that_fails_does_not_end_the_bot(serve: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve() as town:
        accept, failed = town.service.store.accept, asyncio.Event()

        async def fail_once(_updates: list[Incoming], _now: int) -> list[int]:
            monkeypatch.setattr(town.service.store, "accept", accept)
            failed.set()
            raise StoreError

        monkeypatch.setattr(town.service.store, "accept", fail_once)
        resident = town.resident("pl")
        screen = await resident.say("/start")
        assert failed.is_set()
        assert "Drogowskaz" in screen.text


@pytest.mark.parametrize("status", [400, 403, 404, 500])
async def test_whatever_telegram_answers_the_bot_goes_on(serve: Serving, status: int) -> None:
    async with serve() as town:
        town.telegram.fault("getUpdates", status)
        resident = town.resident("pl")
        await resident.say("/start")
        screen = await resident.say("/help")
        assert "112" in screen.text


def test_the_secret_and_the_database_are_for_their_owner_alone(
    tmp_path: Path, sqlite: str, catalogue: Catalogue
) -> None:
    load_secret(None, tmp_path / "secret.key")
    store(sqlite, catalogue).close()
    for name in ("secret.key", "bot.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_an_answer_whose_option_is_gone_is_dropped_and_the_others_stay(catalogue: Catalogue) -> None:
    packed = pack(kept(catalogue), catalogue).replace(b'"severe"', b'"gone"')
    found = unpack(packed, catalogue)
    assert found.resident.answers == {}
    assert found.resident.chosen == ("st-01",)
    assert found.message == 12


def heard(catalogue: Catalogue) -> Kept:
    """Give somebody whose words said something ordinary and something sensitive, not confirmed yet."""
    conversation = Conversation.over(catalogue)
    resident = conversation.apply(Resident(agreed=1), a.Choose("place", "sopot"), NOW)
    words = a.Alarm((("place", "gdynia"), ("age", (60, 69)), ("health", (("mental_disorder", True),))))
    return Kept(conversation.apply(resident, words, NOW), 12)


def test_what_typed_words_said_is_kept_until_it_is_confirmed_or_taken_back(catalogue: Catalogue) -> None:
    assert unpack(pack(heard(catalogue), catalogue), catalogue) == heard(catalogue)


@pytest.mark.parametrize("gone", ["mental_disorder", "health", "sopot"])
def test_what_words_said_is_dropped_whole_where_the_catalogue_no_longer_has_a_part_of_it(
    catalogue: Catalogue, gone: str
) -> None:
    found = unpack(pack(heard(catalogue), catalogue).replace(f'"{gone}"'.encode(), b'"gone"'), catalogue)
    assert found.resident.view.heard == NOTHING_HEARD
    assert list(found.resident.answers) == ["place", "age"]


def test_what_an_earlier_version_sealed_is_read(catalogue: Catalogue) -> None:
    raw = json.loads(pack(kept(catalogue), catalogue))
    del raw["heard"]
    earlier = json.dumps(raw | {"version": 2, "remark": "noted:place"}).encode()
    assert unpack(earlier, catalogue) == kept(catalogue)


@pytest.mark.parametrize(
    "line",
    ["GET /bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe", "x 123456789%3AAAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"],
)
def test_no_token_reaches_the_log(line: str) -> None:
    told = Masked("42:TEST").format(logging.LogRecord("x", logging.INFO, "", 0, f"{line} 42:TEST", None, None))
    assert "AAHdq" not in told
    assert "42:TEST" not in told
