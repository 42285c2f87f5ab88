"""The parts a catalogue is made of: places, texts, dates, bands of age, errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.core.answers import NO_ANSWERS
from bot.core.bands import MOST_BANDS, bands, edges
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.errors import BadCatalogueError, Place, Problem
from bot.core.knowledge import know
from bot.core.offers import Amount, Dates, Season, Source, State
from bot.core.rules import Rule, facts
from bot.core.texts import Text
from tests.core.oracle import days_of


def test_a_town_is_the_set_of_its_districts_and_lies_in_all_that_is_above_it(catalogue: Catalogue) -> None:
    places = catalogue.places
    districts = [part.id for part in places.by_id["gdansk"].parts]
    assert places.mask(districts) == places.masks["gdansk"]
    assert [place.id for place in places.path("gdansk.stogi")] == ["gdansk.stogi", "gdansk", "pomorskie"]
    assert places.path(places.root.id) == ()


def test_the_smallest_place_that_holds_all_is_found(catalogue: Catalogue) -> None:
    places = catalogue.places
    assert places.smallest(places.masks["gdansk.stogi"]).id == "gdansk.stogi"
    assert places.smallest(places.mask(["gdansk.stogi", "gdansk.orunia"])).id == "gdansk"
    assert places.smallest(places.mask(["gdynia", "torun"])) == places.root
    assert places.smallest(0) == places.root
    assert places.exact(places.masks["torun"]) == places.by_id["torun"]
    assert places.exact(places.mask(["gdansk.stogi", "gdansk.orunia"])) is None


def test_a_set_of_places_is_named_by_the_largest_of_them(catalogue: Catalogue) -> None:
    places = catalogue.places
    districts = [part.id for part in places.by_id["gdansk"].parts]
    assert places.largest(places.mask([*districts, "torun.podgorz"])) == ("gdansk", "torun.podgorz")
    assert places.largest(places.masks[places.root.id]) == (places.root.id,)
    assert places.largest(0) == ()


def test_the_settlement_of_a_district_is_its_town_and_of_a_county_the_county_itself(catalogue: Catalogue) -> None:
    assert catalogue.places.settlement("gdansk.stogi").id == "gdansk"
    assert catalogue.places.settlement("sopot").id == "sopot"
    assert catalogue.places.settlement("kartuski").id == "kartuski"


def test_a_text_falls_back_to_polish() -> None:
    text = Text((("pl", "dom"), ("en", "home"), ("uk", "")))
    assert [text.in_(language) for language in ("pl", "en", "uk", "de")] == ["dom", "home", "dom", "dom"]
    assert text.languages == ("pl", "en", "uk")
    assert text.has("en")
    assert not text.has("de")
    assert Text.same("Gdynia").in_("en") == "Gdynia"


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        (Dates(), State.STANDING),
        (Dates(date(2020, 6, 1), date(2020, 6, 1)), State.OPEN),
        (Dates(date(2020, 6, 2), None), State.PLANNED),
        (Dates(None, date(2020, 5, 31)), State.ENDED),
        (Dates(date(2020, 5, 1), None), State.OPEN),
    ],
)
def test_the_first_and_the_last_day_belong_to_a_project(dates: Dates, state: State) -> None:
    assert dates.state(date(2020, 6, 1)) is state


@pytest.mark.parametrize("season", [Season((7, 1), (11, 30), 2025), Season((11, 1), (2, 29), 2025)])
def test_a_yearly_window_holds_on_all_of_its_days_and_on_no_other(season: Season) -> None:
    year = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    assert {(day.month, day.day) for day in year if season.holds(day)} == days_of(season)


def test_the_next_window_is_the_one_that_opens_first_after_the_day_if_need_be_next_year(catalogue: Catalogue) -> None:
    summer, winter = Season((7, 1), (8, 31), 2025), Season((11, 1), (2, 29), 2025)
    offer = replace(next(iter(catalogue.offers.values())), seasons=(winter, summer))
    assert offer.next_season(date(2026, 3, 1)) == summer
    assert offer.next_season(date(2026, 9, 1)) == winter
    assert offer.next_season(date(2026, 12, 1)) == summer
    assert replace(offer, seasons=()).next_season(date(2026, 12, 1)) is None


def test_an_offer_without_sources_of_its_own_rests_on_those_of_its_project(catalogue: Catalogue) -> None:
    offer = next(iter(catalogue.offers.values()))
    source = Source(Text.same("a page"), date(2026, 11, 22))
    assert replace(offer, own_sources=()).sources == offer.programme.sources
    assert replace(offer, own_sources=(source,)).sources == (source,)


def test_a_sum_is_shown_for_a_year() -> None:
    amount = Amount(Text.same("600 zł"), date(2025, 11, 22))
    assert amount.fresh(date(2026, 11, 22))
    assert not amount.fresh(date(2026, 11, 24))


def asked(rule: Rule) -> list[int]:
    return [fact.values for fact in facts(rule) if fact.question == "age"]


def test_age_bands_begin_where_some_rule_begins_or_ends(catalogue: Catalogue) -> None:
    age = catalogue.questions["age"]
    asked_for = [ready.rule for ready in catalogue.ready.values()]
    found = bands(age, asked_for, know(catalogue, NO_ANSWERS), 0, 120)
    assert 1 < len(found) <= MOST_BANDS
    assert found[0][0] == 0
    assert found[-1][1] == 120
    assert all(one[1] + 1 == other[0] for one, other in pairwise(found))
    assert {low for low, _ in found[1:]} <= {edge for rule in asked_for for edge in edges(age, asked(rule))}


def test_age_bands_inside_a_band_are_finer(catalogue: Catalogue) -> None:
    age = catalogue.questions["age"]
    asked_for = [ready.rule for ready in catalogue.ready.values()]
    found = bands(age, asked_for, know(catalogue, NO_ANSWERS), 16, 30)
    assert found[0][0] == 16
    assert found[-1][1] == 30
    assert len(found) > 1


def test_a_catalogue_knows_its_roles_and_languages(catalogue: Catalogue) -> None:
    assert catalogue.place.role == "place"
    assert catalogue.role("nobody plays this") is None
    assert {"pl", "en"} <= set(catalogue.languages)


def test_truth_has_an_opposite_and_unknown_is_its_own() -> None:
    assert [truth.opposite for truth in Truth] == [Truth.YES, Truth.UNKNOWN, Truth.NO]


def test_a_bad_catalogue_says_how_many_problems_it_has_and_holds_them() -> None:
    problem = Problem(Place("groups.yaml", 3, 1), "unknown-group")
    error = BadCatalogueError((problem,))
    assert str(error) == "1 problem(s) in the catalogue"
    assert error.problems == (problem,)
