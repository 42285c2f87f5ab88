"""What an action makes of a resident. Pure: the same resident and action give the same resident."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.core import actions as a
from bot.core.actions import CONSENT_VERSION, Action
from bot.core.answers import Answer, given, read, refuse, ticks
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.heard import NOTHING_HEARD
from bot.core.questions import Question
from bot.core.resident import MORE, MOST_CHOSEN, NEXT, START, Resident, View
from bot.core.typed_words import TypedWords, heard_after
from bot.core.views import FRESH, must_exist

#: A number as buttons carry it.
NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Changes:
    """Applies actions for one catalogue. `typed` does what typed words do."""

    catalogue: Catalogue
    typed: TypedWords

    def apply(self, resident: Resident, action: Action, on: date) -> Resident:
        """Give the resident after an action. What names something unknown leaves them where they are, with a remark."""
        try:
            after = self._apply(resident.remarking(None), action, on)
        except (BadAnswerError, KeyError):
            return resident.remarking("stale")
        return heard_after(resident.view, after, action)

    def _apply(self, resident: Resident, action: Action, on: date) -> Resident:  # noqa: C901, PLR0911, PLR0912 -- one line an action
        match action:
            case a.Go(view=path):
                return self._go(resident, path, on)
            case a.Choose(question=id_, value=value):
                question = self.catalogue.questions[id_]
                return self._answered(resident, question, self._chosen(question, value))
            case a.Tick(question=id_, option=option, ticked=ticked):
                return self._tick(resident, self.catalogue.questions[id_], option, ticked=ticked)
            case a.Done(question=id_, none=none):
                return self._done(resident, self.catalogue.questions[id_], none=none)
            case a.Skip(question=id_):
                question = self.catalogue.questions[id_]
                return replace(resident, answers=refuse(question, resident.answers)).onward()
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
                return self.typed.learn(resident, action.forms, on)
            case a.Undo(fact=carried):
                return self.typed.undo(resident, carried)
            case a.Remember(facts=carried):
                return self.typed.remember(resident, carried, on)
            case a.Proceed():
                return resident.hearing(NOTHING_HEARD)
            case a.Turn(page=page):
                return self.typed.turn(resident, page)
            case a.Alarm(forms=forms, dangers=dangers):
                return self.typed.alarm(resident, forms, dangers, on)
            case a.Unsure(question=id_, candidates=candidates):
                return self.typed.unsure(resident, id_, candidates, on)
            case a.Found(offers=offers):
                return self.typed.found(resident, offers)
            case a.Tell(remark=remark):  # pragma: no branch -- the last action
                return resident.remarking(remark)

    def _go(self, resident: Resident, path: tuple[str, ...], on: date) -> Resident:
        must_exist(self.catalogue, path)
        if path == (*NEXT, MORE):
            return replace(resident, thorough=True).fresh(NEXT)
        if path[0] in FRESH:
            return resident.fresh(path)
        here = resident.view.path
        turning_page = here[:1] == path[:1] and path[0] in ("ask", "offers", "contacts", "answers", "help")
        if turning_page and path[0] == "ask" and here[1:2] == path[1:2]:
            return replace(resident, view=replace(resident.view, path=path, candidates=()))
        looking = resident.looking(path, remember=not turning_page)
        # The same question on another page: what was just understood can still be taken back there.
        same = path[0] == "ask" and self.typed.asked(resident, on) == path[1]
        return looking.hearing(resident.view.heard) if same else looking

    def _chosen(self, question: Question, value: str) -> Answer:
        """Read what a button answers. Raises KeyError or BadAnswerError where no button of this question does."""
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
        held = _ticks_on_screen(resident, question)
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
        held = 0 if none else _ticks_on_screen(resident, question)
        if not held and not none:
            return resident.remarking("tick-first")
        ticked = {option.id: bool(held >> index & 1) for index, option in enumerate(question.options)}
        return self._answered(resident, question, ticks(question, ticked, complete=True))

    def _answered(self, resident: Resident, question: Question, answer: Answer) -> Resident:
        if question.sensitive and not resident.may_ask_sensitive:
            # A stale button from before the consent was taken back: ask for it, keep nothing.
            return resident.looking(("ask", question.id))
        return resident.answering(question.id, answer).onward()

    def _pick(self, resident: Resident, offer: str, *, picked: bool) -> Resident:
        others = tuple(one for one in resident.chosen if one != offer)
        if picked and len(others) >= MOST_CHOSEN:
            return resident.remarking("list-full")
        return replace(resident, chosen=(*others, offer) if picked else others)

    def _back(self, resident: Resident) -> Resident:
        if resident.view.heard.has_own_screen:
            return resident.hearing(NOTHING_HEARD)
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
        path, heard = resident.view.path, resident.view.heard
        spared = replace(heard, pending=())
        # What was ticked, perhaps meant, or waits for a yes is gone as well.
        view = View(path, kept.view.trail, heard=spared)
        kept = replace(kept, view=view, agreed=None, declined=CONSENT_VERSION)
        if action.withdraw:
            return kept.remarking("withdrawn")
        if heard.pending and not (path[0] == "ask" and self.catalogue.questions[path[1]].sensitive):
            return kept  # asked because of typed words, in the middle of something else
        return kept.onward().hearing(spared)

    def _speak(self, resident: Resident, language: str) -> Resident:
        if language not in self.catalogue.languages:
            raise KeyError(language)
        spoken = replace(resident, language=language)
        if resident.view.path[0] != "language":
            return spoken
        return self._back(spoken)


def _ticks_on_screen(resident: Resident, question: Question) -> int:
    """Give the ticks a resident sees at a question: those not confirmed yet, else those of the answer."""
    if resident.view.ticks is not None and resident.view.path[:2] == ("ask", question.id):
        return resident.view.ticks
    return resident.answers[question.id].sure if question.id in resident.answers else 0
