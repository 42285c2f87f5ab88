"""What is asked for each kind of thing. Each function asks, and gives the thing as it is written in the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.files.checks import LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE
from bot.files.conditions import RANGE
from bot.text.words import mark
from bot.writing.asking import (
    Asker,
    Check,
    WrongAnswerError,
    choice,
    day,
    fresh_id,
    hours,
    known,
    maybe,
    page,
    phone,
    several,
    slug,
    words_up_to,
    year,
    yes_or_no,
)

Thing = dict[str, Any]

EXAMPLE_PAGE = "https://www.example.org/kontakt"
BAD_AGE = mark("Type it like this: 18+, ..17, 18..64, or nothing for any age.")
BAD_RULE = mark("Type a question, a colon and answers, such as family: children, carer. Questions: {known}.")
NOTHING_REACHABLE = mark("Residents need at least one way there: a telephone, an address or a page. Once more.")
TOO_FEW = mark("Type at least two answers, parted by commas.")

Asked = tuple[str, str]
TITLE: Asked = (mark("The full name, in Polish"), mark("The full name, in English"))
SHORT: Asked = (
    mark("A short name for the button, at most 30 characters, in Polish"),
    mark("A short name for the button, at most 30 characters, in English"),
)
GIVES: Asked = (
    mark("What does one get? One to three short sentences, in Polish"),
    mark("What does one get? One to three short sentences, in English"),
)
ABOUT: Asked = (
    mark("What is it about? One or two short sentences, in Polish"),
    mark("What is it about? One or two short sentences, in English"),
)
ORGANISER: Asked = (mark("Who runs it? In Polish"), mark("Who runs it? In English"))
SOURCE: Asked = (mark("What is that page called? In Polish"), mark("What is that page called? In English"))
HELPS: Asked = (
    mark("What do they help with? One or two short sentences, in Polish"),
    mark("What do they help with? One or two short sentences, in English"),
)
SUBJECT: Asked = (
    mark("The subject in one or two words, in Polish"),
    mark("The subject in one or two words, in English"),
)
ASK: Asked = (mark("The question itself, in Polish"), mark("The question itself, in English"))
WHY: Asked = (mark("Why is it asked? One sentence, in Polish"), mark("Why is it asked? One sentence, in English"))
NEUTRAL: Asked = (
    mark("A word for it that gives nothing away, in Polish"),
    mark("A word for it that gives nothing away, in English"),
)


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
        for language in self._further():
            told = self.asker.words(mark("The same in the language {language}"), language=language)
            made[language] = self.asker.ask(f"{name}.{language}", told, words_up_to(most), example=made["en"])
        return made

    def _further(self) -> list[str]:
        return [language for language in self.catalogue.languages if language not in ("pl", "en")]

    def id(self, question: str, taken: Iterable[str], default: str) -> str:
        """Ask for an id that is not taken; a name for it is proposed."""
        told = self.asker.words(question)
        return self.asker.ask("id", told, fresh_id(list(taken), default), default=free(default, taken))

    def one_of(self, name: str, question: str, ids: Iterable[str], example: str, default: str = "") -> str:
        """Ask for an id that exists."""
        listed = list(ids)
        told = self.asker.words(question)
        return self.asker.ask(name, told, known(listed), example=example, default=default, possible=listed)

    def some_of(self, name: str, question: str, ids: Iterable[str], default: str = "") -> list[str]:
        """Ask for ids that exist, parted by commas."""
        listed = list(ids)
        told = self.asker.words(question)
        return self.asker.ask(name, told, several(known(listed)), default=default, possible=listed)

    def needs(self, default: str = "") -> list[str]:
        """Ask for kinds of help."""
        need = self.catalogue.role("need")
        asked = mark("What kinds of help is it? Parted by commas")
        return self.some_of("need", asked, need.position if need else (), default)

    def body(self) -> str:
        """Ask for the kind of office that answers."""
        bodies = list(self.catalogue.bodies)
        return self.one_of("body", mark("What kind of office answers for it today?"), bodies, bodies[0], bodies[0])

    def offer(self, taken: Iterable[str], prefix: str, *, standing: bool) -> Thing:
        """Ask for an offer."""
        asker, words = self.asker, self.asker.words
        title = self.both("title", TITLE, LONGEST_TITLE, ("Klub dla rodziców", "Club for parents"))
        short = self.both("short", SHORT, LONGEST_LABEL, ("Klub dla rodziców", "Club for parents"))
        gives = self.both("gives", GIVES, LONGEST_TEXT, ("Spotkania raz w tygodniu.", "A meeting once a week."))
        made: Thing = {
            "id": self.id(mark("A lasting name for the offer, for files only"), taken, next_id(taken, prefix)),
            "title": title,
            "short": short,
            "gives": gives,
            "need": self.needs(),
        }
        made["rule"] = self.rule()
        if made["rule"] == "anyone":
            made["general"] = "yes"
        told = words(mark("Words people ask for it with, in Polish, parted by commas"))
        polish = asker.ask("keywords.pl", told, several(words_up_to(60)), example="klub rodzica, samotna mama")
        told = words(mark("The same in English"))
        english = asker.ask("keywords.en", told, several(words_up_to(60)), example="parents' club, single mum")
        made["keywords"] = {"pl": polish, "en": english}
        if standing:
            made["sources"] = [self.source(graded=True)]
        return made

    def rule(self) -> Any:
        """Ask for whom it is: a place, an age and further answers; nothing of all that is everybody."""
        asker, words = self.asker, self.asker.words
        made: Thing = {}
        places = maybe(several(known(self.catalogue.places.by_id), empty=True))
        told = words(mark("Where must one live? Parted by commas; nothing: as the whole project"))
        lives = asker.ask("place", told, places, example=", ".join(self._towns()))
        if lives:
            made["lives_in"] = lives[0] if len(lives) == 1 else lives
        age = self.catalogue.role("age")
        if age is not None:
            told = words(mark("What age? Nothing: any"))
            between = asker.ask("age", told, maybe(self._range), example="18+")
            made |= {age.id: between} if between else {}
        asked = {id_: question for id_, question in self.catalogue.judged.items() if question.options}
        example = next((f"{id_}: {question.options[0].id}" for id_, question in asked.items()), "")
        told = words(
            mark("Who else must one be? A question, a colon, answers; several with semicolons; nothing: anyone")
        )
        made |= asker.ask("rule", told, _rule(asked), example=example, possible=asked)
        return made or "anyone"

    def _towns(self) -> list[str]:
        return [place.id for place in self.catalogue.places.by_id.values() if place.level == "gmina"][:2]

    def _range(self, typed: str) -> str:
        age = self.catalogue.role("age")
        found = RANGE.match(typed.replace(" ", ""))
        numbers = [int(number) for number in found.groups() if number] if found else []
        if age is None or not numbers or numbers != sorted(numbers):
            raise WrongAnswerError(BAD_AGE)
        if not age.minimum <= numbers[0] <= numbers[-1] <= age.maximum:
            raise WrongAnswerError(BAD_AGE)
        return typed.replace(" ", "")

    def source(self, *, graded: bool = False) -> Thing:
        """Ask for the page on which something stands."""
        asker, words = self.asker, self.asker.words
        told = words(mark("On which page does all this stand?"))
        address = asker.ask("source", told, page, example=EXAMPLE_PAGE)
        made = {"name": self.both("source_name", SOURCE, LONGEST_TITLE, ("Strona projektu", "Page of the project"))}
        return made | {"url": address} | self._dated(graded=graded) | {"checked_on": self._checked()}

    def _dated(self, *, graded: bool) -> Thing:
        asker, words = self.asker, self.asker.words
        told = words(mark("From which year is the page? Nothing: it does not say"))
        made = {"year": asker.ask("year", told, maybe(year), example=str(self.today.year))}
        if graded:
            told = words(
                mark("Whose page is it? A: their own, since 2023; B: their own, older or undated; C: somebody else's")
            )
            made["grade"] = asker.ask("grade", told, choice("A", "B", "C"), default="B")
        return {key: value for key, value in made.items() if value}

    def _checked(self) -> str:
        told = self.asker.words(mark("On which day did you look at the page?"))
        return self.asker.ask("checked_on", told, day, default=self.today.isoformat())

    def programme(self, taken: Iterable[str]) -> Thing:
        """Ask for a project with its first offer."""
        asker, words = self.asker, self.asker.words
        title = self.both("project", TITLE, LONGEST_TITLE, ("Kluby sąsiedzkie", "Neighbourhood clubs"))
        asked = mark("A lasting name for the project: its file will be called so")
        told, default = words(asked), free(slug(title["pl"]), taken)
        made: Thing = {
            "id": asker.ask("project_id", told, fresh_id(list(taken), default), default=default),
            "title": title,
            "organiser": self.both("organiser", ORGANISER, LONGEST_TITLE, ("Miasto", "The town")),
            "body": self.body(),
        }
        told = words(mark("Is it always there, without a first and a last day? yes or no"))
        if asker.ask("standing", told, yes_or_no, example="no"):
            made["standing"] = "yes"
        else:
            made["from"] = asker.ask("from", words(mark("The first day")), day, example=self.today.isoformat())
            told = words(mark("The last day; nothing: nobody knows yet"))
            last = asker.ask("to", told, maybe(self._after(made["from"])), example="2029-12-31")
            made |= {"to": last} if last else {}
        places = several(known(self.catalogue.places.by_id), empty=True)
        told = words(mark("Where must one live for all of it? Parted by commas; nothing: anywhere"))
        lives = asker.ask("lives_in", told, places, example=", ".join(self._towns()))
        made["rule"] = {"lives_in": lives[0] if len(lives) == 1 else lives} if lives else "anyone"
        example = ("Kluby otwarte dla sąsiadów.", "Clubs open to neighbours.")
        made["about"] = self.both("about", ABOUT, LONGEST_TEXT, example)
        made["sources"] = [self.source(graded="standing" in made)]
        asker.say(mark("Now its first offer."))
        return made

    def _after(self, first: str) -> Check[str]:
        def check(typed: str) -> str:
            if day(typed) < first:
                raise WrongAnswerError(mark("The last day comes after the first one, {first}."), first=first)
            return typed

        return check

    def contact(self, *, serves: list[str] | None = None, bodies: list[str] | None = None, name: str = "") -> Thing:
        """Ask for a contact point; what is known already is not asked."""
        asker, words = self.asker, self.asker.words
        told = words(mark("The name of the place where people can go or call"))
        called = asker.ask("name", told, words_up_to(LONGEST_TITLE), example="Klub rodzica, Gdynia", default=name)
        need = self.catalogue.role("need")
        kinds = [kind for kind in ("advice", "money") if need and kind in need.position] or list(need.position)[:1]  # type: ignore[union-attr]
        everything = list(self.catalogue.bodies)
        made: Thing = {
            "id": self.id(mark("A lasting name for it, for files only"), self.catalogue.contacts, slug(called)),
            "name": called,
            "about": self.both(
                "about", HELPS, LONGEST_TEXT, ("Zapytaj, jaka pomoc jest dla Ciebie.", "Ask what help there is.")
            ),
        }
        if bodies is None:
            asked = mark("Whose tasks does it have? Kinds of office, parted by commas; nothing: of none")
            told = words(asked)
            bodies = asker.ask("bodies", told, several(known(everything), empty=True), possible=everything)
        made["bodies"] = bodies
        asked = mark("Which places does it serve? Parted by commas")
        made["serves"] = serves or self.some_of("serves", asked, self.catalogue.places.by_id)
        made["need"] = self.needs(", ".join(kinds))
        told = words(mark("Is it there for somebody in danger now? yes or no"))
        if asker.ask("crisis", told, yes_or_no, default="no"):
            made["crisis"] = "yes"
        return made | self._reached()

    def _reached(self) -> Thing:
        asker, words = self.asker, self.asker.words
        while True:
            number = asker.ask(
                "phone", words(mark("The telephone; nothing: none")), maybe(phone), example="58 000 00 00"
            )
            told = words(mark("The address; nothing: none"))
            address = asker.ask("address", told, maybe(words_up_to(120)), example="ul. Przykładowa 1, 81-000 Gdynia")
            website = asker.ask(
                "website", words(mark("Its page; nothing: none")), maybe(words_up_to(120)), example="www.example.org"
            )
            if number or address or website:
                break
            if asker.given.keys() & {"phone", "address", "website"}:
                raise_unreachable()
            asker.say(NOTHING_REACHABLE)
        told = words(mark("When is it open? Nothing: not known"))
        opened = asker.ask("hours", told, maybe(hours), example="pn, wt, czw 7:30-15:30; śr 8:00-17:00")
        told = words(mark("On which page does all this stand?"))
        source: Thing = {"source": asker.ask("source", told, page, example=EXAMPLE_PAGE)}
        source |= self._dated(graded=True)
        if source["grade"] == "C":
            told = words(mark("Who says so? Residents will read this name"))
            source["source_name"] = asker.ask("source_name", told, words_up_to(60), example="Głos Miasta")
        made: Thing = {"phones": [{"value": number, **source}]} if number else {}
        for key, value in (("address", address), ("hours", opened), ("website", website)):
            made |= {key: {"value": value, **source}} if value else {}
        return made | {"checked_on": self._checked()}

    def question(self) -> Thing:
        """Ask for a question."""
        asker, words = self.asker, self.asker.words
        short = self.spoken("short", SUBJECT, LONGEST_LABEL, ("praca", "work"))
        asked = mark("A lasting name for the question, for rules")
        made: Thing = {"id": self.id(asked, self.catalogue.questions, slug(short["en"]))}
        told = words(mark("What is answered? one: one of several; many: several to tick; number: a number"))
        made["kind"] = asker.ask("kind", told, choice("one", "many", "number"), example="one")
        told = words(mark("Is it about health, home, money or another thing one does not tell everybody? yes or no"))
        if asker.ask("sensitive", told, yes_or_no, example="no"):
            made["sensitive"] = "yes"
        made["short"] = short
        if "sensitive" in made:
            made["neutral"] = self.spoken("neutral", NEUTRAL, LONGEST_LABEL, ("zdrowie", "health"))
        made["ask"] = self.spoken("ask", ASK, LONGEST_TITLE, ("Czym się teraz zajmujesz?", "What do you do now?"))
        example = ("Niektóre oferty są tylko dla osób bez pracy.", "Some offers are only for people without work.")
        made["why"] = self.spoken("why", WHY, LONGEST_TEXT, example)
        if made["kind"] == "number":
            return made
        check = _two(words_up_to(LONGEST_LABEL))
        told = words(mark("The answers to choose from, in Polish, parted by commas"))
        polish = asker.ask("options.pl", told, check, example="Pracuję, Szukam pracy, Nie pracuję")
        told = words(mark("The same answers in English, in the same order"))
        check = _as_many(check, len(polish))
        english = asker.ask("options.en", told, check, example="I work, I look for work, I do not")
        labels = {"pl": polish, "en": english}
        for language in self._further():
            told = words(mark("The same answers in the language {language}, in the same order"), language=language)
            labels[language] = asker.ask(f"options.{language}", told, check, example=", ".join(english))
        taken: list[str] = []
        made["options"] = []
        for number, label in enumerate(english):
            taken.append(free(slug(label) or "option", taken))
            text = {language: listed[number] for language, listed in labels.items()}
            made["options"].append({"id": taken[-1], "label": text})
        return made


def raise_unreachable() -> None:
    """Refuse answers given beforehand that leave no way to a contact point."""
    raise WrongAnswerError(NOTHING_REACHABLE)


def free(wanted: str, taken: Iterable[str]) -> str:
    """Give the id wanted, with a number where it is taken."""
    used, number, found = set(taken), 1, wanted
    while found in used:
        number += 1
        found = f"{wanted[:36]}_{number}"
    return found


def next_id(taken: Iterable[str], prefix: str) -> str:
    """Give the next id of a row such as gdy-01, gdy-02."""
    numbers = [int(id_[len(prefix) :]) for id_ in taken if id_.startswith(prefix) and id_[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:02}"


def _rule(questions: Mapping[str, Question]) -> Check[Thing]:
    def check(typed: str) -> Thing:
        found: Thing = {}
        for part in (part for part in typed.split(";") if part.strip()):
            id_, colon, answers = (piece.strip() for piece in part.partition(":"))
            if not colon or not answers:
                raise WrongAnswerError(BAD_RULE, known=", ".join(questions))
            options = several(known(questions[known(questions)(id_)].position))(answers)
            found[id_] = options[0] if len(options) == 1 else options
        return found

    return check


def _two(check: Check[str]) -> Check[list[str]]:
    def checked(typed: str) -> list[str]:
        found = several(check)(typed)
        if len(found) == 1:
            raise WrongAnswerError(TOO_FEW)
        return found

    return checked


def _as_many(check: Check[list[str]], number: int) -> Check[list[str]]:
    def checked(typed: str) -> list[str]:
        found = check(typed)
        if len(found) != number:
            raise WrongAnswerError(mark("Type {number} answers, as many as in Polish."), number=number)
        return found

    return checked
