"""What words found is shown, leads to cards and back to where the search began, and holds ids only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core import actions as a
from bot.core import screens as s
from bot.core.actions import Action
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.offers import State
from bot.core.resident import SEARCH, Resident, View

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
THEN = datetime(2019, 6, 1, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
FOUND = a.Found(("st-43", "gda-17"))


@pytest.fixture(scope="module")
def conversation(catalogue: Catalogue) -> Conversation:
    return Conversation.over(catalogue)


def after(conversation: Conversation, *actions: Action, resident: Resident | None = None) -> Resident:
    resident = resident or Resident()
    for action in actions:
        resident = conversation.apply(resident, action, NOW)
    return resident


def test_what_was_found_is_shown_in_its_order_with_how_each_stands_on_the_day(conversation: Conversation) -> None:
    resident = after(conversation, FOUND)
    assert conversation.step(resident, NOW).shows == s.Found(
        (("st-43", State.STANDING), ("gda-17", State.ENDED)), asking=False
    )
    then = conversation.step(resident, THEN).shows
    assert isinstance(then, s.Found)
    assert then.offers[1] == ("gda-17", State.OPEN)


def test_from_a_question_one_looks_at_a_card_and_comes_back_to_the_question(conversation: Conversation) -> None:
    asked = after(conversation, a.Go(("next",)))
    found = after(conversation, FOUND, resident=asked)
    shows = conversation.step(found, NOW).shows
    assert isinstance(shows, s.Found)
    assert shows.asking
    card = after(conversation, a.Go(("offer", "st-43")), resident=found)
    assert isinstance(conversation.step(card, NOW).shows, s.Card)
    back = after(conversation, a.Back(), resident=card)
    assert back.view == found.view
    assert after(conversation, a.Back(), resident=back) == asked


def test_searching_again_and_again_still_leads_straight_back(conversation: Conversation) -> None:
    asked = after(conversation, a.Go(("ask", "age")))
    again = after(conversation, a.Go(SEARCH), a.Found(()), FOUND, a.Found(("st-44",)), resident=asked)
    assert again.view.path == ("found", "st-44")
    assert after(conversation, a.Back(), resident=again).view.path == ("ask", "age")


def test_where_nothing_is_found_one_is_asked_for_other_words(conversation: Conversation) -> None:
    resident = after(conversation, a.Go(("results",)), a.Found(()))
    screen = conversation.step(resident, NOW)
    assert screen.shows == s.Search()
    assert screen.remark == "nothing-found"
    assert after(conversation, a.Back(), resident=resident).view.path == ("results",)


def test_the_question_a_search_began_at_can_still_be_answered_by_words(conversation: Conversation) -> None:
    found = after(conversation, a.Go(("next",)), FOUND)
    assert conversation.typed.asked(found, NOW.date()) == conversation.catalogue.place.id
    learned = after(conversation, a.Learn(((conversation.catalogue.place.id, "gdynia"),)), resident=found)
    assert conversation.catalogue.place.id in learned.answers
    shows = conversation.step(learned, NOW).shows
    assert isinstance(shows, s.Ask)
    assert shows.question.role == "need"
    elsewhere = after(conversation, a.Go(("privacy",)), FOUND)
    assert conversation.typed.asked(elsewhere, NOW.date()) is None
    assert (
        conversation.typed.asked(after(conversation, FOUND, resident=Resident(view=View(SEARCH))), NOW.date()) is None
    )


def test_offers_that_are_gone_from_the_catalogue_are_left_out(catalogue: Catalogue, conversation: Conversation) -> None:
    resident = after(conversation, FOUND)
    offers = {id_: offer for id_, offer in catalogue.offers.items() if id_ != "st-43"}
    less = Conversation.over(replace(catalogue, offers=offers))
    shows = less.step(resident, NOW).shows
    assert isinstance(shows, s.Found)
    assert [id_ for id_, _ in shows.offers] == ["gda-17"]
    none = Conversation.over(replace(catalogue, offers={id_: offers[id_] for id_ in ("st-01", "st-02")}))
    assert none.step(resident, NOW).shows == s.Search()
    assert none.apply(resident, FOUND, NOW).view.remark == "stale"


def test_what_is_kept_of_a_search_is_ids_of_offers_and_no_button_carries_one(conversation: Conversation) -> None:
    resident = after(conversation, FOUND)
    assert resident == Resident(view=View(("found", "st-43", "gda-17"), trail=(("start",),)))
    assert after(conversation, a.Go(("found", "st-43"))).view.remark == "stale"
