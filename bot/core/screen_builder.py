"""A view -> the screen: what a path of ids shows of the catalogue to a resident with some answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.core import screens as s
from bot.core.answers import Answers, settled
from bot.core.bands import bands, bands_of
from bot.core.bitsets import bits
from bot.core.browsing import Browsing
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.contacts import Body, ContactPoint
from bot.core.helping import first_help
from bot.core.index_order import standing
from bot.core.knowledge import know
from bot.core.matcher import judge_offer, missing_of, where_to_go
from bot.core.places import Place
from bot.core.plan import MOST_ASKED, Plan
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.core.reasons import reasons
from bot.core.resident import MORE, NEXT, Resident
from bot.core.rules import Values, judge

#: Stands for "projects" in the path of the list of offers.
PROJECTS = "p"


@dataclass(frozen=True)
class ScreenBuilder:
    """Builds one screen: what a resident sees with these answers on one day. `answers`: those that count."""

    catalogue: Catalogue
    planner: Planner
    #: Makes what to look around in: it takes a while with a large catalogue, and few look around.
    browsing: Callable[[], Browsing]
    resident: Resident
    answers: Answers
    on: date

    @cached_property
    def plan(self) -> Plan:
        """What was found, and what to ask next."""
        return self.planner.plan(self.answers, self.on)

    def shows(self, path: tuple[str, ...]) -> s.Body_:  # noqa: C901, PLR0911, PLR0912 -- one line a view
        """Give what a path shows. Raises KeyError, IndexError or ValueError where it is no path of this catalogue."""
        match path:
            case ("start",):
                return s.Start()
            case ("next",):
                asked = self.planner.asks(self.resident, self.on)
                return self._question(asked) if asked else self._results()
            case ("ask", question, *rest):
                return self._question(question, *rest)
            case ("why", question):
                return s.Why(self.catalogue.questions[question])
            case ("results",):
                return self._results()
            case ("offers", *rest):
                return self._offer_list(rest)
            case ("list",):
                return s.MyList(self._chosen(), self._papers())
            case ("keep",):
                return s.Keep(self._chosen(), self._papers())
            case ("offer", offer):
                return self._card(offer)
            case ("contacts", *rest):
                return s.ContactList(self.plan.contacts, _page(rest))
            case ("contact", contact):
                return s.ContactCard(self.catalogue.contacts[contact])
            case ("answers", *rest):
                return self._answers(_page(rest))
            case ("browse", *rest):
                return self._browse(tuple(rest))
            case ("search",):
                return s.Search()
            case ("found", *rest):
                return self._found(rest)
            case ("help", *rest):
                return self._help(rest)
            case ("privacy",):
                return s.Privacy(agreed=self.resident.may_ask_sensitive, has_answers=bool(self.resident.answers))
            case ("language",):
                return s.Languages()
            case ("forget",):
                return s.AskForget()
            case ("forgotten",):
                return s.Forgotten()
        raise KeyError(path)

    def _question(self, id_: str, *rest: str) -> s.Body_:
        question = self.catalogue.questions[id_]
        view = self.resident.view
        if question.sensitive and not self.resident.may_ask_sensitive:
            return s.AskConsent(question)
        known = self.catalogue.places.by_id if question.kind == "place" else question.position
        candidates = tuple(one for one in view.candidates if one in known)
        if candidates:
            return s.Unsure(question, candidates)
        more = rest[:1] == (MORE,)
        choices, more_places = self._choices(question, more=more)
        return s.Ask(
            question,
            choices,
            left=self._left(),
            page=0 if more else _page(list(rest)),
            ticks=view.ticks,
            answer=self.resident.answers.get(id_),
            more_places=more_places,
        )

    def _left(self) -> int:
        """Give how many questions are left with this one: those before the first screen, unless all are wanted."""
        left = len(self.plan.left)
        if not self.resident.thorough:
            left = min(left, MOST_ASKED - len(self.resident.answers))
        return max(left, 1)

    def _choices(self, question: Question, *, more: bool) -> tuple[tuple[str, ...], bool]:
        if question.kind == "number":
            return self._bands(question), False
        if question.kind == "place":
            places, more_places = self._places(question, more=more)
            return tuple(place.id for place in places), more_places
        return tuple(option.id for option in question.options), False

    def _places(self, question: Question, *, more: bool) -> tuple[tuple[Place, ...], bool]:
        """Give the places to choose from: parts of what is known, or those listed first, then the rest."""
        answer = self.resident.answers.get(question.id)
        asked_again = self.resident.view.path == NEXT or not self.resident.view.trail
        if answer and not settled(question, answer) and asked_again and not more:
            known = self.catalogue.places.smallest(answer.possible)
            if known.parts and known.id != self.catalogue.places.root.id:
                return known.parts, False
        return towns(self.catalogue, more=more)

    def _bands(self, question: Question) -> tuple[str, ...]:
        """Give ranges to choose from: inside what is known where that still leaves something open, else all."""
        low, high = question.minimum, question.maximum
        answer = self.resident.answers.get(question.id)
        if answer is not None and self.resident.view.path == NEXT:
            numbers = bits(answer.possible)
            low, high = numbers[0] + question.minimum, numbers[-1] + question.minimum
        trail = self.resident.view.trail
        if trail and trail[-1][0] == "offer":
            ready = self.catalogue.ready[trail[-1][1]]
            found = bands(question, (ready.rule, ready.first), self.plan.known, low, high)
        else:
            found = bands_of(self.plan.prospect, question, low, high)
        return tuple(f"{first}-{last}" for first, last in found)

    def _results(self) -> s.Results:
        wanted, others = self.plan.by_need
        return s.Results(
            place=self._place(),
            contacts=self.plan.contacts,
            unknown=self._bodies(self.plan.without_contact),
            offers=wanted,
            next=self.plan.next,
            left=len(self.plan.left),
            others=len(others),
            chosen=len(self.resident.chosen),
            projects=standing(self.plan.projects),
            hidden=standing(self.plan.hidden_projects),
            unsettled=self.plan.prospect.unsettled,
            stands=self.plan.stands,
        )

    def _card(self, id_: str) -> s.Card:
        offer = self.catalogue.offers[id_]
        known = know(self.catalogue, self.answers)
        result = judge_offer(self.catalogue, offer, known, self.on)
        answered = bool(self.resident.answers)
        missing = self.planner.missing(result, known) if answered and result.verdict != "no" else ()
        area = self.catalogue.ready[id_].area
        place = known.values[self.catalogue.place.id] & area or area
        return s.Card(
            result,
            reasons(self.catalogue, offer, known) if answered else (),
            tuple(question for question in missing if known.open.get(question) is Truth.YES),
            self._answering(offer.body, place),
            self.catalogue.bodies[offer.body],
            answered,
            chosen=id_ in self.resident.chosen,
        )

    def _offer_list(self, rest: list[str]) -> s.OfferList:
        """Give the offers of the wanted kinds, with "+" the others, with "p" the projects."""
        part = rest[0] if rest[:1] in ([MORE], [PROJECTS]) else ""
        wanted, others = self.plan.by_need
        parts = {"": wanted, MORE: others, PROJECTS: self.plan.projects}
        return s.OfferList(parts[part], _page(rest[1:] if part else rest), part)

    def _chosen(self) -> tuple[s.Chosen, ...]:
        known = know(self.catalogue, self.answers).values[self.catalogue.place.id]
        found = []
        for offer in (self.catalogue.offers[id_] for id_ in self.resident.chosen if id_ in self.catalogue.offers):
            area = self.catalogue.ready[offer.id].area
            answering = self._answering(offer.body, known & area or area)
            found.append(s.Chosen(offer, answering, self.catalogue.bodies[offer.body]))
        return tuple(found)

    def _papers(self) -> tuple[str, ...]:
        """Give the papers of all chosen offers, each once."""
        chosen = (self.catalogue.offers[id_] for id_ in self.resident.chosen if id_ in self.catalogue.offers)
        return tuple(dict.fromkeys(paper for offer in chosen for paper in offer.papers))

    def _answering(self, body: str, place: int) -> tuple[ContactPoint, ...]:
        """Give the contact points that have a body's tasks for these places, the nearest first."""
        found = where_to_go(self.catalogue, place, (body,), frozenset())
        return tuple(contact for contact in found if body in contact.bodies)

    def _answers(self, page: int) -> s.AnswerList:
        known = know(self.catalogue, self.answers)
        given = [
            (question, self.resident.answers[question.id])
            for question in self.catalogue.questions.values()
            if question.id in self.resident.answers
            and (not question.sensitive or self.resident.may_ask_sensitive)
            and self._applies(question, known.values)
        ]
        return s.AnswerList(tuple(given), page, self.resident.may_ask_sensitive)

    def _applies(self, question: Question, values: Values) -> bool:
        rule = self.catalogue.asked_if.get(question.id)
        return rule is None or judge(rule, values) is not Truth.NO

    def _browse(self, rest: tuple[str, ...]) -> s.Body_:
        if not rest or rest[0] == MORE:
            places, more_places = towns(self.catalogue, more=bool(rest))
            return s.BrowsePlaces(places, more_places, _page(list(rest[1:])))
        place = self.catalogue.places.by_id[rest[0]]
        if len(rest) == 1 or rest[1].isdecimal():
            return s.BrowseKinds(place, self._kinds(place), _page(list(rest[1:])))
        mask = self.catalogue.places.masks[place.id]
        offers = self.browsing().of_kind(place, rest[1])
        bodies = tuple(dict.fromkeys((*(offer.body for offer in offers), *tuple(self.catalogue.bodies)[:1])))
        found = where_to_go(self.catalogue, mask, bodies, frozenset({rest[1]}))
        unknown = self._bodies(missing_of(bodies, found))
        return s.BrowseOffers(place, rest[1], offers, found, unknown, _page(list(rest[2:])))

    def _kinds(self, place: Place) -> tuple[tuple[str, int], ...]:
        """Give the kinds of help that offers or contact points of a place have, with the number of offers."""
        need = self.catalogue.role("need")
        counted = self.browsing().kinds(place)
        points = self.catalogue.nearby.serving(self.catalogue.places.masks[place.id])
        helped = {kind for point in points for kind in point.contact.need}
        kinds = need.position if need else ()
        return tuple((kind, counted[kind]) for kind in kinds if counted[kind] or kind in helped)

    def _found(self, ids: list[str]) -> s.Body_:
        """Give what words found: those offers that are still there."""
        offers = [self.catalogue.offers[id_] for id_ in ids if id_ in self.catalogue.offers]
        if not offers:
            return s.Search()
        trail = self.resident.view.trail
        asking = bool(trail) and trail[-1][0] in ("ask", "next", "why")
        return s.Found(tuple((offer.id, offer.state(self.on)) for offer in offers), asking)

    def _help(self, rest: list[str]) -> s.Help:
        named = {danger.id: danger for danger in self.catalogue.dangers.kinds}
        dangers = tuple(named[id_] for id_ in rest if id_ in named)
        mask = know(self.catalogue, self.answers).values[self.catalogue.place.id]
        found = first_help(self.catalogue, mask, dangers)
        tasks = dangers[0].bodies[:1] if dangers else ()
        place = self._place()
        known = any(body in contact.bodies for danger in dangers for body in danger.bodies for contact in found)
        # Where the place is not known yet, asking for it comes first, unless there is nobody else to turn to.
        unknown = () if known or (not place and len(found) > 1) else self._bodies(tasks)
        return s.Help(place, found, _page(rest[-1:]), dangers, unknown)

    def _place(self) -> tuple[Place, ...]:
        """Give the smallest place that holds all that is possible, with what it lies in; empty for the country."""
        answer = self.answers.get(self.catalogue.place.id)
        if answer is None:
            return ()
        return self.catalogue.places.path(self.catalogue.places.smallest(answer.possible).id)

    def _bodies(self, ids: tuple[str, ...]) -> tuple[Body, ...]:
        return tuple(self.catalogue.bodies[id_] for id_ in ids)


def towns(catalogue: Catalogue, *, more: bool) -> tuple[tuple[Place, ...], bool]:
    """Give the places listed first, or with `more` the others."""
    first, others = catalogue.places.choices
    return (others, False) if more else (first, bool(others))


def _page(rest: list[str]) -> int:
    return int(rest[0][:3]) if rest and rest[0].isdecimal() else 0
