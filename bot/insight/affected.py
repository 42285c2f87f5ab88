"""What a change of the catalogue does to the example residents: offers gained and lost, and contact points."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.catalogue import Catalogue
from bot.core.index import Index
from bot.core.index_contacts import contacts_of
from bot.core.knowledge import Known, know
from bot.core.matcher import Verdict, judge_offer
from bot.core.offers import State
from bot.insight.residents import Example


@dataclass(frozen=True, slots=True)
class Standing:
    """How one offer stands for one resident."""

    verdict: Verdict
    first: bool | None
    state: State


@dataclass(frozen=True, slots=True)
class Change:
    """One offer before and after; None where it was not there or did not fit, not even perhaps."""

    offer: str
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True)
class Affected:
    """One example resident for whom something changes. `strange`: answers that one of the versions does not know."""

    example: Example
    on: date
    changes: tuple[Change, ...]
    contacts_added: tuple[str, ...]
    contacts_removed: tuple[str, ...]
    #: The contact point shown first, before and after, where it is another one.
    led_by: tuple[str | None, str | None] | None
    strange: tuple[str, ...]

    @property
    def gains(self) -> tuple[Change, ...]:
        """Offers that were not shown before."""
        return tuple(change for change in self.changes if change.before is None)

    @property
    def loses(self) -> tuple[Change, ...]:
        """Offers that are no longer shown."""
        return tuple(change for change in self.changes if change.after is None)

    @property
    def alters(self) -> tuple[Change, ...]:
        """Offers shown before and after, but otherwise."""
        return tuple(change for change in self.changes if change.before and change.after)


@dataclass(frozen=True)
class _Shown:
    """What one resident is shown."""

    offers: Mapping[str, Standing]
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class Renamed:
    """Old id -> new id, so that a new name alone counts for nothing."""

    offers: Mapping[str, str]
    contacts: Mapping[str, str]


def affected(
    old: Catalogue, new: Catalogue, examples: Iterable[Example], renamed: Renamed, on: date | None
) -> Iterator[Affected]:
    """Judge every example resident in both versions, on a day or on the day of each. Gives those who are affected."""
    indexes, touched = (Index.of(old), Index.of(new)), _touched(old, new)
    for example in examples:
        day = on or example.on
        told = [example.answers(catalogue) for catalogue in (old, new)]
        strange_before, strange_after = (strange for _, strange in told)
        known = [know(index.catalogue, answers) for index, (answers, _) in zip(indexes, told, strict=True)]
        # Whoever is known alike in both versions has the same of every offer that is the same.
        looked_at = touched if known[0] == known[1] else None
        before, after = (_shown(*one, day, looked_at) for one in zip(indexes, known, strict=True))
        was = {renamed.offers.get(id_, id_): standing for id_, standing in before.offers.items()}
        met = tuple(renamed.contacts.get(id_, id_) for id_ in before.contacts)
        found = Affected(
            example=example,
            on=day,
            changes=tuple(
                Change(id_, was.get(id_), after.offers.get(id_))
                for id_ in dict.fromkeys((*after.offers, *was))
                if was.get(id_) != after.offers.get(id_)
            ),
            contacts_added=tuple(id_ for id_ in after.contacts if id_ not in met),
            contacts_removed=tuple(id_ for id_ in met if id_ not in after.contacts),
            led_by=None if met[:1] == after.contacts[:1] else ((*met, None)[0], (*after.contacts, None)[0]),
            strange=tuple(dict.fromkeys((*strange_before, *strange_after))),
        )
        if found.changes or found.contacts_added or found.contacts_removed or found.led_by:
            yield found


def _touched(old: Catalogue, new: Catalogue) -> frozenset[str]:
    """Give the offers that are not the same in both versions, by the ids of both."""
    return frozenset(
        id_
        for id_ in old.offers.keys() | new.offers.keys()
        if old.offers.get(id_) != new.offers.get(id_) or old.ready.get(id_) != new.ready.get(id_)
    )


def _shown(index: Index, known: Known, on: date, looked_at: Container[str] | None) -> _Shown:
    """Give what somebody is shown. `looked_at`: the offers to say it of; None: all."""
    found = index.match(known, on).results
    results = (
        judge_offer(index.catalogue, index.catalogue.offers[id_], known, on)
        for id_ in found.ids
        if looked_at is None or id_ in looked_at
    )
    offers = {result.offer.id: Standing(result.verdict, result.first, result.state) for result in results}
    return _Shown(offers, tuple(contact.id for contact in contacts_of(found)))
