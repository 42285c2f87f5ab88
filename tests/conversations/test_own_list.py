"""What to take along: a resident's own list, its papers once, and a message to keep that holds no answers."""

from __future__ import annotations

from bot.core.catalogue import Catalogue
from tests.conftest import Town


async def test_chosen_offers_make_one_list_with_each_paper_once(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Sopot")
    for offer in ("st-02", "st-03"):
        await resident.tap_data(f"g:offer:{offer}")
        screen = await resident.tap("Dodaj do mojej listy")
        assert "✓ Na mojej liście" in screen.labels
    await resident.say("/results")
    screen = await resident.tap("Moja lista (2)")
    papers = [line for line in screen.text.splitlines() if line.startswith("• ")]
    assert len(papers) == len(set(papers))
    assert "Co zabrać ze sobą" in screen.text


async def test_the_message_to_keep_stays_and_says_where_and_what_but_not_who(town: Town, catalogue: Catalogue) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.tap("Gdynia")
    await resident.tap_data("g:ask:disability")
    await resident.tap("Tak, możesz pytać")
    await resident.tap("Stopień znaczny")
    await resident.tap_data("p:st-02:1")
    await resident.tap_data("g:list")
    kept = await resident.tap("Zrób notatkę do zachowania")
    centre, offer = catalogue.contacts["mops_gdynia"], catalogue.offers["st-02"]
    assert centre.address
    for told in (centre.phones[0].fact.value, centre.address.value, "od poniedziałku do piątku 7:30-15:30"):
        assert told in kept.text
    assert "Co zabrać ze sobą" in kept.text
    assert all(catalogue.papers[paper].in_("pl") in kept.text for paper in offer.papers)
    assert "znaczny" not in kept.text
    assert "pasuje" not in kept.text
    below = await resident.tap("Pokaż wyniki niżej")
    assert below.message_id != kept.message_id
    assert kept.message_id in [message.message_id for message in resident.messages]


async def test_a_list_that_is_full_says_so(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    for number in range(1, 7):
        screen = await resident.tap_data(f"p:tor-0{number}:1")
    assert "lista jest pełna" in screen.text


async def test_forgetting_empties_the_list_too(town: Town) -> None:
    resident = town.resident("pl")
    await resident.say("/start")
    await resident.tap_data("p:tor-01:1")
    await resident.say("/forget")
    await town.quiet()
    screen = await resident.tap_data("g:list")
    assert "lista jest pusta" in screen.text
