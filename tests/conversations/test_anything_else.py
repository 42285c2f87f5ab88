"""Whatever somebody sends gets a polite line and the current screen: never silence, never an exception."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.emulator import User
from tests.conftest import Town

Doing = Callable[[User], Awaitable[object]]


@pytest.mark.parametrize(
    ("doing", "line"),
    [
        (lambda user: user.send_photo(), "Nie odczytuję zdjęć"),
        (lambda user: user.send_photo("moje orzeczonko z urzędu"), "Nie odczytuję zdjęć"),
        (lambda user: user.send_sticker(), "Nie odczytuję zdjęć"),
        (lambda user: user.send_voice(), "Nie odczytuję zdjęć"),
        (lambda user: user.share_location(54.5, 18.5), "Dokładne położenie nie jest potrzebne"),
        (lambda user: user.share_contact(), "Numer telefonu nie jest potrzebny"),
        (lambda user: user.forward("mieszkam w Gdyni"), "Nie czytam przekazanych"),
        (lambda user: user.say("ą" * 4000), "To długa wiadomość"),
        (lambda user: user.say("qwertyuiop"), "Tego nie rozumiem"),
        (lambda user: user.say("/nieznane"), "Tego nie rozumiem"),
    ],
)
async def test_anything_else_gets_a_polite_line_and_the_current_screen(town: Town, doing: Doing, line: str) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await doing(resident)
    assert line in resident.screen.text
    assert "Gdzie mieszkasz?" in resident.screen.text


async def test_what_is_written_below_a_picture_is_read(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.send_photo("mieszkam w Gdyni")
    assert "Gdynia" in resident.screen.text
    await resident.send_photo("mąż mnie bije")
    assert "To nie Twoja wina" in resident.screen.text


async def test_a_changed_message_gets_a_polite_line(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.say("Gdynia")
    await resident.edit("Sopot")
    assert "Nie czytam poprawionych" in resident.screen.text


@pytest.mark.parametrize(
    "data", ["", "x", "g:", "g:offer:nic", "c:place:krakow", "c:nic:nic", "t:need:nic:1", "t:need:work:7", "d:age",
             "s:nic", "l:xx", "k:maybe", "g:ask", "g:browse:nic",
             "g:browse:gdansk:nic", "p:nic:1", "p:gda-01:2", "g:start:more", "c:age:1-2-3", "c:age:99999", "🙂",
             "g:" + ":" * 60, "c:work:" + "a" * 50]
)  # fmt: skip
async def test_a_forged_or_stale_button_says_so_and_shows_the_current_screen(town: Town, data: str) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.tap_data(data)
    assert "już nie działa" in screen.text
    assert "Gdzie mieszkasz?" in screen.text


async def test_a_double_tap_acts_once(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    await resident.double_tap("Praca")
    assert "☑ Praca" in resident.screen.labels


async def test_an_old_screen_still_works_and_there_is_one_screen_in_the_chat(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.say("Gdynia")
    await town.quiet()
    assert len([message for message in resident.messages if message.by_bot]) == 1


async def test_in_a_group_the_bot_says_one_line_and_leaves(town: Town) -> None:
    resident = town.resident("pl")
    group = town.telegram.group([resident])
    await group.say(resident, "/start", until="confirmed")
    await group.wait_for(lambda seen: seen.left)
    assert len([message for message in group.messages if message.by_bot]) == 1


async def test_whoever_blocks_the_bot_is_forgotten(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    await resident.block()
    await town.quiet()
    assert (await town.service.store.load(resident.id)).resident.answers == {}


async def test_forget_erases_at_once_and_says_so(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    screen = await resident.say("/forget")
    assert "Usunięte." in screen.text
    await town.quiet()
    assert (await town.service.store.load(resident.id)).resident.answers == {}
    screen = await resident.say("/answers")
    assert "Nie ma jeszcze" in screen.text


async def test_commands_and_descriptions_are_there_in_every_language(town: Town) -> None:
    await town.telegram.journal.wait_for("setMyShortDescription", count=3)
    names = ["start", "results", "answers", "browse", "search", "help", "language", "privacy", "forget"]
    polish, english, ukrainian = town.resident("pl"), town.resident("en"), town.resident("uk")
    assert [command["command"] for command in polish.menu] == names
    assert [command["command"] for command in english.menu] == names
    assert [command["command"] for command in ukrainian.menu] == names
    assert polish.menu[0]["description"] != english.menu[0]["description"]
    assert [command["description"] for command in ukrainian.menu][-1] == "Видалити все одразу"


async def test_a_bad_update_is_set_aside_and_stops_nobody(town: Town) -> None:
    resident = town.resident("pl")
    town.telegram.push({"message": {"message_id": "nonsense", "chat": 7}})
    screen = await resident.say("/start")
    assert "Jestem automatem" in screen.text
    await town.quiet()
    assert (await town.service.store.counts()).get("set-aside") == 1
