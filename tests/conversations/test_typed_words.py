"""Residents type instead of tapping: places with typos, ages, the words of the question just asked."""

from __future__ import annotations

import pytest

from tests.conftest import Town


@pytest.mark.parametrize(
    ("typed", "place"),
    [("gdynia", "Gdynia"), ("Gdnyia", "Gdynia"), ("mieszkam w Gdyni", "Gdynia"), ("w Sopocie", "Sopot"),
     ("w Toruniu", "Toruń"), ("zielona gora", "Zielona Góra"), ("Orunia", "Gdańsk, Orunia"),
     ("na Oruni", "Gdańsk, Orunia")],
)  # fmt: skip
async def test_a_typed_place_is_understood(town: Town, typed: str, place: str) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.say(typed)
    assert "Zapisane: miejsce" in screen.text
    screen = await resident.say("/answers")
    assert f"miejsce: {place}" in screen.text


async def test_a_name_that_two_towns_share_is_asked_back(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.say("Stare Miasto")
    assert "Co masz na myśli?" in screen.text
    screen = await resident.tap("Toruń, Stare Miasto")
    screen = await resident.say("/answers")
    assert "miejsce: Toruń, Stare Miasto" in screen.text


async def test_a_typed_age_is_understood(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap_data("g:ask:age")
    await resident.say("67")
    screen = await resident.say("/answers")
    assert "wiek: 67" in screen.text


async def test_words_of_danger_bring_helplines_first_and_the_conversation_goes_on_where_it_was(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.say("nie chcę żyć")
    assert "112" in screen.text
    screen = await resident.tap("Wstecz")
    assert "Gdzie mieszkasz?" in screen.text


async def test_a_doubtful_place_typed_at_another_question_is_asked_back_as_a_place(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap_data("g:ask:age")
    screen = await resident.say("Nowy Dwór")
    assert "Co masz na myśli?" in screen.text
    await resident.tap(screen.labels[0])
    screen = await resident.say("/answers")
    assert "miejsce: " in screen.text


async def test_what_was_understood_is_said(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    screen = await resident.say("w Gdyni")
    assert "Zapisane: miejsce – Gdynia" in screen.text
