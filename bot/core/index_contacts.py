"""Who answers for what was found, and where to go: as `matcher` says it, without going through the results."""

from __future__ import annotations

from bot.core.bitsets import lowest
from bot.core.contacts import ContactPoint
from bot.core.index_order import Results, groups
from bot.core.matcher import answering, missing_of, where_to_go


def contacts_of(results: Results) -> tuple[ContactPoint, ...]:
    """Give where to go today, for what is known and what was found."""
    catalogue, known = results.moment.catalogue, results.moment.known
    kinds = known.wanted or kinds_of(results)
    return where_to_go(catalogue, known.values[catalogue.place.id], answering_for(results), kinds)


def answering_for(results: Results) -> tuple[str, ...]:
    """Give the bodies that answer for these results, the best first; only wanted kinds where there are any of them."""
    shown = results.where(lambda judged: judged.maybe)
    matching = bodies_of(shown.where(lambda judged: judged.wanted(results.moment.known.wanted)))
    return answering(results.moment.catalogue, matching, () if matching else bodies_of(shown))


def without_contact(results: Results, found: tuple[ContactPoint, ...]) -> tuple[str, ...]:
    """Give the bodies that answer but of which no contact point is known here: residents are told how to find them."""
    return missing_of(answering_for(results), found)


def bodies_of(results: Results) -> tuple[str, ...]:
    """Give the bodies that answer for some results, in the order of the best result of each."""
    left = {body for part in results.parts for body, offers in part.judged.block.bodies.items() if offers & part.offers}
    found: list[str] = []
    for alike in groups(results.parts):
        best: dict[str, int] = {}
        for part in alike:
            block = part.judged.block
            for body in left & block.bodies.keys():
                if both := block.bodies[body] & part.offers:
                    rank = block.ranks[lowest(both)]
                    best[body] = min(rank, best.get(body, rank))
        found += sorted(best, key=best.__getitem__)
        left -= best.keys()
        if not left:
            break
    return tuple(found)


def kinds_of(results: Results) -> frozenset[str]:
    """Give the kinds of help of the results that fit or may fit."""
    return frozenset(
        kind
        for part in results.parts
        for kind, offers in part.judged.block.kinds.items()
        if offers & part.offers & part.judged.maybe
    )
