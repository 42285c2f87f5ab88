"""Residents write how old they are, in figures and words; other numbers and other people's ages are not theirs."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import Understanding
from tests.understanding.conftest import Understand

AGED: list[tuple[str, str, str | None, int | list[int]]] = [
    # clear wording, asked or not
    ("mam 67 lat", "pl", None, 67),
    ("Mam już 67 lat i jestem na emeryturze", "pl", None, 67),
    ("67 lat", "pl", None, 67),
    ("lat 67", "pl", None, 67),
    ("mam lat 67", "pl", None, 67),
    ("67-letni", "pl", None, 67),
    ("67-letnia emerytka z Gdyni", "pl", None, 67),
    ("jestem 67-latką", "pl", None, 67),
    ("jestem sześćdziesięcioletnią kobietą", "pl", None, 60),
    ("sześćdziesiąt siedem lat", "pl", None, 67),
    ("mam szescdziesiat siedem lat", "pl", None, 67),
    ("mam szesdziesiat siedem lat", "pl", None, 67),
    ("mam 67 lta", "pl", None, 67),
    ("rcoznik 1958", "pl", None, [67, 68]),
    ("skończyłam 60 lat", "pl", None, 60),
    ("mam 19", "pl", None, 19),
    ("mam 17,5 roku", "pl", None, 17),
    ("jestem w wieku 67 lat", "pl", None, 67),
    ("kobieta 55 lat z Gdyni", "pl", None, 55),
    ("gdynia 67 lat", "pl", None, 67),
    ("mam 40 lat i nie pracuję", "pl", None, 40),
    ("nie pracuję i mam 40 lat", "pl", None, 40),
    ("mam 67 lat, mąż 70", "pl", None, 67),
    ("córka ma 12 lat a ja mam 40 lat", "pl", None, 40),
    ("rocznik 1958", "pl", None, [67, 68]),
    ("rocznik 58", "pl", None, [67, 68]),
    ("rocznik 05", "pl", None, [20, 21]),
    ("urodziłam się w 1958 roku", "pl", None, [67, 68]),
    ("urodziłem się w Gdyni w 1958", "pl", None, [67, 68]),
    ("ur. 12.03.1958", "pl", None, 68),
    ("ur. 12.12.1958", "pl", None, 67),
    ("urodzony 12 marca 1958", "pl", None, 68),
    ("po pięćdziesiątce", "pl", None, [50, 59]),
    ("jestem już po 50-tce", "pl", None, [50, 59]),
    ("mam ponad 60 lat", "pl", None, [60, 120]),
    ("mam prawie 18 lat", "pl", None, [15, 17]),
    ("mam około 60 lat", "pl", None, [57, 63]),
    ("I'm 67", "en", None, 67),
    ("im 67", "en", None, 67),
    ("I am 67 years old", "en", None, 67),
    ("67yo", "en", None, 67),
    ("67 y/o woman", "en", None, 67),
    ("I'm sixty-seven", "en", None, 67),
    ("I am 67 and retired", "en", None, 67),
    ("aged 67", "en", None, 67),
    ("in my fifties", "en", None, [50, 59]),
    ("I'm in my late 50s", "en", None, [57, 59]),
    ("I'm a 45-year-old woman", "en", None, 45),
    ("I was born in 1958", "en", None, [67, 68]),
    ("I'm over 60", "en", None, [60, 120]),
    # by round numbers, and birthdays just ahead
    ("jestem koło sześćdziesiątki", "pl", None, [57, 63]),
    ("dobijam do siedemdziesiątki", "pl", None, [67, 69]),
    ("mam trzydzieści parę lat", "pl", None, [31, 39]),
    ("stuknęła mi pięćdziesiątka", "pl", None, 50),
    ("rocznik osiemdziesiąty piąty", "pl", None, [40, 41]),
    ("urodziłam się w 85 roku", "pl", None, [40, 41]),
    ("niedługo kończę 18 lat", "pl", None, 17),
    ("jeszcze nie mam 18 lat", "pl", None, [0, 17]),
    ("jestem pełnoletnia", "pl", None, [18, 120]),
    ("nie mam 67 lat tylko 76", "pl", None, 76),
    ("mój tata ma 80 lat a ja 50", "pl", None, 50),
    ("I'm not 18 yet", "en", None, [0, 17]),
    ("I'm thirty-something", "en", None, [31, 39]),
    ("I'll be 65 in May", "en", None, 64),
    ("unemployed 52 year old man from Sopot", "en", None, 52),
    # a number in a list of facts
    ("bezrobotna, 52, Gdynia", "pl", None, 52),
    ("24, student, Toruń", "pl", None, 24),
    # short answers to "how old are you?"
    ("67", "pl", "age", 67),
    ("67l", "pl", "age", 67),
    ("67.", "pl", "age", 67),
    ("mam 12", "pl", "age", 12),
    ("sześćdziesiąt siedem", "pl", "age", 67),
    ("osiemnaście", "pl", "age", 18),
    ("sto dwa", "pl", "age", 102),
    ("1958", "pl", "age", [67, 68]),
    ("1958 r.", "pl", "age", [67, 68]),
    ("12.03.1958", "pl", "age", 68),
    ("50-59", "pl", "age", [50, 59]),
    ("50 – 59", "pl", "age", [50, 59]),
    ("od 50 do 59", "pl", "age", [50, 59]),
    ("między 50 a 60", "pl", "age", [50, 60]),
    ("60+", "pl", "age", [60, 120]),
    ("po 60", "pl", "age", [60, 120]),
    ("poniżej 26", "pl", "age", [0, 25]),
    ("pięćdziesiątka", "pl", "age", [50, 59]),
    ("jestem dorosły", "pl", "age", [18, 120]),
    ("niepełnoletnia", "pl", "age", [0, 17]),
    ("Gdynia 67", "pl", "age", 67),
    ("sixty seven", "en", "age", 67),
    ("fifty to sixty", "en", "age", [50, 60]),
    ("under 18", "en", "age", [0, 17]),
    ("teenager", "en", "age", [11, 19]),
    # clear wording while another question is asked
    ("mam 67 lat", "pl", "work", 67),
    ("mam 67 lat", "pl", "long_without_work", 67),
    ("Gdynia, 67 lat", "pl", "place", 67),
    # years behind "out of work" that nobody can have been so long
    ("bezrobotny 45 lat", "pl", None, 45),
    ("bezrobotna 52 gdynia", "pl", None, 52),
    ("45 lat bezrobotny", "pl", None, 45),
    ("unemployed 45", "en", None, 45),
]


@pytest.mark.parametrize(("text", "language", "ask", "age"), AGED)
def test_a_resident_who_says_their_age_is_understood(
    understand: Understand, text: str, language: str, ask: str | None, age: int | list[int]
) -> None:
    assert dict(understand(text, language, ask).forms).get("age") == age


NO_AGE: list[tuple[str, str]] = [
    # durations, and what lies ahead or behind
    ("mam 3 dzieci", "pl"),
    ("2 lata bez pracy", "pl"),
    ("od 5 lat", "pl"),
    ("od 20 lat", "pl"),
    ("67 lat temu", "pl"),
    ("za 2 lata", "pl"),
    ("za 20 lat", "pl"),
    ("za 2 lata kończę 60", "pl"),
    ("pracuję 20 lat", "pl"),
    ("choruję 20 lat", "pl"),
    ("20 lat w małżeństwie", "pl"),
    ("mam 30 lat pracy", "pl"),
    ("mam 20 lat doświadczenia", "pl"),
    ("mam 10 lat do emerytury", "pl"),
    ("skończyłem 5 lat studiów", "pl"),
    ("jak będę miał 60 lat", "pl"),
    ("gdy skończę 18 lat", "pl"),
    ("kiedy miałam 20 lat", "pl"),
    ("w wieku 60 lat przeszłam na emeryturę", "pl"),
    ("20 years ago", "en"),
    ("2 years without work", "en"),
    ("I have 10 years of experience", "en"),
    ("for 20 years", "en"),
    ("I was 20 when I left", "en"),
    ("when I'm 64", "en"),
    # other people
    ("moja córka ma 12 lat", "pl"),
    ("córka 12 lat", "pl"),
    ("syn, 17 lat", "pl"),
    ("mama, 80 lat", "pl"),
    ("opiekuję się mamą, ma 80 lat", "pl"),
    ("opiekuję się 80-letnią mamą", "pl"),
    ("mam 12-letnią córkę", "pl"),
    ("syn urodził się w 2010", "pl"),
    ("urodziłam syna w 2010", "pl"),
    ("my son is 12 years old", "en"),
    ("I have a 12-year-old", "en"),
    ("my mother was born in 1940", "en"),
    ("I care for my mum, she is 80", "en"),
    # denied, asked, general
    ("nie mam 67 lat", "pl"),
    ("czy trzeba mieć 60 lat?", "pl"),
    ("dla osób 60 lat", "pl"),
    ("kurs dla 18-latków", "pl"),
    ("sto lat", "pl"),
    ("rocznik 20", "pl"),  # a small child, or over a hundred
    # other numbers
    ("mam 20 zł", "pl"),
    ("tel 58 511 01 21", "pl"),
    ("58031512345", "pl"),
    ("800 plus", "pl"),
    ("mam 200 lat", "pl"),
    ("I'm 5 months pregnant", "en"),
    ("I have 3 kids", "en"),
    ("bezrobotny 20 lat", "pl"),
    ("mąż bezrobotny 45 lat", "pl"),
    ("bezrobotna 30 miesięcy", "pl"),
    ("bezrobotny 45 lat temu", "pl"),
]


@pytest.mark.parametrize(("text", "language"), NO_AGE)
def test_a_number_that_is_not_their_age_is_not_taken_for_it(understand: Understand, text: str, language: str) -> None:
    for ask in (None, "place", "work", "family"):
        assert "age" not in dict(understand(text, language, ask).forms), ask


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mam 3 dzieci", "pl"),
        ("2 lata bez pracy", "pl"),
        ("od 5 lat", "pl"),
        ("67 lat temu", "pl"),
        ("za 2 lata", "pl"),
        ("moja córka ma 12 lat", "pl"),
        ("opiekuję się mamą, ma 80 lat", "pl"),
        ("67 dzieci", "pl"),
        ("121", "pl"),
        ("-5", "pl"),
        ("999999999999999999999", "pl"),
        ("59-50", "pl"),
        ("58 511 01 21", "pl"),
        ("58031512345", "pl"),
        ("2090", "pl"),
        ("emeryt", "pl"),
        ("nie jestem pełnoletni", "pl"),
        ("my son is 12", "en"),
    ],
)
def test_also_after_the_question_a_number_must_be_their_age(understand: Understand, text: str, language: str) -> None:
    assert "age" not in dict(understand(text, language, "age").forms)


@pytest.mark.parametrize("text", ["67", "mam 20", "20 lat", "1958", "50-59"])
def test_a_bare_number_is_no_age_while_something_else_is_asked(understand: Understand, text: str) -> None:
    assert "age" not in dict(understand(text, "pl", "long_without_work").forms)


def test_a_year_of_birth_is_counted_from_the_day_it_is_read(understanding: Understanding) -> None:
    for on, age in ((date(2019, 6, 1), [60, 61]), (date(2026, 1, 1), [67, 68])):
        assert dict(understanding.understand("rocznik 1958", "pl", None, on).forms) == {"age": age}
