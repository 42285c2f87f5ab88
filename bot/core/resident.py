"""What is kept of a resident: answers, choices and what they are looking at. No step of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.core.actions import CONSENT_VERSION
from bot.core.answers import NO_ANSWERS, Answer, Answers, given
from bot.core.catalogue import Catalogue
from bot.core.heard import NOTHING_HEARD, Heard

#: How many offers a list may hold.
MOST_CHOSEN = 5
#: How many screens "back" remembers.
LONGEST_TRAIL = 8

START = ("start",)
NEXT = ("next",)
RESULTS = ("results",)
SEARCH = ("search",)
#: Stands for "more" in the path of a view.
MORE = "+"
#: A screen that stays in the chat, to be kept or forwarded: what comes next is shown below it.
KEEP = ("keep",)


@dataclass(frozen=True, slots=True)
class View:
    """What a resident is looking at.

    `path`: the name of the view and what it shows. `trail`: where "back" leads, newest last. `ticks`: options of a
    `many` question ticked but not confirmed. `remark`: a line above the screen, gone with the next action.
    `candidates`: what typed words may have meant. `heard`: what they said, until one looks at something else.
    """

    path: tuple[str, ...] = START
    trail: tuple[tuple[str, ...], ...] = ()
    ticks: int | None = None
    remark: str | None = None
    candidates: tuple[str, ...] = ()
    heard: Heard = NOTHING_HEARD


@dataclass(frozen=True, slots=True)
class Resident:
    """Everything that is kept. `agreed` and `declined` hold the version of the consent."""

    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    view: View = View()
    language: str | None = None
    agreed: int | None = None
    declined: int | None = None
    #: Offers on the resident's own list, in the order they were put there.
    chosen: tuple[str, ...] = ()
    #: Wants every question that can change anything, not only those before the first screen.
    thorough: bool = False

    @property
    def may_ask_sensitive(self) -> bool:
        """Tell whether the resident agreed to the present wording."""
        return self.agreed == CONSENT_VERSION

    @property
    def declined_sensitive(self) -> bool:
        """Tell whether the resident declined the present wording."""
        return not self.may_ask_sensitive and self.declined == CONSENT_VERSION

    def looking(self, path: tuple[str, ...], *, remember: bool = False, remark: str | None = None) -> Resident:
        """Give the resident looking at something else; `remember` lets "back" come back here."""
        trail = self.view.trail
        if remember and path != self.view.path:
            trail = (*trail, self.view.path)[-LONGEST_TRAIL:]
        return replace(self, view=View(path, trail, remark=remark))

    def fresh(self, path: tuple[str, ...], remark: str | None = None) -> Resident:
        """Give the resident looking at something, with nothing to go back to."""
        return replace(self, view=View(path, remark=remark))

    def hearing(self, heard: Heard) -> Resident:
        """Give the resident with this as what typed words said."""
        return replace(self, view=replace(self.view, heard=heard))

    def remarking(self, remark: str | None) -> Resident:
        """Give the resident with a line above the screen, by its code, or with none."""
        return replace(self, view=replace(self.view, remark=remark))

    def onward(self) -> Resident:
        """Go on after an answer: to the offer it was asked for, to the results it changed, or to the next question."""
        trail = self.view.trail
        if trail and trail[-1][0] in ("offer", "help"):
            return replace(self, view=View(trail[-1], trail[:-1]))
        return self.fresh(RESULTS if trail and trail[-1][0] in ("answers", "results") else NEXT)

    def answering(self, question: str, answer: Answer | None) -> Resident:
        """Give the resident with one answer set."""
        return replace(self, answers=given(self.answers, question, answer))


def judged_answers(catalogue: Catalogue, resident: Resident) -> Answers:
    """Give the answers that count: without consent, sensitive questions stand as refused."""
    if resident.may_ask_sensitive:
        return resident.answers
    answers = {id_: answer for id_, answer in resident.answers.items() if not catalogue.questions[id_].sensitive}
    if resident.declined_sensitive:
        for question in catalogue.questions.values():
            if question.sensitive:
                answers[question.id] = Answer(question.everything, refused=True)
    return answers
