"""A typed text -> the answers in it: where the resident lives, how old they are, and what the asked question needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.understand import age_wording as wording
from bot.understand import replies
from bot.understand.ages import AgeReader
from bot.understand.crisis import CrisisReader
from bot.understand.fold import clauses, fold, words
from bot.understand.function_words import QUESTIONS
from bot.understand.numbers import NumberWords
from bot.understand.options import OptionReader
from bot.understand.place_clause import Words
from bot.understand.place_table import PlaceTable
from bot.understand.replies import Reply, reply
from bot.understand.spelling import Speller
from bot.understand.vocabulary import ordinary_words
from bot.understand.whereabouts import Heard, Listener


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says. `forms`: (question id, answer in a form of the `match` contract), in catalogue order.

    `unsure`: (question id, ids of at most four places) to ask back about. `crisis`: somebody may be in danger.
    """

    forms: tuple[tuple[str, Form], ...] = ()
    unsure: tuple[str, tuple[str, ...]] | None = None
    crisis: bool = False


@dataclass(frozen=True)
class Understanding:
    """Everything a catalogue's words need to be found in a text; built once for it."""

    catalogue: Catalogue
    table: PlaceTable
    listener: Listener
    ages: dict[str, AgeReader]
    options: dict[str, OptionReader]
    crisis: CrisisReader
    speller: Speller

    @classmethod
    def of(cls, catalogue: Catalogue) -> Understanding:
        """Build the tables of a catalogue."""
        table = PlaceTable(catalogue.places)
        vocabulary = ordinary_words(catalogue)
        ordinary = vocabulary.__contains__
        numbers = NumberWords()
        options = {
            question.id: OptionReader(question, ordinary)
            for question in catalogue.questions.values()
            if question.kind in ("one", "many")
        }
        need = catalogue.role("need")
        search = options[need.id].mentions if need is not None and need.id in options else lambda _: False
        return cls(
            catalogue,
            table,
            Listener(Words(table, ordinary, search)),
            {
                question.id: AgeReader(question.minimum, question.maximum, table.names, numbers)
                for question in catalogue.questions.values()
                if question.kind == "number"
            },
            options,
            CrisisReader(phrase for listed in catalogue.crisis.values() for phrase in listed),
            Speller(vocabulary | wording.WORDS | replies.WORDS, table.is_like),
        )

    def understand(self, text: str, language: str, ask: str | None, on: date) -> Understood:
        """Give what a text says on a day. `ask`: id of the question just put. Never raises, whatever the text."""
        typed = fold(text)
        folded = self.speller.right(typed)
        said = clauses(folded)
        split = [words(clause) for clause in said]
        crisis = self.crisis.is_crisis(words(typed), words(folded))
        asked = self.catalogue.questions.get(ask) if ask is not None else None
        replied, is_all = reply(split, language)
        if asked is not None and replied is Reply.SKIP and is_all:
            return Understood(((asked.id, None),), crisis=crisis)
        forms: dict[str, Form] = {}
        heard = self.listener.hear(split, asked=asked is not None and asked.kind == "place")
        if heard.place is not None:
            forms[self.catalogue.place.id] = heard.place
        forms |= self._ages(said, asked, on)
        if asked is not None and asked.id in self.options and not _is_question(folded, split):
            form = self.options[asked.id].read(split, language, replied, is_all=is_all)
            if form is not None:
                forms[asked.id] = form
        ordered = tuple((id_, forms[id_]) for id_ in self.catalogue.questions if id_ in forms)
        return Understood(ordered, self._unsure(heard), crisis)

    def _ages(self, said: tuple[str, ...], asked: Question | None, on: date) -> dict[str, Form]:
        age = self.catalogue.role("age")
        found: dict[str, Form] = {}
        for id_, reader in self.ages.items():
            is_asked = asked is not None and asked.id == id_
            if not is_asked and (age is None or age.id != id_):
                continue
            alone = asked is None or asked.kind in ("number", "place")
            years = reader.read(said, on, asked=is_asked, alone=alone)
            if years is not None:
                found[id_] = years[0] if years[0] == years[1] else [*years]
        return found

    def _unsure(self, heard: Heard) -> tuple[str, tuple[str, ...]] | None:
        return (self.catalogue.place.id, heard.candidates) if heard.candidates else None


def _is_question(folded: str, split: list[tuple[str, ...]]) -> bool:
    """Tell whether the text asks something instead of telling it."""
    return "?" in folded and bool(split) and bool(split[0]) and split[0][0] in QUESTIONS
