"""The panel beside the chat: what a program puts there is shown and pressed by its own page alone."""

from typing import Any

import aiohttp
import pytest

from bot.emulator import LocalTelegram, Panel
from bot.emulator.panel import Act, Asked, Choice, Field, Group, Look, Reply


def look(language: str) -> Look:
    """Give a panel with one field and one button, in two languages."""
    label = "Barwa" if language == "pl" else "Colour"
    field = Field("colour", "choice", label, "red", (Choice("red", "red"), Choice("blue", "blue", "cold")))
    return Look("Panel", (Group("", (field,), (Act("paint", "OK"),)),), alerts=("wet",), news="dry", edition=3)


@pytest.fixture
def pressed(tg: LocalTelegram) -> list[Asked]:
    """Put up the panel and note what is pressed."""
    found: list[Asked] = []

    async def press(asked: Asked) -> Reply:
        found.append(asked)
        return Reply(f"painted {asked.values['colour']}", "a text")

    tg.panel = Panel(look, press)
    return found


async def person(tg: LocalTelegram, http: aiohttp.ClientSession) -> int:
    async with http.post(f"{tg.url}/chat/people", json={"language": "pl"}) as answer:
        found: int = (await answer.json())["id"]
    return found


@pytest.mark.usefixtures("pressed")
async def test_shows_what_the_program_provides_in_the_language_of_the_page(
    tg: LocalTelegram, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{tg.url}/chat/panel?lang=pl") as answer:
        shown: dict[str, Any] = await answer.json()
    assert (shown["title"], shown["alerts"], shown["news"], shown["edition"]) == ("Panel", ["wet"], "dry", 3)
    field = shown["groups"][0]["fields"][0]
    assert (field["label"], field["choices"][1]) == ("Barwa", {"value": "blue", "label": "blue", "group": "cold"})
    async with http.get(f"{tg.url}/chat/panel") as answer:
        assert (await answer.json())["groups"][0]["fields"][0]["label"] == "Colour"


async def test_a_pressed_button_tells_the_program_in_which_chat_and_what_stands_in_the_fields(
    tg: LocalTelegram, http: aiohttp.ClientSession, pressed: list[Asked]
) -> None:
    chat = await person(tg, http)
    body = {"language": "pl-PL", "values": {"colour": "blue"}}
    async with http.post(f"{tg.url}/chat/people/{chat}/panel/paint", json=body) as answer:
        assert await answer.json() == {"said": "painted blue", "text": "a text"}
    assert pressed == [Asked(chat, "pl", "paint", {"colour": "blue"})]
    assert tg.people == (chat,)


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [
        ("paint", {"values": []}, 400),
        ("paint", {"values": {"colour": 1}}, 400),
        ("paint", {}, 400),
        ("paint", [], 400),
        ("erase", {"values": {}}, 404),
    ],
)
async def test_refuses_what_is_no_press_of_a_button(  # noqa: PLR0913, PLR0917 - the cases and the fixtures
    tg: LocalTelegram, http: aiohttp.ClientSession, pressed: list[Asked], act: str, body: object, status: int
) -> None:
    chat = await person(tg, http)
    async with http.post(f"{tg.url}/chat/people/{chat}/panel/{act}", json=body) as answer:
        assert answer.status == status
    assert pressed == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_pages_neither_see_the_panel_nor_press_its_buttons(
    tg: LocalTelegram, http: aiohttp.ClientSession, pressed: list[Asked], headers: dict[str, str]
) -> None:
    chat = await person(tg, http)
    async with http.get(f"{tg.url}/chat/panel", headers=headers) as answer:
        assert answer.status == 403
    url, body = f"{tg.url}/chat/people/{chat}/panel/paint", {"values": {"colour": "red"}}
    async with http.post(url, json=body, headers=headers) as answer:
        assert answer.status == 403
    assert pressed == []


async def test_a_form_of_another_page_presses_no_button(
    tg: LocalTelegram, http: aiohttp.ClientSession, pressed: list[Asked]
) -> None:
    chat = await person(tg, http)
    body = b'{"values": {"colour": "red"}}'
    headers = {"Content-Type": "text/plain"}
    async with http.post(f"{tg.url}/chat/people/{chat}/panel/paint", data=body, headers=headers) as answer:
        assert answer.status == 415
    assert pressed == []


async def test_without_a_panel_there_is_none(tg: LocalTelegram, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{tg.url}/chat/about") as answer:
        assert (await answer.json())["panel"] is False
    chat = await person(tg, http)
    async with http.get(f"{tg.url}/chat/panel") as answer:
        assert answer.status == 404
    async with http.post(f"{tg.url}/chat/people/{chat}/panel/paint", json={"values": {}}) as answer:
        assert answer.status == 404
