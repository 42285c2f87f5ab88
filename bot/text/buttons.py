"""Buttons that several screens have: to a contact point, to an offer, to another page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core import actions as a
from bot.core.contacts import ContactPoint
from bot.core.offers import Offer
from bot.text.message import Row, button
from bot.text.words import Words


def to_contacts(contacts: Iterable[ContactPoint], words: Words) -> list[Row]:
    """Give a row for each contact point that opens it."""
    return [
        (button(name_on_button(contact.name.in_(words.language)), a.Go(("contact", contact.id))),)
        for contact in contacts
    ]


def to_offers(offers: Iterable[Offer], words: Words) -> list[Row]:
    """Give a row for each offer that opens its card."""
    return [(button(offer.short.in_(words.language), a.Go(("offer", offer.id))),) for offer in offers]


def name_on_button(name: str) -> str:
    """Cut a long name at its gloss in brackets, then at the length a phone shows."""
    short = name.partition(" (")[0]
    return short if len(short) <= 30 else short[:29].rstrip() + "…"  # noqa: PLR2004 -- a label on a phone


def turning(path: tuple[str, ...], page: int, count: int, words: Words) -> list[Row]:
    """Give the row that turns the pages of a view, where it has more than one. `page` counts from 0."""
    row = (*previous(path, page, words), *following(path, page, count, words))
    return [row] if row else []


def previous(path: tuple[str, ...], page: int, words: Words) -> Row:
    """Give the button to the page before, where there is one."""
    return (button(words("Previous"), a.Go((*path, str(page - 1)))),) if page > 0 else ()


def following(path: tuple[str, ...], page: int, count: int, words: Words) -> Row:
    """Give the button to the page after, where there is one."""
    return (button(words("More"), a.Go((*path, str(page + 1)))),) if page + 1 < count else ()
