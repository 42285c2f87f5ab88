"""The catalogue: everything staff wrote, checked and frozen, with what is derived from it once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.core import rules
from bot.core.compiler import Compiler
from bot.core.conditions import Condition, Truth
from bot.core.contacts import Body, ContactPoint
from bot.core.dangers import Dangers
from bot.core.nearby import Nearby
from bot.core.offers import Offer
from bot.core.places import Places
from bot.core.questions import Question
from bot.core.rules import Rule
from bot.core.texts import Text


@dataclass(frozen=True, slots=True)
class Group:
    """A named rule."""

    name: Text
    rule: Condition


@dataclass(frozen=True, slots=True)
class Ready:
    """The rules of one offer, ready to judge. `first` is NO where the offer has no such rule."""

    rule: Rule
    first: Rule
    especially: Rule
    prefer: Rule
    #: The places where the offer can be had at all.
    area: int


@dataclass(frozen=True)
class Catalogue:
    """Everything there is to know, in the order of the files."""

    questions: Mapping[str, Question]
    places: Places
    groups: Mapping[str, Group]
    offers: Mapping[str, Offer]
    bodies: Mapping[str, Body]
    contacts: Mapping[str, ContactPoint]
    #: What residents take along, by id: offers name these, so that lists of several offers join.
    papers: Mapping[str, Text]
    #: Words in which somebody in danger may write: helplines come first then.
    dangers: Dangers

    @cached_property
    def compiler(self) -> Compiler:
        """Turns conditions into rules."""
        return Compiler(self.questions, self.places, {id_: group.rule for id_, group in self.groups.items()})

    @cached_property
    def ready(self) -> Mapping[str, Ready]:
        """The rules of every offer. Equal rules are one object, so that what is worked out for one serves all."""
        same: dict[Rule, Rule] = {}
        return {offer.id: self._ready(offer, same) for offer in self.offers.values()}

    @cached_property
    def asked_if(self) -> Mapping[str, Rule]:
        """For the questions that do not always apply: when they do."""
        return {
            question.id: self.compiler.rule(question.asked_if)
            for question in self.questions.values()
            if question.asked_if is not None
        }

    @cached_property
    def judged(self) -> Mapping[str, Question]:
        """The questions that rules can use: all but the kind of help wanted."""
        return {id_: question for id_, question in self.questions.items() if question.role != "need"}

    @cached_property
    def nothing_known(self) -> dict[str, int]:
        """Every value of every question that rules can use."""
        return {id_: question.universe for id_, question in self.judged.items()}

    @cached_property
    def served(self) -> Mapping[str, int]:
        """For every contact point the places it serves."""
        return {contact.id: self.places.mask(contact.serves) for contact in self.contacts.values()}

    @cached_property
    def nearby(self) -> Nearby:
        """The contact points by place."""
        return Nearby.of(self.places, self.contacts.values(), self.served)

    def role(self, role: str) -> Question | None:
        """Give the question that plays a role, if the catalogue has one."""
        return next((question for question in self.questions.values() if question.role == role), None)

    @cached_property
    def place(self) -> Question:
        """The question about the place; every catalogue has one."""
        return next(question for question in self.questions.values() if question.kind == "place")

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages the questions are written in."""
        return tuple(
            dict.fromkeys(language for question in self.questions.values() for language in question.ask.languages)
        )

    def _ready(self, offer: Offer, same: dict[Rule, Rule]) -> Ready:
        def compiled(condition: Condition) -> Rule:
            rule = self.compiler.rule(condition)
            return same.setdefault(rule, rule)

        others = {
            name: rules.NO if condition is None else compiled(condition)
            for name, condition in (
                ("first", offer.first),
                ("especially", offer.especially),
                ("prefer", offer.prefer),
            )
        }
        rule = compiled(offer.rule)
        area = 0
        # Leaves that the rule cannot tell apart are judged together: any one of them speaks for all.
        for leaves in rules.classes(rule, self.place.id, self.place.everything):
            if rules.judge(rule, {**self.nothing_known, self.place.id: leaves & -leaves}) is not Truth.NO:
                area |= leaves
        return Ready(rule, area=area, **others)
