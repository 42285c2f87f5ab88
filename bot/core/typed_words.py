"""What typed words do: what they say is kept or waits for a yes, can be taken back, and stays as long as it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core import actions as a
from bot.core.actions import Action
from bot.core.answers import Answer, Answers, settled
from bot.core.catalogue import Catalogue
from bot.core.heard import NOTHING_HEARD, Fact, Heard, keep, read_facts, tag, take_back
from bot.core.planner import Planner
from bot.core.resident import NEXT, SEARCH, Resident, View
from bot.core.views import FRESH, HELPING, MOST_DANGERS, SEARCHING, must_exist

#: Actions after which sensitive facts still wait for a yes: those about them, and those that only change the words.
WAITS = a.Learn | a.Alarm | a.Undo | a.Turn | a.Consent | a.Speak | a.Tell


@dataclass(frozen=True)
class TypedWords:
    """Applies what was understood of typed words, for one catalogue."""

    catalogue: Catalogue
    planner: Planner

    def learn(self, resident: Resident, forms: tuple[tuple[str, a.LearnedForm], ...], on: date) -> Resident:
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

    def remember(self, resident: Resident, carried: str, on: date) -> Resident:
        """Keep the sensitive facts that wait. Raises KeyError where these are not the ones that were shown."""
        pending = resident.view.heard.pending
        if not resident.may_ask_sensitive or not pending or carried != tag(*pending):
            raise KeyError(carried)
        return self._kept(resident, pending, self.asked(resident, on)).hearing(NOTHING_HEARD)

    def undo(self, resident: Resident, carried: str) -> Resident:
        """Take back one fact, by its checksum. Raises KeyError where it was not heard just now."""
        heard = resident.view.heard
        fact = {one.tag: one for one in (*heard.facts, *heard.pending)}[carried]
        if fact in heard.facts:
            resident = self._with_answers(resident, take_back(self.catalogue, resident.answers, heard, fact))
        return resident.hearing(heard.without(fact)).remarking("undone")

    def turn(self, resident: Resident, page: int) -> Resident:
        """Turn to another page of what was heard. Raises KeyError where it has no screen."""
        heard = resident.view.heard
        if not heard.has_own_screen:
            raise KeyError(page)
        return resident.hearing(replace(heard, page=page))

    def alarm(
        self, resident: Resident, forms: tuple[tuple[str, a.LearnedForm], ...], dangers: tuple[str, ...], on: date
    ) -> Resident:
        """Help first. What else was said is kept as ever, and shown on the way back."""
        told = self.learn(resident, forms, on)
        path = ("help", *dangers[:MOST_DANGERS])
        must_exist(self.catalogue, path)
        helped = told.looking(path, remember=told.view.path[0] != "help", remark=None if dangers else "crisis")
        return helped.hearing(replace(told.view.heard, later=True))

    def unsure(self, resident: Resident, id_: str, candidates: tuple[str, ...], on: date) -> Resident:
        """Ask back. Candidates belong to their own question: words about a place may come while another is asked."""
        same = self.asked(resident, on) == id_ and resident.view.path[0] in ("ask", "next")
        asking = resident if same else resident.looking(("ask", id_), remember=True)
        view = replace(asking.view, candidates=candidates, remark="unsure", heard=NOTHING_HEARD)
        return replace(asking, view=view)

    def found(self, resident: Resident, offers: tuple[str, ...]) -> Resident:
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

    def _kept(self, resident: Resident, facts: Sequence[Fact], asked: str | None) -> Resident:
        """Keep facts, and go on where they answer the question on screen."""
        learned = self._with_answers(resident, keep(self.catalogue, resident.answers, facts))
        if resident.view.path[0] in FRESH:
            return learned.fresh(NEXT)
        if asked in {fact.question for fact in facts} and not self._is_half_known(learned, str(asked)):
            return learned.onward()
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


def heard_after(before: View, after: Resident, action: Action) -> Resident:
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
