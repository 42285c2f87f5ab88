"""What actions make of a resident, and the screen they see then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from bot.core import actions as a
from bot.core import screens as s
from bot.core.actions import CONSENT_VERSION, Action
from bot.core.answers import Form, write
from bot.core.browsing import Browsing
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.index import Index
from bot.core.resident import MOST_CHOSEN, Resident, View, judged_answers
from tests.core.catalogues import answers_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
AGREED = Resident(agreed=CONSENT_VERSION)
Shown = TypeVar("Shown", bound=s.Body_)


@pytest.fixture(scope="module")
def conversation(catalogue: Catalogue) -> Conversation:
    return Conversation.over(catalogue)


def after(conversation: Conversation, resident: Resident, *actions: Action) -> Resident:
    for action in actions:
        resident = conversation.apply(resident, action, NOW)
    return resident


def shown(conversation: Conversation, resident: Resident, kind: type[Shown]) -> Shown:
    body = conversation.step(resident, NOW).shows
    assert isinstance(body, kind)
    return body


def said(conversation: Conversation, resident: Resident) -> dict[str, object]:
    catalogue = conversation.catalogue
    return {id_: write(catalogue.questions[id_], catalogue.places, ans) for id_, ans in resident.answers.items()}


# Answering


def test_a_bare_start_shows_the_start_and_the_first_question_is_the_place(conversation: Conversation) -> None:
    shown(conversation, Resident(), s.Start)
    asked = shown(conversation, after(conversation, Resident(), a.Go(("next",))), s.Ask)
    assert asked.question == conversation.catalogue.place
    assert asked.more_places


def test_what_is_prepared_is_not_made_again_for_the_first_tap(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = Conversation.over(catalogue)
    conversation.prepare()
    for made in (Index, Browsing):
        monkeypatch.delattr(made, "of")
    tapped = after(conversation, Resident(), a.Go(("next",)))
    assert isinstance(conversation.step(tapped, NOW).shows, s.Ask)


def test_after_the_town_its_districts_are_offered_and_other_places_stay_in_reach(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "torun"), a.Back())
    assert set(shown(conversation, resident, s.Ask).choices) == {
        part.id for part in conversation.catalogue.places.by_id["torun"].parts
    }
    more = shown(conversation, after(conversation, resident, a.Go(("ask", "place", "+"))), s.Ask)
    assert "torun" not in more.choices
    assert not more.more_places
    assert more.page == 0


def test_the_kind_of_help_comes_after_the_place(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"))
    assert shown(conversation, resident, s.Ask).question.role == "need"


def test_a_range_and_a_single_number_are_both_ages(conversation: Conversation) -> None:
    assert said(conversation, after(conversation, Resident(), a.Choose("age", "18-25"))) == {"age": [18, 25]}
    assert said(conversation, after(conversation, Resident(), a.Choose("age", "67"))) == {"age": 67}


def test_an_age_asked_again_is_asked_in_finer_ranges_inside_the_one_given(conversation: Conversation) -> None:
    catalogue = conversation.catalogue
    refused: dict[str, Form] = dict.fromkeys(catalogue.questions)
    told = answers_of(catalogue, {**refused, "place": "gdynia", "need": ["youth"], "age": [16, 40]})
    asked = shown(conversation, Resident(told, View(("next",)), agreed=CONSENT_VERSION, thorough=True), s.Ask)
    assert asked.question.role == "age"
    ranges = [tuple(map(int, choice.split("-"))) for choice in asked.choices]
    assert ranges[0][0] == 16
    assert ranges[-1][1] == 40


def test_an_age_asked_for_one_offer_is_asked_in_the_ranges_of_that_offer(conversation: Conversation) -> None:
    looking = after(conversation, Resident(), a.Choose("place", "torun"), a.Go(("offer", "tor-01")))
    asked = shown(conversation, after(conversation, looking, a.Go(("ask", "age"))), s.Ask)
    assert asked.choices == ("0-17", "18-120")


@pytest.mark.parametrize(
    "action",
    [
        a.Choose("age", "old"), a.Choose("age", "18-"), a.Choose("age", "20-10"), a.Choose("age", "121"),
        a.Choose("place", "atlantis"), a.Choose("work", "astronaut"), a.Choose("family", "children"),
        a.Choose("shoe_size", "42"), a.Tick("family", "unicorns", ticked=True), a.Tick("work", "employed", ticked=True),
        a.Done("work"), a.Skip("shoe_size"), a.Go(("nowhere",)), a.Go(("offer",)), a.Go(("offer", "x")),
        a.Go(("contact", "x")), a.Go(("why", "x")), a.Go(("ask", "x")), a.Go(("results", "1")),
        a.Go(("browse", "atlantis")), a.Go(("browse", "gdynia", "magic")), a.Choose("age", "1-2-3"), a.Speak("tlh"),
        a.Pick("x", on=True),
    ],
)  # fmt: skip
def test_what_does_not_exist_leaves_the_resident_where_they_are_with_a_remark(
    conversation: Conversation, action: Action
) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"))
    left = after(conversation, resident, action)
    assert left.view.remark == "stale"
    assert left.answers == resident.answers
    assert left.view.path == resident.view.path
    assert after(conversation, left, a.Go(("results",))).view.remark is None


def test_ticks_count_only_once_they_are_confirmed(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Go(("ask", "family")), a.Tick("family", "single_parent", ticked=True))
    assert said(conversation, resident) == {}
    family = conversation.catalogue.questions["family"]
    assert shown(conversation, resident, s.Ask).ticks == family.implied[family.position["single_parent"]]
    done = after(conversation, resident, a.Done("family"))
    assert said(conversation, done)["family"] == {
        option.id: option.id in ("children", "single_parent") for option in family.options
    }


def test_an_option_unticked_takes_with_it_what_it_followed_from(conversation: Conversation) -> None:
    resident = after(
        conversation,
        Resident(),
        a.Tick("family", "single_parent", ticked=True),
        a.Tick("family", "children", ticked=False),
    )
    assert resident.view.ticks == 0


def test_done_without_a_tick_says_to_tick_first_and_none_of_these_is_an_answer(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Go(("ask", "family")))
    assert after(conversation, resident, a.Done("family")).view.remark == "tick-first"
    none = after(conversation, resident, a.Done("family", none=True))
    assert set(said(conversation, none)["family"].values()) == {False}  # type: ignore[attr-defined]


def test_who_comes_back_to_ticks_finds_them_and_may_confirm_them_again(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Tick("family", "carer", ticked=True), a.Done("family"))
    again = after(conversation, resident, a.Go(("ask", "family")), a.Done("family"))
    assert again.answers == resident.answers
    more = after(conversation, resident, a.Go(("ask", "family")), a.Tick("family", "children", ticked=True))
    assert more.view.ticks == 0b01001


def test_an_old_button_of_another_question_does_not_mix_the_ticks_of_two(conversation: Conversation) -> None:
    resident = after(conversation, AGREED, a.Go(("ask", "family")), a.Tick("family", "children", ticked=True))
    other = after(conversation, resident, a.Tick("health", "needs_daily_help", ticked=True))
    health = conversation.catalogue.questions["health"]
    assert other.view.path == ("ask", "health")
    assert other.view.ticks == 1 << health.position["needs_daily_help"]
    stale = after(conversation, resident, a.Done("health"))
    assert stale.view.remark == "tick-first"
    assert "health" not in stale.answers


def test_skipping_is_not_asked_again(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Skip("place"))
    assert resident.answers["place"].refused
    assert shown(conversation, resident, s.Ask).question.role == "need"


def test_a_page_of_the_same_question_keeps_ticks_and_way_back(conversation: Conversation) -> None:
    resident = after(
        conversation, Resident(), a.Go(("results",)), a.Go(("ask", "need")), a.Tick("need", "work", ticked=True)
    )
    turned = after(conversation, resident, a.Go(("ask", "need", "1")))
    assert turned.view.ticks == resident.view.ticks
    assert turned.view.trail == resident.view.trail
    assert shown(conversation, turned, s.Ask).page == 1
    other = after(conversation, turned, a.Go(("ask", "age")))
    assert other.view.ticks is None
    assert other.view.trail == resident.view.trail


# Consent


def test_before_the_first_sensitive_question_stands_the_consent_and_a_tap_without_it_keeps_nothing(
    conversation: Conversation,
) -> None:
    resident = after(conversation, Resident(), a.Go(("ask", "disability")))
    shown(conversation, resident, s.AskConsent)
    for stale in (
        a.Choose("disability", "mild"),
        a.Tick("hardship", "poverty", ticked=True),
        a.Done("hardship", none=True),
        a.Learn((("disability", "mild"),)),
        a.Learn((("hardship", (("poverty", True),)),)),
    ):
        tapped = after(conversation, resident, stale)
        assert tapped.answers == {}
        assert not tapped.view.ticks
        assert tapped.view.remark is None
        shown(conversation, tapped, s.AskConsent)
    agreed = after(conversation, resident, a.Consent(agreed=True))
    assert shown(conversation, agreed, s.Ask).question.id == "disability"


def test_who_declines_is_asked_nothing_sensitive_and_still_sees_results(conversation: Conversation) -> None:
    asked = after(conversation, Resident(), a.Choose("place", "gdynia"), a.Go(("ask", "disability")))
    resident = after(conversation, asked, a.Consent(agreed=False))
    assert resident.declined_sensitive
    counted = judged_answers(conversation.catalogue, resident)
    assert all(counted[q.id].refused for q in conversation.catalogue.questions.values() if q.sensitive)
    assert shown(conversation, after(conversation, resident, a.Go(("results",))), s.Results).offers


def test_consent_taken_back_erases_what_it_covered_also_what_was_only_ticked(conversation: Conversation) -> None:
    resident = after(
        conversation,
        AGREED,
        a.Choose("place", "gdynia"),
        a.Choose("disability", "mild"),
        a.Go(("ask", "hardship")),
        a.Tick("hardship", "poverty", ticked=True),
        a.Consent(agreed=False, withdraw=True),
    )
    assert list(resident.answers) == ["place"]
    assert resident.view.ticks is None
    assert resident.view.remark == "withdrawn"
    assert not resident.may_ask_sensitive


def test_a_consent_to_an_older_wording_does_not_count(conversation: Conversation) -> None:
    answers = answers_of(conversation.catalogue, {"place": "gdynia", "hardship": ["poverty"]})
    older = Resident(answers, agreed=CONSENT_VERSION - 1)
    assert list(judged_answers(conversation.catalogue, older)) == ["place"]
    asked = after(conversation, older, a.Go(("ask", "hardship")))
    shown(conversation, asked, s.AskConsent)


@pytest.mark.parametrize("agreed", [True, False])
def test_nobody_agrees_or_declines_without_the_screen_that_asks(conversation: Conversation, *, agreed: bool) -> None:
    for elsewhere in ((), (a.Go(("privacy",)),), (a.Go(("ask", "age")),), (a.Choose("place", "gdynia"),)):
        resident = after(conversation, Resident(), *elsewhere)
        tapped = after(conversation, resident, a.Consent(agreed=agreed))
        assert tapped == replace(resident, view=replace(resident.view, remark="stale"))


@pytest.mark.parametrize("version", [CONSENT_VERSION - 1, CONSENT_VERSION + 1])
def test_a_button_under_another_wording_of_the_consent_is_out_of_date(conversation: Conversation, version: int) -> None:
    resident = after(conversation, Resident(), a.Go(("ask", "disability")))
    tapped = after(conversation, resident, a.Consent(agreed=True, version=version))
    assert (tapped.agreed, tapped.view.remark) == (None, "stale")
    shown(conversation, tapped, s.AskConsent)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_second_tap_on_the_same_consent_changes_nothing(conversation: Conversation, *, agreed: bool) -> None:
    asked = after(conversation, Resident(), a.Choose("place", "gdynia"), a.Go(("ask", "disability")))
    once = after(conversation, asked, a.Consent(agreed=agreed))
    assert after(conversation, once, a.Consent(agreed=agreed)) == once


# Going back and forth


def test_back_from_a_question_leads_to_the_one_answered_before_and_at_last_to_the_start(
    conversation: Conversation,
) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"), a.Choose("age", "30"))
    path = []
    for _ in range(3):
        resident = after(conversation, resident, a.Back())
        path.append(resident.view.path)
    assert path == [("ask", "age"), ("ask", "place"), ("start",)]


def test_back_from_why_leads_to_its_question_and_from_help_to_where_one_was(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Go(("ask", "age")), a.Go(("why", "age")))
    shown(conversation, resident, s.Why)
    assert after(conversation, resident, a.Back()).view.path == ("ask", "age")
    helped = after(conversation, resident, a.Alarm())
    assert helped.view.remark == "crisis"
    assert after(conversation, helped, a.Alarm(), a.Back()).view.path == ("why", "age")


def test_changing_an_answer_from_the_list_of_answers_shows_the_results_it_changed(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"), a.Go(("answers",)))
    assert [question.id for question, _ in shown(conversation, resident, s.AnswerList).answers] == ["place"]
    changed = after(conversation, resident, a.Go(("ask", "place")), a.Choose("place", "sopot"))
    shown(conversation, changed, s.Results)


def test_answering_what_a_card_misses_comes_back_to_the_card(conversation: Conversation) -> None:
    offer = next(iter(conversation.catalogue.offers))
    resident = after(conversation, AGREED, a.Choose("place", "gdansk"), a.Go(("offer", offer)))
    card = shown(conversation, resident, s.Card)
    assert card.answered
    answered = after(conversation, resident, a.Go(("ask", card.missing[0])), a.Skip(card.missing[0]))
    assert answered.view.path == ("offer", offer)


def test_an_answer_to_a_question_that_no_longer_applies_is_not_listed(conversation: Conversation) -> None:
    resident = after(
        conversation, Resident(), a.Choose("long_without_work", "yes"), a.Choose("work", "retired"), a.Go(("answers",))
    )
    assert [question.id for question, _ in shown(conversation, resident, s.AnswerList).answers] == ["work"]


def test_a_language_is_kept_through_everything_and_choosing_it_leads_back(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Go(("results",)), a.Go(("language",)))
    shown(conversation, resident, s.Languages)
    spoken = after(conversation, resident, a.Speak("en"))
    assert (spoken.language, spoken.view.path) == ("en", ("results",))
    assert after(conversation, spoken, a.Speak("pl")).view.path == ("results",)
    assert after(conversation, spoken, a.Forget()) == Resident(view=View(("forgotten",)), language="en")


def test_a_view_of_a_catalogue_that_is_gone_shows_the_start(conversation: Conversation) -> None:
    for path in (("offer", "gone"), ("ask",), ("browse", "gone"), ("gone", "gone")):
        shown(conversation, Resident(view=View(path)), s.Start)


def test_the_list_holds_a_few_offers_and_says_when_it_is_full(conversation: Conversation) -> None:
    offers = list(conversation.catalogue.offers)[: MOST_CHOSEN + 1]
    resident = after(conversation, Resident(), *(a.Pick(offer, on=True) for offer in offers))
    assert resident.view.remark == "list-full"
    assert resident.chosen == tuple(offers[:MOST_CHOSEN])
    fewer = after(conversation, resident, a.Pick(offers[0], on=False), a.Go(("list",)))
    assert [one.offer.id for one in shown(conversation, fewer, s.MyList).chosen] == offers[1:MOST_CHOSEN]


# Typed words


def test_typed_answers_lead_on_from_a_question_and_leave_other_screens_as_they_are(conversation: Conversation) -> None:
    asked = after(conversation, Resident(), a.Go(("next",)), a.Learn((("place", ("gdynia", "sopot")),)))
    assert asked.view.path == ("next",)
    assert said(conversation, asked) == {"place": ["gdynia", "sopot"]}
    results = after(conversation, asked, a.Go(("results",)), a.Learn((("age", 67),)))
    assert results.view.path == ("results",)
    assert said(conversation, results)["age"] == 67
    other = after(conversation, Resident(), a.Go(("ask", "work")), a.Learn((("age", 67),)))
    assert shown(conversation, other, s.Ask).question.id == "work"
    answered = after(conversation, other, a.Learn((("work", "retired"),)))
    assert answered.view.path == ("next",)


def test_unclear_words_are_asked_back(conversation: Conversation) -> None:
    places = ("torun.stare_miasto", "zielona_gora")
    resident = after(conversation, Resident(), a.Unsure("place", places))
    assert shown(conversation, resident, s.Unsure).candidates == places
    asking = after(conversation, Resident(), a.Go(("next",)), a.Unsure("place", places))
    assert asking.view.path == ("next",)
    assert shown(conversation, after(conversation, asking, a.Go(("ask", "place"))), s.Ask).choices
    chosen = after(conversation, asking, a.Choose("place", places[0]))
    assert said(conversation, chosen) == {"place": places[0]}


def test_a_remark_is_gone_with_the_next_action(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Tell("photo"))
    assert conversation.step(resident, NOW).remark == "photo"
    assert conversation.step(after(conversation, resident, a.Go(("next",))), NOW).remark is None


# Browsing and help


def test_browsing_goes_from_place_to_kind_to_offers_without_an_answer(conversation: Conversation) -> None:
    places = shown(conversation, after(conversation, Resident(), a.Go(("browse",))), s.BrowsePlaces)
    assert places.more_places
    others = shown(conversation, after(conversation, Resident(), a.Go(("browse", "+", "0"))), s.BrowsePlaces)
    assert set(others.places) & set(places.places) == {others.places[-1]}, "only the rest of the country stands on both"
    kinds = shown(conversation, after(conversation, Resident(), a.Go(("browse", "gdynia", "0"))), s.BrowseKinds)
    kind, count = next((kind, count) for kind, count in kinds.kinds if count)
    listed = shown(conversation, after(conversation, Resident(), a.Go(("browse", "gdynia", kind))), s.BrowseOffers)
    assert len(listed.offers) == count
    assert listed.contacts


def test_an_offer_looked_at_without_answers_gives_no_reasons_and_asks_nothing(conversation: Conversation) -> None:
    offer = next(iter(conversation.catalogue.offers))
    card = shown(conversation, after(conversation, Resident(), a.Go(("offer", offer))), s.Card)
    assert (card.reasons, card.missing, card.answered) == ((), (), False)


def test_help_now_begins_with_the_emergency_number_and_then_what_is_near(conversation: Conversation) -> None:
    catalogue = conversation.catalogue
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"), a.Go(("help",)))
    found = shown(conversation, resident, s.Help)
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    national = [catalogue.served[contact.id] == everywhere for contact in found.contacts[1:]]
    assert found.contacts[0].phones[0].fact.value == "112"
    assert national == sorted(national)
    assert False in national
    nobody = shown(conversation, after(conversation, Resident(), a.Go(("help",))), s.Help)
    assert all(catalogue.served[contact.id] == everywhere for contact in nobody.contacts)
    assert nobody.place == ()


def test_privacy_says_whether_there_is_anything_to_erase(conversation: Conversation) -> None:
    assert not shown(conversation, after(conversation, Resident(), a.Go(("privacy",))), s.Privacy).has_answers
    resident = after(conversation, AGREED, a.Choose("age", "30"), a.Go(("privacy",)))
    assert shown(conversation, resident, s.Privacy) == s.Privacy(agreed=True, has_answers=True)
