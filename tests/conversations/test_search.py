"""Residents look for help in their own words: with /search, or in the middle of a question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.emulator import User
from bot.store.keeping import Kept
from tests.conftest import Serving, Town

CARD, BACK, TO_QUESTION = (
    {"pl": "Gdzie zapytać", "en": "Where to ask"},
    {"pl": "Wstecz", "en": "Back"},
    {"pl": "Wróć do pytania", "en": "Back to the question"},
)
QUESTION = {"pl": "Gdzie mieszkasz?", "en": "Where do you live?"}
BEGIN = {"pl": "Zaczynam", "en": "Start"}
HEADING = {"pl": "Może o to chodzi", "en": "This may be what you look for"}


async def kept(town: Town, resident: User) -> Kept:
    await town.quiet()
    return await town.service.store.load(resident.id)


@pytest.mark.parametrize(
    ("language", "typed", "offer"),
    [("pl", "dodatek mieszkaniowy", "Dodatek mieszkaniowy"), ("pl", "rent arrears", "Dodatek mieszkaniowy"),
     ("en", "panic button", "Wristband"), ("en", "noclegownia", "bed")],
)  # fmt: skip
async def test_a_search_finds_cards(town: Town, language: str, typed: str, offer: str) -> None:
    resident = town.resident(language)
    screen = await resident.say(f"/search {typed}")
    assert HEADING[language] in screen.text
    assert offer.lower() in screen.text.lower()
    screen = await resident.tap(screen.labels[0])
    assert CARD[language] in screen.text
    screen = await resident.tap(BACK[language])
    assert HEADING[language] in screen.text


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("typed", ["opaska z przyciskiem alarmowym", "I need a panic button"])
async def test_what_is_no_answer_is_searched_for_and_the_question_comes_back(
    town: Town, language: str, typed: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    await resident.tap(BEGIN[language])
    screen = await resident.say(typed)
    assert HEADING[language] in screen.text
    await resident.tap(screen.labels[0])
    await resident.tap(BACK[language])
    screen = await resident.tap(TO_QUESTION[language])
    assert QUESTION[language] in screen.text
    assert (await kept(town, resident)).resident.answers == {}


async def test_the_question_can_be_answered_in_words_from_what_was_found(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.say("szukam prawnika")
    await resident.say("Gdynia")
    screen = await resident.say("/answers")
    assert "miejsce: Gdynia" in screen.text


async def test_search_without_words_asks_for_them_and_takes_the_next_ones(town: Town) -> None:
    resident = town.resident("pl")
    screen = await resident.say("/search")
    assert "Czego szukasz?" in screen.text
    screen = await resident.say("kurs")
    assert HEADING["pl"] in screen.text


async def test_where_nothing_is_found_there_are_other_ways(town: Town) -> None:
    resident = town.resident("pl")
    screen = await resident.say("/search qwertyuiop")
    assert "Nic nie pasuje do tych słów" in screen.text
    screen = await resident.say("zxcvbnm")
    assert "Nic nie pasuje do tych słów" in screen.text
    screen = await resident.say("karta parkingowa")
    assert HEADING["pl"] in screen.text


async def test_danger_comes_before_every_search(town: Town) -> None:
    resident = town.resident("pl")
    screen = await resident.say("/search mąż mnie bije")
    assert "112" in screen.text
    assert HEADING["pl"] not in screen.text


async def test_what_cannot_be_had_where_one_lives_is_not_found(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Gdynia")
    for words in ("/search grupa samopomocy", "/search klub mieszkańca"):
        await resident.say(words)
        shown = (await kept(town, resident)).resident.view.path
        catalogue = town.service.desk.assistant().catalogue
        here = catalogue.places.masks["gdynia"]
        assert all(catalogue.ready[id_].area & here for id_ in shown[1:])


async def test_an_ended_project_says_so_among_what_is_found(town: Town) -> None:
    resident = town.resident("pl")
    screen = await resident.say("/search warsztaty inicjatyw lokalnych")
    assert "(koniec: 30 września 2020)" in screen.text


async def test_projects_open_on_the_day_are_found_as_open(serve: Serving) -> None:
    async with serve(date(2019, 6, 1)) as town:
        resident = town.resident("pl")
        screen = await resident.say("/search warsztaty inicjatyw lokalnych, Toruń")
        assert "(do 30 września 2020)" in screen.text


async def test_no_word_of_a_search_is_kept(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/search dodatek mieszkaniowy dla sąsiadki")
    await resident.say("/search qwertyuiop")
    after = await kept(town, resident)
    assert "mieszkaniowy" not in repr(after)
    assert "qwertyuiop" not in repr(after)
    assert after.resident.view.path == ("search",)
