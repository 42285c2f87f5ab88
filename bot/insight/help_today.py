"""How much help there is on a day: for each group of people in each town, and for each kind of help in each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.offers import Offer, State
from bot.core.places import Place
from bot.core.rules import Rule, judge, settle
from bot.insight.people import Mentions, People, everybody, worlds

TODAY = (State.OPEN, State.STANDING)


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one town. `possible`: offers that may fit somebody there; `named`: those that name the group."""

    possible: int
    named: int


@dataclass(frozen=True)
class Town:
    """One town or gmina. `offers`: how many may fit somebody there; `contacts`: points that do not serve everybody."""

    place: Place
    leaves: int
    offers: int
    contacts: int


@dataclass(frozen=True)
class Kind:
    """One kind of help: the leaves in which no contact point has it, and those in which only national ones do."""

    id: str
    nobody: int
    national_only: int


@dataclass(frozen=True)
class HelpToday:
    """The whole table. `cells`: for each group one cell a town, in the order of the towns."""

    on: date
    towns: tuple[Town, ...]
    people: tuple[People, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    kinds: tuple[Kind, ...]


def help_today(catalogue: Catalogue, on: date, without: frozenset[str]) -> HelpToday:
    """Count what there is on a day. `without`: offers that are known to fit nobody."""
    offers = [
        offer
        for offer in catalogue.offers.values()
        if not offer.browse and offer.id not in without and offer.state(on) in TODAY
    ]
    people = everybody(catalogue)
    mentions = {offer.id: _mentions(catalogue, offer) for offer in offers}
    named = {id_: frozenset(one.id for one in people if told.names(one)) for id_, told in mentions.items()}
    towns: list[Town] = []
    columns: list[tuple[Cell, ...]] = []
    counted: dict[object, tuple[Cell, ...]] = {}
    # What applies, and who belongs to a named group, may depend on the place too.
    others = [
        *catalogue.asked_if.values(),
        *(catalogue.compiler.rule(group.rule) for group in catalogue.groups.values()),
    ]
    for place, leaves in _towns(catalogue):
        left = _left(catalogue, offers, leaves)
        # Towns that no rule tells apart are counted once.
        key = tuple(left), *(settle(rule, catalogue.place.id, leaves) for rule in others)
        if key not in counted:
            counted[key] = tuple(_cell(left, worlds(catalogue, one, leaves), one.id, named) for one in people)
        columns.append(counted[key])
        towns.append(Town(place, leaves, len(left), _near(catalogue, leaves)))
    return HelpToday(
        on=on,
        towns=tuple(towns),
        people=people,
        cells={one.id: tuple(column[number] for column in columns) for number, one in enumerate(people)},
        kinds=tuple(_kinds(catalogue, without)),
    )


def _towns(catalogue: Catalogue) -> list[tuple[Place, int]]:
    """Give the towns and gminas in the order of the file, each with its leaves."""
    places = catalogue.places
    found = dict.fromkeys(places.settlement(leaf).id for leaf in places.leaves)
    return [(places.by_id[id_], places.masks[id_]) for id_ in found]


def _mentions(catalogue: Catalogue, offer: Offer) -> Mentions:
    return Mentions.of(catalogue, offer.rule, *((offer.especially,) if offer.especially else ()))


def _left(catalogue: Catalogue, offers: Iterable[Offer], leaves: int) -> tuple[tuple[Rule, str], ...]:
    """Give the offers that somebody in these places may get, each with what is left of its rule there."""
    anybody = {**catalogue.nothing_known, catalogue.place.id: leaves}
    found = ((settle(catalogue.ready[offer.id].rule, catalogue.place.id, leaves), offer.id) for offer in offers)
    return tuple((rule, id_) for rule, id_ in found if judge(rule, anybody) is not Truth.NO)


def _near(catalogue: Catalogue, leaves: int) -> int:
    """Count the contact points here that do not serve the whole country."""
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    return sum(bool(served & leaves) and served != everywhere for served in catalogue.served.values())


def _cell(
    left: Iterable[tuple[Rule, str]],
    cases: tuple[Mapping[str, int], ...],
    people: str,
    named: Mapping[str, frozenset[str]],
) -> Cell:
    """Count for one group in one town."""
    possible = [id_ for rule, id_ in left if any(judge(rule, values) is not Truth.NO for values in cases)]
    return Cell(len(possible), sum(people in named[id_] for id_ in possible))


def _kinds(catalogue: Catalogue, without: frozenset[str]) -> Iterator[Kind]:
    """Give for each kind of help the places where nobody helps with it.

    A contact point helps with a kind that it names, and with the kinds of the offers for which its offices answer;
    an offer that fits nobody leads nobody there.
    """
    need = catalogue.role("need")
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    for option in need.options if need else ():
        bodies: dict[str, int] = {}
        for offer in catalogue.offers.values():
            if option.id in offer.need and offer.id not in without:
                bodies[offer.body] = bodies.get(offer.body, 0) | catalogue.ready[offer.id].area
        near = national = 0
        for contact in catalogue.contacts.values():
            served = catalogue.served[contact.id]
            helped = served if option.id in contact.need else 0
            for body in contact.bodies:
                helped |= served & bodies.get(body, 0)
            if served == everywhere:
                national |= helped
            else:
                near |= helped
        yield Kind(option.id, nobody=everywhere & ~near & ~national, national_only=national & ~near)
