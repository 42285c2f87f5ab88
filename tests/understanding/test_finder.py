"""Offers are found by the words people use for them, in both languages, mistyped too, and nothing is made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from bot.core.catalogue import Catalogue
from bot.core.offers import State
from bot.understand import Understanding
from bot.understand.finder import MOST_FOUND, PERHAPS, Finder
from tests.evaluation.search import TOP_THREE, mistyped, queries, share

TODAY, THEN = date(2026, 11, 22), date(2019, 6, 1)
Find = Callable[..., tuple[str, ...]]


@pytest.fixture(scope="module")
def finder(catalogue: Catalogue, understanding: Understanding) -> Finder:
    return Finder.of(catalogue, understanding.table)


@pytest.fixture(scope="module")
def find(finder: Finder) -> Find:
    def look(text: str, place: int | None = None, on: date = TODAY, enough: float | None = None) -> tuple[str, ...]:
        return finder.find(text, place, on) if enough is None else finder.find(text, place, on, enough)

    return look


def kinds(catalogue: Catalogue, found: tuple[str, ...]) -> set[str]:
    return {kind for id_ in found for kind in catalogue.offers[id_].need}


def test_what_a_clerk_would_name_is_among_the_first_three(find: Find) -> None:
    assert len(queries()) >= 60
    assert share(queries(), find) >= TOP_THREE
    assert share([row for row in queries() if row["half"] == "apart"], find) >= TOP_THREE


def test_the_same_with_one_slip_in_each_query(find: Find) -> None:
    chance = Random(3)  # noqa: S311 -- chance, not secrets
    assert share([{**row, "text": mistyped(row["text"], chance)} for row in queries()], find) >= TOP_THREE


@pytest.mark.parametrize(
    ("one", "other"),
    [("dodatek mieszkaniowy", "dodatku mieszkaniowego"), ("wózek inwalidzki", "WOZEK INWALIDZKI"),
     ("karta parkingowa", "kartę parkingową"), ("housing allowance", "housing allowances"),
     ("niebieska karta", "neibieska karta")],
)  # fmt: skip
def test_other_forms_and_slips_find_the_same_first(find: Find, one: str, other: str) -> None:
    assert find(one)[:1] == find(other)[:1] != ()


@pytest.mark.parametrize("text", ["psycholog", "psychologist", "psycholgo", "mogę prosić o psychologa?"])
def test_both_languages_are_searched_whatever_is_spoken(catalogue: Catalogue, find: Find, text: str) -> None:
    assert "psychologist" in kinds(catalogue, find(text, enough=PERHAPS))


def test_nothing_is_found_in_a_place_where_it_cannot_be_had(catalogue: Catalogue, find: Find) -> None:
    places = catalogue.places
    for text in ("klub", "kurs", "sąsiedzi", "psycholog", "family support"):
        for place in ("gdynia", "torun", "zielona_gora", "elsewhere"):
            mask = places.masks[place]
            assert all(catalogue.ready[id_].area & mask for id_ in find(text, mask)), (text, place)


def test_a_place_in_the_words_counts_instead_of_the_known_one(catalogue: Catalogue, find: Find) -> None:
    masks = catalogue.places.masks
    assert find("kurs Toruń", masks["gdynia"]) == find("kurs", masks["torun"]) != find("kurs", masks["gdynia"])
    assert find("szkolenie w Gdańsku") == find("szkolenie", masks["gdansk"])
    assert find("Toruń") == ()


def test_help_of_today_stands_before_a_project_that_has_ended(catalogue: Catalogue, find: Find) -> None:
    found = [catalogue.offers[id_].state(TODAY) for id_ in find("doradca zawodowy")]
    assert State.ENDED in found
    assert found[0] is not State.ENDED
    then = [catalogue.offers[id_].state(THEN) for id_ in find("doradca zawodowy", on=THEN)]
    assert State.ENDED not in then
    assert find("doradca zawodowy", on=THEN) != find("doradca zawodowy")


def test_what_is_only_found_by_browsing_and_search_is_found(catalogue: Catalogue, find: Find) -> None:
    hidden = {offer.id for offer in catalogue.offers.values() if offer.browse}
    assert hidden & {*find("wyszedłem z więzienia"), *find("leaving prison")}


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?", "dzięki", "dzień dobry", "thank you", "nie wiem", "ok", "mam pytanie", "asdf qwer zxcv",
     "wrrr brrr", "co to znaczy?", "how are you", "🙂🙂", "\ud800", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢"],
)  # fmt: skip
def test_small_talk_and_nonsense_find_nothing(find: Find, text: str) -> None:
    assert find(text) == ()


def test_whatever_is_typed_nothing_raises_and_no_more_than_a_screen_is_found(catalogue: Catalogue, find: Find) -> None:
    chance = Random(1)  # noqa: S311 -- chance, not secrets
    written = " ".join(word for offer in catalogue.offers.values() for _, listed in offer.keywords for word in listed)
    for _ in range(300):
        start = chance.randrange(len(written))
        assert len(find(written[start : start + chance.randrange(4096)])) <= MOST_FOUND
        find("".join(chr(chance.randrange(0x3000)) for _ in range(400)))
