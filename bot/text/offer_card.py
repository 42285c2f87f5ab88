"""The card of one offer as a resident reads it. Never a decision: it names who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.matcher import Result
from bot.core.offers import Offer, State
from bot.core.texts import BASE_LANGUAGE
from bot.text import contacts as contact_text
from bot.text.buttons import to_contacts
from bot.text.format import day, esc, say
from bot.text.message import Message, Row, button
from bot.text.offer_days import OfferDays
from bot.text.questions import CHOSEN
from bot.text.reasons import ReasonText
from bot.text.words import Words


@dataclass(frozen=True)
class CardText:
    """Writes the card of an offer in one language, at one moment."""

    catalogue: Catalogue
    words: Words
    now: datetime

    @property
    def days(self) -> OfferDays:
        """Writes when an offer can be had."""
        return OfferDays(self.words, self.now.date())

    def card(self, screen: s.Card) -> Message:
        """One offer: what it gives, why it fits, who comes first, what is told in words, who decides, the source."""
        words, offer = self.words, screen.result.offer
        ended = screen.result.state is State.ENDED
        gives, stands = say(offer.gives, words), self.days.stands(screen.result)
        parts = [self._title(offer), *((stands, gives) if ended else (gives, stands))]
        if screen.answered:
            parts.append(ReasonText(self.catalogue, words).why(screen))
        parts.append(self._first(screen.result))
        if offer.also:
            told = "\n".join(f"• {say(text, words)}" for text in offer.also)
            parts.append(f"<b>{words('Also good to know')}</b>\n{told}")
        parts += [
            self.days.dates(offer),
            self._amounts(offer),
            self._steps(offer),
            papers_to_take(offer.papers, self.catalogue, words),
        ]
        parts += [self._who(screen), self._source(offer)]
        rows: list[Row] = [
            (button(self._missing_label(question), a.Go(("ask", question))),) for question in screen.missing[:3]
        ]
        rows += to_contacts(screen.contacts[:2], words)
        label = CHOSEN + words("On my list") if screen.chosen else words("Add to my list")
        rows.append((button(label, a.Pick(offer.id, on=not screen.chosen)),))
        rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def _title(self, offer: Offer) -> str:
        words = self.words
        lines = [f"<b>{say(offer.title, words)}</b>", *in_polish(offer, words)]
        if offer.programme.dates.last is not None:
            lines.append(f"{words('Project')}: {esc(offer.programme.title.in_(BASE_LANGUAGE))}")
        return "\n".join(lines)

    def _amounts(self, offer: Offer) -> str:
        """Say sums of money with the day they were true; old ones are not said."""
        fresh = [amount for amount in offer.amounts if amount.fresh(self.now.date())]
        told = [
            f"• {say(amount.text, self.words)} <i>({self.words('as of {year}', year=amount.as_of.year)})</i>"
            for amount in fresh
        ]
        return "\n".join(told)

    def _steps(self, offer: Offer) -> str:
        """Say what happens next."""
        if not offer.steps:
            return ""
        told = [f"{number}. {say(step, self.words)}" for number, step in enumerate(offer.steps, start=1)]
        return "\n".join([f"<b>{self.words('What happens next')}</b>", *told])

    def _missing_label(self, id_: str) -> str:
        question = self.catalogue.questions[id_]
        return self.words("Answer: {subject}", subject=(question.neutral or question.short).in_(self.words.language))[
            :30
        ]

    def _first(self, result: Result) -> str:
        offer, words = result.offer, self.words
        lines = []
        if offer.first_text:
            lines.append(f"<b>{words('Who comes first')}</b>\n{say(offer.first_text, words)}")
            if result.first and result.state is not State.ENDED:
                lines.append(words("By your answers you may come first."))
        especially = (
            ReasonText(self.catalogue, words).especially(offer.especially) if offer.especially is not None else ""
        )
        if especially:
            lines.append(words("Especially for: {wanted}.", wanted=especially))
        return "\n".join(lines)

    def _who(self, screen: s.Card) -> str:
        words = self.words
        lines = [f"<b>{words('Where to ask')}</b>"]
        lines.append(
            words("Run by: {organiser}", organiser=esc(screen.result.offer.programme.organiser.in_(words.language)))
        )
        lines += [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:2]]
        if not screen.contacts:
            lines.append(f"• {say(screen.body.find, words)}")
        lines.append(words("Only they decide, not this chat."))
        return "\n".join(lines)

    def _source(self, offer: Offer) -> str:
        words = self.words
        lines = []
        for source in offer.sources:
            name = say(source.name, words)
            named = f'<a href="{esc(source.url)}">{name}</a>' if source.url else name
            year = f", {words('as of {year}', year=source.year)}" if source.year else ""
            checked = words("checked on {day}", day=day(source.checked_on, words))
            lines.append(f"{words('Source')}: {named}{year}, {checked}")
        return "<blockquote expandable>" + "\n".join(lines) + "</blockquote>"


def in_polish(offer: Offer, words: Words) -> list[str]:
    """Say the Polish title beside that of another language: it is what the clerk knows."""
    if words.language == BASE_LANGUAGE or not offer.title.has(words.language):
        return []
    return [f"{words('In Polish')}: {esc(offer.title.in_(BASE_LANGUAGE))}"]


def papers_to_take(papers: tuple[str, ...], catalogue: Catalogue, words: Words) -> str:
    """Say what to take along."""
    if not papers:
        return ""
    told = [f"• {say(catalogue.papers[paper], words)}" for paper in papers]
    return "\n".join([f"<b>{words('What to take along')}</b>", *told])
