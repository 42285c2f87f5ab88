"""What the bot says about itself, per language, and what is not a text: places, contacts, documents."""

import json
from typing import Any

import aiohttp
import pytest

from bot.emulator import LocalTelegram

from .conftest import Call

PRIVATE = {"type": "all_private_chats"}


async def test_commands_are_kept_per_scope_and_language(tg: LocalTelegram, call: Call) -> None:
    help_en, help_pl = {"command": "help", "description": "Help"}, {"command": "help", "description": "Pomoc"}
    await call("setMyCommands", commands=[help_en])
    await call("setMyCommands", commands=[help_pl], language_code="pl", scope=PRIVATE)
    assert (await call("getMyCommands"))["result"] == [help_en]
    assert (await call("getMyCommands", language_code="pl"))["result"] == []
    assert (await call("getMyCommands", language_code="pl", scope=PRIVATE))["result"] == [help_pl]
    assert tg.user("pl-PL").menu == [help_pl]
    assert tg.user("de").menu == tg.user(None).menu == [help_en]
    jan = tg.user("en")
    await call(
        "setMyCommands", commands=[{"command": "staff", "description": "S"}], scope={"type": "chat", "chat_id": jan.id}
    )
    assert jan.menu[0]["command"] == "staff"
    await call("deleteMyCommands", language_code="pl", scope=PRIVATE)
    assert tg.user("pl").menu == [help_en]


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"commands": [{"command": "Help!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "help", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "help", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "language_code": "polish"}, "invalid language code specified"),
    ],
)
async def test_refuses_commands(call: Call, params: dict[str, Any], why: str) -> None:
    assert (await call("setMyCommands", **params))["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(("kind", "longest"), [("Description", 512), ("ShortDescription", 120), ("Name", 64)])
async def test_texts_are_kept_per_language(call: Call, kind: str, longest: int) -> None:
    field = {"Description": "description", "ShortDescription": "short_description", "Name": "name"}[kind]
    await call(f"setMy{kind}", **{field: "default"})
    await call(f"setMy{kind}", **{field: "po polsku", "language_code": "pl"})
    assert (await call(f"getMy{kind}", language_code="pl"))["result"] == {field: "po polsku"}
    assert (await call(f"getMy{kind}", language_code="de"))["result"] == {field: "default"}
    assert (await call(f"setMy{kind}", **{field: "x" * longest}))["ok"]
    assert not (await call(f"setMy{kind}", **{field: "x" * (longest + 1)}))["ok"]


async def test_sends_a_venue_and_a_contact(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    place = {"latitude": 54.5, "longitude": "18.5", "title": "Urząd", "address": "ul. <Długa> 1"}
    venue = (await call("sendVenue", chat_id=anna.id, **place))["result"]["venue"]
    assert venue["location"] == {"latitude": 54.5, "longitude": 18.5}
    assert (anna.screen.kind, anna.screen.text) == ("venue", "Urząd\nul. <Długa> 1")
    assert "&lt;Długa&gt;" in anna.screen.html
    await call("sendContact", chat_id=anna.id, phone_number="58 123", first_name="MOPS", last_name="Gdynia")
    assert anna.screen.text == "MOPS Gdynia\n58 123"
    assert not (await call("sendVenue", chat_id=anna.id, **{**place, "latitude": 91}))["ok"]
    assert not (await call("sendContact", chat_id=anna.id, phone_number=""))["ok"]


@pytest.mark.parametrize("field", ["document", "attached"])
async def test_sends_a_document(tg: LocalTelegram, http: aiohttp.ClientSession, field: str) -> None:
    anna = tg.user()
    form = aiohttp.FormData({"chat_id": str(anna.id), "caption": "<b>Take</b> it", "parse_mode": "HTML"})
    form.add_field(field, b"<h1>page</h1>", filename="page.html", content_type="text/html")
    if field == "attached":
        form.add_field("document", "attach://attached")
    async with http.post(f"{tg.url}/bot42:TEST/sendDocument", data=form) as answer:
        document = (await answer.json())["result"]["document"]
    assert (document["file_name"], document["file_size"], anna.screen.html) == ("page.html", 13, "<b>Take</b> it")
    async with http.get(f"{tg.url}/chat/files/{document['file_id']}") as answer:
        assert await answer.read() == b"<h1>page</h1>"
        assert (answer.content_type, answer.headers["Content-Disposition"]) == (
            "application/octet-stream",
            "attachment",
        )
    again = {"chat_id": anna.id, "document": document["file_id"]}
    async with http.post(f"{tg.url}/bot42:TEST/sendDocument", json=again) as answer:
        assert answer.status == 200
    async with http.post(f"{tg.url}/bot42:TEST/sendDocument", json={**again, "document": "x"}) as answer:
        assert answer.status == 400


async def test_knows_chats_and_signs_off(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    assert (await call("getChat", chat_id=anna.id))["result"]["first_name"] == "Anna"
    assert not (await call("leaveChat", chat_id=anna.id))["ok"]
    assert (await call("sendChatAction", chat_id=anna.id, action="typing"))["ok"]
    assert not (await call("sendChatAction", chat_id=anna.id))["ok"]
    for method in ("close", "logOut"):
        assert (await call(method))["result"] is True


async def test_keeps_a_keyboard_beside_the_text_field(tg: LocalTelegram, call: Call) -> None:
    anna = tg.user()
    keys = {"keyboard": [[{"text": "Where I am", "request_location": True}]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=anna.id, text="x", reply_markup=json.dumps(keys))
    assert anna.chat.beside == keys
    anna.send("I'd rather write")
    assert anna.chat.beside is None
