"""Lists of offers as a resident reads them: all that fit, those of one kind of help, those that words found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.matcher import Result, Verdict
from bot.core.offers import Dates, Offer, State
from bot.text import contacts as contact_text
from bot.text.buttons import to_contacts, to_offers, turning
from bot.text.format import esc, say
from bot.text.message import Message, button
from bot.text.offer_days import OfferDays
from bot.text.questions import value
from bot.text.words import Words, mark

T = TypeVar("T")
OFFERS_SHOWN = 5

HEADINGS = {
    State.STANDING: mark("Help that is always there"),
    State.OPEN: mark("Projects open now"),
    State.PLANNED: mark("Projects that start later"),
    State.CLOSED: mark("Closed now, coming back"),
    State.ENDED: mark("Projects that have ended"),
}


@dataclass(frozen=True)
class OfferText:
    """Writes lists of offers in one language, at one moment."""

    catalogue: Catalogue
    words: Words
    now: datetime

    @property
    def days(self) -> OfferDays:
        """Writes when an offer can be had."""
        return OfferDays(self.words, self.now.date())

    def offer_list(self, screen: s.OfferList) -> Message:
        """A page of offers, each with a button."""
        words = self.words
        if not screen.offers:
            return Message(words("Nothing here yet."), ((button(words("Back to results"), a.Go(("results",))),),))
        page, pages, shown = on_page(screen)
        rows = to_offers((result.offer for result in shown), words)
        rows += turning(("offers", screen.part) if screen.part else ("offers",), page, pages, words)
        rows.append((button(words("Back to results"), a.Go(("results",))),))
        return Message(offer_lines(shown, self.days), tuple(rows))

    def browse_list(self, screen: s.BrowseOffers) -> Message:
        """Browsing: where to go for this kind of help, then its offers."""
        words = self.words
        need = self.catalogue.role("need")
        kind = value(need, screen.kind, self.catalogue.places, words) if need else screen.kind
        parts = [f"<b>{say(screen.place.name, words)}: {esc(kind)}</b>"]
        lines = [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:2]]
        lines += [f"• {say(body.find, words)}" for body in screen.unknown[:2]]
        parts.append("\n".join(lines))
        page, pages, shown = browsed(screen)
        listed = [
            f"• {say(offer.short, words)}{self.days.bracketed(offer, offer.state(self.now.date()))}" for offer in shown
        ]
        if listed:
            parts.append("\n".join(listed))
        rows = to_contacts(screen.contacts[:1], words)
        rows += to_offers(shown, words)
        rows += turning(("browse", screen.place.id, screen.kind), page, pages, words)
        rows.append(
            (button(words("Other kinds of help"), a.Go(("browse", screen.place.id))), button(words("Back"), a.Back()))
        )
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def found(self, screen: s.Found) -> Message:
        """What words found, each with a button to its card, and the way back to the question."""
        words = self.words
        shown = [(self.catalogue.offers[id_], state) for id_, state in screen.offers]
        listed = [f"• {say(offer.short, words)}{self.days.bracketed(offer, state)}" for offer, state in shown]
        parts = (
            f"<b>{words('This may be what you look for')}</b>",
            "\n".join(listed),
            words("Tap one to read more. Something else? Write in other words."),
        )
        rows = to_offers((offer for offer, _ in shown), words)
        rows.append((button(words("Look around, no questions"), a.Go(("browse",))),))
        rows.append((button(words("Back to the question") if screen.asking else words("Back"), a.Back()),))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))


def offer_lines(offers: Sequence[Result], days: OfferDays) -> str:
    """One line an offer under the heading of its state."""
    blocks: list[str] = []
    for state, group in groupby(offers, key=heading):
        together = list(group)
        told = {days.when(result.offer, result.state) for result in together}
        shared = told.pop() if len(told) == 1 else ""
        blocks.append(f"\n<b>{days.words(HEADINGS[state])}</b>{f' ({shared})' if shared else ''}")
        blocks += [_line(result, days, with_day=not shared) for result in together]
    return "\n".join(blocks).strip()


def _line(result: Result, days: OfferDays, *, with_day: bool) -> str:
    words = days.words
    verdict = words("fits") if result.verdict is Verdict.FITS else words("perhaps")
    first = f", {words('you come first')}" if result.first and result.state is not State.ENDED else ""
    when = days.when(result.offer, result.state) if with_day else ""
    return f"• {say(result.offer.short, words)} – {verdict}{first}{f' ({when})' if when else ''}"


def heading(result: Result) -> State:
    """Give the state under whose heading a result stands: a permanent service in its season is always there."""
    permanent = result.offer.programme.dates == Dates()
    return State.STANDING if permanent and result.state is State.OPEN else result.state


def on_page(screen: s.OfferList) -> tuple[int, int, Sequence[Result]]:
    """Give the number of the page that is looked at, how many there are, and the offers on it."""
    return _page(screen.offers, screen.page, OFFERS_SHOWN)


def browsed(screen: s.BrowseOffers) -> tuple[int, int, Sequence[Offer]]:
    """Give the same of a list that is looked around in."""
    return _page(screen.offers, screen.page, OFFERS_SHOWN - 1)


def _page(listed: Sequence[T], wanted: int, size: int) -> tuple[int, int, Sequence[T]]:
    pages = max(1, -(-len(listed) // size))
    page = max(0, min(wanted, pages - 1))
    return page, pages, listed[page * size : (page + 1) * size]
