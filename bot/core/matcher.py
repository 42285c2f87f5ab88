"""Answers to results: which offers fit, which may fit, in which order, and where to go today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.contacts import ContactPoint
from bot.core.knowledge import Known, know
from bot.core.offers import Offer, State
from bot.core.rules import Const, Rule, Values, judge


class Verdict(StrEnum):
    """What a resident is told of an offer. Never a decision: the body that answers decides."""

    FITS = "fits"
    MAYBE = "maybe"
    NO = "no"


VERDICTS = {Truth.YES: Verdict.FITS, Truth.UNKNOWN: Verdict.MAYBE, Truth.NO: Verdict.NO}
STATE_ORDER = {State.STANDING: 0, State.OPEN: 0, State.PLANNED: 1, State.CLOSED: 2, State.ENDED: 3}


@dataclass(frozen=True, slots=True)
class Result:
    """One offer for one resident on one day. `first`: comes first in the queue; None where that is not known."""

    offer: Offer
    verdict: Verdict
    first: bool | None
    state: State
    especially: Truth
    prefer: Truth


def match(catalogue: Catalogue, answers: Answers, on: date) -> tuple[Result, ...]:
    """Judge every offer that is matched at all, best first."""
    return match_known(catalogue, know(catalogue, answers), on)


def match_known(catalogue: Catalogue, known: Known, on: date) -> tuple[Result, ...]:
    """Judge every offer on what is known."""
    found = [judge_offer(catalogue, offer, known, on) for offer in catalogue.offers.values() if not offer.browse]
    return tuple(sorted(found, key=lambda result: rank(catalogue, result, known.wanted)))


def judge_offer(catalogue: Catalogue, offer: Offer, known: Known, on: date) -> Result:
    """Judge one offer."""
    ready, values = catalogue.ready[offer.id], known.values
    first = _judged(ready.first, values)
    return Result(
        offer,
        VERDICTS[_judged(ready.rule, values)],
        None if first is Truth.UNKNOWN else first is Truth.YES,
        offer.state(on),
        _judged(ready.especially, values),
        _judged(ready.prefer, values),
    )


def _judged(rule: Rule, values: Values) -> Truth:
    """Judge a rule. Most offers have no `first`, `especially` or `prefer`: that is seen at once."""
    return rule.truth if isinstance(rule, Const) else judge(rule, values)


def rank(catalogue: Catalogue, result: Result, wanted: frozenset[str]) -> tuple[object, ...]:
    """Give the sort key of a result. The order is written down in `offers/README.md`: keep the two the same."""
    first = Truth.UNKNOWN if result.first is None else Truth.YES if result.first else Truth.NO
    return (
        STATE_ORDER[result.state],
        result.verdict is Verdict.NO,
        result.verdict is Verdict.MAYBE,
        not wanted & set(result.offer.need),
        -first,
        -result.especially,
        -result.prefer,
        result.offer.general,
        catalogue.ready[result.offer.id].area.bit_count(),
        result.offer.id,
    )


def bodies_for(catalogue: Catalogue, results: Iterable[Result], wanted: frozenset[str]) -> tuple[str, ...]:
    """Give the bodies that answer for these results, the best first; only wanted kinds where there are any of them."""
    shown = [result for result in results if result.verdict is not Verdict.NO]
    matching = [result.offer.body for result in shown if wanted & set(result.offer.need)]
    return answering(catalogue, matching, [result.offer.body for result in shown])


def answering(catalogue: Catalogue, wanted: Iterable[str], shown: Iterable[str]) -> tuple[str, ...]:
    """Give the bodies to turn to, of those that answer for what is wanted and for all that is shown, the best first.

    The first body of the catalogue is the one that helps with anything (the social-assistance centre): it always
    counts, and goes before all others where nothing that was found is of a kind that is wanted.
    """
    anyone = tuple(catalogue.bodies)[:1]
    listed = tuple(wanted)
    return tuple(dict.fromkeys((*listed, *anyone) if listed else (*anyone, *shown)))


def where_to_go(
    catalogue: Catalogue, place: int, bodies: tuple[str, ...], wanted: frozenset[str]
) -> tuple[ContactPoint, ...]:
    """Give the contact points that serve all of these places and have one of these tasks or kinds of help.

    In the order of the tasks; among equals the more local first, then those that help with more; national lines last.
    """
    tasks = list(bodies)
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    found = []
    for point in catalogue.nearby.serving(place):
        contact, served = point.contact, point.served
        task = min((tasks.index(body) for body in contact.bodies if body in tasks), default=len(tasks))
        helps = len(wanted & set(contact.need))
        if task < len(tasks) or helps:
            found.append(((served == everywhere, task, served.bit_count(), -helps, point.number), contact))
    return tuple(contact for _, contact in sorted(found, key=lambda item: item[0]))


def contacts(catalogue: Catalogue, known: Known, results: tuple[Result, ...]) -> tuple[ContactPoint, ...]:
    """Give where to go today, for what is known and what was found."""
    bodies, kinds = bodies_for(catalogue, results, known.wanted), kinds_for(results, known.wanted)
    return where_to_go(catalogue, known.values[catalogue.place.id], bodies, kinds)


def kinds_for(results: Iterable[Result], wanted: frozenset[str]) -> frozenset[str]:
    """Give the kinds of help that contact points are chosen by: those wanted, else those of the offers shown."""
    shown = (result for result in results if result.verdict is not Verdict.NO)
    return wanted or frozenset(kind for result in shown for kind in result.offer.need)


def without_contact(
    catalogue: Catalogue, known: Known, results: tuple[Result, ...], found: tuple[ContactPoint, ...]
) -> tuple[str, ...]:
    """Give the bodies that answer but of which no contact point is known here: residents are told how to find them."""
    return missing_of(bodies_for(catalogue, results, known.wanted), found)


def missing_of(bodies: Iterable[str], found: Iterable[ContactPoint]) -> tuple[str, ...]:
    """Give the bodies that none of some contact points belongs to."""
    there = {body for contact in found for body in contact.bodies}
    return tuple(body for body in bodies if body not in there)
