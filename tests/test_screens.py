"""Every screen in every language keeps Telegram's limits and says nothing unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.assistant import Assistant
from bot.core import actions as a
from bot.core.actions import decode
from bot.core.resident import Resident, View
from bot.text.contacts import hours_in
from bot.text.message import Message
from bot.text.render import REMARKS, fits
from bot.text.words import languages, load_words
from bot.understand.finder import MOST_FOUND
from tests.conftest import ROOT

LANGUAGES = languages(ROOT / "locales")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
THEN = datetime(2019, 6, 1, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
#: Signs that a voice leaves out, a cross, or reads as something else: an arrow is a "play button".
UNSAID = re.compile(r"[\u2190-\u21ff\u25a0-\u25ff\u2715-\u2718\u27a1\u2b05]")
#: Longer names of buttons are cut.
MOST_ON_A_BUTTON = 30
TAGS = re.compile(r"</?(?:b|i|blockquote(?: expandable)?|a(?: href=\"[^\"<>]+\")?)>")


def paths(assistant: Assistant) -> Iterator[tuple[str, ...]]:
    """Give every view there is, with everything it can show."""
    catalogue = assistant.catalogue
    need = catalogue.role("need")
    assert need is not None
    for name in ("start", "next", "results", "privacy", "language", "forget", "forgotten"):
        yield (name,)
    for name in ("offers", "contacts", "answers", "help"):
        for page in range(12):
            yield name, str(page)
    for question in catalogue.questions:
        yield "why", question
        for page in range(5):
            yield "ask", question, str(page)
    yield "ask", catalogue.place.id, "+"
    for offer in catalogue.offers:
        yield "offer", offer
    for contact in catalogue.contacts:
        yield "contact", contact
    yield ("search",)
    offers = sorted(catalogue.offers.values(), key=lambda offer: -len(offer.short.in_("pl")))
    for start in range(0, len(offers), MOST_FOUND):
        yield "found", *(offer.id for offer in offers[start : start + MOST_FOUND])
    yield ("browse",)
    for page in range(3):
        yield "browse", "+", str(page)
    for place in catalogue.places.by_id:
        for page in range(4):
            yield "browse", place, str(page)
        for kind in need.position:
            yield "browse", place, kind


def residents(assistant: Assistant) -> list[Resident]:
    """Give residents who said nothing, something, and everything."""
    catalogue = assistant.catalogue
    nobody = Resident(agreed=1)
    told = nobody
    for question in catalogue.questions.values():
        if question.kind == "many":
            told = assistant.after(told, a.Tick(question.id, question.options[0].id, ticked=True), "pl", NOW)
            told = assistant.after(told, a.Done(question.id), "pl", NOW)
        elif question.kind == "number":
            told = assistant.after(told, a.Choose(question.id, "18-25"), "pl", NOW)
        elif question.kind == "place":
            told = assistant.after(told, a.Choose(question.id, catalogue.places.leaves[0]), "pl", NOW)
        else:
            told = assistant.after(told, a.Choose(question.id, question.options[1].id), "pl", NOW)
    assert len(told.answers) == len(catalogue.questions)
    return [Resident(), nobody, told]


def check(message: Message, path: object) -> None:
    assert fits(message), path
    assert message.rows, path
    assert len(message.rows) <= 8, path
    text = TAGS.sub("", message.html)
    assert "<" not in text, (path, text)
    assert ">" not in text, (path, text)
    assert "{" not in text, (path, text)
    for row in message.rows:
        assert 1 <= len(row) <= 3, path
        for button in row:
            assert 1 <= len(button.label) <= 32, (path, button.label)
            assert not UNSAID.search(button.label), (path, button.label)
            assert sum(value is not None for value in (button.data, button.url, button.copy)) == 1
            if button.data is not None:
                assert len(button.data.encode()) <= 64, (path, button.data)
                assert decode(button.data) is not None, (path, button.data)
            if button.copy is not None:
                assert len(button.copy) <= 256, path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("now", [NOW, THEN], ids=["today", "2019"])
def test_every_screen_keeps_the_limits(assistant: Assistant, language: str, now: datetime) -> None:
    for resident in residents(assistant):
        for path in paths(assistant):
            message = assistant.show(Resident(resident.answers, View(path), language, resident.agreed), language, now)
            check(message, path)


def everything_said(assistant: Assistant, *, is_so: bool) -> a.Learn:
    """Give a message that says something of every question and every option."""
    forms: list[tuple[str, a.LearnedForm]] = []
    for question in assistant.catalogue.questions.values():
        if question.kind == "many":
            options = question.options if is_so else question.options[1:]
            forms.append((question.id, tuple((option.id, is_so) for option in options)))
        elif question.kind == "number":
            forms.append((question.id, (60, 69)))
        elif question.kind == "place":
            forms.append((question.id, max(question.leaves, key=len)))
        else:
            forms.append((question.id, tuple(option.id for option in question.options[1:])))
    return a.Learn(tuple(forms))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_so", [True, False])
def test_the_list_of_what_was_said_keeps_the_limits_and_every_fact_has_its_button(
    assistant: Assistant, language: str, *, is_so: bool
) -> None:
    told = assistant.after(Resident(agreed=1), everything_said(assistant, is_so=is_so), language, NOW)
    heard, seen = told.view.heard, set[str | None]()
    assert len(heard.facts) + len(heard.pending) > len(assistant.catalogue.questions)
    for page in range(20):
        message = assistant.show(assistant.after(told, a.Turn(page), language, NOW), language, NOW)
        check(message, page)
        seen |= {button.data for row in message.rows for button in row}
        assert all(len(button.label) <= 30 for row in message.rows for button in row)
    assert seen >= {f"u:{fact.tag}" for fact in (*heard.facts, *heard.pending)}
    before_consent = assistant.after(Resident(), everything_said(assistant, is_so=is_so), language, NOW)
    check(assistant.show(before_consent, language, NOW), "consent")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_room_to_take_back_one_fact(assistant: Assistant, language: str) -> None:
    for resident in residents(assistant)[:2]:
        for path in paths(assistant):
            looking = Resident(resident.answers, View(path), language, resident.agreed)
            told = assistant.after(looking, a.Learn((("age", (60, 69)),)), language, NOW)
            (fact,) = told.view.heard.facts
            message = assistant.show(told, language, NOW)
            check(message, path)
            assert f"u:{fact.tag}" in {button.data for row in message.rows for button in row}, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_that_asks_for_what_is_missing_names_the_whole_subject(assistant: Assistant, language: str) -> None:
    words = load_words(ROOT / "locales", language)
    for question in assistant.catalogue.questions.values():
        label = words("Answer: {subject}", subject=(question.neutral or question.short).in_(language))
        assert len(label) <= MOST_ON_A_BUTTON, label


def test_a_card_speaks_of_going_there_only_where_there_is_an_address(assistant: Assistant) -> None:
    for contact in assistant.catalogue.contacts.values():
        card = assistant.show(Resident(view=View(("contact", contact.id))), "pl", NOW).html
        assert ("Zanim tam pójdziesz" in card) is (contact.address is not None), contact.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("remark", [*REMARKS, "unheard-of"])
def test_every_remark_has_words(assistant: Assistant, language: str, remark: str) -> None:
    message = assistant.show(Resident(view=View(("start",), remark=remark)), language, NOW)
    check(message, remark)
    assert message.html.startswith("<i>")


def test_every_button_of_every_screen_leads_somewhere(assistant: Assistant) -> None:
    for resident in residents(assistant):
        for path in paths(assistant):
            looking = Resident(resident.answers, View(path), "pl", resident.agreed)
            for row in assistant.show(looking, "pl", NOW).rows:
                for button in row:
                    if button.data is not None:
                        action = decode(button.data)
                        assert action is not None
                        after = assistant.after(looking, action, "pl", NOW)
                        assert after.view.remark != "stale", (path, button)


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("pn, wt, czw 7:30-15:30; śr 8:00-17:00", "pl", "poniedziałek, wtorek, czwartek 7:30-15:30; środa 8:00-17:00"),
        ("pn-sb 8:00-20:00", "en", "Monday to Saturday 8:00-20:00"),
        ("pn-nd 20:00-7:00", "pl", "codziennie 20:00-7:00"),
        ("wt-czw 9:00-11:00", "en", "Tuesday-Thursday 9:00-11:00"),
        ("całą dobę", "en", "day and night"),
        ("całą dobę", "pl", "całą dobę"),
    ],
)
def test_opening_hours_are_told_in_whole_words(assistant: Assistant, written: str, language: str, told: str) -> None:
    assert hours_in(written, assistant.renderer.words[language]) == told
