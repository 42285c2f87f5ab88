"""A typed text -> the answers in it, for every question of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.core.rules import facts as facts_of
from bot.core.texts import BASE_LANGUAGE
from bot.understand import age_wording as wording
from bot.understand import guards, replies, sentence
from bot.understand.ages import AgeReader
from bot.understand.answering import answer
from bot.understand.crisis import CrisisReader
from bot.understand.fact_table import FactTable
from bot.understand.facts import FactReader, Said
from bot.understand.fold import MOST, MOST_FOR_DANGER, clauses, fold, words
from bot.understand.forms import Forms
from bot.understand.function_words import SMALL
from bot.understand.numbers import NumberWords
from bot.understand.place_clause import Words
from bot.understand.place_table import PlaceTable
from bot.understand.replies import Reply, reply
from bot.understand.sentence import parted
from bot.understand.spelling import Speller
from bot.understand.vocabulary import ordinary_words
from bot.understand.whereabouts import Heard, Listener

#: The languages whose small words are known. Somebody who speaks another one writes here in Polish.
READ = ("pl", "en")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says. `forms`: (question id, answer in a form of the `match` contract), in catalogue order.

    `unsure`: (question id, ids of at most four places) to ask back about. `dangers`: ids of the kinds of danger
    somebody may be in, the gravest first.
    """

    forms: tuple[tuple[str, Form], ...] = ()
    unsure: tuple[str, tuple[str, ...]] | None = None
    dangers: tuple[str, ...] = ()

    @property
    def crisis(self) -> bool:
        """Whether somebody may be in danger."""
        return bool(self.dangers)

    @property
    def answers(self) -> dict[str, Form]:
        """The forms, and what is still possible where it would be asked back: a name that several towns share."""
        several = self.unsure is not None and len(self.unsure[1]) > 1
        return dict(self.forms) | ({self.unsure[0]: [*self.unsure[1]]} if self.unsure is not None and several else {})


@dataclass(frozen=True)
class Understanding:
    """Everything a catalogue's words need to be found in a text; built once for it."""

    catalogue: Catalogue
    forms: Forms
    table: PlaceTable
    listener: Listener
    ages: dict[str, AgeReader]
    facts: FactReader
    numbers: NumberWords
    crisis: CrisisReader
    speller: Speller

    @classmethod
    def of(
        cls, catalogue: Catalogue, of_offers: frozenset[str] | None = None, before: Understanding | None = None
    ) -> Understanding:
        """Build the tables of a catalogue.

        `of_offers`: the words of its offers, where somebody has them already. `before`: tables of another catalogue;
        where only offers differ, most of them serve this one too.
        """
        if before is not None and _same_base(catalogue, before.catalogue):
            vocabulary = ordinary_words(catalogue, before.forms, of_offers)
            return replace(
                before,
                catalogue=catalogue,
                listener=Listener(Words(before.table, vocabulary.__contains__, before.facts.names_wish)),
                crisis=before.crisis.beside(vocabulary),
                speller=before.speller.beside(vocabulary),
            )
        same_places = before is not None and before.catalogue.places == catalogue.places
        table = before.table if before is not None and same_places else PlaceTable(catalogue.places)
        forms = before.forms if before is not None else Forms.shipped()
        numbers = before.numbers if before is not None else NumberWords()
        vocabulary = ordinary_words(catalogue, forms, of_offers)
        with_options = {id_: one for id_, one in catalogue.questions.items() if one.kind in ("one", "many")}
        facts = FactTable(with_options.values(), forms, numbers)
        need = catalogue.role("need")
        after = {id_: frozenset(fact.question for fact in facts_of(rule)) for id_, rule in catalogue.asked_if.items()}
        reader = FactReader(with_options, facts, need.id if need is not None else None, after)
        ages = {
            question.id: AgeReader(question.minimum, question.maximum, table.names, numbers, sentence.is_first_person)
            for question in catalogue.questions.values()
            if question.kind == "number"
        }
        small = SMALL | wording.WORDS | replies.WORDS | sentence.WORDS | guards.WORDS
        return cls(
            catalogue,
            forms,
            table,
            Listener(Words(table, vocabulary.__contains__, reader.names_wish)),
            ages,
            reader,
            numbers,
            _crisis_of(catalogue, vocabulary, before),
            Speller(vocabulary, facts.spelt, small, forms, table.is_like),
        )

    def understand(self, text: str, language: str, ask: str | None, on: date) -> Understood:
        """Give what a text says on a day. `ask`: id of the question just put. Never raises, whatever the text."""
        language = language if language in READ else BASE_LANGUAGE
        typed = fold(text)
        folded = self.speller.right(typed)
        said = clauses(folded)
        split = [words(clause) for clause in said]
        dangers = self._dangers(text, typed, folded)
        asked = self.catalogue.questions.get(ask) if ask is not None else None
        replied, is_all = reply(split, language)
        if asked is not None and replied is Reply.SKIP and is_all:
            return Understood(((asked.id, None),), dangers=dangers)
        forms: dict[str, Form] = {}
        is_place_asked = asked is not None and asked.kind == "place"
        telling = split if is_place_asked else [one for one in split if not sentence.is_question(one, language)]
        heard = self.listener.hear(telling, asked=is_place_asked)
        if heard.place is not None:
            forms[self.catalogue.place.id] = heard.place
        told = self._said(folded, language, ask if asked is not None else None)
        sure = self.facts.sure(told, ask, others=bool(forms))
        forms |= self._ages(said, asked, on, sure, others=bool(forms))
        sure = self.facts.sure(told, ask, others=bool(forms))
        for id_, question in self.facts.questions.items():
            own = [one for one in sure if one.question == id_]
            form = answer(question, own, replied if id_ == ask else None, is_all=is_all, asked=id_ == ask)
            if form is not None:
                forms[id_] = form
        ordered = tuple((id_, forms[id_]) for id_ in self.catalogue.questions if id_ in forms)
        return Understood(ordered, self._unsure(heard), dangers)

    def _dangers(self, text: str, typed: str, folded: str) -> tuple[str, ...]:
        """Give the kinds of danger in a text, the gravest first: in its beginning, which is `folded`, and in all of it.

        Whoever is in danger may tell a long story first. Nothing else is read beyond the beginning.
        """
        found = self.crisis.dangers(typed, folded)
        if len(text) <= MOST:
            return found
        whole = fold(text, MOST_FOR_DANGER)
        found += self.crisis.dangers(whole, self.speller.right(whole))
        return tuple(kind for kind in self.crisis.kinds if kind in found)

    def _ages(
        self, said: tuple[str, ...], asked: Question | None, on: date, sure: Sequence[Said], *, others: bool
    ) -> dict[str, Form]:
        """Read the ages. `sure`: what was told to questions with options; `others`: whether anything else was."""
        age = self.catalogue.role("age")
        found: dict[str, Form] = {}
        for id_, reader in self.ages.items():
            is_asked = asked is not None and asked.id == id_
            if not is_asked and (age is None or age.id != id_):
                continue
            answered = asked is not None and any(one.question == asked.id and not one.has_number for one in sure)
            alone = asked is None or asked.kind in ("number", "place") or answered
            years = reader.read(said, on, asked=is_asked, alone=alone, beside=alone and (others or bool(sure)))
            if years is not None:
                found[id_] = years[0] if years[0] == years[1] else [*years]
        return found

    def _said(self, folded: str, language: str, ask: str | None) -> list[Said]:
        """Give what the text says to every question with options."""
        split = [words(clause) for clause in clauses(self.numbers.digits(folded))]
        typed = parted(split, language, self.facts.table.may_be_first_person)
        tokens = [[self.facts.table.token(word) for word in clause.words] for clause in typed]
        said = self.facts.said(typed, tokens, ask)
        label = self.facts.whole([token for listed in tokens for token in listed], ask) if ask is not None else None
        if ask is not None and label:
            said = [one for one in said if one.question != ask]
            number = any(token.number is not None for listed in tokens for token in listed)
            said.append(Said(ask, label, affirmed=True, answers_only=True, has_number=number))
        return said

    def _unsure(self, heard: Heard) -> tuple[str, tuple[str, ...]] | None:
        return (self.catalogue.place.id, heard.candidates) if heard.candidates else None


def _same_base(one: Catalogue, other: Catalogue) -> bool:
    """Tell whether two catalogues share what the tables are made of, but for the offers."""
    return one.questions is other.questions and one.places is other.places and one.dangers is other.dangers


def _crisis_of(catalogue: Catalogue, vocabulary: frozenset[str], before: Understanding | None) -> CrisisReader:
    """Give the reader of the words of danger; beside other ordinary words where only those are other ones."""
    if before is None or catalogue.dangers != before.catalogue.dangers:
        return CrisisReader(catalogue.dangers, vocabulary)
    return before.crisis.beside(vocabulary)
