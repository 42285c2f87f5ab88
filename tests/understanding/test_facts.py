"""Residents write several facts at once, in their own words; what is not theirs, not now or only asked is no fact."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understanding.conftest import Understand

WITHOUT_WORK = ["registered_unemployed", "unemployed"]
ANY_DISABILITY = ["mild", "moderate", "severe", "child_certificate", "uncertified"]


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        (
            "Mam 67 lat, mieszkam w Gdyni, opiekuję się mężem",
            "pl",
            {"place": "gdynia", "age": 67, "family": {"carer": True}},
        ),
        (
            "single mum of 2, lost my job, Gdansk",
            "en",
            {"place": "gdansk", "work": WITHOUT_WORK, "family": {"children": True, "single_parent": True}},
        ),
        ("rocznik 58, umiarkowany stopień", "pl", {"age": [67, 68], "disability": "moderate"}),
        ("nie mam orzeczenia", "pl", {"disability": ["none", "uncertified"]}),
        ("szukam darmowego psychologa", "pl", {"need": {"psychologist": True}}),
        ("kurs dla bezrobotnych", "pl", {"need": {"training": True}}),
        ("moja córka ma 12 lat", "pl", {"family": {"children": True}}),
        (
            "opiekuję się mamą, ma 84 lata",
            "pl",
            {"family": {"carer": True}, "cares_for": {"older": True}},
        ),
        ("mam orzeczenie", "pl", {"disability": ANY_DISABILITY[:-1]}),
        ("mam stopień umiarkowany albo znaczny", "pl", {"disability": ["moderate", "severe"]}),
        ("niepełnosprawność ruchowa", "pl", {"disability": ANY_DISABILITY, "disability_kind": {"physical": True}}),
        ("mąż mnie bije", "pl", {"hardship": {"violence": True}}),
        ("nie jestem bezdomny", "pl", {"hardship": {"homelessness": False}}),
        ("no kids", "en", {"family": {"children": False}}),
        ("45 lat bezrobotny", "pl", {"age": 45, "work": WITHOUT_WORK}),
        ("jestem sama z dzieckiem", "pl", {"family": {"single_parent": True}}),
        ("jestem bezrobotny od trzech lat", "pl", {"work": WITHOUT_WORK, "long_without_work": "yes"}),
        ("bezrobotna od dwóch miesięcy", "pl", {"work": WITHOUT_WORK, "long_without_work": "no"}),
        ("fired last month", "en", {"work": WITHOUT_WORK, "long_without_work": "no"}),
        ("jestem bezrobtony", "pl", {"work": WITHOUT_WORK}),
        ("starcilam prace", "pl", {"work": WITHOUT_WORK}),
        # two languages in one message
        ("jestem z Gdyni, unemployed, mam 30 lat", "pl", {"place": "gdynia", "age": 30, "work": WITHOUT_WORK}),
    ],
)
def test_facts_are_heard_without_being_asked_for(
    understand: Understand, text: str, language: str, forms: dict[str, Any]
) -> None:
    assert dict(understand(text, language).forms) == forms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # somebody else's
        ("mój mąż jest niepełnosprawny", "pl"),
        ("moja mama dostała rentę", "pl"),
        ("córka studiuje w Gdańsku", "pl"),
        ("brat jest bezdomny i mieszka na ulicy", "pl"),
        ("mój syn ma 20 lat i nie pracuje", "pl"),
        ("my brother is an addict and lives on the street", "en"),
        ("my mum is on a pension", "en"),
        # once, some day, perhaps
        ("byłem bezrobotny przez dwa lata", "pl"),
        ("w przyszłym roku przechodzę na emeryturę", "pl"),
        ("mam 5 lat do emerytury", "pl"),
        ("staram się o rentę", "pl"),
        ("gdybym stracił pracę co wtedy", "pl"),
        ("I used to be homeless", "en"),
        ("I hope to get a disability pension", "en"),
        # asked, not told
        ("czy muszę być bezrobotny żeby się zapisać?", "pl"),
        ("can pensioners use this", "en"),
        ("do you have to live in Gdańsk?", "en"),
        # denied in a way that leaves it open
        ("nie mam depresji", "pl"),
        ("nie piję i nie biorę narkotyków", "pl"),
        ("nie jestem na emeryturze", "pl"),
        # another thing
        ("mam dorosłe dzieci", "pl"),
        ("mam dwie siostry", "pl"),
        ("jestem psychologiem", "pl"),
        ("jestem na świadczeniu przedemerytalnym", "pl"),
        ("I have two brothers", "en"),
    ],
)
def test_what_is_not_the_residents_now_is_no_fact(understand: Understand, text: str, language: str) -> None:
    assert understand(text, language).forms == ()


def test_a_name_of_several_places_is_all_of_them_to_other_programs(understand: Understand) -> None:
    assert understand("mieszkam w Nowym Dworze").answers == {"place": ["nowy_dwor_gdanski", "elsewhere"]}
    assert understand("mieszkam w Gdyni").answers == {"place": "gdynia"}
