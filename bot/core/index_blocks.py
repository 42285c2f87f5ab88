"""Offers in blocks by place, so that only those are touched that can be had where somebody may live.

A block holds the offers of one place, or of several small ones with everything inside them. Its offers are numbered in
the order they have among equals: the specific before the general, the local before the regional, then by id.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from bot.core import rules
from bot.core.bitsets import as_bits, lowest
from bot.core.catalogue import Catalogue, Ready
from bot.core.index_judge import Appoint, Judge
from bot.core.index_layout import every_lane
from bot.core.matcher import STATE_ORDER
from bot.core.needed import needed
from bot.core.offers import Dates, State
from bot.core.places import Place
from bot.core.rules import Rule

Key = TypeVar("Key", bound=Hashable)
#: A block of so many offers is judged about as fast as a small one, and is not cut up.
BLOCK = 8_000
#: So many days keep how offers stand.
MOST_DAYS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Some offers. A set of them is an int: bit i stands for `ids[i]`.

    `ranks`: where each stands among all offers that are equal otherwise, ascending. `area`: whoever
    lives in none of these places can have none of them. `rule` judges what they ask for; `first`, `especially` and
    `prefer` do so for the offers that have such a rule. `kinds`, `bodies`: the offers by kind of help and by the body
    that answers. `terms`: the rank of one offer of each with the same dates and seasons, and all of these. `projects`:
    those of projects with dates.
    """

    ids: tuple[str, ...]
    ranks: tuple[int, ...]
    area: int
    rule: Judge
    first: Judge
    especially: Judge
    prefer: Judge
    kinds: Mapping[str, int]
    bodies: Mapping[str, int]
    terms: tuple[tuple[int, int], ...]
    projects: int
    #: For the newest days what `states` gives.
    days: dict[date, tuple[int, ...] | int] = field(default_factory=dict, repr=False, compare=False)

    def states(self, on: date, stands: Callable[[int], State]) -> tuple[int, ...] | int:
        """Give the offers by how they stand on a day, the best first; a number where all stand in the same place.

        `stands` tells it of the offer with a rank.
        """
        found = self.days.get(on)
        if found is None:
            parts = [0] * (max(STATE_ORDER.values()) + 1)
            for one, alike in self.terms:
                parts[STATE_ORDER[stands(one)]] |= alike
            if len(self.days) >= MOST_DAYS:
                self.days.clear()
            places = [place for place, offers in enumerate(parts) if offers]
            found = self.days[on] = places[0] if len(places) == 1 else tuple(parts)
        return found


def blocks(catalogue: Catalogue, appoint: Appoint) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Give the ids of the offers that are matched, by rank, and their blocks."""
    by_id = {offer.id: catalogue.ready[offer.id] for offer in catalogue.offers.values() if not offer.browse}
    order = _ordered(catalogue, by_id)
    place = catalogue.place
    areas = [needed(by_id[id_].rule, place.id, place.universe) for id_ in order]
    homes = {area: catalogue.places.smallest(area).id for area in set(areas)}
    at: dict[str, list[int]] = {}
    for rank, area in enumerate(areas):
        at.setdefault(homes[area], []).append(rank)
    cut = _Cutter(at).cut(catalogue.places.root)
    maker = _Maker(catalogue, by_id, order, areas, appoint)
    made = [maker.block(sorted(ranks)) for ranks in cut]
    for block in made:
        for rank, id_ in zip(block.ranks, block.ids, strict=True):
            order[rank] = id_
    return tuple(order), tuple(made)


def _ordered(catalogue: Catalogue, by_id: Mapping[str, Ready]) -> list[str]:
    """Put offers in the order they have among equals. By parts: while one list is sorted no other thread can run."""
    parts: dict[tuple[bool, int], list[str]] = {}
    for id_, ready in by_id.items():
        parts.setdefault((catalogue.offers[id_].general, ready.area.bit_count()), []).append(id_)
    found: list[str] = []
    for _, part in sorted(parts.items()):
        part.sort()
        found += part
    return found


@dataclass(frozen=True)
class _Cutter:
    """Cuts the tree of places. `at`: for each place the ranks of the offers it is the smallest to hold."""

    at: Mapping[str, list[int]]

    def cut(self, place: Place) -> list[list[int]]:
        """Give the ranks of each block of a place with everything inside it; the last block may take in more."""
        found: list[list[int]] = []
        small: list[int] = []
        for part in place.parts:
            *full, last = self.cut(part)
            found += full
            if len(small) + len(last) > BLOCK:
                found.append(small)
                small = []
            small = small + last
        own = self.at.get(place.id, [])
        if len(small) + len(own) > BLOCK and small:
            found.append(small)
            small = []
        return [*(one for one in found if one), small + own]


@dataclass(frozen=True)
class _Maker:
    """Makes blocks. `order`: ids by rank; `areas`: by rank where somebody must live."""

    catalogue: Catalogue
    ready: Mapping[str, Ready]
    order: Sequence[str]
    areas: Sequence[int]
    appoint: Appoint

    def block(self, ranks: list[int]) -> Block:
        """Make the block of the offers with these ranks, which ascend."""
        # Made anew, ids that are told together lie together in memory: many are listed in half the time.
        ids = tuple([self.order[rank].encode().decode() for rank in ranks])
        offers = [self.catalogue.offers[id_] for id_ in ids]
        return Block(
            ids=ids,
            ranks=tuple(ranks),
            area=reduce(or_, {self.areas[rank] for rank in ranks}, 0),
            rule=self.appoint(every_lane((number, self.ready[id_].rule) for number, id_ in enumerate(ids)), len(ids)),
            first=self._rare(ids, lambda id_: self.ready[id_].first),
            especially=self._rare(ids, lambda id_: self.ready[id_].especially),
            prefer=self._rare(ids, lambda id_: self.ready[id_].prefer),
            kinds=_sorted_out((kind, number) for number, offer in enumerate(offers) for kind in offer.need),
            bodies=_sorted_out((offer.body, number) for number, offer in enumerate(offers)),
            terms=tuple(
                (ranks[lowest(same)], same)
                for same in _sorted_out(
                    ((offer.programme.dates, offer.seasons), number) for number, offer in enumerate(offers)
                ).values()
            ),
            projects=as_bits(number for number, offer in enumerate(offers) if offer.programme.dates != Dates()),
        )

    def _rare(self, ids: tuple[str, ...], rule_of: Callable[[str], Rule]) -> Judge:
        """Have the rules judged that few offers have."""
        ruled = ((number, rule) for number, id_ in enumerate(ids) if (rule := rule_of(id_)) != rules.NO)
        return self.appoint(every_lane(ruled), len(ids))


def _sorted_out(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    found: dict[Key, list[int]] = {}
    for key, number in pairs:
        found.setdefault(key, []).append(number)
    return {key: as_bits(numbers) for key, numbers in found.items()}
