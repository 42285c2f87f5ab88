"""A resident meets the assistant: the first screen, the language, the questions, the way back."""

from __future__ import annotations

import pytest

from bot.emulator import User
from tests.conftest import Town


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "pl",
            ["Jestem automatem", "wersja pokazowa", "Decydują urzędy", "24 godziny", "jako rodzic"],
        ),
        (
            "en",
            ["I am a computer program", "demonstration", "Nothing here is a decision", "24 hours", "parent answers"],
        ),
        ("de", ["Jestem automatem"]),
        ("en-GB", ["I am a computer program"]),
    ],
)
async def test_the_first_screen_says_what_this_is_in_the_phones_language(
    town: Town, language: str, words: list[str]
) -> None:
    resident = town.resident(language)
    screen = await resident.say("/start")
    for word in words:
        assert word in screen.text
    assert len(screen.rows) <= 8


async def test_the_first_screen_offers_a_start_a_look_around_help_and_the_other_languages(town: Town) -> None:
    resident = town.resident("pl")
    screen = await resident.say("/start")
    assert screen.labels == ["Zaczynam", "Rozejrzę się bez pytań", "Pomoc teraz", "Prywatność", "English", "Українська"]


async def test_the_language_can_be_changed_at_any_moment_and_the_answers_stay(town: Town) -> None:
    resident = await _asked_in_sopot(town)
    await resident.say("/language")
    screen = await resident.tap("English")
    assert "What help do you want?" in screen.text
    screen = await resident.say("/answers")
    assert "place: Sopot" in screen.text


async def test_a_question_is_edited_in_place_and_says_how_many_are_left(town: Town) -> None:
    resident = town.resident("pl")
    first = await resident.say("/start")
    asked = await resident.tap("Zaczynam")
    assert asked.message_id == first.message_id
    assert "Do wyników najwyżej 8 pytań" in asked.text
    assert any("Nie wiem / pomiń" in label for label in asked.labels)
    assert any("Po co" in label for label in asked.labels)
    answered = await resident.tap("Gdynia")
    assert answered.message_id == first.message_id


@pytest.mark.parametrize(
    ("language", "start", "asked"),
    [("pl", "Zaczynam", "Gdańsk: która część?"), ("en", "Start", "Gdańsk: which part?")],
)
async def test_a_town_of_many_parts_is_asked_about_by_its_name(
    town: Town, language: str, start: str, asked: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    first = await resident.tap(start)
    screen = await resident.tap("Gdańsk")
    assert screen.text.startswith(asked)
    assert first.text.splitlines()[0] not in screen.text
    assert "Stogi" in screen.labels


async def test_why_do_you_ask_is_answered_and_leads_back_to_the_question(town: Town) -> None:
    resident = town.resident("en")
    await resident.say("/start")
    question = (await resident.tap("Start")).text
    why = await resident.tap("Why this question?")
    assert "You need not answer" in why.text
    back = await resident.tap("Back to the question")
    assert back.text == question


async def test_back_leads_to_the_question_before_with_its_answer_marked(town: Town) -> None:
    resident = await _asked_in_sopot(town)
    screen = await resident.tap("Wstecz")
    assert "Gdzie mieszkasz?" in screen.text
    assert "✓ Sopot" in screen.labels


async def test_a_skipped_question_is_not_asked_again(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.tap("Nie wiem / pomiń")
    assert "Jakiej pomocy szukasz?" in screen.text


async def test_several_choices_are_ticked_and_count_only_when_confirmed(town: Town) -> None:
    resident = await _asked_in_sopot(town)
    screen = await resident.tap("Praca")
    assert "☑ Praca" in screen.labels
    screen = await resident.tap("☑ Praca")
    assert "☐ Praca" in screen.labels
    refused = await resident.tap("Gotowe")
    assert "Najpierw coś zaznacz" in refused.text
    await resident.tap("Praca")
    screen = await resident.tap("Gotowe")
    assert "Jakiej pomocy" not in screen.text
    screen = await resident.tap("Pokaż wyniki")
    assert "Gdzie po pomoc dzisiaj: Sopot" in screen.text


async def test_none_of_these_is_an_answer_too(town: Town) -> None:
    resident = await _asked_in_sopot(town)
    await resident.tap("Nic z tego")
    screen = await resident.say("/answers")
    assert "rodzaj pomocy: nic z tego" in screen.text


async def _asked_in_sopot(town: Town) -> User:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    return resident
