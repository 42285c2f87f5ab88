"""What typed words said: kept and shown, taken back with one tap, and, where it is sensitive, kept only after a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core import actions as a
from bot.core import screens as s
from bot.core.actions import CONSENT_VERSION, Action
from bot.core.answers import write
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.heard import tag
from bot.core.resident import Resident

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
AGREED = Resident(agreed=CONSENT_VERSION)
PLACE_AND_AGE = a.Learn((("place", "gdynia"), ("age", 67)))
HEALTH = a.Learn((("health", (("mental_disorder", True),)),))
MIXED = a.Learn((("place", "gdynia"), ("disability", "severe"), ("hardship", (("poverty", True),))))


@pytest.fixture(scope="module")
def conversation(catalogue: Catalogue) -> Conversation:
    return Conversation.over(catalogue)


def after(conversation: Conversation, resident: Resident, *actions: Action) -> Resident:
    for action in actions:
        resident = conversation.apply(resident, action, NOW)
    return resident


def shows(conversation: Conversation, resident: Resident) -> s.Body_:
    return conversation.step(resident, NOW).shows


def said(conversation: Conversation, resident: Resident) -> dict[str, object]:
    catalogue = conversation.catalogue
    return {id_: write(catalogue.questions[id_], catalogue.places, ans) for id_, ans in resident.answers.items()}


def undo(resident: Resident, question: str, option: str = "") -> a.Undo:
    heard = resident.view.heard
    (fact,) = (one for one in (*heard.facts, *heard.pending) if (one.question, one.option) == (question, option))
    return a.Undo(fact.tag)


def yes(resident: Resident) -> a.Remember:
    return a.Remember(tag(*resident.view.heard.pending))


def listed(conversation: Conversation, resident: Resident) -> tuple[list[str], list[str]]:
    """Give what the list shows as kept and as waiting for a yes."""
    body = shows(conversation, resident)
    assert isinstance(body, s.Heard)
    return [question.id for question, _ in body.facts], [question.id for question, _ in body.pending]


# Ordinary facts


def test_one_fact_is_told_on_the_next_question_and_can_be_taken_back_there(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), a.Learn((("place", "gdynia"),)))
    screen = conversation.step(resident, NOW)
    assert isinstance(screen.shows, s.Ask)
    assert screen.shows.question.role == "need"
    assert [question.id for question, _ in screen.noted] == ["place"]
    undone = after(conversation, resident, undo(resident, "place"))
    assert undone.answers == {}
    assert undone.view.remark == "undone"
    assert conversation.step(undone, NOW).noted == ()


def test_several_facts_are_listed_and_each_can_be_taken_back_before_the_next_question(
    conversation: Conversation,
) -> None:
    resident = after(conversation, Resident(), PLACE_AND_AGE)
    assert listed(conversation, resident) == (["place", "age"], [])
    assert conversation.step(resident, NOW).noted == ()
    less = after(conversation, resident, undo(resident, "age"))
    assert said(conversation, less) == {"place": "gdynia"}
    assert [question.id for question, _ in conversation.step(less, NOW).noted] == ["place"]
    on = after(conversation, resident, a.Proceed())
    assert said(conversation, on) == {"place": "gdynia", "age": 67}
    assert isinstance(shows(conversation, on), s.Ask)


def test_taking_back_brings_the_earlier_answer_back_in_its_place(conversation: Conversation) -> None:
    earlier = after(conversation, Resident(), a.Choose("place", "sopot"), a.Choose("age", "18-25"), a.Skip("work"))
    told = after(conversation, earlier, PLACE_AND_AGE, a.Tell("photo"))
    undone = after(conversation, told, undo(told, "place"))
    assert said(conversation, undone) == {"place": "sopot", "age": 67, "work": None}
    undone = after(conversation, undone, undo(undone, "age"))
    assert list(undone.answers.items()) == list(earlier.answers.items())
    skipped = after(conversation, earlier, a.Learn((("work", "retired"),)))
    assert not skipped.answers["work"].refused
    assert after(conversation, skipped, undo(skipped, "work")).answers["work"].refused


def test_each_option_is_a_fact_of_its_own_and_what_follows_from_another_is_not(conversation: Conversation) -> None:
    told = (("children", True), ("single_parent", True), ("carer", False))
    resident = after(conversation, Resident(), a.Learn((("family", told),)))
    assert [fact.option for fact in resident.view.heard.facts] == ["single_parent", "carer"]
    assert said(conversation, resident)["family"] == dict(told)
    less = after(conversation, resident, undo(resident, "family", "single_parent"))
    assert said(conversation, less)["family"] == {"carer": False}


def test_what_is_said_of_some_options_leaves_the_others_as_they_were(conversation: Conversation) -> None:
    earlier = after(conversation, Resident(), a.Learn((("family", (("carer", True), ("lives_alone", True))),)))
    told = after(conversation, earlier, a.Learn((("family", (("single_parent", True), ("lives_alone", False))),)))
    assert said(conversation, told)["family"] == {
        "children": True, "single_parent": True, "carer": True, "lives_alone": False,
    }  # fmt: skip
    changed = after(conversation, told, a.Learn((("family", (("children", False),)),)))
    assert said(conversation, changed)["family"] == {
        "children": False, "single_parent": False, "carer": True, "lives_alone": False,
    }  # fmt: skip
    assert after(conversation, changed, undo(changed, "family", "children")).answers == told.answers


def test_all_options_denied_are_one_fact_and_an_answer(conversation: Conversation) -> None:
    family = conversation.catalogue.questions["family"]
    none = a.Learn((("family", tuple((option.id, False) for option in family.options)),))
    for resident in (Resident(), after(conversation, Resident(), a.Go(("ask", "family")))):
        told = after(conversation, resident, none)
        assert len(told.view.heard.facts) == 1
        assert told.view.path == ("next",)
        assert said(conversation, told)["family"] == {option.id: False for option in family.options}


def test_the_question_on_screen_stays_with_what_was_said_ticked_until_the_rest_is_answered(
    conversation: Conversation,
) -> None:
    resident = after(conversation, Resident(), a.Choose("place", "gdynia"))
    told = after(conversation, resident, a.Learn((("need", (("work", True), ("legal", True))),)))
    asked = shows(conversation, told)
    assert isinstance(asked, s.Ask)
    assert asked.question.role == "need"
    assert asked.answer is not None
    assert asked.answer.sure.bit_count() == 2
    assert len(told.view.heard.facts) == 1
    done = after(conversation, told, a.Done("need"))
    assert [option for option, is_so in said(conversation, done)["need"].items() if is_so] == ["work", "legal"]  # type: ignore[attr-defined]
    undone = after(conversation, told, undo(told, "need"))
    assert undone.answers == resident.answers


def test_ticks_made_by_hand_stay_beside_what_is_typed(conversation: Conversation) -> None:
    position = conversation.catalogue.questions["family"].position
    ticked = after(
        conversation,
        Resident(),
        a.Go(("ask", "family")),
        a.Tick("family", "carer", ticked=True),
        a.Tick("family", "lives_alone", ticked=True),
    )
    told = after(conversation, ticked, a.Learn((("family", (("children", True), ("lives_alone", False))),)))
    assert told.view.ticks == 1 << position["carer"] | 1 << position["children"]
    undone = after(conversation, told, undo(told, "family"))
    assert undone.view.ticks == 1 << position["carer"]
    other = after(conversation, ticked, a.Learn((("age", 67),)))
    assert other.view.ticks == ticked.view.ticks


def test_a_fact_can_be_taken_back_while_one_ticks_and_turns_pages_of_the_next_question(
    conversation: Conversation,
) -> None:
    resident = after(conversation, Resident(), a.Learn((("place", "gdynia"),)))
    turned = after(conversation, resident, a.Go(("ask", "need", "1")), a.Tick("need", "work", ticked=True))
    turned = after(conversation, turned, a.Go(("ask", "need", "0")))
    assert after(conversation, turned, undo(resident, "place")).answers == {}
    for left in (a.Done("need"), a.Go(("ask", "age")), a.Back(), a.Go(("results",))):
        gone = after(conversation, turned, left)
        assert not gone.view.heard.facts
        stale = after(conversation, gone, undo(resident, "place"))
        assert stale.view.remark == "stale"
        assert stale.answers == gone.answers


def test_the_button_of_another_message_does_nothing(conversation: Conversation) -> None:
    first = after(conversation, Resident(), a.Learn((("place", "sopot"),)))
    second = after(conversation, first, PLACE_AND_AGE)
    for stale in (undo(first, "place"), a.Undo("0"), a.Remember("0"), a.Remember(tag())):
        left = after(conversation, second, stale)
        assert left == replace(second, view=replace(second.view, remark="stale"))


def test_a_long_list_has_pages_and_a_short_one_none(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), PLACE_AND_AGE, a.Turn(1))
    body = shows(conversation, resident)
    assert isinstance(body, s.Heard)
    assert body.page == 1
    assert after(conversation, Resident(), a.Turn(1)).view.remark == "stale"


def test_back_closes_the_list_and_keeps_what_stands_on_it(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), PLACE_AND_AGE, a.Back())
    assert said(conversation, resident) == {"place": "gdynia", "age": 67}
    assert isinstance(shows(conversation, resident), s.Ask)


def test_words_that_say_nothing_take_nothing_back(conversation: Conversation) -> None:
    resident = after(conversation, Resident(), PLACE_AND_AGE, a.Learn((("family", ()),)))
    assert said(conversation, resident) == {"place": "gdynia", "age": 67}
    assert not resident.view.heard.facts


# Sensitive facts


def test_a_sensitive_fact_is_kept_only_after_a_yes(conversation: Conversation) -> None:
    asked = after(conversation, AGREED, a.Go(("ask", "disability")))
    told = after(conversation, asked, a.Learn((("disability", "severe"),)))
    assert told.answers == {}
    assert listed(conversation, told) == ([], ["disability"])
    kept = after(conversation, told, yes(told))
    assert said(conversation, kept) == {"disability": "severe"}
    assert kept.view.path == ("next",)
    no = after(conversation, told, a.Proceed())
    assert no.answers == {}
    body = shows(conversation, no)
    assert isinstance(body, s.Ask)
    assert body.question.id == "disability"


def test_single_sensitive_facts_can_be_struck_before_the_yes(conversation: Conversation) -> None:
    told = after(conversation, AGREED, MIXED)
    assert listed(conversation, told) == (["place"], ["disability", "hardship"])
    less = after(conversation, told, undo(told, "disability"))
    assert listed(conversation, less) == (["place"], ["hardship"])
    assert after(conversation, less, yes(told)).view.remark == "stale"
    kept = after(conversation, less, yes(less))
    assert said(conversation, kept) == {"place": "gdynia", "hardship": {"poverty": True}}


@pytest.mark.parametrize(
    "other",
    [
        a.Go(("results",)), a.Go(("next",)), a.Back(), a.Proceed(), a.Choose("place", "sopot"), a.Skip("age"),
        a.Tick("need", "work", ticked=True), a.Learn((("age", 67),)), a.Alarm(), a.Pick("gda-01", on=True),
        a.Unsure("place", ("gdynia", "sopot")), a.Unsure("age", ("1", "2")),
        a.Consent(agreed=False, withdraw=True),
    ],
)  # fmt: skip
def test_any_other_action_drops_what_was_not_confirmed(conversation: Conversation, other: Action) -> None:
    told = after(conversation, AGREED, a.Learn((("health", (("mental_disorder", True),)), ("place", "gdynia"))))
    left = after(conversation, told, other)
    assert left.view.heard.pending == ()
    assert "health" not in after(conversation, left, yes(told)).answers


def test_a_remark_or_another_language_leaves_the_question_as_it_is(conversation: Conversation) -> None:
    told = after(conversation, AGREED, HEALTH)
    same = after(conversation, told, a.Tell("photo"), a.Speak("en"), a.Go(("no such view",)))
    assert listed(conversation, same) == ([], ["health"])


def test_without_consent_it_is_asked_for_first_and_then_the_facts(conversation: Conversation) -> None:
    told = after(conversation, Resident(), MIXED)
    screen = conversation.step(told, NOW)
    assert screen.shows == s.AskConsent(conversation.catalogue.questions["disability"], wrote=True)
    assert [question.id for question, _ in screen.noted] == ["place"]
    assert said(conversation, told) == {"place": "gdynia"}
    early = after(conversation, told, yes(told))
    assert early.view.remark == "stale"
    assert said(conversation, early) == {"place": "gdynia"}
    agreed = after(conversation, told, a.Consent(agreed=True))
    assert said(conversation, agreed) == {"place": "gdynia"}
    assert listed(conversation, agreed) == (["place"], ["disability", "hardship"])
    kept = after(conversation, agreed, yes(agreed))
    assert list(kept.answers) == ["place", "disability", "hardship"]


def test_who_declines_keeps_the_ordinary_facts_only_and_goes_on(conversation: Conversation) -> None:
    told = after(conversation, Resident(), MIXED)
    declined = after(conversation, told, a.Consent(agreed=False))
    assert declined.declined_sensitive
    assert said(conversation, declined) == {"place": "gdynia"}
    screen = conversation.step(declined, NOW)
    assert isinstance(screen.shows, s.Ask)
    assert after(conversation, declined, undo(declined, "place")).answers == {}
    again = after(conversation, declined, HEALTH)
    assert isinstance(shows(conversation, again), s.AskConsent)


def test_who_declines_at_a_question_stays_there_unless_it_is_sensitive_itself(conversation: Conversation) -> None:
    for question, path in (("work", ("ask", "work")), ("disability", ("next",))):
        asked = after(conversation, Resident(), a.Go(("ask", question)))
        assert after(conversation, asked, HEALTH, a.Consent(agreed=False)).view.path == path


def test_a_consent_to_an_older_wording_does_not_keep_what_is_typed(conversation: Conversation) -> None:
    told = after(conversation, Resident(agreed=CONSENT_VERSION - 1), HEALTH)
    assert isinstance(shows(conversation, told), s.AskConsent)
    assert after(conversation, told, yes(told)).answers == {}


@pytest.mark.parametrize("question", ["place", "disability"])
def test_a_short_answer_is_no_answer_to_a_question_that_is_not_on_screen(
    conversation: Conversation, question: str
) -> None:
    typed, on = conversation.typed, NOW.date()
    assert typed.answerable(Resident(), on) is None
    asked = after(conversation, Resident(), a.Go(("ask", question)))
    assert typed.answerable(asked, on) == (None if question == "disability" else question)
    asked = after(conversation, asked, a.Consent(agreed=True))
    assert typed.answerable(asked, on) == question
    assert typed.answerable(after(conversation, asked, HEALTH), on) is None


# Danger


def test_help_comes_first_and_then_what_else_was_said(conversation: Conversation) -> None:
    told = after(conversation, AGREED, a.Alarm(MIXED.forms))
    screen = conversation.step(told, NOW)
    assert isinstance(screen.shows, s.Help)
    assert (screen.remark, screen.noted) == ("crisis", ())
    assert said(conversation, told) == {"place": "gdynia"}
    near = next(iter(screen.shows.contacts)).id
    looked = after(conversation, told, a.Go(("help", "1")), a.Go(("contact", near)), a.Back())
    assert isinstance(shows(conversation, looked), s.Help)
    for helped in (told, looked):
        back = after(conversation, helped, a.Back())
        assert listed(conversation, back) == (["place"], ["disability", "hardship"])
        assert set(after(conversation, back, yes(back)).answers) == {"place", "disability", "hardship"}


def test_who_goes_elsewhere_from_help_has_dropped_what_was_not_confirmed(conversation: Conversation) -> None:
    told = after(conversation, AGREED, a.Alarm(MIXED.forms), a.Go(("results",)))
    assert not told.view.heard.pending
    assert said(conversation, told) == {"place": "gdynia"}
    assert isinstance(shows(conversation, told), s.Results)


def test_what_is_typed_on_the_screen_of_help_is_told_there(conversation: Conversation) -> None:
    told = after(conversation, Resident(), a.Alarm(), a.Learn((("place", "gdynia"),)))
    screen = conversation.step(told, NOW)
    assert isinstance(screen.shows, s.Help)
    assert [question.id for question, _ in screen.noted] == ["place"]
