"""What an action makes of a resident. Pure: the same resident and action give the same resident."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core import actions as a
from bot.core.actions import CONSENT_VERSION, Action
from bot.core.answers import Answer, Answers, given, read, refuse, settled, ticks
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.heard import NOTHING_HEARD, Fact, Heard, keep, read_facts, tag, take_back
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.core.resident import MORE, MOST_CHOSEN, NEXT, RESULTS, SEARCH, START, Resident, View

#: A number as buttons carry it.
NUMBER = re.compile(r"[0-9]{1,3}")
#: Views that begin anew, whatever was looked at before.
FRESH = frozenset({"start", "next", "forgotten"})
#: Views that show help at once.
HELPING = frozenset({"help", "contact"})
#: Views of searching: who searches at a question comes back to it.
SEARCHING = frozenset({"search", "found"})
#: A screen of help begins with what helps against so many kinds of danger.
MOST_DANGERS = 2
#: Every view a button may lead to, with how many things it may name.
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
    "search": (0, 0),
    "help": (0, 3),
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
            after = self._apply(replace(resident, view=replace(resident.view, remark=None)), action, on)
        except (BadAnswerError, KeyError):
            return _remark(resident, "stale")
        return _heard_after(resident.view, after, action)

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
                return self._learn(resident, action.forms, on)
            case a.Undo(fact=carried):
                return self._undo(resident, carried)
            case a.Remember(facts=carried):
                return self._remember(resident, carried, on)
            case a.Proceed():
                return resident.hearing(NOTHING_HEARD)
            case a.Turn(page=page):
                return self._turn(resident, page)
            case a.Alarm(forms=forms, dangers=dangers):
                return self._alarm(resident, forms, dangers, on)
            case a.Unsure(question=id_, candidates=candidates):
                # Candidates belong to their own question: words about a place may come while another one is asked.
                same = self.asked(resident, on) == id_ and resident.view.path[0] in ("ask", "next")
                asking = resident if same else resident.looking(("ask", id_), remember=True)
                view = replace(asking.view, candidates=candidates, remark="unsure", heard=NOTHING_HEARD)
                return replace(asking, view=view)
            case a.Found(offers=offers):
                return self._found(resident, offers)
            case a.Tell(remark=remark):  # pragma: no branch -- the last action
                return _remark(resident, remark)

    def _go(self, resident: Resident, path: tuple[str, ...], on: date) -> Resident:
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
        looking = resident.looking(path, remember=not turning_page)
        # The same question on another page: what was just understood can still be taken back there.
        same = path[0] == "ask" and self.asked(resident, on) == path[1]
        return looking.hearing(resident.view.heard) if same else looking

    def _exists(self, path: tuple[str, ...]) -> None:
        """Raise KeyError where a path names what the catalogue does not have."""
        known: dict[str, Callable[[], object]] = {
            "ask": lambda: self.catalogue.questions[path[1]],
            "why": lambda: self.catalogue.questions[path[1]],
            "offer": lambda: self.catalogue.offers[path[1]],
            "contact": lambda: self.catalogue.contacts[path[1]],
            "next": lambda: {(): None, (MORE,): None}[path[1:]],
            "browse": lambda: self._browsable(path[1:]),
            "help": lambda: self._are_dangers(path[1:]),
        }
        known.get(path[0], lambda: None)()

    def _are_dangers(self, rest: tuple[str, ...]) -> None:
        """Raise KeyError where help is asked for a kind of danger that does not exist; the last may be a page."""
        kinds = rest[:-1] if rest and rest[-1].isdecimal() else rest
        known = {danger.id for danger in self.catalogue.dangers.kinds}
        if len(kinds) > MOST_DANGERS or not known.issuperset(kinds):
            raise KeyError(rest)

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
            return _remark(kept, "withdrawn")
        if heard.pending and not (path[0] == "ask" and self.catalogue.questions[path[1]].sensitive):
            return kept  # asked because of typed words, in the middle of something else
        return self._onward(kept).hearing(spared)

    def _speak(self, resident: Resident, language: str) -> Resident:
        if language not in self.catalogue.languages:
            raise KeyError(language)
        spoken = replace(resident, language=language)
        if resident.view.path[0] != "language":
            return spoken
        return self._back(spoken)

    def _learn(self, resident: Resident, forms: tuple[tuple[str, a.LearnedForm], ...], on: date) -> Resident:
        """Keep what typed words say; what is sensitive waits for a yes."""
        asked = self.asked(resident, on)
        facts, pending = list[Fact](), list[Fact]()
        for id_, form in forms:
            question = self.catalogue.questions[id_]
            read = read_facts(question, self.catalogue.places, form, whole=id_ == asked)
            (pending if question.sensitive else facts).extend(read)
        if not facts and not pending:
            return resident.hearing(NOTHING_HEARD)
        before = tuple((id_, resident.answers.get(id_)) for id_ in dict.fromkeys(fact.question for fact in facts))
        return self._kept(resident, facts, asked).hearing(Heard(tuple(facts), before, tuple(pending)))

    def _kept(self, resident: Resident, facts: Sequence[Fact], asked: str | None) -> Resident:
        """Keep facts, and go on where they answer the question on screen."""
        learned = self._with_answers(resident, keep(self.catalogue, resident.answers, facts))
        if resident.view.path[0] in FRESH:
            return learned.fresh(NEXT)
        if asked in {fact.question for fact in facts} and not self._is_half_known(learned, str(asked)):
            return self._onward(learned)
        return replace(learned, view=replace(learned.view, candidates=()))

    def _is_half_known(self, resident: Resident, id_: str) -> bool:
        """Tell whether there are options of which nothing is known: the question stays, with the others ticked."""
        question = self.catalogue.questions[id_]
        return question.kind == "many" and not settled(question, resident.answers[id_])

    def _with_answers(self, resident: Resident, answers: Answers) -> Resident:
        """Give the resident with other answers. Ticks on screen follow where these differ; the others stay."""
        view = resident.view
        if view.path[0] == "ask" and view.ticks is not None:
            nothing = Answer(self.catalogue.questions[view.path[1]].everything)
            old, new = (one.get(view.path[1], nothing) for one in (resident.answers, answers))
            lost = (old.sure & ~new.sure) | (old.possible & ~new.possible)
            view = replace(view, ticks=(view.ticks | new.sure & ~old.sure) & ~lost)
        return replace(resident, answers=answers, view=view)

    def _undo(self, resident: Resident, carried: str) -> Resident:
        heard = resident.view.heard
        fact = {one.tag: one for one in (*heard.facts, *heard.pending)}[carried]
        if fact in heard.facts:
            resident = self._with_answers(resident, take_back(self.catalogue, resident.answers, heard, fact))
        return _remark(resident.hearing(heard.without(fact)), "undone")

    def _remember(self, resident: Resident, carried: str, on: date) -> Resident:
        pending = resident.view.heard.pending
        if not resident.may_ask_sensitive or not pending or carried != tag(*pending):
            raise KeyError(carried)
        return self._kept(resident, pending, self.asked(resident, on)).hearing(NOTHING_HEARD)

    def _turn(self, resident: Resident, page: int) -> Resident:
        heard = resident.view.heard
        if not heard.has_own_screen:
            raise KeyError(page)
        return resident.hearing(replace(heard, page=page))

    def _alarm(
        self, resident: Resident, forms: tuple[tuple[str, a.LearnedForm], ...], dangers: tuple[str, ...], on: date
    ) -> Resident:
        """Help first. What else was said is kept as ever, and shown on the way back."""
        told = self._learn(resident, forms, on)
        path = ("help", *dangers[:MOST_DANGERS])
        self._exists(path)
        helped = told.looking(path, remember=told.view.path[0] != "help", remark=None if dangers else "crisis")
        return helped.hearing(replace(told.view.heard, later=True))

    def _found(self, resident: Resident, offers: tuple[str, ...]) -> Resident:
        """Show what was found. Where nothing was, words can be tried anew."""
        searching = resident.view.path[0] in SEARCHING
        if not offers:
            return resident.looking(SEARCH, remember=not searching, remark="nothing-found")
        path = ("found", *(self.catalogue.offers[id_].id for id_ in offers))
        return resident.looking(path, remember=not searching)

    def asked(self, resident: Resident, on: date) -> str | None:
        """Give the id of the question on screen, or of the one that a search was begun at, if there is one."""
        path, trail = resident.view.path, resident.view.trail
        if path[0] in SEARCHING and trail:
            path = trail[-1]
        if path[0] in ("ask", "why"):
            return path[1]
        return self.planner.asks(resident, on) if path[0] == "next" else None

    def answerable(self, resident: Resident, on: date) -> str | None:
        """Give the id of the question that words typed now may answer shortly.

        None where the screen asks something else: for consent, or whether what was understood is right.
        """
        asked = self.asked(resident, on)
        if asked is None or resident.view.heard.has_own_screen:
            return None
        return None if self.catalogue.questions[asked].sensitive and not resident.may_ask_sensitive else asked


def _remark(resident: Resident, remark: str) -> Resident:
    return replace(resident, view=replace(resident.view, remark=remark))


def _held(resident: Resident, question: Question) -> int:
    """Give the ticks a resident sees at a question: those not confirmed yet, else those of the answer."""
    if resident.view.ticks is not None and resident.view.path[:2] == ("ask", question.id):
        return resident.view.ticks
    return resident.answers[question.id].sure if question.id in resident.answers else 0


#: Actions after which sensitive facts still wait for a yes: those about them, and those that only change the words.
WAITS = a.Learn | a.Alarm | a.Undo | a.Turn | a.Consent | a.Speak | a.Tell


def _heard_after(before: View, after: Resident, action: Action) -> Resident:
    """Give the resident with what typed words said still there only as long as it may be.

    Taking back goes on while one stays where one is. Sensitive facts are gone with the next action. A way through the
    screens of help is no action: what was said is shown after it.
    """
    helping = after.view.path[0] in HELPING
    if before.heard.later and (isinstance(action, a.Back) or (helping and isinstance(action, a.Go))):
        return after.hearing(replace(before.heard, later=helping))
    if isinstance(action, WAITS):
        return after
    return after.hearing(replace(after.view.heard, pending=()))
