"""What `new` asks about a project and about an offer, and how both stand in the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.questions import Question
from bot.files import meant
from bot.files.checks import LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE
from bot.files.conditions import RANGE
from bot.text.words import mark
from bot.writing.asking import (
    NO,
    Check,
    Named,
    WrongAnswerError,
    day,
    fresh_id,
    known,
    maybe,
    several,
    slug,
    words_up_to,
    yes_or_no,
)
from bot.writing.parts import Asked, Parts, Thing, free

BAD_AGE = mark("Type it like this: 18+, ..17, 18..64, or nothing for any age.")
BAD_RULE = mark("Type a question, a colon and answers, such as family: children, carer. Questions: {known}.")
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


def programme(parts: Parts, taken: Iterable[str]) -> Thing:
    """Ask for a project with its first offer."""
    asker, words = parts.asker, parts.asker.words
    title = parts.both("project", TITLE, LONGEST_TITLE, ("Kluby sąsiedzkie", "Neighbourhood clubs"))
    asked = mark("A lasting name for the project: its file will be called so")
    told, default = words(asked), free(slug(title["pl"]), taken)
    made: Thing = {
        "id": asker.ask("project_id", told, fresh_id(list(taken), default), default=default),
        "title": title,
        "organiser": parts.both("organiser", ORGANISER, LONGEST_TITLE, ("Miasto", "The town")),
        "body": parts.body(),
    }
    told = words(mark("Is it always there, without a first and a last day? yes or no"))
    if asker.ask("standing", told, yes_or_no, example=words(NO)):
        made["standing"] = "yes"
    else:
        made["from"] = asker.ask("from", words(mark("The first day")), day, example=parts.today.isoformat())
        told = words(mark("The last day; nothing: nobody knows yet"))
        last = asker.ask("to", told, maybe(_after(made["from"])), example="2029-12-31")
        made |= {"to": last} if last else {}
    places = several(known(parts.catalogue.places.by_id), empty=True)
    told = words(mark("Where must one live for all of it? Parted by commas; nothing: anywhere"))
    lives = asker.ask("lives_in", told, places, example=", ".join(parts.towns()))
    made["rule"] = {"lives_in": lives[0] if len(lives) == 1 else lives} if lives else "anyone"
    example = ("Kluby otwarte dla sąsiadów.", "Clubs open to neighbours.")
    made["about"] = parts.both("about", ABOUT, LONGEST_TEXT, example)
    made["sources"] = [parts.source(graded="standing" in made)]
    asker.say(mark("Now its first offer."))
    return made


def offer(parts: Parts, taken: Iterable[str], prefix: str, *, standing: bool) -> Thing:
    """Ask for an offer."""
    asker, words = parts.asker, parts.asker.words
    title = parts.both("title", TITLE, LONGEST_TITLE, ("Klub dla rodziców", "Club for parents"))
    short = parts.both("short", SHORT, LONGEST_LABEL, ("Klub dla rodziców", "Club for parents"))
    gives = parts.both("gives", GIVES, LONGEST_TEXT, ("Spotkania raz w tygodniu.", "A meeting once a week."))
    made: Thing = {
        "id": parts.id(mark("A lasting name for the offer, for files only"), taken, next_id(taken, prefix)),
        "title": title,
        "short": short,
        "gives": gives,
        "need": parts.needs(),
    }
    made["rule"] = rule(parts)
    if made["rule"] == "anyone":
        made["general"] = "yes"
    told = words(mark("Words people ask for it with, in Polish, parted by commas"))
    polish = asker.ask("keywords.pl", told, several(words_up_to(60)), example="klub rodzica, samotna mama")
    told = words(mark("The same in English"))
    english = asker.ask("keywords.en", told, several(words_up_to(60)), example="parents' club, single mum")
    made["keywords"] = {"pl": polish, "en": english}
    if standing:
        made["sources"] = [parts.source(graded=True)]
    return made


def rule(parts: Parts) -> Any:
    """Ask for whom it is: a place, an age and further answers; nothing of all that is everybody."""
    asker, words = parts.asker, parts.asker.words
    made: Thing = {}
    places = maybe(several(known(parts.catalogue.places.by_id), empty=True))
    told = words(mark("Where must one live? Parted by commas; nothing: as the whole project"))
    lives = asker.ask("place", told, places, example=", ".join(parts.towns()))
    if lives:
        made["lives_in"] = lives[0] if len(lives) == 1 else lives
    age = parts.catalogue.role("age")
    if age is not None:
        told = words(mark("What age? Nothing: any"))
        between = asker.ask("age", told, maybe(_range(parts)), example="18+")
        made |= {age.id: between} if between else {}
    asked = {id_: question for id_, question in parts.catalogue.judged.items() if question.options}
    example = next((f"{id_}: {question.options[0].id}" for id_, question in asked.items()), "")
    told = words(mark("Who else must one be? A question, a colon, answers; several with semicolons; nothing: anyone"))
    subjects = Named((id_, question.short.in_(words.language)) for id_, question in asked.items())
    made |= asker.ask("rule", told, _rule(parts, asked), example=example, possible=subjects)
    return made or "anyone"


def _range(parts: Parts) -> Check[str]:
    def check(typed: str) -> str:
        age = parts.catalogue.role("age")
        plain = typed.replace(" ", "")
        plain = plain if RANGE.match(plain) else meant.span(typed)
        found = RANGE.match(plain)
        numbers = [int(number) for number in found.groups() if number] if found else []
        if age is None or not numbers or numbers != sorted(numbers):
            raise WrongAnswerError(BAD_AGE)
        if not age.minimum <= numbers[0] <= numbers[-1] <= age.maximum:
            raise WrongAnswerError(BAD_AGE)
        return plain

    return check


def _after(first: str) -> Check[str]:
    def check(typed: str) -> str:
        last = day(typed)
        if last < first:
            raise WrongAnswerError(mark("The last day comes after the first one, {first}."), first=first)
        return last

    return check


def _rule(parts: Parts, questions: Mapping[str, Question]) -> Check[Thing]:
    def check(typed: str) -> Thing:
        found: Thing = {}
        for part in (part for part in typed.split(";") if part.strip()):
            id_, colon, answers = (piece.strip() for piece in part.partition(":"))
            if not colon or not answers:
                raise WrongAnswerError(BAD_RULE, known=", ".join(questions))
            id_ = known(questions)(id_)
            options = several(known(parts.options(questions[id_])))(answers)
            found[id_] = options[0] if len(options) == 1 else options
        return found

    return check


def next_id(taken: Iterable[str], prefix: str) -> str:
    """Give the next id of a row such as gdy-01, gdy-02."""
    numbers = [int(id_[len(prefix) :]) for id_ in taken if id_.startswith(prefix) and id_[len(prefix) :].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:02}"
