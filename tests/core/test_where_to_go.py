"""Wherever somebody lives and whatever they look for, there is somewhere to go today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.contacts import Body, ContactPoint
from bot.core.dangers import Dangers
from bot.core.knowledge import Known, know
from bot.core.matcher import Result, contacts, match_known, where_to_go, without_contact
from bot.core.nearby import Nearby
from bot.core.places import Place, Places
from bot.core.questions import Question
from tests.core.catalogues import WORDS, answers_of, contact

TODAY = date(2026, 11, 22)
#: Of the centre of Kartuzy itself no sourced value is known: residents are told how to find it.
TOWNS = ("gdansk", "gdynia", "zukowo", "torun", "zielona_gora")


def results_of(catalogue: Catalogue, forms: dict[str, Form]) -> tuple[Known, tuple[Result, ...]]:
    known = know(catalogue, answers_of(catalogue, forms))
    return known, match_known(catalogue, known, TODAY)


@pytest.mark.parametrize("town", TOWNS)
def test_each_of_the_five_towns_is_sent_to_its_social_assistance_centre(catalogue: Catalogue, town: str) -> None:
    centre = next(iter(catalogue.bodies))
    known, results = results_of(catalogue, {"place": town})
    found = contacts(catalogue, known, results)
    assert any(centre in point.bodies for point in found[:2])
    assert centre not in without_contact(catalogue, known, results, found)


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("kind", ["food", "money", "housing", "advice"])
def test_whoever_looks_for_something_no_offer_gives_still_sees_the_centre_among_the_first(
    catalogue: Catalogue, town: str, kind: str
) -> None:
    centre = next(iter(catalogue.bodies))
    known, results = results_of(catalogue, {"place": town, "need": [kind]})
    assert any(centre in point.bodies for point in contacts(catalogue, known, results)[:4])


def test_kartuzy_is_shown_its_contact_points_and_how_to_find_the_centre(catalogue: Catalogue) -> None:
    centre = next(iter(catalogue.bodies))
    known, results = results_of(catalogue, {"place": "kartuzy"})
    found = contacts(catalogue, known, results)
    assert any("kartuzy" in point.serves for point in found)
    assert (
        any(centre in point.bodies for point in found) or without_contact(catalogue, known, results, found)[0] == centre
    )


@pytest.mark.parametrize("place", ["sopot", "elsewhere"])
def test_a_place_without_projects_never_ends_empty(catalogue: Catalogue, place: str) -> None:
    known, results = results_of(catalogue, {"place": place})
    found = contacts(catalogue, known, results)
    assert found or without_contact(catalogue, known, results, found)


def test_no_place_and_no_kind_of_help_ever_ends_empty(catalogue: Catalogue) -> None:
    need = catalogue.role("need")
    assert need is not None
    for place in catalogue.places.by_id:
        for kind in need.position:
            known, results = results_of(catalogue, {"place": place, "need": [kind]})
            found = contacts(catalogue, known, results)
            unknown = without_contact(catalogue, known, results, found)
            assert found or unknown, (place, kind)
            assert set(unknown) <= set(catalogue.bodies)


def test_who_said_nothing_is_told_of_lines_that_serve_everybody_alone(catalogue: Catalogue) -> None:
    known, results = results_of(catalogue, {})
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    found = contacts(catalogue, known, results)
    assert all(catalogue.served[point.id] == everywhere for point in found)
    assert without_contact(catalogue, known, results, found)[0] == next(iter(catalogue.bodies))


def small(*points: ContactPoint) -> Catalogue:
    """Give a catalogue of one town with two districts, and another town."""
    districts = tuple(Place(f"a.{part}", "district", WORDS) for part in "xy")
    places = Places(
        Place("land", "country", WORDS, parts=(Place("a", "gmina", WORDS, parts=districts), Place("b", "gmina", WORDS)))
    )
    question = Question("place", "place", WORDS, WORDS, WORDS, role="place", leaves=places.leaves)
    bodies = {id_: Body(id_, WORDS, WORDS) for id_ in ("centre", "office")}
    return Catalogue(
        {"place": question},
        places,
        groups={},
        offers={},
        bodies=bodies,
        contacts={point.id: point for point in points},
        papers={},
        dangers=Dangers(),
    )


def order(catalogue: Catalogue, place: str, *bodies: str, wanted: tuple[str, ...] = ()) -> list[str]:
    mask = catalogue.places.masks[place]
    return [point.id for point in where_to_go(catalogue, mask, bodies, frozenset(wanted))]


def test_the_body_that_answers_comes_before_others_and_national_lines_come_last() -> None:
    catalogue = small(
        contact("line", "land", "office", need=("work",)),
        contact("club", "a", need=("work",)),
        contact("centre", "a", "centre"),
        contact("office", "a", "office"),
    )
    assert order(catalogue, "a", "office", "centre", wanted=("work",)) == ["office", "centre", "club", "line"]


def test_the_more_local_comes_first_then_who_helps_with_more_then_the_order_of_the_file() -> None:
    catalogue = small(
        contact("town", "a", "centre", need=("work", "food")),
        contact("second", "a.x", "centre"),
        contact("third", "a.x", "centre"),
        contact("first", "a.x", "centre", need=("food",)),
    )
    assert order(catalogue, "a.x", "centre", wanted=("food",)) == ["first", "second", "third", "town"]


def test_who_serves_only_one_district_is_not_shown_while_the_district_is_unknown() -> None:
    catalogue = small(contact("district", "a.x", "centre"), contact("town", "a", "centre"))
    assert order(catalogue, "a", "centre") == ["town"]
    assert order(catalogue, "b", "centre") == []


def test_who_has_neither_the_task_nor_the_kind_of_help_is_not_shown() -> None:
    assert order(small(contact("office", "a", "office", need=("work",))), "a", "centre", wanted=("food",)) == []


def test_a_body_without_a_contact_point_is_named_so_that_residents_can_find_it() -> None:
    catalogue = small(contact("office", "a", "office"))
    known, results = results_of(catalogue, {"place": "a"})
    assert contacts(catalogue, known, results) == ()
    assert without_contact(catalogue, known, results, ()) == ("centre",)


@pytest.mark.parametrize("keep", [1, 1_024])
def test_contact_points_are_found_by_place_as_by_going_through_all_of_them(catalogue: Catalogue, keep: int) -> None:
    nearby = replace(Nearby.of(catalogue.places, catalogue.contacts.values(), catalogue.served), keep=keep)
    masks = [*catalogue.places.masks.values()]
    for place in [*masks, *(one | other for one, other in pairwise(masks)), *masks]:
        serving = [point for id_, point in catalogue.contacts.items() if not place & ~catalogue.served[id_]]
        assert [point.contact for point in nearby.serving(place)] == serving


def test_a_catalogue_without_bodies_names_none() -> None:
    catalogue = small()
    bare = Catalogue(
        catalogue.questions,
        catalogue.places,
        groups={},
        offers={},
        bodies={},
        contacts={},
        papers={},
        dangers=Dangers(),
    )
    known, results = results_of(bare, {"place": "b"})
    assert contacts(bare, known, results) == ()
    assert without_contact(bare, known, results, ()) == ()
