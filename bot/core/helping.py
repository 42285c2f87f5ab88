"""Which contact points a screen of help shows, and in which order: what fits the danger somebody wrote of first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.catalogue import Catalogue
from bot.core.contacts import ContactPoint
from bot.core.dangers import Danger


def first_help(catalogue: Catalogue, place: int, dangers: Sequence[Danger]) -> tuple[ContactPoint, ...]:
    """Give the contact points for a crisis that serve all of these places; among equals in the order of the file.

    Against a danger: national lines that answer it, then offices near by whose task it is, then everything else near
    by and national. The emergency number, the first in the file, leads unless nobody's life hangs on it.
    """
    serving = [contact for contact in catalogue.contacts.values() if not place & ~catalogue.served[contact.id]]
    emergency = [contact for contact in serving if contact.crisis][:1]
    ids = [danger.id for danger in dangers]
    bodies = [body for danger in dangers for body in danger.bodies]
    everywhere = catalogue.places.masks[catalogue.places.root.id]

    def rank(contact: ContactPoint) -> tuple[int, int]:
        national = catalogue.served[contact.id] == everywhere
        answers = min((ids.index(id_) for id_ in contact.dangers if id_ in ids), default=len(ids))
        task = min((bodies.index(body) for body in contact.bodies if body in bodies), default=len(bodies))
        if national:
            return (0, answers) if answers < len(ids) else (3, 0)
        return (1, task) if task < len(bodies) else (1, answers) if answers < len(ids) else (2, 0)

    others = [
        contact
        for contact in serving
        if contact not in emergency and (contact.crisis or (dangers and rank(contact)[0] < 2))  # noqa: PLR2004 -- above
    ]
    ordered = sorted(others, key=rank)
    leads = not dangers or any(danger.emergency for danger in dangers)
    return tuple([*emergency, *ordered] if leads else [*ordered, *emergency])
