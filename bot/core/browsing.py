"""Offers by place and kind of help, for looking around without answers: those that are only browsed among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.catalogue import Catalogue
from bot.core.offers import Offer
from bot.core.places import Place, Places

#: Kind of help -> numbers of offers, ascending.
Kinds = dict[str, list[int]]


@dataclass(frozen=True)
class Browsing:
    """All offers in the order of the files. `at`: of each place that is the smallest to hold where they can be had."""

    places: Places
    offers: tuple[Offer, ...]
    at: Mapping[str, Mapping[int, Kinds]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Browsing:
        """Sort the offers of a catalogue."""
        by_area: dict[int, Kinds] = {}
        offers = tuple(catalogue.offers.values())
        for number, offer in enumerate(offers):
            kinds = by_area.setdefault(catalogue.ready[offer.id].area, {})
            for kind in offer.need:
                kinds.setdefault(kind, []).append(number)
        at: dict[str, dict[int, Kinds]] = {}
        for area, kinds in by_area.items():
            at.setdefault(catalogue.places.smallest(area).id, {})[area] = kinds
        return cls(catalogue.places, offers, at)

    def kinds(self, place: Place) -> Counter[str]:
        """Count the offers that can be had in a place or in a part of it, by kind of help."""
        found: Counter[str] = Counter()
        for kinds in self._near(place):
            found.update({kind: len(numbers) for kind, numbers in kinds.items()})
        return found

    def of_kind(self, place: Place, kind: str) -> tuple[Offer, ...]:
        """Give the offers of one kind that can be had in a place or in a part of it, in the order of the files."""
        numbers = sorted(number for kinds in self._near(place) for number in kinds.get(kind, ()))
        return tuple(self.offers[number] for number in numbers)

    def _near(self, place: Place) -> Iterator[Kinds]:
        mask, root = self.places.masks[place.id], self.places.root
        above = (step for step in (*self.places.path(place.id), root) if step.id != place.id)
        for step in (*above, *place.walk()):
            for area, kinds in self.at.get(step.id, {}).items():
                if area & mask:
                    yield kinds
