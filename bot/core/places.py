"""Places as a tree: country, voivodeship, powiat, gmina, district. Somebody lives in a leaf of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.core.texts import Text

LEVELS = ("country", "voivodeship", "powiat", "gmina", "district")


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `parts` are the places inside it; a place without parts is a leaf."""

    id: str
    level: str
    name: Text
    listed_first: bool = False
    words: tuple[str, ...] = ()
    teryt: str | None = None
    parts: tuple[Place, ...] = ()

    def walk(self) -> Iterator[Place]:
        """Give this place and every place inside it, parents before parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Places:
    """The whole tree with its index. A set of leaves is an int: bit i stands for `leaves[i]`."""

    root: Place

    @cached_property
    def by_id(self) -> dict[str, Place]:
        """Every place of the tree by its id."""
        return {place.id: place for place in self.root.walk()}

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Ids of the places where somebody can live, in file order."""
        return tuple(place.id for place in self.root.walk() if not place.parts)

    @cached_property
    def masks(self) -> dict[str, int]:
        """For every place the set of its leaves."""
        position = {leaf: index for index, leaf in enumerate(self.leaves)}
        return {
            place.id: sum(1 << position[inner.id] for inner in place.walk() if not inner.parts)
            for place in self.by_id.values()
        }

    @cached_property
    def parents(self) -> dict[str, Place]:
        """For every place but the root the place right above it."""
        return {part.id: place for place in self.by_id.values() for part in place.parts}

    @cached_property
    def choices(self) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """The places to choose from at first, and all others: whole powiats where they have several parts.

        What is right under the root, such as the rest of the country, ends both: nobody finds a list without a way on.
        """
        first = tuple(place for place in self.root.walk() if place.listed_first)
        rest = list(self._without(self.root, {place.id for place in first}))
        last = [place for place in rest if place in self.root.parts]
        others = [place for place in rest if place not in last]
        return (*first, *last), (*others, *last) if others else ()

    def _without(self, place: Place, first: set[str]) -> Iterator[Place]:
        """Give the largest places inside one that hold none of the first ones."""
        for part in place.parts:
            if not first & {inner.id for inner in part.walk()}:
                yield part
            elif part.id not in first:
                yield from self._without(part, first)

    def mask(self, ids: Iterable[str]) -> int:
        """Give the set of all leaves inside these places."""
        found = 0
        for place in ids:
            found |= self.masks[place]
        return found

    def smallest(self, mask: int) -> Place:
        """Give the smallest place that holds all of these leaves."""
        place = self.root
        while True:
            inner = next((part for part in place.parts if mask and not mask & ~self.masks[part.id]), None)
            if inner is None:
                return place
            place = inner

    def exact(self, mask: int) -> Place | None:
        """Give the place whose leaves are exactly these, if there is one (the smaller one where two are)."""
        place = self.smallest(mask)
        return place if self.masks[place.id] == mask else None

    def largest(self, mask: int) -> tuple[str, ...]:
        """Give the largest places that make up a set of leaves: a whole place stands for its parts."""
        found = []
        for place in self.root.walk():
            inner = self.masks[place.id]
            if inner & mask == inner:
                found.append(place.id)
                mask &= ~inner
        return tuple(found)

    def path(self, place: str) -> tuple[Place, ...]:
        """Give the place and everything it lies in, the smallest first, without the root."""
        found: list[Place] = []
        current = self.by_id[place]
        while current.id != self.root.id:
            found.append(current)
            current = self.parents[current.id]
        return tuple(found)

    def settlement(self, place: str) -> Place:
        """Give the town or gmina a place belongs to: a district's gmina, otherwise the place itself."""
        return next((step for step in self.path(place) if step.level == "gmina"), self.by_id[place])
