"""What two versions of a catalogue hold: things added, removed, changed, and called by another id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.texts import Text
from bot.text.words import mark

#: Fields of our own that the files call otherwise, and fields that say nothing of their own.
CALLED = {
    "own_sources": "sources",
    "seasons": "season",
    "hours_fact": "hours",
    "maximum": "max",
    "minimum": "min",
    "dates": "from, to",
}
NOT_TOLD = {"id", "programme", "leaves", "parts"}
#: Kind of thing -> its heading.
KINDS = {
    "offers": mark("Offers"),
    "programmes": mark("Projects"),
    "contacts": mark("Contact points"),
    "bodies": mark("Kinds of office"),
    "questions": mark("Questions"),
    "options": mark("Options"),
    "groups": mark("Groups"),
    "places": mark("Places"),
    "papers": mark("Papers"),
}


@dataclass(frozen=True)
class Changed:
    """One thing in both versions. `fields`: what differs, as the files call it; `old`: its id before."""

    id: str
    old: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Things:
    """How the things of one kind differ."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    #: The same thing under another id, with both ids.
    renamed: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    names: Mapping[str, Text]

    @property
    def any(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.removed or self.renamed or self.changed)

    @property
    def new_ids(self) -> Mapping[str, str]:
        """Old id -> new id."""
        return {one.old: one.id for one in self.renamed}


def things(old: Catalogue, new: Catalogue) -> Mapping[str, Things]:
    """Compare everything of two catalogues, kind by kind."""
    return {kind: _compare(_listed(kind, old), _listed(kind, new)) for kind in KINDS}


@dataclass(frozen=True)
class _Thing:
    name: Text
    value: Any


def _listed(kind: str, catalogue: Catalogue) -> Mapping[str, _Thing]:
    named: Callable[[Any], Text] = lambda one: one.name  # noqa: E731 -- most things have a name
    found: Iterable[tuple[str, Any]]
    match kind:
        case "offers":
            found, named = catalogue.offers.items(), lambda one: one.title
        case "programmes":
            found = ((offer.programme.id, offer.programme) for offer in catalogue.offers.values())
            named = lambda one: one.title  # noqa: E731 -- likewise
        case "questions":
            found, named = catalogue.questions.items(), lambda one: one.ask
        case "options":
            questions = catalogue.questions.values()
            found = ((f"{asked.id}: {one.id}", one) for asked in questions for one in asked.options)
            named = lambda one: one.label  # noqa: E731 -- likewise
        case "places":
            found = catalogue.places.by_id.items()
        case "papers":
            found, named = catalogue.papers.items(), lambda one: one
        case _:
            found = getattr(catalogue, kind).items()
    return {id_: _Thing(named(one), one) for id_, one in found}


def _compare(old: Mapping[str, _Thing], new: Mapping[str, _Thing]) -> Things:
    added, removed = [id_ for id_ in new if id_ not in old], [id_ for id_ in old if id_ not in new]
    renamed = []
    for id_ in list(added):
        alike = [other for other in removed if old[other].name.versions[0] == new[id_].name.versions[0]]
        if len(alike) == 1 and _alone(new, id_, added):
            renamed.append(Changed(id_, alike[0], _differ(old[alike[0]].value, new[id_].value)))
            added.remove(id_)
            removed.remove(alike[0])
    both = (Changed(id_, id_, _differ(old[id_].value, new[id_].value)) for id_ in new if id_ in old)
    return Things(
        added=tuple(added),
        removed=tuple(removed),
        renamed=tuple(renamed),
        changed=tuple(one for one in both if one.fields),
        names={id_: thing.name for id_, thing in {**old, **new}.items()},
    )


def _alone(new: Mapping[str, _Thing], id_: str, added: list[str]) -> bool:
    """Tell whether no other new thing has this name."""
    return sum(new[other].name.versions[0] == new[id_].name.versions[0] for other in added) == 1


def _differ(old: Any, new: Any) -> tuple[str, ...]:
    if isinstance(old, Text):
        return () if old == new else ("pl, en",)
    found = [one.name for one in fields(old) if one.name not in NOT_TOLD]
    different = [name for name in found if _value(old, name) != _value(new, name)]
    return tuple(dict.fromkeys(CALLED.get(name, name) for name in different))


def _value(thing: Any, name: str) -> Any:
    value = getattr(thing, name)
    # Each option is a thing of its own; here only which there are counts, and in which order.
    return tuple(option.id for option in value) if name == "options" else value
