"""What was understood is said and can be taken back with one tap; what is sensitive is kept only after a yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from bot.assistant import Assistant
from bot.understand import Understanding
from bot.understand.tables import Tables
from bot.understand.understanding import Understood
from tests.conftest import Town, at_work

DAY = date(2026, 11, 22)

WORDS = {
    "pl": {
        "start": "Zaczynam", "message": "Mam 67 lat, mieszkam w Gdyni", "list": "Zapisane z Twojej wiadomości",
        "place": "miejsce: Gdynia", "earlier": "miejsce: Sopot", "age": "wiek: 67", "on": "Dalej",
        "noted": "Zapisane: miejsce – Gdynia.", "undone": "Cofnięte.", "where": "Gdzie mieszkasz?",
        "help": "Jakiej pomocy szukasz?", "severe": "znaczny", "told": "niepełnosprawność: Stopień znaczny",
        "may": "Czy mam to zapamiętać?", "yes": "Tak, zapamiętaj", "no": "Nie zapamiętuj",
        "agree": "Tak, możesz pytać", "decline": "Nie, pomiń te pytania", "consent": "tylko za Twoją zgodą",
        "stale": "Ten przycisk już nie działa", "here": "w Gdyni", "done": "Gotowe", "course": "kurs",
        "ticked": "☑ Kurs lub staż", "danger": "Mam 67 lat, mieszkam w Gdyni, nie chcę żyć", "back": "Wstecz",
        "refuse": "nie", "sure": "tak", "undo": "Cofnij",
    },
    "en": {
        "start": "Start", "message": "I am 67 and I live in Gdynia", "list": "Noted from your message",
        "place": "place: Gdynia", "earlier": "place: Sopot", "age": "age: 67", "on": "Go on",
        "noted": "Noted: place – Gdynia.", "undone": "Taken back.", "where": "Where do you live?",
        "help": "What help do you want?", "severe": "severe", "told": "disability: Severe degree",
        "may": "May I remember this?", "yes": "Yes, remember", "no": "No, do not",
        "agree": "Yes, you may ask", "decline": "No, skip these questions", "consent": "only with your consent",
        "stale": "is out of date", "here": "in Gdynia", "done": "Done", "course": "a course",
        "ticked": "☑ Course or work placement", "danger": "I am 67, I live in Gdynia, I want to kill myself",
        "back": "Back", "refuse": "no", "sure": "yes", "undo": "Undo",
    },
}  # fmt: skip
#: A message that tells something sensitive although nothing of the kind is on screen.
UNASKED = "Gdynia, znaczny / severe"


@dataclass(frozen=True)
class Listening:
    """Reads every message as ever, and one that tells a place and something sensitive."""

    real: Understanding

    def understand(self, text: str, language: str, ask: str | None, on: date) -> Understood:
        if text == UNASKED:
            return Understood((("place", "gdynia"), ("disability", "severe")))
        return self.real.understand(text, language, ask, on)


@dataclass(frozen=True)
class Ears:
    """The tables of the assistant, with such ears."""

    real: Tables

    @property
    def understanding(self) -> Listening:
        return Listening(self.real.understanding)


@pytest.fixture
async def listening(assistant: Assistant, tmp_path: Path) -> AsyncIterator[Town]:
    """The bot at work, with ears for the message about something sensitive."""
    async with at_work(replace(assistant, tables=cast(Tables, Ears(assistant.tables))), tmp_path, DAY) as town:
        yield town


both = pytest.mark.parametrize("language", ["pl", "en"])


@both
async def test_several_facts_are_listed_and_each_is_taken_back_with_one_tap(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    screen = await resident.say(words["message"])
    assert words["list"] in screen.text
    assert words["place"] in screen.text
    assert words["age"] in screen.text
    assert screen.labels == [f"{words['undo']}: {words['place']}", f"{words['undo']}: {words['age']}", words["on"]]
    screen = await resident.tap(f"{words['undo']}: {words['age']}")
    assert words["undone"] in screen.text
    assert words["noted"] in screen.text
    assert words["help"] in screen.text
    screen = await resident.tap(f"{words['undo']}: {words['place']}")
    assert words["where"] in screen.text
    screen = await resident.say("/answers")
    assert words["age"] not in screen.text
    assert words["place"] not in screen.text


@both
async def test_after_the_list_comes_the_next_open_question(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    await resident.say(words["message"])
    screen = await resident.tap(words["on"])
    assert words["help"] in screen.text
    screen = await resident.say("/answers")
    assert words["place"] in screen.text
    assert words["age"] in screen.text


@both
async def test_a_short_answer_leads_to_the_next_question_at_once_and_undoing_it_brings_the_earlier_one_back(
    town: Town, language: str
) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    await resident.tap(words["start"])
    await resident.tap("Sopot")
    screen = await resident.say(words["here"])
    assert words["noted"] in screen.text
    assert words["help"] in screen.text
    screen = await resident.tap(f"{words['undo']}: {words['place']}")
    assert words["undone"] in screen.text
    screen = await resident.say("/answers")
    assert words["earlier"] in screen.text


@both
async def test_a_typed_kind_of_help_is_ticked_and_one_tap_leads_on(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    await resident.tap(words["start"])
    await resident.tap("Sopot")
    screen = await resident.say(words["course"])
    assert words["help"] in screen.text
    assert words["ticked"] in screen.labels
    screen = await resident.tap(words["done"])
    assert words["help"] not in screen.text


@both
async def test_a_sensitive_fact_is_kept_after_consent_and_a_yes(listening: Town, language: str) -> None:
    words, resident = WORDS[language], listening.resident(language)
    await resident.say("/start")
    screen = await resident.say(UNASKED)
    assert words["consent"] in screen.text
    assert words["noted"] in screen.text
    assert list((await listening.service.store.load(resident.id)).resident.answers) == ["place"]
    screen = await resident.tap(words["agree"])
    assert words["may"] in screen.text
    assert words["told"] in screen.text
    assert list((await listening.service.store.load(resident.id)).resident.answers) == ["place"]
    screen = await resident.tap(words["yes"])
    assert words["help"] in screen.text
    screen = await resident.say("/answers")
    assert words["told"] in screen.text


@both
async def test_a_sensitive_answer_to_the_question_on_screen_is_kept_after_a_yes(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    await resident.tap_data("g:ask:disability")
    screen = await resident.say(words["refuse"])
    assert words["agree"] in screen.labels  # a "no" to the consent is not an answer about disability
    await resident.tap(words["agree"])
    screen = await resident.say(words["severe"])
    assert words["may"] in screen.text
    assert words["told"] in screen.text
    screen = await resident.say(words["sure"])
    assert words["may"] in screen.text  # nor is a "yes" to the list
    await resident.tap(words["yes"])
    screen = await resident.say("/answers")
    assert words["told"] in screen.text


@both
async def test_a_sensitive_fact_is_gone_after_a_no_or_anything_else(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    await resident.tap_data("g:ask:disability")
    await resident.tap(words["agree"])
    screen = await resident.say(words["severe"])
    yes = next(button.data for button in screen.buttons if button.text == words["yes"])
    await resident.tap(words["no"])
    screen = await resident.tap_data(str(yes))
    assert words["stale"] in screen.text
    await resident.say(words["severe"])
    await resident.say("/help")
    screen = await resident.tap_data(str(yes))
    assert words["stale"] in screen.text
    assert (await town.service.store.load(resident.id)).resident.answers == {}


@both
async def test_who_declines_keeps_nothing_sensitive_and_goes_on(listening: Town, language: str) -> None:
    words, resident = WORDS[language], listening.resident(language)
    await resident.say("/start")
    await resident.say(UNASKED)
    screen = await resident.tap(words["decline"])
    assert words["help"] in screen.text
    assert f"{words['undo']}: {words['place']}" in screen.labels
    kept = (await listening.service.store.load(resident.id)).resident
    assert (list(kept.answers), kept.view.heard.pending) == (["place"], ())


@both
async def test_help_comes_before_what_else_was_said_and_nothing_of_it_is_lost(town: Town, language: str) -> None:
    words, resident = WORDS[language], town.resident(language)
    await resident.say("/start")
    screen = await resident.say(words["danger"])
    assert "112" in screen.text
    assert words["list"] not in screen.text
    screen = await resident.tap(words["back"])
    assert words["list"] in screen.text
    assert words["place"] in screen.text
