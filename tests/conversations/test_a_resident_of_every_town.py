"""In every town one resident goes the whole way by buttons: questions, where to go, an offer with papers and steps.

Who they are, what they answer and what they must be shown stands in `offers/personas/miasta.yaml`, for staff to change.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from pydantic import TypeAdapter

from bot.assistant import Assistant
from bot.core.catalogue import Catalogue
from bot.core.offers import Offer
from bot.files.models import PersonaModel
from bot.files.reader import read
from bot.text.buttons import name_on_button
from tests.conftest import ROOT, Town, at_work
from tests.conversations.guide import WORDS, Guide

#: One bot serves all the residents of this file.
pytestmark = pytest.mark.asyncio(loop_scope="module")

FILE = "offers/personas/miasta.yaml"
PEOPLE = TypeAdapter(list[PersonaModel]).validate_python(read(ROOT / FILE, FILE).value)
#: Everybody in Polish, every second one in English too.
WAYS = [*((person, "pl") for person in PEOPLE), *((person, "en") for person in PEOPLE[::2])]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with at_work(assistant, tmp_path_factory.mktemp("towns"), date(2026, 11, 22)) as running:
        yield running


def named(catalogue: Catalogue, person: PersonaModel) -> list[Offer]:
    return [catalogue.offers[id_] for id_ in (*person.fits, *person.maybe)]


def check_the_first_screen(guide: Guide) -> None:
    """Three contact points at most, then five offers at most, a line each, with the help that is always there first."""
    text, words = guide.screen.text, WORDS[guide.language]
    names = {name_on_button(contact.name.in_(guide.language)) for contact in guide.catalogue.contacts.values()}
    assert 0 < len(names & set(guide.screen.labels)) <= 3
    shorts = {offer.short.in_(guide.language) for offer in guide.catalogue.offers.values()}
    listed = [line for line in text.splitlines() if line.removeprefix("• ").partition(" – ")[0] in shorts]
    assert 0 < len(listed) <= 5
    assert words["today"] in text.split(words["always"])[0]
    assert words["ended"] not in text.split(words["always"])[0]


@pytest.mark.parametrize(("person", "language"), WAYS, ids=[f"{person.id}-{language}" for person, language in WAYS])
async def test_a_resident_goes_the_whole_way_to_a_place_and_to_an_offer(
    town: Town, catalogue: Catalogue, person: PersonaModel, language: str
) -> None:
    words = WORDS[language]
    guide = Guide(town.resident(language), catalogue, language, person.answers)
    await guide.to_results()
    check_the_first_screen(guide)
    contact = catalogue.contacts[person.contacts[0]]
    screen = await guide.open_contact(contact)
    assert contact.name.in_(language) in screen.text
    assert all(phone.fact.value in screen.text for phone in contact.phones)
    assert words["dated"] in screen.text or words["undated"] in screen.text
    await guide.tap("results")
    offer = next(one for one in named(catalogue, person) if one.papers and one.steps)
    screen = await guide.open_offer(offer)
    assert offer.title.in_(language) in screen.text
    for heading, told in (("papers", [catalogue.papers[paper] for paper in offer.papers]), ("steps", offer.steps)):
        assert words[heading] in screen.text
        assert all(text.in_(language) in screen.text for text in told)
    assert words["where"] in screen.text
    ended = [(one, one.programme.dates.last) for one in named(catalogue, person) if one.programme.dates.last]
    for project, last in ended[:1]:
        await guide.tap("results")
        screen = await guide.open_offer(project)
        assert str(last.year) in screen.text


async def test_every_town_has_a_resident_and_a_contact_point_that_serves_it(catalogue: Catalogue) -> None:
    places = catalogue.places
    homes = {places.settlement(str(person.answers["place"])).id for person in PEOPLE}
    missing = {place.id for place in places.by_id.values() if place.level == "gmina"} - homes
    assert not missing, f"write down an example resident of {sorted(missing)} in {FILE}"
    for person in PEOPLE:
        assert person.contacts, f"write down under `contacts` where {person.id} can go"
        home = places.masks[str(person.answers["place"])]
        for contact in person.contacts:
            assert not home & ~catalogue.served[contact], (person.id, contact)
