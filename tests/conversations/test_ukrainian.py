"""A resident who speaks Ukrainian: questions in Ukrainian, offers in Polish with a mark, the language one tap away."""

from __future__ import annotations

import pytest

from bot.emulator import User
from tests.conftest import Town

MARK = "Назви й описи тут — польською мовою."


async def start(town: Town) -> User:
    resident = town.resident("uk")
    await resident.say("/start")
    await resident.tap("Почати")
    return resident


async def test_the_phone_says_ukrainian_and_the_first_screen_is(town: Town) -> None:
    resident = town.resident("uk")
    screen = await resident.say("/start")
    for word in ("Я автомат", "24 години", "демонстрація", "Вирішують установи"):
        assert word in screen.text
    assert screen.labels == [
        "Почати",
        "Переглянути без запитань",
        "Допомога зараз",
        "Приватність",
        "Polski",
        "English",
    ]


async def test_the_way_from_questions_to_a_contact_point(town: Town) -> None:
    resident = await start(town)
    assert "Де Ви живете?" in resident.screen.text
    assert "До результатів щонайбільше 8 запитань" in resident.screen.text
    await resident.tap("Gdynia")
    assert "Якої допомоги Ви шукаєте?" in resident.screen.text
    assert MARK not in resident.screen.text
    await resident.tap("Психолог або терапія")
    await resident.tap("Готово")
    results = await resident.say("/results")
    assert "Куди звернутися сьогодні: Gdynia" in results.text
    assert results.text.count(MARK) == 1
    contact = await resident.tap("MOPS Gdynia")
    assert "Телефон: " in contact.text
    assert "Перевірено" in contact.text
    assert " року. Перш ніж іти" in contact.text
    assert contact.text.count(MARK) == 1


async def test_a_card_is_in_polish_with_one_mark_and_one_title(town: Town) -> None:
    resident = await start(town)
    await resident.tap("Gdynia")
    await resident.tap("Психолог або терапія")
    await resident.tap("Готово")
    await resident.say("/results")
    label = next(label for label in resident.screen.labels if "пропози" in label)
    offers = await resident.tap(label)
    assert offers.text.count(MARK) == 1
    card = await resident.tap(offers.labels[0])
    title = card.text.splitlines()[0]
    assert card.text.count(title) == 1
    assert card.text.count(MARK) == 1
    assert "Де запитати" in card.text
    await resident.tap("Додати до мого списку")
    await resident.tap("Результати")
    listed = await resident.tap("Мій список (1)")
    assert title in listed.text
    kept = await resident.tap("Зробити повідомлення на згадку")
    assert kept.text.count(title) == 1


async def test_english_offers_have_no_mark(town: Town) -> None:
    resident = town.resident("en")
    await resident.say("/start")
    await resident.tap("Start")
    await resident.tap("Gdynia")
    results = await resident.say("/results")
    assert "in Polish" not in results.text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/privacy", "Чого не зберігаю: імені, імені користувача та написаних слів."),
        ("/help", "Допомога зараз. У небезпеці телефонуйте 112."),
        ("/language", "Якою мовою розмовляємо?"),
        ("/search", "Напишіть польською кількома словами"),
        ("/answers", "Відповідей ще немає."),
        ("/forget", "Про Вас більше нічого не збережено."),
        ("/results", "Куди звернутися сьогодні"),
        ("/browse", "Де шукати допомоги?"),
    ],
)
async def test_every_command_answers_in_ukrainian(town: Town, command: str, told: str) -> None:
    resident = town.resident("uk")
    screen = await resident.say(command)
    assert told in screen.text


async def test_consent_is_asked_in_ukrainian(town: Town) -> None:
    resident = await start(town)
    screen = await resident.say("mam orzeczenie o niepełnosprawności")
    assert "Чи можна запитати про здоровʼя і Вашу ситуацію?" in screen.text
    assert "24 години" in screen.text


async def test_polish_words_are_understood_from_somebody_who_reads_ukrainian(town: Town) -> None:
    resident = await start(town)
    screen = await resident.say("Gdynia, mam 67 lat")
    assert "місце: Gdynia" in screen.text
    assert "вік: 67" in screen.text


@pytest.mark.parametrize("place", [[], ["Zaczynam"], ["Zaczynam", "Gdynia"]])
async def test_cyrillic_is_offered_ukrainian_and_nothing_changes_without_a_tap(town: Town, place: list[str]) -> None:
    resident = town.resident("pl")
    before = await resident.say("/start")
    for label in place:
        before = await resident.tap(label)
    screen = await resident.say("Добрий день, мені потрібна допомога")
    assert "Я розмовляю й українською" in screen.text
    assert before.text in screen.text
    assert "Українська" in screen.labels
    again = await resident.say("/start")
    assert "Jestem automatem" in again.text


async def test_one_tap_switches_and_keeps_question_and_answers(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Gdynia")
    await resident.tap("Praca")
    await resident.say("шукаю роботу")
    screen = await resident.tap("Українська")
    assert "Якої допомоги Ви шукаєте?" in screen.text
    assert "Я розмовляю" not in screen.text
    assert "☑ Робота" in screen.labels
    answers = await resident.say("/answers")
    assert "місце: Gdynia" in answers.text


async def test_cyrillic_is_not_offered_what_is_spoken_already(town: Town) -> None:
    resident = await start(town)
    screen = await resident.say("добрий день")
    assert "Цього не розумію" in screen.text
    assert "Українська" not in screen.labels


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("чоловік мене б'є", "Це не Ваша провина."),
        ("Мій чоловік б’є мене і маму", "Це не Ваша провина."),
        ("я не хочу жити", "Ви з цим не самі."),
        ("думаю про самогубство", "Ви з цим не самі."),
        ("нема де спати", "Тут можна запитати про нічліг на сьогодні:"),
        ("нас вигнали з квартири", "Тут можна запитати про нічліг на сьогодні:"),
        ("немає що їсти дітям", "Тут можна запитати про їжу на сьогодні."),
        ("дитина сама вдома", "Кожна дитина має право на безпеку."),
    ],
)
async def test_words_of_danger_in_ukrainian_bring_help_first(town: Town, words: str, told: str) -> None:
    resident = await start(town)
    screen = await resident.say(words)
    assert told in screen.text.splitlines()[0]
    assert "Telefon alarmowy 112" in screen.text


async def test_words_of_danger_in_ukrainian_are_heard_whatever_the_language(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    screen = await resident.say("чоловік мене б'є")
    assert "To nie Twoja wina." in screen.text
    assert "Telefon alarmowy 112" in screen.text


@pytest.mark.parametrize("words", ["хочу жити в Гдині", "шукаю роботу", "моя мама хворіє", "я маю двох дітей"])
async def test_other_words_in_ukrainian_are_no_alarm(town: Town, words: str) -> None:
    resident = await start(town)
    screen = await resident.say(words)
    assert "Telefon alarmowy" not in screen.text
