"""Contact points by the places they serve, so that nobody goes through those of a whole country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.contacts import ContactPoint
from bot.core.places import Places


@dataclass(frozen=True, slots=True)
class Point:
    """A contact point, its number in the order of the files, and the places it serves."""

    number: int
    contact: ContactPoint
    served: int


@dataclass(frozen=True)
class Nearby:
    """The contact points. `at`: those of each place that is the smallest to hold all places they serve."""

    places: Places
    at: Mapping[str, list[Point]]
    keep: int = 1_024
    _kept: dict[int, tuple[Point, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, places: Places, contacts: Iterable[ContactPoint], served_by: Mapping[str, int]) -> Nearby:
        """Sort contact points by place. `served_by`: for each of them the places it serves."""
        at: dict[str, list[Point]] = {}
        for number, contact in enumerate(contacts):
            served = served_by[contact.id]
            at.setdefault(places.smallest(served).id, []).append(Point(number, contact, served))
        return cls(places, at)

    def serving(self, place: int) -> tuple[Point, ...]:
        """Give the contact points that serve all of these places, in the order of the files."""
        found = self._kept.get(place)
        if found is None:
            if len(self._kept) >= self.keep:
                self._kept.clear()
            # Whatever holds them all lies on the way from the smallest place that does up to the country.
            way = (*(step.id for step in self.places.path(self.places.smallest(place).id)), self.places.root.id)
            points = (point for step in way for point in self.at.get(step, ()) if not place & ~point.served)
            found = self._kept[place] = tuple(sorted(points, key=lambda point: point.number))
        return found
