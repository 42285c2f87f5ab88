"""Conversations to measure with: the catalogue's personas, each at home in their town, and people who tap about.

A walk is made by holding the conversation once, so that every tap is on a button that is really there. It can then be
held again without a channel or over HTTP.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.assistant import Assistant, Said
from bot.core import actions as a
from bot.core.actions import Action, encode
from bot.core.answers import Answer, Answers
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.core.resident import Resident
from bot.core.screens import Ask
from bot.files import models as m
from bot.files.folder import Folder
from bot.files.loader import load
from bot.files.personas import answers_of
from bot.text.message import Message
from bot.text.other import About
from tests.bench.figures import Sizes

ROOT = Path(__file__).parents[2]
#: The day all projects have ended, and one on which they are open or planned.
TODAY, THEN = date(2026, 11, 22), date(2019, 6, 1)
#: How many taps and words somebody makes who taps about.
LONG = 25
MOST_STEPS = 80


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: a button tapped (`data`), or words written."""

    data: str | None = None
    words: str = ""

    @property
    def did(self) -> Action | Said:
        """What the assistant hears of it."""
        if self.data is not None:
            return a.decode(self.data) or a.Tell("stale")
        return a.Go((self.words[1:],)) if self.words.startswith("/") else Said(self.words)


@dataclass(frozen=True, slots=True)
class Walk:
    """One conversation: who speaks which language, on which day, and does what."""

    language: str
    on: date
    steps: tuple[Step, ...]

    @property
    def now(self) -> datetime:
        """The moment: noon, so that opening hours are the same in every run."""
        return datetime.combine(self.on, time(12), ZoneInfo("Europe/Warsaw"))


def fresh_assistant() -> Assistant:
    """Load the catalogue and make an assistant that has worked out nothing yet."""
    return assistant_of(load(ROOT / "offers"))


def assistant_of(catalogue: Catalogue) -> Assistant:
    """Make an assistant that knows this catalogue and has worked out nothing yet."""
    return Assistant.over(catalogue, ROOT / "locales", About(None, 24))


def personas(catalogue: Catalogue) -> list[Answers]:
    """Read the answers of every example resident."""
    folder = Folder(ROOT / "offers")
    found = []
    for name in folder.names("personas"):
        document, models = folder.model(name, list[m.PersonaModel])
        for index, model in enumerate(models or []):
            answers = answers_of(catalogue, document, (index, "answers"), model.answers)
            if answers is not None:
                found.append(answers)
    return found


def walks(assistant: Assistant, sizes: Sizes, seed: int = 1, on: date | None = None) -> list[Walk]:
    """Make the walks of personas and sampled ones. Without `on` every second one is in another year."""
    chance = random.Random(seed)  # noqa: S311 -- the same walks in every run
    found = []
    for number, answers in enumerate(personas(assistant.catalogue)[: sizes.personas]):
        walker = Walker(assistant, *_circumstances(number, on))
        found.append(walker.as_persona(answers, writes=number % 3 == 0))
    about = (Walker(assistant, *_circumstances(number, on)).tapping_about(chance) for number in range(sizes.walks))
    return [*found, *about]


def _circumstances(number: int, on: date | None) -> tuple[str, date]:
    """Two of three speak Polish; every second one lives in the year of the projects."""
    return "en" if number % 3 == 1 else "pl", on or (TODAY, THEN)[number % 2]


@dataclass
class Walker:
    """Holds one conversation and writes down what was done."""

    assistant: Assistant
    language: str
    on: date
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = Walk(self.language, self.on, ()).now
        self.resident = Resident(language=self.language)

    def do(self, step: Step) -> None:
        self.resident = self.assistant.after(self.resident, step.did, self.language, self.now)
        self.steps.append(step)

    @property
    def seen(self) -> Message:
        return self.assistant.show(self.resident, self.language, self.now)

    @property
    def buttons(self) -> list[str]:
        return [button.data for row in self.seen.rows for button in row if button.data is not None]

    @property
    def asked(self) -> str | None:
        return self.assistant.conversation.typed.asked(self.resident, self.on)

    def made(self) -> Walk:
        return Walk(self.language, self.on, tuple(self.steps))

    def as_persona(self, answers: Answers, *, writes: bool) -> Walk:
        """Answer what is asked as a persona does, then look at the results. Some write instead of tapping."""
        self.do(Step(words="/start"))
        self.do(Step("g:next"))
        while (id_ := self.asked) is not None and len(self.steps) < MOST_STEPS:
            agree = encode(a.Consent(agreed=True))
            if agree in self.buttons:
                self.do(Step(agree))
                continue
            question = self.assistant.catalogue.questions[id_]
            for step in self._answering(question, answers.get(id_), writes=writes):
                self.do(step)
        self._look_around()
        return self.made()

    def _answering(self, question: Question, answer: Answer | None, *, writes: bool) -> Iterator[Step]:
        skip = Step(f"s:{question.id}")
        if answer is None or answer.refused:
            yield skip
        elif question.kind == "place":
            place = self.assistant.catalogue.places.smallest(answer.possible)
            # Words may leave a town open, or a place that is known already: then it is tapped.
            known = question.id in self.resident.answers or self.resident.view.candidates
            tapped = place.id if place.parts == () or not known else ""
            name = place.name.in_(self.language)
            yield Step(words=name) if writes and not known else Step(f"c:{question.id}:{tapped}") if tapped else skip
        elif question.kind == "number":
            yield self._number(question, answer, writes=writes)
        elif question.kind == "many":
            for index in bits(answer.sure):
                yield Step(f"t:{question.id}:{question.options[index].id}:1")
            yield Step(f"d:{question.id}" if answer.sure else f"n:{question.id}")
        else:
            yield Step(f"c:{question.id}:{question.options[bits(answer.possible)[0]].id}")

    def _number(self, question: Question, answer: Answer, *, writes: bool) -> Step:
        number = bits(answer.possible)[0] + question.minimum
        if writes:
            return Step(words=str(number))
        screen = self.assistant.conversation.step(self.resident, self.now).shows
        offered = screen.choices if isinstance(screen, Ask) else (str(number),)
        for band in offered:
            ends = [int(end) for end in band.split("-")]
            if ends[0] <= number <= ends[-1]:
                return Step(f"c:{question.id}:{band}")
        return Step(words=str(number))

    def _look_around(self) -> None:
        """Open offers and contact points, read why a question is asked, think again about an answer."""
        self.do(Step("g:results"))
        for verb in ("g:offer:", "g:contact:"):
            for data in [data for data in self.buttons if data.startswith(verb)][:2]:
                self.do(Step(data))
                self.do(Step("b"))
        self.do(Step("g:offers"))
        for data in [data for data in self.buttons if data.startswith("g:offer:")][:1]:
            self.do(Step(data))
            self.do(Step("b"))
        self.do(Step("g:contacts"))
        self.do(Step(words="/answers"))
        for data in [data for data in self.buttons if data.startswith("g:ask:")][-1:]:
            self.do(Step(data))
            self.do(Step(data.replace("g:ask:", "g:why:")))
            self.do(Step("b"))
        self.do(Step(words="/help"))
        self.do(Step(words="/results"))

    def tapping_about(self, chance: random.Random) -> Walk:
        """Tap any button that is there; those that answer are tapped more often."""
        self.do(Step(words="/start"))
        while len(self.steps) < LONG:
            buttons = [data for data in self.buttons if data != "forget"] or ["g:start"]
            weights = [3 if data[:2] in ("c:", "t:", "d:", "k:") or data == "g:next" else 1 for data in buttons]
            self.do(Step(chance.choices(buttons, weights)[0]))
        return self.made()
