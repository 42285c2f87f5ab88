"""What an action makes of a resident. Pure: the same resident and action give the same resident."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.core import actions as a
from bot.core.actions import Action
from bot.core.answers import Answer, given, read, refuse, ticks
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.core.resident import CONSENT_VERSION, MORE, MOST_CHOSEN, NEXT, RESULTS, START, Resident, View

#: A number as buttons carry it.
NUMBER = re.compile(r"[0-9]{1,3}")
#: Views that begin anew, whatever was looked at before.
FRESH = frozenset({"start", "next", "forgotten"})
#: Every view there is, with how many things it may name.
VIEWS = {
    "start": (0, 0),
    "next": (0, 1),
    "ask": (1, 2),
    "why": (1, 1),
    "results": (0, 0),
    "offers": (0, 2),
    "offer": (1, 1),
    "contacts": (0, 1),
    "contact": (1, 1),
    "answers": (0, 1),
    "list": (0, 0),
    "keep": (0, 0),
    "browse": (0, 3),
    "help": (0, 1),
    "privacy": (0, 0),
    "language": (0, 0),
    "forget": (0, 0),
}


@dataclass(frozen=True)
class Changes:
    """Applies actions for one catalogue."""

    catalogue: Catalogue
    planner: Planner

    def apply(self, resident: Resident, action: Action, on: date) -> Resident:
        """Give the resident after an action. What names something unknown leaves them where they are, with a remark."""
        try:
            return self._apply(replace(resident, view=replace(resident.view, remark=None)), action, on)
        except (BadAnswerError, KeyError):
            return _remark(resident, "stale")

    def _apply(self, resident: Resident, action: Action, on: date) -> Resident:  # noqa: C901, PLR0911, PLR0912 -- one line an action
        match action:
            case a.Go(view=path):
                return self._go(resident, path)
            case a.Choose(question=id_, value=value):
                question = self.catalogue.questions[id_]
                return self._answered(resident, question, self._chosen(question, value))
            case a.Tick(question=id_, option=option, ticked=ticked):
                return self._tick(resident, self.catalogue.questions[id_], option, ticked=ticked)
            case a.Done(question=id_, none=none):
                return self._done(resident, self.catalogue.questions[id_], none=none)
            case a.Skip(question=id_):
                question = self.catalogue.questions[id_]
                return self._onward(replace(resident, answers=refuse(question, resident.answers)))
            case a.Pick(offer=offer, on=picked):
                return self._pick(resident, self.catalogue.offers[offer].id, picked=picked)
            case a.Back():
                return self._back(resident)
            case a.Consent():
                return self._consent(resident, action)
            case a.Speak(language=language):
                return self._speak(resident, language)
            case a.Forget():
                return Resident(view=View(("forgotten",)), language=resident.language)
            case a.Learn():
                return self._learn(resident, action, on)
            case a.Alarm():
                return resident.looking(("help",), remember=resident.view.path[0] != "help", remark="crisis")
            case a.Unsure(question=id_, candidates=candidates):
                # Candidates belong to their own question: words about a place may come while another one is asked.
                same = self.asked(resident, on) == id_ and resident.view.path[0] in ("ask", "next")
                asking = resident if same else resident.looking(("ask", id_), remember=True)
                return replace(asking, view=replace(asking.view, candidates=candidates, remark="unsure"))
            case a.Tell(remark=remark):  # pragma: no branch -- the last action
                return _remark(resident, remark)

    def _go(self, resident: Resident, path: tuple[str, ...]) -> Resident:
        fewest, most = VIEWS[path[0]]
        if not fewest <= len(path) - 1 <= most:
            raise KeyError(path[0])
        self._exists(path)
        if path == (*NEXT, MORE):
            return replace(resident, thorough=True).fresh(NEXT)
        if path[0] in FRESH:
            return resident.fresh(path)
        here = resident.view.path
        turning_page = here[:1] == path[:1] and path[0] in ("ask", "offers", "contacts", "answers", "help")
        if turning_page and path[0] == "ask" and here[1:2] == path[1:2]:
            return replace(resident, view=replace(resident.view, path=path, candidates=()))
        return resident.looking(path, remember=not turning_page)

    def _exists(self, path: tuple[str, ...]) -> None:
        """Raise KeyError where a path names what the catalogue does not have."""
        known: dict[str, Callable[[], object]] = {
            "ask": lambda: self.catalogue.questions[path[1]],
            "why": lambda: self.catalogue.questions[path[1]],
            "offer": lambda: self.catalogue.offers[path[1]],
            "contact": lambda: self.catalogue.contacts[path[1]],
            "next": lambda: {(): None, (MORE,): None}[path[1:]],
            "browse": lambda: self._browsable(path[1:]),
        }
        known.get(path[0], lambda: None)()

    def _browsable(self, rest: tuple[str, ...]) -> None:
        """Raise KeyError where browsing would show a place or a kind of help that does not exist."""
        if not rest or rest[0] == MORE:
            return
        place, *more = rest
        need = self.catalogue.role("need")
        if place not in self.catalogue.places.by_id:
            raise KeyError(place)
        if more and not more[0].isdecimal() and (need is None or more[0] not in need.position):
            raise KeyError(more[0])

    def _chosen(self, question: Question, value: str) -> Answer:
        if question.kind == "number":
            ends = value.split("-")
            if len(ends) > 2 or not all(NUMBER.fullmatch(end) for end in ends):  # noqa: PLR2004 -- a range has two ends
                raise KeyError(value)
            numbers = [int(end) for end in ends]
            return read(question, self.catalogue.places, [numbers[0], numbers[-1]])
        if question.kind == "many":
            raise KeyError(value)
        return read(question, self.catalogue.places, value)

    def _tick(self, resident: Resident, question: Question, option: str, *, ticked: bool) -> Resident:
        index = question.position[option]
        if question.kind != "many":
            raise KeyError(option)
        if question.sensitive and not resident.may_ask_sensitive:
            # A stale button from before the consent was taken back: ask for it, keep nothing.
            return resident.looking(("ask", question.id))
        held = _held(resident, question)
        if ticked:
            held |= question.implied[index]
        else:
            held &= ~sum(1 << other for other, implied in question.implied.items() if implied >> index & 1)
        path = resident.view.path
        if path[:2] != ("ask", question.id):
            path = ("ask", question.id)
        return replace(resident, view=replace(resident.view, path=path, ticks=held, candidates=()))

    def _done(self, resident: Resident, question: Question, *, none: bool) -> Resident:
        if question.kind != "many":
            raise KeyError(question.id)
        held = 0 if none else _held(resident, question)
        if not held and not none:
            return _remark(resident, "tick-first")
        ticked = {option.id: bool(held >> index & 1) for index, option in enumerate(question.options)}
        return self._answered(resident, question, ticks(question, ticked, complete=True))

    def _answered(self, resident: Resident, question: Question, answer: Answer) -> Resident:
        if question.sensitive and not resident.may_ask_sensitive:
            # A stale button from before the consent was taken back: ask for it, keep nothing.
            return resident.looking(("ask", question.id))
        return self._onward(resident.answering(question.id, answer))

    def _onward(self, resident: Resident) -> Resident:
        """Go on after an answer: to the offer it was asked for, to the results it changed, or to the next question."""
        trail = resident.view.trail
        if trail and trail[-1][0] in ("offer", "help"):
            return replace(resident, view=View(trail[-1], trail[:-1]))
        return resident.fresh(RESULTS if trail and trail[-1][0] in ("answers", "results") else NEXT)

    def _pick(self, resident: Resident, offer: str, *, picked: bool) -> Resident:
        others = tuple(one for one in resident.chosen if one != offer)
        if picked and len(others) >= MOST_CHOSEN:
            return _remark(resident, "list-full")
        return replace(resident, chosen=(*others, offer) if picked else others)

    def _back(self, resident: Resident) -> Resident:
        trail = resident.view.trail
        if resident.view.path[0] == "why":
            return replace(resident, view=View(("ask", resident.view.path[1]), trail))
        if trail:
            return replace(resident, view=View(trail[-1], trail[:-1]))
        asked = list(resident.answers)
        here = resident.view.path
        if here[0] == "ask" and here[1] in asked:
            asked = asked[: asked.index(here[1])]
        if here[0] in ("ask", "next") and asked:
            return resident.fresh(("ask", asked[-1]))
        return resident.fresh(START)

    def _consent(self, resident: Resident, action: a.Consent) -> Resident:
        if action.agreed:
            return replace(resident, agreed=CONSENT_VERSION, declined=None)
        kept = resident
        for question in self.catalogue.questions.values():
            if question.sensitive:
                kept = replace(kept, answers=given(kept.answers, question.id, None))
        view = View(kept.view.path, kept.view.trail)  # what was ticked, or perhaps meant, is gone as well
        kept = replace(kept, view=view, agreed=None, declined=CONSENT_VERSION)
        if action.withdraw:
            return _remark(kept, "withdrawn")
        return self._onward(kept)

    def _speak(self, resident: Resident, language: str) -> Resident:
        if language not in self.catalogue.languages:
            raise KeyError(language)
        spoken = replace(resident, language=language)
        if resident.view.path[0] != "language":
            return spoken
        return self._back(spoken)

    def _learn(self, resident: Resident, action: a.Learn, on: date) -> Resident:
        learned, noted = resident, list[str]()
        ticked: tuple[Question, tuple[str, ...]] | None = None
        asked = self.asked(resident, on)
        for id_, form in action.forms:
            question = self.catalogue.questions[id_]
            if question.sensitive and not resident.may_ask_sensitive:
                continue
            options = _ticked(form) if question.kind == "many" else ()
            if options:
                ticked = question, options
            else:
                learned = learned.answering(id_, self._read(question, form))
                noted.append(id_)
        if ticked is not None:
            return self._ticked(learned, *ticked)
        if not noted:
            # Nothing is kept of a sensitive question without consent; the screen asks for it.
            return learned
        onward = self._onward(learned) if asked or resident.view.path == START else learned
        return _remark(onward, "noted:" + ",".join(noted))

    def _read(self, question: Question, form: a.LearnedForm) -> Answer:
        if question.kind == "many":
            return ticks(question, {}, complete=True)
        return read(question, self.catalogue.places, [*form] if isinstance(form, tuple) else form)

    def _ticked(self, resident: Resident, question: Question, options: tuple[str, ...]) -> Resident:
        """Typed words tick options; they count once the resident confirms them."""
        for option in options:
            resident = self._tick(resident, question, option, ticked=True)
        return _remark(resident, "ticked")

    def asked(self, resident: Resident, on: date) -> str | None:
        """Give the id of the question on screen, if a question is."""
        path = resident.view.path
        if path[0] in ("ask", "why"):
            return path[1]
        return self.planner.asks(resident, on) if path[0] == "next" else None


def _remark(resident: Resident, remark: str) -> Resident:
    return replace(resident, view=replace(resident.view, remark=remark))


def _held(resident: Resident, question: Question) -> int:
    """Give the ticks a resident sees at a question: those not confirmed yet, else those of the answer."""
    if resident.view.ticks is not None and resident.view.path[:2] == ("ask", question.id):
        return resident.view.ticks
    return resident.answers[question.id].sure if question.id in resident.answers else 0


def _ticked(form: a.LearnedForm) -> tuple[str, ...]:
    """Give the options that a typed answer to a `many` question ticks."""
    pairs = form if isinstance(form, tuple) else ()
    return tuple(str(pair[0]) for pair in pairs if isinstance(pair, tuple) and pair[1])
