"""What `new` asks about a question, in every language of the questions."""

from __future__ import annotations

from bot.files.checks import LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE
from bot.text.words import mark
from bot.writing.asking import NO, Check, WrongAnswerError, choice, several, slug, words_up_to, yes_or_no
from bot.writing.parts import Asked, Parts, Thing, free

TOO_FEW = mark("Type at least two answers, parted by commas.")
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


def question(parts: Parts) -> Thing:
    """Ask for a question."""
    asker, words = parts.asker, parts.asker.words
    short = parts.spoken("short", SUBJECT, LONGEST_LABEL, ("praca", "work"))
    asked = mark("A lasting name for the question, for rules")
    made: Thing = {"id": parts.id(asked, parts.catalogue.questions, slug(short["en"]))}
    told = words(mark("What is answered? one: one of several; many: several to tick; number: a number"))
    made["kind"] = asker.ask("kind", told, choice("one", "many", "number"), example="one")
    told = words(mark("Is it about health, home, money or another thing one does not tell everybody? yes or no"))
    if asker.ask("sensitive", told, yes_or_no, example=words(NO)):
        made["sensitive"] = "yes"
    made["short"] = short
    if "sensitive" in made:
        made["neutral"] = parts.spoken("neutral", NEUTRAL, LONGEST_LABEL, ("zdrowie", "health"))
    made["ask"] = parts.spoken("ask", ASK, LONGEST_TITLE, ("Czym się teraz zajmujesz?", "What do you do now?"))
    example = ("Niektóre oferty są tylko dla osób bez pracy.", "Some offers are only for people without work.")
    made["why"] = parts.spoken("why", WHY, LONGEST_TEXT, example)
    if made["kind"] == "number":
        return made
    check = _two(words_up_to(LONGEST_LABEL))
    told = words(mark("The answers to choose from, in Polish, parted by commas"))
    polish = asker.ask("options.pl", told, check, example="Pracuję, Szukam pracy, Nie pracuję")
    told = words(mark("The same answers in English, in the same order"))
    check = _as_many(check, len(polish))
    english = asker.ask("options.en", told, check, example="I work, I look for work, I do not")
    labels = {"pl": polish, "en": english}
    for language in parts.further():
        asked = mark("The same answers in the language {language}, in the same order")
        told = words(asked, language=parts.called(language))
        labels[language] = asker.ask(f"options.{language}", told, check, example=", ".join(english))
    taken: list[str] = []
    made["options"] = []
    for number, label in enumerate(english):
        taken.append(free(slug(label) or "option", taken))
        text = {language: listed[number] for language, listed in labels.items()}
        made["options"].append({"id": taken[-1], "label": text})
    return made


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
