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


@pytest.mark.parametrize(
    ("language", "typed", "first", "never"),
    [
        ("pl", "mąż mnie bije, mieszkam w Gdyni", ["112", "800 120 002", "ZPS Gdynia"], "116 111"),
        ("pl", "chcę się zabić", ["112", "116 123", "800 70 2222", "116 111"], "800 120 002"),
        ("en", "I want to die", ["112", "116 123", "800 70 2222", "116 111"], "800 120 002"),
        ("pl", "mam 12 lat i tata mnie bije", ["112", "116 111", "800 12 12 12"], "116 123"),
        ("en", "we have nowhere to sleep tonight, we live in Toruń", ["Toruń", "phone"], "116 111"),
        ("pl", "nie mamy co jeść, mieszkamy w Gdyni", ["MOPS Gdynia"], "116 111"),
        ("pl", "nie mam gdzie spać", ["112", "Zapytaj w ośrodku pomocy społecznej o nocleg"], "116 111"),
    ],
)
async def test_what_is_shown_first_fits_the_danger(
    town: Town, language: str, typed: str, first: list[str], never: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    screen = await resident.say(typed)
    found = [screen.text.find(one) for one in first]
    assert -1 not in found
    assert found == sorted(found)
    assert never not in screen.text


async def test_from_help_against_a_danger_all_numbers_are_one_tap_away_and_so_is_the_question(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.say("chcę się zabić")
    screen = await resident.tap("Wszystkie telefony pomocy")
    assert "800 120 002" in screen.text
    screen = await resident.tap("Wstecz")
    assert "Gdzie mieszkasz?" in screen.text


async def test_a_place_told_at_the_help_numbers_leads_back_to_help_against_the_same_danger(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.say("mąż mnie bije")
    await resident.tap("Podaj, gdzie mieszkasz")
    screen = await resident.tap("Gdynia")
    assert "To nie Twoja wina" in screen.text
    assert "ZPS Gdynia" in screen.text


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
