"""What staff type and what they most likely meant: the right form where it is plain to see, nothing where it is not."""

from __future__ import annotations

import pytest

from bot.files import meant, values


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("22.11.2026", "2026-11-22"),
        ("1.3.2027", "2027-03-01"),
        ("1 marca 2027", "2027-03-01"),
        ("1 maja 2027 r.", "2027-05-01"),
        ("„31 grudnia 2027 roku”", "2027-12-31"),
        ("2026/11/2", "2026-11-02"),
        ("2026-31-12", "2026-12-31"),
        ("31.02.2026", ""),
        ("1.3.27", ""),
        ("2026-11-2026", ""),
        ("1 dnia 2027", ""),
        ("jutro", ""),
    ],
)
def test_a_day_in_another_form_is_known(written: str, right: str) -> None:
    assert meant.day(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [("1.03", "03-01"), ("3-1", "03-01"), ("31-12", "12-31"), ("1 marca", "03-01"), ("40.40", ""), ("wiosna", "")],
)
def test_a_day_of_the_year_in_another_form_is_known(written: str, right: str) -> None:
    assert meant.month_day(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("18-64", "18..64"),
        ("64..18", "18..64"),
        ("od 18 do 64 lat", "18..64"),
        ("60 i więcej", "60+"),
        ("od 60 lat", "60+"),
        (">= 60", "60+"),
        ("do 17 lat", "..17"),
        ("18 lat", "18"),
        ("dorośli", ""),
    ],
)
def test_a_range_in_words_is_known(written: str, right: str) -> None:
    assert meant.span(written) == right


@pytest.mark.parametrize(("written", "right"), [("2026 r.", "2026"), ("2025/2026", ""), ("1234567", ""), ("rok", "")])
def test_the_only_number_among_words_is_known(written: str, right: str) -> None:
    assert meant.number(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("pon-pt 8-15", "pn-pt 8:00-15:00"),
        ("pn-pt 7.30-15.30", "pn-pt 7:30-15:30"),
        ("poniedziałek-piątek od 8:00 do 16:00", "pn-pt 8:00-16:00"),
        ("wtorek i czwartek 9-17, sobota 10-13", "wt, czw 9:00-17:00; sb 10:00-13:00"),
        ("sr 8-15", "śr 8:00-15:00"),
        ("codziennie 8-20", "pn-nd 8:00-20:00"),
        ("w dni robocze w godz. 8-16", "pn-pt 8:00-16:00"),
        ("całodobowo", "całą dobę"),
        ("24/7", "całą dobę"),
    ],
)
def test_hours_in_another_form_are_known(written: str, right: str) -> None:
    assert meant.hours(written) == right


@pytest.mark.parametrize(("written", "right"), [("Gda 07", "gda_07"), ("Łódź!", "lodz"), ("„stogi”", "stogi")])
def test_an_id_is_made_of_the_same_letters(written: str, right: str) -> None:
    assert meant.id_(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("www.gdansk.pl", "https://www.gdansk.pl"),
        ("http:/gdansk.pl/mopr", "https://gdansk.pl/mopr"),
        ("htpps://gdansk.pl", "https://gdansk.pl"),
        ("strona miasta", ""),
    ],
)
def test_the_address_of_a_page_gets_its_beginning(written: str, right: str) -> None:
    assert meant.page(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("585110121", "58 511 01 21"),
        ("(58) 511-01-21", "58 511 01 21"),
        ("+48 508 293 279", "508 293 279"),
        ("112", "112"),
        ("116123", "116 123"),
        ("800702222", "800 702 222"),
        ("19 524", "19524"),
        ("+49 30 123456", "+49 30 123456"),
        ("58 511 01 2", ""),
        ("85 73 73", ""),
        ("()", ""),
        ("112 lub 999", ""),
    ],
)
def test_a_telephone_number_is_known_by_the_polish_plan(written: str, right: str) -> None:
    assert values.phone(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("ul. Długa 1, 81000 Gdynia", "ul. Długa 1, 81-000 Gdynia"),
        ("ul. Długa 1, 81-000 Gdynia", "ul. Długa 1, 81-000 Gdynia"),
        ("ul. Długa 1", "ul. Długa 1"),
    ],
)
def test_an_address_gets_the_dash_of_its_postal_code(written: str, right: str) -> None:
    assert values.with_postal_code(written) == right
