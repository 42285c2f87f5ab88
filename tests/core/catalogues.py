"""Small catalogues and residents that hypothesis makes up: every kind of question and of condition, in any order."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import prod
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS, Answers, Form, given, read
from bot.core.catalogue import Catalogue, Group
from bot.core.conditions import Condition
from bot.core.contacts import Body, ContactPoint
from bot.core.dangers import Dangers
from bot.core.offers import Dates, Offer, Programme, Season
from bot.core.places import Place, Places
from bot.core.questions import Option, Question
from bot.core.texts import Text
from tests.core.oracle import Oracle, Said

T = TypeVar("T")

#: The same examples every time; FUZZED=5000 tries so many new ones.
FUZZED = os.environ.get("FUZZED")
thorough = settings(
    max_examples=int(FUZZED or 100),
    derandomize=FUZZED is None,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: A resident who may still answer in more ways than this is too much for trying every value.
MOST_COMPLETIONS = 300
TODAY = date(2020, 6, 1)
WORDS = Text.same("words")
NEED = "need"
KINDS = ("food", "work")
DATES = (
    Dates(),
    Dates(date(2020, 1, 1), date(2020, 6, 1)),
    Dates(date(2020, 6, 2), None),
    Dates(None, date(2020, 5, 31)),
    Dates(date(2020, 6, 1), date(2020, 12, 31)),
)
SEASONS = (Season((6, 1), (6, 30), 2020), Season((11, 2), (2, 29), 2020), Season((12, 1), (6, 1), 2020))


@dataclass(frozen=True, repr=False)
class Case:
    """One catalogue and one resident, in the forms of the `match` contract; some of the answers also refused."""

    catalogue: Catalogue
    forms: Mapping[str, Form]
    refused: frozenset[str]

    def __repr__(self) -> str:
        asked = [(q.id, q.kind, [(o.id, o.implies) for o in q.options], q.asked_if) for q in self._questions]
        offers = [(o.id, o.rule, o.first, o.especially, o.prefer) for o in self.catalogue.offers.values()]
        groups = {id_: group.rule for id_, group in self.catalogue.groups.items()}
        return f"Case({asked}, {self.catalogue.places.leaves}, {groups}, {offers}, {self.forms}, {self.refused})"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:  # noqa: FBT001 -- called by position
        printer.text(repr(self))

    @property
    def _questions(self) -> list[Question]:
        return [*self.catalogue.questions.values()]

    @cached_property
    def answers(self) -> Answers:
        """The answers as the program reads them."""
        return answers_of(self.catalogue, self.forms, self.refused)

    @cached_property
    def said(self) -> dict[str, Said]:
        """The answers as the oracle reads them."""
        oracle = Oracle(self.catalogue)
        return {
            id_: oracle.hear(self.catalogue.questions[id_], form, refused=id_ in self.refused)
            for id_, form in self.forms.items()
            if id_ != NEED
        }

    @property
    def wanted(self) -> frozenset[str]:
        """The kinds of help ticked."""
        form = self.forms.get(NEED)
        if isinstance(form, dict):
            return frozenset(kind for kind, ticked in form.items() if ticked)
        return frozenset(map(str, form)) if isinstance(form, list) else frozenset()


def answers_of(catalogue: Catalogue, forms: Mapping[str, Form], refused: frozenset[str] = frozenset()) -> Answers:
    """Read answers the way `match` does."""
    answers = NO_ANSWERS
    for id_, form in forms.items():
        answer = read(catalogue.questions[id_], catalogue.places, form)
        answers = given(answers, id_, replace(answer, refused=answer.refused or id_ in refused))
    return answers


#: Drawing many small numbers is much quicker than drawing from strategies made on the way.
BELOW = [st.integers(0, most) for most in range(30)]


def contact(id_: str, serves: str, *bodies: str, need: tuple[str, ...] = ()) -> ContactPoint:
    """Make a contact point that says no more than where and for what."""
    return ContactPoint(id_, WORDS, WORDS, bodies, (serves,), need, TODAY)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Make up a catalogue with two to five questions and one to six offers, and a resident."""
    return Maker(draw).case()


@dataclass(frozen=True)
class Maker:
    """Makes things up by drawing."""

    draw: st.DrawFn

    def below(self, count: int) -> int:
        """Draw a number from 0, which is the simplest, up to but not including this one."""
        return self.draw(BELOW[count - 1])

    def chance(self, one_in: int = 2) -> bool:
        """Draw yes or no."""
        return self.below(one_in) == one_in - 1

    def one_of(self, listed: Sequence[T]) -> T:
        """Draw one thing."""
        return listed[self.below(len(listed))]

    def some(self, listed: Sequence[T], most: int) -> tuple[T, ...]:
        """Draw one thing or more, none of them twice."""
        return tuple(dict.fromkeys(self.one_of(listed) for _ in range(1 + self.below(most))))

    def shuffled(self, listed: Sequence[T]) -> list[T]:
        """Draw an order."""
        left, found = list(listed), []
        while left:
            found.append(left.pop(self.below(len(left))))
        return found

    def case(self) -> Case:
        """Make up a catalogue and a resident."""
        catalogue = self.catalogue()
        forms: dict[str, Form] = {}
        for question in self.shuffled(list(catalogue.questions.values())):
            if self.chance():
                forms[question.id] = self.form(question, catalogue.places)
        refused = {self.one_of([*forms])} if forms and self.chance() else set()
        case = Case(catalogue, forms, frozenset(refused))
        oracle = Oracle(catalogue)
        while prod(_ways(oracle, case, question) for question in oracle.judged) > MOST_COMPLETIONS:
            widest = max(oracle.judged, key=lambda question: _ways(oracle, case, question))
            case = replace(case, forms={**case.forms, widest.id: None})
        return case

    def catalogue(self, most_offers: int = 6) -> Catalogue:
        """Make up a catalogue."""
        places = Places(self.tree())
        kinds = ["place", *(self.one_of(["one", "many", "number"]) for _ in range(1 + self.below(3)))]
        if self.chance():
            kinds.append(NEED)
        questions: dict[str, Question] = {}
        for number, kind in enumerate(self.shuffled(kinds)):
            question = self.question(kind, f"q{number}", places, questions)
            questions[question.id] = question
        groups: dict[str, Group] = {}
        for id_ in ("g0", "g1")[: self.below(3)]:
            groups[id_] = Group(WORDS, Conditions(self.draw, questions, places, tuple(groups)).any(2))
        conditions = Conditions(self.draw, questions, places, tuple(groups))
        offers = {f"o{number}": conditions.offer(f"o{number}") for number in range(1 + self.below(most_offers))}
        contacts = {
            "everywhere": contact("everywhere", places.root.id, "centre"),
            "local": contact("local", places.leaves[0], "office"),
        }
        bodies = {id_: Body(id_, WORDS, WORDS) for id_ in ("centre", "office")}
        return Catalogue(
            questions, places, groups, offers, bodies, contacts, papers={}, dangers=Dangers({}, (), {}, {}, {}, {}, {})
        )

    def tree(self) -> Place:
        """Make up places with two to four leaves."""
        towns = []
        for town in "ab":
            parts = tuple(Place(f"{town}.{part}", "district", WORDS) for part in ("xy" if self.chance() else ""))
            towns.append(Place(town, "gmina", WORDS, parts=parts))
        return Place("land", "country", WORDS, parts=tuple(towns))

    def question(self, kind: str, id_: str, places: Places, earlier: Mapping[str, Question]) -> Question:
        """Make up a question. Those that decide whether it applies stand before it."""
        if kind == "place":
            return Question(id_, "place", WORDS, WORDS, WORDS, role="place", leaves=places.leaves)
        if kind == NEED:
            options = tuple(Option(option, WORDS) for option in KINDS)
            return Question(NEED, "many", WORDS, WORDS, WORDS, role="need", options=options)
        if kind == "number":
            lowest, size = self.one_of([0, 17]), 1 + self.below(4)
            return Question(id_, "number", WORDS, WORDS, WORDS, minimum=lowest, maximum=lowest + size)
        decide = Conditions(self.draw, earlier, places, ())
        asked_if = decide.applicability() if decide.judged and self.chance() else None
        names = ["r", "s", "t"][: 2 + self.below(2)]
        if kind == "one":
            names[0] = self.one_of(["no", "none"])
            options = tuple(Option(name, WORDS) for name in self.shuffled(names))
        else:
            options = tuple(Option(name, WORDS, implies=self.implied(name, names)) for name in names)
        return Question(id_, kind, WORDS, WORDS, WORDS, asked_if=asked_if, options=options)

    def implied(self, name: str, names: list[str]) -> tuple[str, ...]:
        """Make up what follows from an option; circles too."""
        other = self.one_of(names)
        return (other,) if other != name and self.chance() else ()

    def form(self, question: Question, places: Places) -> Form:
        """Make up an answer in the form of the `match` contract: full, partial or refused."""
        way = self.below(4)
        if way == 3:
            return None
        if question.kind == "place":
            ids = [*places.by_id]
            return [*self.some(ids, 3)] if way else self.one_of(ids)
        if question.kind == "number":
            numbers = range(question.minimum, question.maximum + 1)
            return [*sorted([self.one_of(numbers), self.one_of(numbers)])] if way else self.one_of(numbers)
        options = [option.id for option in question.options]
        if question.kind == "one":
            return [*self.some(options, 2)] if way else self.one_of(options)
        if way == 0:
            return [option for option in options if self.chance()]
        return _following(question, {option: self.chance() for option in options if self.chance()})


@dataclass(frozen=True)
class Conditions(Maker):
    """Makes conditions up."""

    questions: Mapping[str, Question]
    places: Places
    groups: tuple[str, ...]

    @property
    def judged(self) -> list[Question]:
        """The questions that rules use."""
        return [question for question in self.questions.values() if question.role != NEED]

    def any(self, depth: int) -> Condition:
        """Make up any condition."""
        kind = self.below(12) if depth else self.below(5)
        if kind <= 3:
            return self.leaf(self.one_of(self.judged))
        if kind == 4:
            return c.Is(self.one_of(self.groups)) if self.groups and self.chance() else c.Anyone()
        parts = tuple(self.any(depth - 1) for _ in range(1 + self.below(3)))
        match kind:
            case 5 | 6:
                return c.All(parts)
            case 7 | 8:
                return c.Any(parts)
            case 9:
                return c.AtLeast(1 + self.below(len(parts)), parts)
            case 10:
                return c.Not(parts[0])
        return c.Perhaps(parts[0])

    def leaf(self, question: Question, without: frozenset[str] = frozenset()) -> Condition:
        """Make up a condition on one question."""
        if question.kind == "place":
            return c.LivesIn(question.id, self.some([*self.places.by_id], 2))
        if question.kind == "number":
            numbers = range(question.minimum, question.maximum + 1)
            lowest, highest = sorted([self.one_of(numbers), self.one_of(numbers)])
            return c.Between(question.id, lowest, highest)
        named = [option.id for option in question.options if option.id not in without]
        return c.Among(question.id, self.some(named, 2))

    def applicability(self) -> Condition:
        """Make up when a question applies."""
        join = self.one_of([None, c.All, c.Any])
        if join is None:
            return self._decides()
        return join((self._decides(), self._decides()))

    def _decides(self) -> Condition:
        question = self.one_of(self.judged)
        if question.asked_if is not None:
            # Of a question that may not apply itself only what is so: files say it like that.
            return self.leaf(question, frozenset({"no", "none"}))
        found = self.leaf(question)
        return c.Not(found) if self.chance(4) else found

    def offer(self, id_: str) -> Offer:
        """Make up an offer."""
        return Offer(
            id=id_,
            programme=Programme("p", WORDS, WORDS, WORDS, self.one_of(DATES), ()),
            title=WORDS,
            short=WORDS,
            gives=WORDS,
            need=self.some(KINDS, 2) if NEED in self.questions else (),
            body=self.one_of(["centre", "office"]),
            rule=self.any(3),
            first=self.any(2) if self.chance() else None,
            especially=self.any(2) if self.chance() else None,
            prefer=self.any(2) if self.chance() else None,
            general=self.chance(),
            browse=self.chance(10),
            seasons=self.some(SEASONS, 2) if self.chance() else (),
        )


def _ways(oracle: Oracle, case: Case, question: Question) -> int:
    said = case.said.get(question.id, Said(oracle.values(question)))
    return 1 if said.refused else len(said.possible)


def _following(question: Question, ticked: dict[str, bool]) -> Form:
    """Take back what contradicts what follows from the ticks."""
    implied = {option.id: option.implies for option in question.options}
    yes = {option for option, is_so in ticked.items() if is_so}
    for _ in implied:
        yes |= {other for option in yes for other in implied[option]}
    return {option: is_so for option, is_so in ticked.items() if is_so or option not in yes}
