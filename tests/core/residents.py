"""What residents do: every button there is, and what somebody may do or write at a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from bot.core import actions as a
from bot.core import screens as s
from bot.core.actions import Action
from bot.core.catalogue import Catalogue
from bot.core.heard import tag
from bot.core.questions import Question
from bot.core.views import VIEWS


def every_action(catalogue: Catalogue) -> Iterator[Action]:
    """Give every action a button of this catalogue may carry."""
    need = catalogue.role("need")
    assert need is not None
    for view, (fewest, _) in VIEWS.items():
        if fewest == 0:
            yield a.Go((view,))
            yield a.Go((view, "99"))
    for question in catalogue.questions.values():
        yield from (a.Go(("ask", question.id)), a.Go(("ask", question.id, "99")), a.Go(("ask", question.id, "+")))
        yield from (a.Go(("why", question.id)), a.Skip(question.id))
        yield from (a.Done(question.id), a.Done(question.id, none=True))
        yield a.Choose(question.id, f"{question.minimum}-{question.maximum}")
        for option in question.options:
            yield a.Choose(question.id, option.id)
            yield from (a.Tick(question.id, option.id, ticked=ticked) for ticked in (True, False))
    for place in catalogue.places.by_id:
        yield a.Choose(catalogue.place.id, place)
        yield a.Go(("browse", place))
        yield from (a.Go(("browse", place, kind, "99")) for kind in need.position)
    for offer in catalogue.offers:
        yield from (a.Go(("offer", offer)), a.Pick(offer, on=True), a.Pick(offer, on=False))
    yield from (a.Go(("contact", contact)) for contact in catalogue.contacts)
    yield from (a.Speak(language) for language in catalogue.languages)
    yield from (a.Consent(agreed=True), a.Consent(agreed=False), a.Consent(agreed=False, withdraw=True))
    yield from (a.Back(), a.Forget(), a.Proceed(), a.Undo("0000cafe"), a.Remember("0000cafe"), a.Turn(0), a.Turn(99))


@dataclass(frozen=True)
class Somebody:
    """Does things by chance."""

    catalogue: Catalogue
    chance: Random

    @cached_property
    def buttons(self) -> list[Action]:
        """Every button, also of screens long gone."""
        return list(every_action(self.catalogue))

    def does(self, screen: s.Screen) -> Action:
        """Mostly what the screen is for, at times anything."""
        drawn = self.chance.random()
        if drawn < 0.45:
            return self.answers(screen) or a.Go(("next",))
        if drawn < 0.75:
            return self.chance.choice(self.buttons)
        if drawn < 0.85:
            return self.writes()
        return a.Back() if drawn < 0.99 else a.Forget()

    def answers(self, screen: s.Screen) -> Action | None:
        """Give an answer to what a screen asks, if it asks something."""
        match screen.shows:
            case s.AskConsent():
                return a.Consent(agreed=self.chance.random() < 0.7)
            case s.Heard(facts=facts, pending=pending):
                tapped: list[Action] = [a.Undo(fact.tag) for _, fact in (*facts, *pending)]
                every = tag(*(fact for _, fact in pending))
                return self.chance.choice([*tapped, a.Proceed(), a.Remember(every), a.Remember(every), a.Turn(1)])
            case s.Unsure(question=question, candidates=candidates):
                return a.Choose(question.id, self.chance.choice(candidates))
            case s.Ask(question=question) as asked:
                return self.answer(question, asked)
        return None

    def answer(self, question: Question, asked: s.Ask) -> Action:
        """Answer one question with the buttons it has."""
        drawn = self.chance.random()
        if drawn < 0.1:
            return a.Skip(question.id)
        if question.kind != "many":
            return a.Choose(question.id, self.chance.choice(asked.choices))
        if drawn < 0.3:
            return a.Done(question.id, none=True)
        if asked.ticks and drawn < 0.6:
            return a.Done(question.id)
        return a.Tick(question.id, self.chance.choice(asked.choices), ticked=self.chance.random() < 0.9)

    def writes(self) -> Action:
        """Give what somebody's words were understood as."""
        questions = list(self.catalogue.questions.values())
        learned = self.learned(self.chance.choice(questions))
        several = tuple(self.learned(question) for question in self.chance.sample(questions, 4))
        words: list[Action] = [
            a.Learn((learned,)),
            a.Learn(several),
            a.Alarm(),
            a.Alarm(several),
            a.Unsure(self.catalogue.place.id, tuple(self.chance.sample(self.catalogue.places.leaves, 2))),
            a.Found(tuple(self.chance.sample(list(self.catalogue.offers), self.chance.randrange(4)))),
            a.Tell("not-understood"),
            a.Learn((("no such question", 1),)),
            a.Choose(learned[0], "no such answer"),
            a.Go(("no such view",)),
            a.Speak("no such language"),
        ]
        return self.chance.choice(words)

    def learned(self, question: Question) -> tuple[str, a.LearnedForm]:
        """Give something that words may say about a question."""
        if question.kind == "many":
            ticked = [(option.id, self.chance.random() < 0.7) for option in self.chance.sample(question.options, 2)]
            return question.id, tuple(ticked)
        if question.kind == "number":
            return question.id, (40, 49) if self.chance.random() < 0.5 else 67
        if question.kind == "place":
            return question.id, self.chance.choice(list(self.catalogue.places.by_id))
        return question.id, tuple(option.id for option in self.chance.sample(question.options, 2))


def someone(somebody: Somebody, seed: int) -> Somebody:
    """Give somebody else, with the same buttons."""
    other = replace(somebody, chance=Random(seed))  # noqa: S311 -- chance, not secrets
    other.__dict__["buttons"] = somebody.buttons
    return other
