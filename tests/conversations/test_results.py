"""From the first tap to a contact point, for every town, in both languages, today and in the years of the projects."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.catalogue import Catalogue
from bot.emulator import Screen, User
from tests.conftest import Serving, Town

#: Language -> the words a resident taps.
WORDS = {
    "pl": {
        "start": "Zaczynam",
        "skip": "Nie wiem / pomiń",
        "results": "Pokaż wyniki",
        "today": "Gdzie po pomoc dzisiaj",
        "other": "Inne miejsca",
        "no": "Nie, pomiń te pytania",
        "browse": "Rozejrzę się bez pytań",
        "back": "Wstecz",
        "ended": "Projekty, które się skończyły",
        "open": "Projekty, które trwają",
        "planned": "Projekty, które dopiero ruszą",
    },
    "en": {
        "start": "Start",
        "skip": "I don't know / skip",
        "results": "Show results",
        "today": "Where to go today",
        "other": "Other places",
        "no": "No, skip these questions",
        "browse": "Look around, no questions",
        "back": "Back",
        "ended": "Projects that have ended",
        "open": "Projects open now",
        "planned": "Projects that start later",
    },
}
#: The five towns: what is tapped in each language, and the contact point that must be there.
TOWNS = {
    "gdansk": ({"pl": ["Gdańsk", "Stogi"], "en": ["Gdańsk", "Stogi"]}, "MOPR Gdańsk"),
    "gdynia": ({"pl": ["Gdynia"], "en": ["Gdynia"]}, "MOPS Gdynia"),
    "kartuzy": ({"pl": ["Powiat kartuski", "Kartuzy"], "en": ["Kartuzy county", "Kartuzy"]}, "PCPR Kartuzy"),
    "torun": ({"pl": ["Toruń"], "en": ["Toruń"]}, "MOPR Toruń"),
    "zielona_gora": ({"pl": ["Zielona Góra"], "en": ["Zielona Góra"]}, "MOPS Zielona Góra"),
}


async def start(town: Town, language: str) -> User:
    resident = town.resident(language)
    await resident.say("/start")
    await resident.tap(WORDS[language]["start"])
    return resident


async def say_place(resident: User, taps: list[str]) -> Screen:
    screen = resident.screen
    for label in taps:
        screen = await resident.tap(label)
    return screen


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("place", TOWNS)
async def test_every_town_ends_at_a_contact_point_that_answers_today(town: Town, place: str, language: str) -> None:
    taps, contact = TOWNS[place]
    resident = await start(town, language)
    await say_place(resident, taps[language])
    screen = await resident.tap(WORDS[language]["results"])
    assert WORDS[language]["today"] in screen.text
    screen = await resident.say("/results")
    text = screen.text
    for _ in range(3):
        if contact in text:
            break
        screen = await resident.tap("Więcej kontaktów" if language == "pl" else "More contacts")
        text = screen.text
    assert contact in text
    screen = await resident.tap(contact)
    assert any(word in screen.text for word in ("stan na", "as of", "strona bez daty", "page without a date"))


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize(
    ("place", "heading"),
    [("gdansk", "open"), ("gdynia", "open"), ("torun", "open"), ("kartuzy", "planned"), ("zielona_gora", "planned")],
)
async def test_in_june_2019_three_projects_are_open_and_two_are_planned(
    serve: Serving, place: str, heading: str, language: str
) -> None:
    async with serve(date(2019, 6, 1)) as town:
        resident = await start(town, language)
        await say_place(resident, TOWNS[place][0][language])
        screen = await resident.tap(WORDS[language]["results"])
        assert WORDS[language][heading] in screen.text


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("place", TOWNS)
async def test_today_all_projects_have_ended_and_the_bot_says_when(town: Town, place: str, language: str) -> None:
    resident = await start(town, language)
    await say_place(resident, TOWNS[place][0][language])
    screen = await resident.tap(WORDS[language]["results"])
    assert WORDS[language]["ended"] in screen.text
    assert WORDS[language]["open"] not in screen.text
    assert any(year in screen.text for year in ("2019", "2020", "2022", "2023"))


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_every_offer_opens_with_what_it_gives_who_decides_and_all_its_sources(
    town: Town, catalogue: Catalogue, language: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    for offer in catalogue.offers.values():
        screen = await resident.tap_data(f"g:offer:{offer.id}")
        assert offer.title.in_(language) in screen.text
        assert offer.gives.in_(language) in screen.text
        assert offer.title.in_("pl") in screen.text
        assert offer.programme.organiser.in_(language) in screen.text
        assert ("Decyzja należy do nich" if language == "pl" else "Only they decide") in screen.text
        assert ("sprawdzone 22 listopada 2026" if language == "pl" else "checked on 22 November 2026") in screen.text
        for source in offer.sources:
            assert source.name.in_(language) in screen.text
        assert len(screen.rows) <= 8


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_every_contact_point_opens_with_its_values_and_their_year(
    town: Town, catalogue: Catalogue, language: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    for contact in catalogue.contacts.values():
        screen = await resident.tap_data(f"g:contact:{contact.id}")
        assert contact.name.in_(language) in screen.text
        for phone in contact.phones:
            assert phone.fact.value in screen.text
        copied = {button.copy for button in screen.buttons}
        assert {phone.fact.value for phone in contact.phones[:3]} <= copied
        if contact.address:
            assert contact.address.value in screen.text
            assert any(button.url and "maps" in button.url for button in screen.buttons)
        assert len(screen.rows) <= 8


@pytest.mark.parametrize(
    ("language", "start", "results", "hours"),
    [
        ("pl", "Zaczynam", "Pokaż wyniki", "od poniedziałku do piątku 7:30-15:30"),
        ("en", "Start", "Show results", "Monday to Friday 7:30-15:30"),
    ],
)
async def test_the_days_of_opening_hours_are_written_out(
    town: Town, language: str, start: str, results: str, hours: str
) -> None:
    resident = town.resident(language)
    await resident.say("/start")
    for label in (start, "Gdynia", results):
        await resident.tap(label)
    screen = await resident.tap("MOPS Gdynia")
    assert hours in screen.text


async def test_an_offer_says_why_it_fits_and_words_sensitive_answers_neutrally(serve: Serving) -> None:
    async with serve(date(2019, 6, 1)) as town:
        resident = await start(town, "pl")
        await say_place(resident, ["Gdańsk", "Stogi"])
        await resident.say("/answers")
        await resident.tap_data("g:ask:disability")
        await resident.tap("Tak, możesz pytać")
        await resident.tap("Stopień lekki")
        screen = await resident.tap_data("g:offer:gda-13")
        assert "Co pasuje do Ciebie" in screen.text
        assert "✓ miejsce: Gdańsk" in screen.text
        assert "✓ pasuje do odpowiedzi: zdrowie" in screen.text
        assert "lekki" not in screen.text.lower()


async def test_what_is_missing_for_an_offer_is_asked_from_its_card_and_leads_back_to_it(town: Town) -> None:
    resident = await start(town, "pl")
    await say_place(resident, ["Gdańsk", "Stogi"])
    screen = await resident.tap_data("g:offer:gda-12")
    assert "wiek: tego jeszcze nie wiem" in screen.text
    asked = await resident.tap("Odpowiedz: wiek")
    assert "Ile masz lat?" in asked.text
    screen = await resident.tap("60 lub więcej")
    assert "Wsparcie dla seniorów" in screen.text
    assert "✓ wiek: 60 lub więcej" in screen.text


async def test_changing_one_answer_keeps_the_others_and_shows_the_new_result(town: Town) -> None:
    resident = await start(town, "pl")
    await resident.tap("Sopot")
    await resident.tap("Praca")
    await resident.tap("Gotowe")
    await resident.say("/answers")
    await resident.tap("miejsce")
    screen = await resident.tap("Gdynia")
    assert "Gdzie po pomoc dzisiaj: Gdynia" in screen.text
    screen = await resident.say("/answers")
    assert "rodzaj pomocy: Praca" in screen.text
    assert "miejsce: Gdynia" in screen.text


@pytest.mark.parametrize(
    ("taps", "words"),
    [
        (["Sopot"], ["MOPS Sopot", "58 551 17 10"]),
        (["Inna część Polski"], ["Zapytaj w urzędzie gminy lub miasta o ośrodek pomocy społecznej"]),
        (["Inne miejsca", "Inna część Polski"], ["Zapytaj w urzędzie gminy lub miasta o ośrodek"]),
        (["Powiat kartuski", "Sierakowice"], ["GOPS Sierakowice", "58 681 93 92"]),
    ],
)
async def test_where_there_is_no_project_the_way_still_leads_to_help(
    town: Town, taps: list[str], words: list[str]
) -> None:
    resident = await start(town, "pl")
    await say_place(resident, taps)
    screen = await resident.say("/results")
    for word in words:
        assert word in screen.text


async def test_browsing_needs_no_answers(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Rozejrzę się bez pytań")
    screen = await resident.tap("Toruń")
    assert "Jakiej pomocy szukasz?" in screen.text
    screen = await resident.tap("Praca")
    assert "MOPR Toruń" in screen.text
    for _ in range(6):
        if "Doradztwo zawodowe" in screen.labels:
            break
        screen = await resident.tap("Więcej")
    screen = await resident.tap("Doradztwo zawodowe")
    assert "koniec" in screen.text or "skończył" in screen.text
    assert "Co pasuje do Ciebie" not in screen.text


async def test_help_now_shows_what_is_near_before_the_national_lines(town: Town) -> None:
    resident = await start(town, "pl")
    await resident.tap("Gdynia")
    screen = await resident.say("/help")
    assert screen.text.index("112") < screen.text.index("Gdynia")
    everywhere = town.resident("pl")
    screen = await everywhere.say("/help")
    assert "116 111" in screen.text
    assert "Podaj, gdzie mieszkasz" in screen.labels


async def test_consent_can_be_refused_and_results_come_all_the_same(town: Town) -> None:
    resident = await start(town, "pl")
    await say_place(resident, ["Zielona Góra"])
    for _ in range(20):
        if "Czy mogę zapytać" in resident.screen.text:
            break
        more = [label for label in resident.screen.labels if label.startswith("Jeszcze ")]
        await resident.tap(more[0] if more else "Nie wiem / pomiń")
    screen = await resident.tap("Nie, pomiń te pytania")
    for _ in range(20):
        assert "Czy mogę zapytać" not in screen.text
        if "Gdzie po pomoc dzisiaj" in screen.text:
            break
        screen = await resident.tap("Nie wiem / pomiń")
    assert "MOPS Zielona Góra" in screen.text


async def test_the_first_screen_comes_after_eight_answers_at_most_and_the_rest_is_asked_on_request(town: Town) -> None:
    resident = await start(town, "en")
    await say_place(resident, ["Gdynia"])
    await resident.tap("Work")
    screen = await resident.tap("Done")
    answered = 2
    while "Where to go today" not in screen.text:
        screen = await resident.tap("Yes, you may ask" if "May I ask" in screen.text else "I don't know / skip")
        answered += 1
    assert answered <= 8 + 1  # with the consent
    (more,) = [label for label in screen.labels if "more question" in label]
    screen = await resident.tap(more)
    assert "Where to go today" not in screen.text
    for _ in range(12):
        if "Where to go today" in screen.text:
            break
        screen = await resident.tap("Yes, you may ask" if "May I ask" in screen.text else "I don't know / skip")
    assert not [label for label in screen.labels if "more question" in label]


async def test_consent_is_taken_back_with_one_tap_and_the_answers_go(town: Town) -> None:
    resident = await start(town, "pl")
    await resident.tap_data("g:ask:disability")
    await resident.tap("Tak, możesz pytać")
    await resident.tap("Stopień lekki")
    screen = await resident.say("/answers")
    assert "Stopień lekki" in screen.text
    screen = await resident.tap("Cofam zgodę")
    assert "Stopień lekki" not in screen.text
    assert "zgoda jest cofnięta" in screen.text.lower()
