"""Where no contact point answers: holes in the catalogue that staff can fill, one warning a body."""

from __future__ import annotations

from bot.core.catalogue import Catalogue


def holes(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Give, for each body that answers for an offer, the places of that offer in which no contact point has its tasks.

    Whole places stand for their parts. Residents there are told how to find the body.
    """
    wanted: dict[str, int] = {}
    for offer in catalogue.offers.values():
        wanted[offer.body] = wanted.get(offer.body, 0) | catalogue.ready[offer.id].area
    found: dict[str, tuple[str, ...]] = {}
    for body, area in wanted.items():
        served = 0
        for contact in catalogue.contacts.values():
            if body in contact.bodies:
                served |= catalogue.served[contact.id]
        if area & ~served:
            found[body] = catalogue.places.largest(area & ~served)
    return found
