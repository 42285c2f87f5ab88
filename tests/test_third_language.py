"""A further language is a folder under `locales/` and its texts in `questions.yaml`: nothing under `bot/` changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from bot.assistant import Assistant
from bot.clock import POLAND
from bot.core.resident import Resident
from bot.emulator import User
from bot.files.loader import load
from bot.text.other import About
from tests.conftest import ROOT, Town, at_work

#: A made-up language, in a script that no other language here is written in.
NAME = "Ξξ"


def folder_of_words(locales: Path) -> None:
    """Add the language to the interface: every sentence with the language's sign before it."""
    with (locales / "messages.pot").open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if not message.id:
            continue
        if isinstance(message.id, str):
            message.string = NAME if message.id == "English" else f"ξ {message.id}"
        else:
            message.string = tuple(f"ξ {one}" for one in message.id)
    made = locales / "xx" / "LC_MESSAGES" / "messages.po"
    made.parent.mkdir(parents=True)
    with made.open("wb") as file:
        write_po(file, catalog)


def texts_of_questions(written: str) -> str:
    """Add the language to every text that has Ukrainian: the same words with a sign before them."""
    text = r'uk: "((?:[^"\\]|\\.)*)"'
    inline = re.sub(rf"(?<=, ){text}", lambda m: f'{m[0]}, xx: "ξ {m[1][:28]}"', written)
    return re.sub(rf"(?m)^( +){text}$", lambda m: f'{m[0]}\n{m[1]}xx: "ξ {m[2]}"', inline)


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Copy the catalogue and the interface, add the language to both, and make the assistant."""
    folder = tmp_path_factory.mktemp("third")
    shutil.copytree(ROOT / "offers", folder / "offers")
    shutil.copytree(ROOT / "locales", folder / "locales")
    folder_of_words(folder / "locales")
    questions = folder / "offers" / "questions.yaml"
    questions.write_text(texts_of_questions(questions.read_text("utf-8")), "utf-8")
    return Assistant.over(load(folder / "offers"), folder / "locales", About(None, 24))


@pytest.fixture
async def town(speaking: Assistant, tmp_path: Path) -> AsyncIterator[Town]:
    async with at_work(speaking, tmp_path, date(2026, 11, 22)) as running:
        yield running


async def asked(town: Town) -> User:
    resident = town.resident("xx")
    await resident.say("/start")
    await resident.tap("ξ Start")
    return resident


async def test_the_language_of_the_phone_is_spoken(town: Town, speaking: Assistant) -> None:
    resident = await asked(town)
    assert "ξ Де Ви живете?" in resident.screen.text
    assert "ξ At most 8 questions before the results" in resident.screen.text
    await resident.tap("Gdynia")
    assert "☐ ξ Робота" in resident.screen.labels
    await town.telegram.journal.wait_for("setMyShortDescription", count=len(speaking.languages))
    assert resident.menu[0]["description"] == "ξ Begin here"


async def test_offers_are_in_polish_with_a_mark(town: Town) -> None:
    resident = await asked(town)
    await resident.tap("Gdynia")
    results = await resident.say("/results")
    assert "MOPS Gdynia" in results.text
    assert results.text.count("ξ Names and descriptions here are in Polish.") == 1


async def test_many_languages_stand_in_a_menu_each_by_its_own_name(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    menu = await resident.tap("Język / Language")
    assert menu.labels[:2] == ["✓ Polski", "English"]
    assert {"Українська", NAME} <= set(menu.labels[2:-1])
    screen = await resident.tap(NAME)
    assert "ξ Hello! This is Drogowskaz." in screen.text


async def test_whoever_writes_in_its_script_is_offered_it(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    screen = await resident.say("καλημέρα")
    assert "ξ I speak English too" in screen.text
    assert "Jestem automatem" in screen.text
    screen = await resident.tap(NAME)
    assert "ξ Hello! This is Drogowskaz." in screen.text


def test_a_language_of_the_questions_alone_is_not_offered(speaking: Assistant) -> None:
    silent = Assistant.over(speaking.catalogue, ROOT / "locales", About(None, 24))
    assert {"pl", "en", "uk"} <= set(silent.languages)
    assert "xx" not in {*silent.languages, *silent.renderer.names}


def test_a_language_that_is_only_begun_is_completed_in_polish_and_never_in_english(
    speaking: Assistant, tmp_path: Path
) -> None:
    locales = tmp_path / "locales"
    shutil.copytree(ROOT / "locales", locales)
    with (locales / "messages.pot").open("rb") as file:
        template = read_po(file)
    for message in template:
        message.string = {"English": NAME, "Start": "ξ Start"}.get(str(message.id), message.string)
    begun = locales / "xx" / "LC_MESSAGES" / "messages.po"
    begun.parent.mkdir(parents=True)
    with begun.open("wb") as file:
        write_po(file, template)
    assistant = Assistant.over(speaking.catalogue, locales, About(None, 24))
    first = assistant.show(Resident(), "xx", datetime(2026, 11, 22, 12, tzinfo=POLAND))
    assert "znikają 24 godziny po Twojej" in first.plain
    assert first.rows[0][0].label == "ξ Start"
