"""Whether a screen shows texts of the catalogue that are not written in the language spoken, and so stand in Polish.

Questions are written in every language that can be spoken, and places are called the same in all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.contacts import ContactPoint
from bot.core.texts import Text
from bot.text.offers import OFFERS_SHOWN, browsed, on_page


def untranslated(shows: s.Body_, catalogue: Catalogue, language: str) -> bool:
    """Tell whether a screen has to say something in Polish instead."""
    return any(not text.has(language) for text in _texts(shows, catalogue))


def _texts(shows: s.Body_, catalogue: Catalogue) -> Iterator[Text]:
    """Give the texts by which offers and contact points are known on a screen."""
    match shows:
        case s.Card():
            yield shows.result.offer.gives
            yield from _names(shows.contacts)
        case s.ContactCard():
            yield shows.contact.about
        case s.ContactList() | s.Help():
            yield from _names(shows.contacts)
        case s.Results():
            yield from (result.offer.short for result in shows.offers[:OFFERS_SHOWN])
            yield from _names(shows.contacts)
        case s.OfferList():
            yield from (result.offer.short for result in on_page(shows)[2])
        case s.MyList() | s.Keep():
            yield from (one.offer.title for one in shows.chosen)
        case s.BrowseOffers():
            yield from (offer.short for offer in browsed(shows)[2])
            yield from _names(shows.contacts)
        case s.Found():
            yield from (catalogue.offers[id_].short for id_, _ in shows.offers)


def _names(contacts: Iterable[ContactPoint]) -> Iterator[Text]:
    """Give the names of contact points, but for those that are the same in all languages."""
    return (contact.name for contact in contacts if len(contact.name.languages) > 1)
