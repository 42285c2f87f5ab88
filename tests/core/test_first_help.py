"""Help against a danger: what answers it and nothing else, the most local office of each task first."""

from __future__ import annotations

import pytest

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.helping import first_help
from bot.core.resident import Resident
from tests.core.test_conversation import after, shown


@pytest.fixture(scope="module")
def conversation(catalogue: Catalogue) -> Conversation:
    return Conversation.over(catalogue)


def ids(catalogue: Catalogue, place: str, *kinds: str) -> list[str]:
    named = {danger.id: danger for danger in catalogue.dangers.kinds}
    mask = catalogue.places.masks[place]
    return [contact.id for contact in first_help(catalogue, mask, [named[kind] for kind in kinds])]


def test_without_a_known_danger_every_number_for_a_crisis_is_shown(catalogue: Catalogue) -> None:
    root = catalogue.places.root.id
    assert ids(catalogue, root) == [
        contact.id
        for contact in catalogue.contacts.values()
        if contact.crisis and catalogue.served[contact.id] == catalogue.places.masks[root]
    ]


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        (["violence"], ["telefon_112", "niebieska_linia", "oik_torun"]),
        (["suicide"], ["telefon_112", "linia_116123", "linia_800702222", "linia_116111", "oik_torun"]),
        (["child"], ["telefon_112", "linia_116111", "telefon_rpd", "oik_torun"]),
        (["child", "violence"], ["telefon_112", "linia_116111", "telefon_rpd", "niebieska_linia"]),
    ],
)
def test_in_danger_of_life_the_emergency_number_leads_then_the_lines_that_answer_then_what_is_near(
    catalogue: Catalogue, kinds: list[str], first: list[str]
) -> None:
    found = [one for one in ids(catalogue, "torun", *kinds) if one != "niebieska_linia_kujawsko_pomorska"]
    assert found[: len(first)] == first


@pytest.mark.parametrize("kind", ["roof", "hunger"])
def test_where_a_bed_or_food_is_missing_what_is_near_leads_and_the_emergency_number_closes(
    catalogue: Catalogue, kind: str
) -> None:
    found = ids(catalogue, "gdynia", kind)
    assert found[-1] == "telefon_112"
    assert "gdynia" in catalogue.contacts[found[0]].serves
    assert "linia_116111" not in found


def test_offices_are_found_once_and_in_the_order_of_their_tasks(catalogue: Catalogue) -> None:
    found = ids(catalogue, "gdynia", "roof", "hunger")
    assert len(found) == len(set(found))
    roof = [one for one in found if "homeless_help" in catalogue.contacts[one].bodies]
    assert found[: len(roof)] == roof


def test_where_nobody_near_is_known_the_office_to_ask_is_named(conversation: Conversation) -> None:
    nowhere = after(conversation, Resident(), a.Alarm(dangers=("roof",)))
    assert [body.id for body in shown(conversation, nowhere, s.Help).unknown] == ["homeless_help"]
    sopot = after(conversation, Resident(), a.Choose("place", "sopot"), a.Alarm(dangers=("violence",)))
    assert [body.id for body in shown(conversation, sopot, s.Help).unknown] == ["crisis_centre"]
    unsaid = after(conversation, Resident(), a.Alarm(dangers=("violence",)))
    assert shown(conversation, unsaid, s.Help).unknown == ()


def test_help_begins_with_at_most_two_kinds_of_danger_and_pages_keep_them(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Alarm(dangers=("suicide", "child", "violence")))
    assert resident.view.path == ("help", "suicide", "child")
    turned = after(conversation, resident, a.Go(("help", "suicide", "child", "1")))
    found = shown(conversation, turned, s.Help)
    assert ([danger.id for danger in found.dangers], found.page) == (["suicide", "child"], 1)
    assert after(conversation, turned, a.Back()).view.path == ("start",)


@pytest.mark.parametrize(
    "path", [("help", "boredom"), ("help", "suicide", "child", "violence"), ("help", "1", "child")]
)
def test_help_against_what_is_no_danger_is_an_old_button(conversation: Conversation, path: tuple[str, ...]) -> None:
    assert after(conversation, Resident(), a.Go(path)).view.remark == "stale"
