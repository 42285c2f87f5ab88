"""Leads a resident by buttons: whatever is asked is answered as their file says; places and offers are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.core.catalogue import Catalogue
from bot.core.contacts import ContactPoint
from bot.core.offers import Offer
from bot.core.questions import Question
from bot.emulator import Screen, User
from bot.text.buttons import name_on_button

#: More screens than any way has: whoever sees more goes round in circles.
MOST_SCREENS = 60
#: Language -> what is tapped and read.
WORDS = {
    "pl": {
        "start": "Zaczynam",
        "consent": "Tak, możesz pytać",
        "elsewhere": "Inne miejsca",
        "done": "Gotowe",
        "none": "Nic z tego",
        "skip": "Nie wiem / pomiń",
        "more": "Więcej",
        "previous": "Poprzednie",
        "which part": "która część?",
        "up to": "do ",
        "or over": "lub więcej",
        "results": "Pokaż wyniki",
        "back": "Wróć do wyników",
        "today": "Gdzie po pomoc dzisiaj",
        "always": "Pomoc, która jest zawsze",
        "ended": "Projekty, które się skończyły",
        "contacts": "Więcej kontaktów",
        "offers": "Zobacz",
        "others": "Inna pomoc",
        "projects": "Projekty (",
        "papers": "Co zabrać ze sobą",
        "steps": "Co dalej",
        "where": "Gdzie zapytać",
        "dated": "stan na",
        "undated": "strona bez daty",
    },
    "en": {
        "start": "Start",
        "consent": "Yes, you may ask",
        "elsewhere": "Other places",
        "done": "Done",
        "none": "None of these",
        "skip": "I don't know / skip",
        "more": "More",
        "previous": "Previous",
        "which part": "which part?",
        "up to": "up to ",
        "or over": "or over",
        "results": "Show results",
        "back": "Back to results",
        "today": "Where to go today",
        "always": "Help that is always there",
        "ended": "Projects that have ended",
        "contacts": "More contacts",
        "offers": "See",
        "others": "Other help",
        "projects": "Projects (",
        "papers": "What to take along",
        "steps": "What happens next",
        "where": "Where to ask",
        "dated": "as of",
        "undated": "page without a date",
    },
}


@dataclass(frozen=True)
class Guide:
    """Leads one resident: answers whatever is asked as their file says, and finds what they must be shown."""

    user: User
    catalogue: Catalogue
    language: str
    told: Mapping[str, Any]

    @property
    def screen(self) -> Screen:
        return self.user.screen

    async def tap(self, word: str) -> Screen:
        return await self.user.tap(WORDS[self.language][word])

    def offered(self, word: str) -> bool:
        return any(WORDS[self.language][word] in label for label in self.screen.labels)

    async def to_results(self) -> None:
        await self.user.say("/start")
        await self.tap("start")
        for _ in range(MOST_SCREENS):
            if WORDS[self.language]["today"] in self.screen.text:
                return
            await self._answer()
        pytest.fail(f"no results after {MOST_SCREENS} screens: {self.screen.text}")

    async def _answer(self) -> None:
        if self.offered("consent"):
            await self.tap("consent")
            return
        asked = [one for one in self.catalogue.questions.values() if one.ask.in_(self.language) in self.screen.text]
        if WORDS[self.language]["which part"] in self.screen.text:
            asked = [self.catalogue.place]
        (question,) = asked
        told = self.told.get(question.id)
        if told is None:
            await self.tap("skip")
        elif question.kind == "place":
            await self._say_place(told)
        elif question.kind == "number":
            await self._say_number(int(told))
        elif question.kind == "one":
            await self._tap_listed(self._label(question, told))
        else:
            await self._tick(question, told)

    async def _say_place(self, told: str) -> None:
        names = [place.name.in_(self.language) for place in self.catalogue.places.path(told)]
        seen = next((name for name in names if name in self.screen.labels), None)
        await (self.user.tap(seen) if seen else self.tap("elsewhere") if self.offered("elsewhere") else self._turn())

    async def _say_number(self, told: int) -> None:
        while not (holding := [label for label in self.screen.labels if self._holds(label, told)]):
            await self._turn()
        await self.user.tap(holding[0])

    async def _tick(self, question: Question, told: list[str]) -> None:
        for option in told:
            await self._tap_listed(f"☐ {self._label(question, option)}")
            while WORDS[self.language]["previous"] in self.screen.labels:
                await self.tap("previous")
        await self.tap("done" if told else "none")

    def _label(self, question: Question, option: str) -> str:
        return question.options[question.position[option]].label.in_(self.language)

    def _holds(self, band: str, age: int) -> bool:
        """Tell whether a button with a range of ages holds this one."""
        words, ends = WORDS[self.language], [int(end) for end in re.findall(r"\d+", band)]
        if not ends:
            return False
        lowest = 0 if band.startswith(words["up to"]) else ends[0]
        return lowest <= age and (words["or over"] in band or age <= ends[-1])

    async def _turn(self) -> Screen:
        return await self.tap("more")

    async def _turn_to(self, label: str) -> bool:
        while label not in self.screen.labels:
            if WORDS[self.language]["more"] not in self.screen.labels:
                return False
            await self._turn()
        return True

    async def _tap_listed(self, label: str) -> Screen:
        assert await self._turn_to(label), (label, self.screen.text)
        return await self.user.tap(label)

    async def open_contact(self, contact: ContactPoint) -> Screen:
        label = name_on_button(contact.name.in_(self.language))
        if label not in self.screen.labels:
            await self.tap("contacts")
        return await self._tap_listed(label)

    async def open_offer(self, offer: Offer) -> Screen:
        label = offer.short.in_(self.language)
        for part in ("offers", "others", "projects"):
            if self.offered(part):
                await self.tap(part)
                if await self._turn_to(label):
                    return await self.user.tap(label)
                await self.tap("back")
        return pytest.fail(f"{label} is in none of the lists: {self.screen.text}")
