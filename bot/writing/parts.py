"""What is asked again and again: texts in two languages or in all, ids, kinds of help, the page something stands on.

What each kind of thing needs stands in `asking_offers`, `asking_contacts` and `asking_questions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.files.checks import LONGEST_TITLE
from bot.resources import folder
from bot.text.words import NAME, languages, load_words, mark
from bot.writing.asking import (
    Asker,
    Named,
    choice,
    day,
    fresh_id,
    known,
    maybe,
    page,
    several,
    words_up_to,
    year,
)

Thing = dict[str, Any]

EXAMPLE_PAGE = "https://www.example.org/kontakt"

Asked = tuple[str, str]
SOURCE: Asked = (mark("What is that page called? In Polish"), mark("What is that page called? In English"))


@dataclass
class Parts:
    """Asks about a catalogue on a day."""

    asker: Asker
    catalogue: Catalogue
    today: date

    def both(self, name: str, asked: Asked, most: int, examples: Asked) -> Thing:
        """Ask for a text in both languages."""
        words, check = self.asker.words, words_up_to(most)
        return {
            language: self.asker.ask(f"{name}.{language}", words(asked[number]), check, example=examples[number])
            for number, language in enumerate(("pl", "en"))
        }

    def spoken(self, name: str, asked: Asked, most: int, examples: Asked) -> Thing:
        """Ask for a text in every language of the questions: one that lacks a text is spoken no more."""
        made = self.both(name, asked, most, examples)
        for language in self.further():
            told = self.asker.words(mark("The same in the language {language}"), language=self.called(language))
            made[language] = self.asker.ask(f"{name}.{language}", told, words_up_to(most), example=made["en"])
        return made

    def further(self) -> list[str]:
        """Give the languages of the questions beside Polish and English."""
        return [language for language in self.catalogue.languages if language not in ("pl", "en")]

    def called(self, language: str) -> str:
        """Give what a language calls itself, with its two letters; these alone where the interface lacks it."""
        spoken = folder("locales")
        if language not in languages(spoken):
            return language
        return f"{load_words(spoken, language)(NAME)} ({language})"

    def id(self, question: str, taken: Iterable[str], default: str) -> str:
        """Ask for an id that is not taken; a name for it is proposed."""
        told = self.asker.words(question)
        return self.asker.ask("id", told, fresh_id(list(taken), default), default=free(default, taken))

    def one_of(self, name: str, question: str, ids: Iterable[str], example: str, default: str = "") -> str:
        """Ask for an id that exists; `ids` may be named."""
        told = self.asker.words(question)
        return self.asker.ask(name, told, known(ids), example=example, default=default, possible=ids)

    def some_of(self, name: str, question: str, ids: Iterable[str], default: str = "") -> list[str]:
        """Ask for ids that exist, parted by commas; `ids` may be named."""
        told = self.asker.words(question)
        return self.asker.ask(name, told, several(known(ids)), default=default, possible=ids)

    def needs(self, default: str = "") -> list[str]:
        """Ask for kinds of help."""
        need = self.catalogue.role("need")
        asked = mark("What kinds of help is it? Parted by commas")
        return self.some_of("need", asked, self.options(need) if need else (), default)

    def options(self, question: Question) -> Named:
        """Give the answers of a question: their ids and what stands on their buttons."""
        return Named((option.id, option.label.in_(self.asker.words.language)) for option in question.options)

    def bodies(self) -> Named:
        """Give the kinds of office: their ids and names."""
        named = self.catalogue.bodies.items()
        return Named((id_, body.name.in_(self.asker.words.language)) for id_, body in named)

    def body(self) -> str:
        """Ask for the kind of office that answers."""
        bodies, usual = self.bodies(), next(iter(self.catalogue.bodies))
        return self.one_of("body", mark("What kind of office answers for it today?"), bodies, usual, usual)

    def towns(self) -> list[str]:
        """Give two towns for an example."""
        return [place.id for place in self.catalogue.places.by_id.values() if place.level == "gmina"][:2]

    def source(self, *, graded: bool = False) -> Thing:
        """Ask for the page on which something stands."""
        asker, words = self.asker, self.asker.words
        told = words(mark("On which page does all this stand?"))
        address = asker.ask("source", told, page, example=EXAMPLE_PAGE)
        made = {"name": self.both("source_name", SOURCE, LONGEST_TITLE, ("Strona projektu", "Page of the project"))}
        return made | {"url": address} | self.dated(graded=graded) | {"checked_on": self.checked()}

    def dated(self, *, graded: bool) -> Thing:
        """Ask for the year of a page, and where it counts for whose page it is."""
        asker, words = self.asker, self.asker.words
        told = words(mark("From which year is the page? Nothing: it does not say"))
        made = {"year": asker.ask("year", told, maybe(year), example=str(self.today.year))}
        if graded:
            told = words(
                mark("Whose page is it? A: their own, since 2023; B: their own, older or undated; C: somebody else's")
            )
            made["grade"] = asker.ask("grade", told, choice("A", "B", "C"), default="B")
        return {key: value for key, value in made.items() if value}

    def checked(self) -> str:
        """Ask for the day on which somebody looked."""
        told = self.asker.words(mark("On which day did you look at the page?"))
        return self.asker.ask("checked_on", told, day, default=self.today.isoformat())


def free(wanted: str, taken: Iterable[str]) -> str:
    """Give the id wanted, with a number where it is taken."""
    used, number, found = set(taken), 1, wanted
    while found in used:
        number += 1
        found = f"{wanted[:36]}_{number}"
    return found
