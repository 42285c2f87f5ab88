"""Updates as nobody should send them: they stop nobody, nothing of them is kept, and none makes an error."""

from __future__ import annotations

import logging
import sqlite3
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import Serving, Town
from tests.hostile.updates import CANARY, MALFORMED, NOTED, OTHER_KINDS, OTHERS, SENT, message

MODES = [pytest.param(False, id="polling"), pytest.param(True, id="webhook")]


@pytest.fixture(params=MODES)
async def town(serve: Serving, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    async with serve(webhook=request.param) as running:
        yield running


def reasons(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "bot.db") as database:
        found = database.execute("select reason from inbox where state = 'set-aside'").fetchall()
    database.close()
    return [reason for (reason,) in found]


async def test_forty_malformed_updates_among_good_ones_stop_nobody(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    residents = [town.resident("pl") for _ in range(8)]
    asked, pushed = [], []
    for number, bad in enumerate(MALFORMED):
        pushed.append(town.telegram.push(bad))
        if number % 5 == 0:
            asked.append(residents[number // 5].send("/start"))
    for resident, one in zip(residents, asked, strict=True):
        assert "Jestem automatem" in (await resident.settled(one)).text
    for number in pushed:
        await town.telegram.confirmed(number)
    await town.quiet()
    assert len(MALFORMED) == 40
    assert (await town.service.store.counts())["set-aside"] == 40
    told = reasons(tmp_path)
    assert all(" at " in reason for reason in told)
    assert any("message.chat.id" in reason for reason in told)
    assert CANARY not in "".join(told) + caplog.text


async def test_kinds_of_update_that_were_not_asked_for_are_confirmed_and_not_even_kept(town: Town) -> None:
    assert {"inline_query", "poll_answer", "chat_member", "message_reaction", "business_message"} <= set(OTHER_KINDS)
    numbers = [town.telegram.push(update) for update in OTHERS]
    for number in numbers:
        await town.telegram.confirmed(number)
    await town.quiet()
    assert await town.service.store.counts() == {}


async def test_whatever_a_person_sends_gets_one_line_and_what_telegram_notes_gets_none(town: Town) -> None:
    for body, lines in [*((body, 1) for body in SENT), *((body, 0) for body in NOTED)]:
        resident = town.resident("pl")
        before = len(town.telegram.journal.of("sendMessage"))
        number = town.telegram.push({"message": message(resident.id, **body)})
        await town.telegram.confirmed(number)
        await town.quiet()
        assert len(town.telegram.journal.of("sendMessage")) - before == lines, body
    assert (await town.service.store.counts()).get("set-aside") is None


async def test_names_and_words_with_signs_that_cannot_be_seen_do_not_come_back(town: Town) -> None:
    invisible = "\u202e\u2066\u200b\u0007\u0000\ufeff"
    for words in ("/start", invisible, f"Gdy{invisible}nia", f"/search {invisible}", "\ud7ff\uffff" * 50, "́" * 500):
        resident = town.telegram.user("pl", f"Anna{invisible}", last_name=invisible, username="x")
        await resident.say("/start")
        await resident.say(f"{words}{invisible}")
        assert not any(unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n" for sign in resident.screen.text)
    assert (await town.service.store.counts()).get("set-aside") is None


async def test_a_group_that_floods_hears_one_line(town: Town) -> None:
    group = town.telegram.group([town.resident("pl")])
    for _ in range(20):
        group.send(group.members[0], "/start", until="confirmed")
    await group.wait_for(lambda seen: seen.left)
    await town.quiet()
    assert len([one for one in group.messages if one.by_bot]) == 1


async def test_a_tap_on_a_button_in_a_group_or_channel_does_nothing(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    before = resident.screen
    group = town.telegram.group([resident])
    await group.tap_data(resident, "g:next", message_id=before.message_id, until="confirmed")
    await town.quiet()
    assert resident.screen == before


async def test_a_flood_is_told_so_once_and_nobody_else_waits_for_it(town: Town) -> None:
    flooder, others = town.resident("pl"), [town.resident("pl") for _ in range(5)]
    await flooder.say("/start")
    mark = town.telegram.journal.mark()
    for number in range(300):
        flooder.send("/answers" if number % 2 else "/help")
    asked = [other.send("/start") for other in others]
    for other, one in zip(others, asked, strict=True):
        assert "Jestem automatem" in (await other.settled(one)).text
    await town.telegram.confirmed(flooder.send("/privacy", until="confirmed").update_ids[0])
    await town.quiet()
    shown = [
        call
        for method in ("sendMessage", "editMessageText")
        for call in town.telegram.journal.of(method, since=mark)
        if call.chat_id == flooder.id
    ]
    told = [call for call in shown if "po jednej wiadomości naraz" in call.params["text"]]
    assert 1 <= len(told) <= 5
    assert len(shown) < 150  # fewer than half, where Telegram takes them as fast as it posts
    assert (await town.service.store.counts()) == {"done": 1 + 300 + 5 + 1}
