"""A chat is shown its screen anew though it sent nothing: after an edit, or as somebody else, for a preview."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.resident import RESULTS, Resident
from bot.telegram.show import UnreachableError
from tests.conftest import Town


async def test_a_chat_that_has_no_screen_is_left_alone(town: Town) -> None:
    resident = town.resident()
    calls = len(town.telegram.journal.of("sendMessage"))
    await town.service.desk.anew(resident.id)
    assert len(town.telegram.journal.of("sendMessage")) == calls
    assert (await town.service.store.load(resident.id)).message is None


async def test_a_change_gives_even_a_new_chat_a_screen_and_is_kept(town: Town) -> None:
    resident = town.resident()

    def become(someone: Resident) -> Resident:
        return replace(someone, language="en").fresh(RESULTS)

    await town.service.desk.anew(resident.id, become)
    kept = await town.service.store.load(resident.id)
    assert kept.resident.view.path == RESULTS
    assert kept.message == resident.screen.message_id


async def test_a_screen_shown_anew_takes_the_place_of_the_old_one(town: Town) -> None:
    resident = town.resident()
    before = await resident.say("/start")
    await town.service.desk.anew(resident.id, lambda someone: someone.fresh(RESULTS))
    assert resident.screen.message_id == before.message_id
    assert resident.screen.text != before.text


async def test_it_waits_for_what_the_chat_sent_before(town: Town) -> None:
    resident = town.resident()
    await resident.say("/start")
    asked = resident.press("Zaczynam")
    await town.telegram.confirmed(asked.update_ids[0])
    await town.service.desk.anew(resident.id)
    await resident.settled(asked)
    assert "Gdzie mieszkasz?" in resident.screen.text


async def test_whoever_asks_for_it_is_told_what_went_wrong_and_the_chat_goes_on(town: Town) -> None:
    resident = town.resident()
    await resident.say("/start")

    def fail(_: Resident) -> Resident:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 -- there is no message
        await town.service.desk.anew(resident.id, fail)
    assert "Gdzie mieszkasz?" in (await resident.tap("Zaczynam")).text


async def test_a_chat_that_cannot_be_reached_is_told_to_whoever_asks(town: Town) -> None:
    resident = town.resident()
    await resident.say("/start")
    town.telegram.fault("editMessageText", 500, times=None)
    town.telegram.fault("sendMessage", 500, times=None)
    async with asyncio.timeout(60):
        with pytest.raises(UnreachableError):
            await town.service.desk.anew(resident.id, lambda someone: someone.fresh(RESULTS))
    town.telegram.faults.clear()
