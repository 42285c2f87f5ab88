"""Only those named are obeyed, in the staff chat and in private; nobody else hears anything there."""

from __future__ import annotations

import logging

import pytest

from bot.core.errors import BadUsageError
from bot.settings import Settings
from tests.staff.conftest import PROGRAMME, Office, Working


async def test_nobody_else_is_answered_in_the_staff_chat(office: Office) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", office.changed("Porada dla rodziców", "Rozmowa"))
    offered = office.told[-1]
    calls = len(office.telegram.journal.calls)
    stranger, group = office.stranger, office.group
    await group.send_document(stranger, "town_help.yaml", b"id: x\n", until="confirmed")
    await group.say(stranger, "/undo", until="confirmed")
    await group.say(stranger, "dzień dobry", until="confirmed")
    take = next(button.data for button in offered.buttons if "Wprowadź" in button.text)
    asked = office.telegram.push(
        {
            "callback_query": {
                "id": "1",
                "from": stranger.person,
                "message": offered.raw,
                "chat_instance": "1",
                "data": take,
            }
        }
    )
    await office.telegram.confirmed(asked)
    await office.service.desk.drain()
    new = [call.method for call in office.telegram.journal.calls[calls:] if call.method != "getUpdates"]
    assert new == []
    assert not group.left
    assert "Porada dla rodziców" in office.programme


async def test_members_talk_among_themselves_and_the_bot_stays(office: Office) -> None:
    await office.group.add_bot(office.anna)
    await office.group.say(office.anna, "kto zmieni datę?", until="confirmed")
    await office.service.desk.drain()
    assert not office.group.left
    assert office.told == []


async def test_any_other_group_gets_one_line_and_is_left(office: Office) -> None:
    other = office.telegram.group([office.anna])
    await other.say(office.anna, "/staff", until="confirmed")
    await other.wait_for(lambda seen: seen.left)
    assert len([message for message in other.messages if message.by_bot]) == 1


async def test_whoever_runs_the_bot_finds_the_id_of_a_new_staff_chat_in_the_log(
    closed: Office, working: Working, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with working(chat=None):
        await closed.group.add_bot(closed.stranger)
        await closed.group.wait_for(lambda seen: seen.left)
        assert "BOT_STAFF_CHAT" not in caplog.text
        closed.group.chat.left = False
        await closed.group.add_bot(closed.anna)
        await closed.group.wait_for(lambda seen: seen.left)
    assert f"to stay there, set BOT_STAFF_CHAT={closed.group.id}" in caplog.text


@pytest.mark.parametrize("told_by", ["migrate_to_chat_id", "migrate_from_chat_id"])
async def test_the_staff_chat_stays_one_when_telegram_gives_it_another_id(
    closed: Office, working: Working, told_by: str
) -> None:
    """To make the bot an administrator may be what makes a group grow into a supergroup."""
    grown = closed.telegram.group([closed.anna, closed.stranger])
    chats = {"migrate_to_chat_id": (closed.group, grown.id), "migrate_from_chat_id": (grown, closed.group.id)}
    where, other = chats[told_by]
    async with working():
        note = {"message_id": 7, "date": 1, "chat": where.chat.info, "from": closed.anna.person, told_by: other}
        await closed.telegram.confirmed(closed.telegram.push({"message": note}))
        await grown.say(closed.anna, "/staff")
        closed.edit("to: 2022-12-31", "to: someday")
        await grown.wait_for(lambda seen: "nie da się użyć" in (seen.screen.text if seen.screen else ""), timeout=20)
        await grown.say(closed.stranger, "/staff", until="confirmed")
    closed.edit("to: someday", "to: 2022-12-31")
    async with working():
        await grown.say(closed.anna, "/staff")
        assert not grown.left
        assert [message.text[:18] for message in grown.messages if message.by_bot].count("Tutaj zmieniasz ka") == 2


async def test_nobody_moves_the_staff_chat_but_the_chat_itself(office: Office) -> None:
    other = office.telegram.group([office.anna, office.stranger])
    note = {"message_id": 7, "date": 1, "chat": other.chat.info, "from": office.stranger.person}
    await office.telegram.confirmed(office.telegram.push({"message": {**note, "migrate_from_chat_id": -100777}}))
    await other.wait_for(lambda seen: seen.left)
    await office.group.say(office.anna, "/staff")
    assert "Tutaj zmieniasz katalog" in office.told[-1].text


async def test_a_member_is_obeyed_in_private_and_is_a_resident_besides(office: Office) -> None:
    await office.anna.send_document("town_help.yaml", office.changed("Porada dla rodziców", "Rozmowa"))
    assert f"📄 {PROGRAMME}" in office.anna.screen.text
    await office.anna.tap("Wprowadź zmianę")
    assert "Rozmowa" in office.programme
    screen = await office.anna.say("/start")
    assert "Jestem automatem" in screen.text


async def test_a_resident_who_sends_a_file_or_types_a_staff_command_is_a_resident(office: Office) -> None:
    screen = await office.stranger.send_document("town_help.yaml", b"id: x\n")
    assert "Nie odczytuję zdjęć" in screen.text
    screen = await office.stranger.say("/undo")
    assert "Tego nie rozumiem" in screen.text
    screen = await office.stranger.tap_data("staff:take:1")
    assert "już nie działa" in screen.text


async def test_without_a_staff_chat_members_are_obeyed_in_private(closed: Office, working: Working) -> None:
    async with working(chat=None):
        await closed.anna.say("/staff")
        assert "Tutaj zmieniasz katalog" in closed.anna.screen.text
        await closed.group.say(closed.anna, "/staff", until="confirmed")
        await closed.group.wait_for(lambda seen: seen.left)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"BOT_STAFF": "anna"}, "BOT_STAFF has 'anna' in it. Write Telegram ids with commas between them"),
        ({"BOT_STAFF": "1,,2"}, "BOT_STAFF has '' in it."),
        ({"BOT_STAFF": "-5"}, "BOT_STAFF has '-5' in it."),
        ({"BOT_STAFF": "7000000001, 1087968824"}, "BOT_STAFF has 1087968824 in it, which Telegram writes for many"),
        ({"BOT_STAFF": "1", "BOT_STAFF_CHAT": "@urzad"}, "BOT_STAFF_CHAT has value '@urzad'. Not the id of a chat"),
        ({"BOT_STAFF": "1", "BOT_STAFF_CHAT": "0"}, "BOT_STAFF_CHAT has value '0'."),
        ({"BOT_STAFF_CHAT": "-100123"}, "BOT_STAFF_CHAT is set, but BOT_STAFF names nobody"),
    ],
)
def test_a_setting_that_cannot_be_used_says_so_in_one_line(environment: dict[str, str], line: str) -> None:
    with pytest.raises(BadUsageError) as told:
        Settings.from_environment(environment)
    assert str(told.value).startswith(line)
    assert "\n" not in str(told.value)


def test_staff_are_named_with_commas_between_them() -> None:
    settings = Settings.from_environment({"BOT_STAFF": "7000000001, 7000000002", "BOT_STAFF_CHAT": "-1001234567890"})
    assert settings.staff == {7_000_000_001, 7_000_000_002}
    assert settings.staff_chat == -1_001_234_567_890
