"""The views there are: what a path of ids names, and whether the catalogue has it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.catalogue import Catalogue
from bot.core.resident import MORE

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


def must_exist(catalogue: Catalogue, path: tuple[str, ...]) -> None:
    """Raise KeyError where there is no such view, or where its path names what the catalogue does not have."""
    fewest, most = VIEWS[path[0]]
    if not fewest <= len(path) - 1 <= most:
        raise KeyError(path[0])
    known: dict[str, Callable[[], object]] = {
        "ask": lambda: catalogue.questions[path[1]],
        "why": lambda: catalogue.questions[path[1]],
        "offer": lambda: catalogue.offers[path[1]],
        "contact": lambda: catalogue.contacts[path[1]],
        "next": lambda: {(): None, (MORE,): None}[path[1:]],
        "browse": lambda: _must_be_browsable(catalogue, path[1:]),
        "help": lambda: _must_be_dangers(catalogue, path[1:]),
    }
    known.get(path[0], lambda: None)()


def _must_be_dangers(catalogue: Catalogue, rest: tuple[str, ...]) -> None:
    """Raise KeyError where help is asked for a kind of danger that does not exist; the last may be a page."""
    kinds = rest[:-1] if rest and rest[-1].isdecimal() else rest
    known = {danger.id for danger in catalogue.dangers.kinds}
    if len(kinds) > MOST_DANGERS or not known.issuperset(kinds):
        raise KeyError(rest)


def _must_be_browsable(catalogue: Catalogue, rest: tuple[str, ...]) -> None:
    """Raise KeyError where browsing would show a place or a kind of help that does not exist."""
    if not rest or rest[0] == MORE:
        return
    place, *more = rest
    need = catalogue.role("need")
    if place not in catalogue.places.by_id:
        raise KeyError(place)
    if more and not more[0].isdecimal() and (need is None or more[0] not in need.position):
        raise KeyError(more[0])
