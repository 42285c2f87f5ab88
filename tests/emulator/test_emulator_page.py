"""What the page is given: its files, a person of its own, and a stream of what happens."""

import json
from typing import Any

import aiohttp
import pytest

from bot.emulator import LocalTelegram

from .conftest import Call


async def events(answer: aiohttp.ClientResponse, count: int) -> list[dict[str, Any]]:
    """Read the next few events of a stream."""
    found: list[dict[str, Any]] = []
    async for line in answer.content:
        if line.startswith(b"data: "):
            found.append(json.loads(line[6:]))
            if len(found) == count:
                break
    return found


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "text/html"), ("/page/style.css", "text/css"), ("/page/main.js", "text/javascript")]
)
async def test_serves_the_page_and_nothing_from_elsewhere(
    tg: LocalTelegram, http: aiohttp.ClientSession, path: str, kind: str
) -> None:
    async with http.get(tg.url + path) as answer:
        assert (answer.status, answer.content_type) == (200, kind)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert 'src="http' not in text
    assert "innerHTML" not in text


async def test_serves_no_other_file(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    for path in ("/page/none.js", "/page/..%2flocal.py", "/page/main.py"):
        async with http.get(tg.url + path) as answer:
            assert answer.status == 404


async def test_a_person_of_the_page_talks_to_the_bot(
    tg: LocalTelegram, http: aiohttp.ClientSession, call: Call
) -> None:
    await call("setMyCommands", commands=[{"command": "start", "description": "Zacznij"}], language_code="pl")
    async with http.post(f"{tg.url}/chat/people", json={"language": "pl"}) as answer:
        person = (await answer.json())["id"]
    base = f"{tg.url}/chat/people/{person}"
    async with http.get(f"{base}/events") as stream:
        first = await events(stream, 3)
        assert [event["type"] for event in first] == ["all", "beside", "about"]
        assert first[2]["menu"] == [{"command": "start", "description": "Zacznij"}]
        await http.post(f"{base}/say", json={"text": "/start"})
        update = (await call("getUpdates"))["result"][0]
        assert update["message"]["from"]["language_code"] == "pl"
        markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
        sent = (await call("sendMessage", chat_id=person, text="<b>x</b>", parse_mode="HTML", reply_markup=markup))[
            "result"
        ]
        said, shown = await events(stream, 2)
        assert (said["message"]["by"], shown["message"]["html"]) == ("user", "<b>x</b>")
        assert shown["message"]["rows"] == [[{"text": "A", "data": "a"}]]
        await http.post(f"{base}/tap", json={"message_id": sent["message_id"], "data": "a"})
        query = tg.pending[-1]["callback_query"]
        await call("answerCallbackQuery", callback_query_id=query["id"], text="ok", show_alert=True)
        await call("deleteMessage", chat_id=person, message_id=sent["message_id"])
        assert await events(stream, 2) == [
            {"type": "toast", "text": "ok", "alert": True},
            {"type": "removed", "id": sent["message_id"]},
        ]
        await call("setMyDescription", description="Hello")
        assert (await events(stream, 1))[0]["description"] == "Hello"


async def test_the_page_can_share_and_send(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    person = tg.user()
    base = f"{tg.url}/chat/people/{person.id}"
    for act, body in (("photo", {}), ("contact", {}), ("location", {"latitude": 54.5, "longitude": 18.5})):
        async with http.post(f"{base}/{act}", json=body) as answer:
            assert answer.status == 200
    assert [message.kind for message in person.messages] == ["photo", "contact", "location"]


async def test_refuses_what_the_page_would_not_send(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    base = f"{tg.url}/chat/people/{tg.user().id}"
    for path, body, status in (
        (f"{base}/say", {}, 400),
        (f"{base}/say", {"text": " "}, 400),
        (f"{base}/tap", {"message_id": "x", "data": ""}, 400),
        (f"{base}/fly", {}, 404),
        (f"{tg.url}/chat/people/5/say", {"text": "x"}, 404),
    ):
        async with http.post(path, json=body) as answer:
            assert answer.status == status
    for data, status in (("{", 400), ("[]", 400)):
        async with http.post(f"{base}/say", data=data, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == status
    async with http.post(f"{base}/say", data={"text": "a form of another page"}) as answer:
        assert answer.status == 415
    async with http.get(f"{tg.url}/chat/files/none") as answer:
        assert answer.status == 404
    assert tg.pending == []


async def test_shows_the_note(http: aiohttp.ClientSession) -> None:
    async with (
        LocalTelegram(note="1 June 2019", name="Drogowskaz") as telegram,
        http.get(f"{telegram.url}/chat/about") as answer,
    ):
        about = await answer.json()
    assert (about["note"], about["name"], len(about["location"])) == ("1 June 2019", "Drogowskaz", 2)
    said = {"pl": "1 czerwca 2019", "en": "1 June 2019"}
    async with LocalTelegram(note=said) as telegram, http.get(f"{telegram.url}/chat/about") as answer:
        assert (await answer.json())["note"] == said
