"""Which contact points a screen of help shows, and in which order: what fits the danger somebody wrote of first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.catalogue import Catalogue
from bot.core.contacts import ContactPoint
from bot.core.dangers import Danger


def first_help(catalogue: Catalogue, place: int, dangers: Sequence[Danger]) -> tuple[ContactPoint, ...]:
    """Give the contact points for a crisis that serve all of these places; among equals in the order of the file.

    The emergency number, the first in the file, leads; then what is near, then the national lines. Against a danger
    only what answers it: national lines, then offices near by whose task it is, the most local first. There the
    emergency number comes last where nobody's life hangs on it.
    """
    serving = [point.contact for point in catalogue.nearby.serving(place)]
    emergency = tuple(contact for contact in serving if contact.crisis)[:1]
    others = [contact for contact in serving if contact not in emergency]
    everywhere = catalogue.places.masks[catalogue.places.root.id]
    national = {contact.id for contact in others if catalogue.served[contact.id] == everywhere}
    if not dangers:
        crisis = [contact for contact in others if contact.crisis]
        return (*emergency, *sorted(crisis, key=lambda contact: contact.id in national))
    lines = [contact for contact in others if _answers(contact, dangers) is not None]
    near = [contact for contact in others if _task(contact, dangers) is not None and contact.id not in national]
    ordered = (
        *sorted(lines, key=lambda contact: (contact.id not in national, _answers(contact, dangers))),
        *sorted(near, key=lambda contact: (_task(contact, dangers), catalogue.served[contact.id].bit_count())),
    )
    fitting = tuple(dict.fromkeys(ordered))
    return (*emergency, *fitting) if any(danger.emergency for danger in dangers) else (*fitting, *emergency)


def _answers(contact: ContactPoint, dangers: Sequence[Danger]) -> tuple[int, int] | None:
    """Give how well a contact point answers: by the gravest danger, then by how early it names that."""
    ranks = [
        (number, contact.dangers.index(danger.id))
        for number, danger in enumerate(dangers)
        if danger.id in contact.dangers
    ]
    return min(ranks, default=None)


def _task(contact: ContactPoint, dangers: Sequence[Danger]) -> int | None:
    """Give the place of a contact point's first task among those that help against the dangers; None without any."""
    tasks = [body for danger in dangers for body in danger.bodies]
    return min((tasks.index(body) for body in contact.bodies if body in tasks), default=None)
