"""Results as a resident reads them: where to go today, then what was found. A hint, never a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import actions as a
from bot.core import screens as s
from bot.core.offers import State
from bot.core.places import Place
from bot.core.prospect import STANDING
from bot.text import contacts as contact_text
from bot.text.buttons import to_contacts
from bot.text.format import esc, say
from bot.text.message import Message, Row, button
from bot.text.offer_days import OfferDays
from bot.text.offers import HEADINGS, OFFERS_SHOWN, offer_lines
from bot.text.words import Words

CONTACTS_SHOWN = 3


@dataclass(frozen=True)
class ResultsText:
    """Writes results in one language, at one moment."""

    words: Words
    now: datetime

    @property
    def days(self) -> OfferDays:
        """Writes when an offer can be had."""
        return OfferDays(self.words, self.now.date())

    def results(self, screen: s.Results) -> Message:
        """Where to go today, then what was found."""
        words = self.words
        parts = [self._today(screen)]
        if screen.offers:
            parts.append(offer_lines(screen.offers[:OFFERS_SHOWN], self.days))
            more = len(screen.offers) - OFFERS_SHOWN
            if more > 0:
                parts.append(words.many("… and {count} more.", "… and {count} more.", more))
        else:
            parts.append(
                words("I found no offer for these answers. The contact above can still help, whatever the matter.")
            )
        parts += [
            self._projects(screen),
            self._more_answers(screen),
            f"<i>{words('This is a hint, not a decision.')}</i>",
        ]
        return Message("\n\n".join(part for part in parts if part), self._results_rows(screen))

    def _results_rows(self, screen: s.Results) -> tuple[Row, ...]:
        words = self.words
        rows = to_contacts(screen.contacts[:CONTACTS_SHOWN], words)
        more = len(screen.contacts) - CONTACTS_SHOWN
        if more > 0:
            rows.append((button(words("More contacts ({count})", count=more), a.Go(("contacts",))),))
        lists = []
        if screen.offers:
            label = words.many("See {count} offer", "See {count} offers", len(screen.offers))
            lists.append(button(label, a.Go(("offers",))))
        if screen.others:
            lists.append(button(words("Other help ({count})", count=screen.others), a.Go(("offers", "+"))))
        rows += [tuple(lists)] if lists else []
        if screen.hidden:
            label = words("Projects ({count})", count=sum(group.count for group in screen.projects))
            rows.append((button(label, a.Go(("offers", "p"))),))
        if screen.next:
            label = words.many("Answer {count} more question", "Answer {count} more questions", screen.left)
            rows.append((button(label, a.Go(("next", "+"))),))
        last = [button(words("My answers"), a.Go(("answers",))), button(words("Help now"), a.Go(("help",)))]
        if screen.chosen:
            last.insert(0, button(words("My list ({count})", count=screen.chosen), a.Go(("list",))))
        return (*rows, tuple(last))

    def _more_answers(self, screen: s.Results) -> str:
        """Say what more answers are good for, where they can be given."""
        words, count = self.words, screen.unsettled
        if not screen.next or not count:
            return ""
        if screen.stands and len(screen.offers) > STANDING:
            return words("More answers will not change the first ten.")
        return words.many(
            "With more answers I can say more about {count} offer.",
            "With more answers I can say more about {count} offers.",
            count,
        )

    def _projects(self, screen: s.Results) -> str:
        """Say of the projects that do not stand above how many there are and how they stand."""
        lines = []
        for group in screen.hidden:
            days = {self.days.when(offer, group.state) for offer in group.alike} - {""}
            shared = f" ({days.pop()})" if len(days) == 1 else ""
            lines.append(f"{self.words(HEADINGS[group.state])}: {group.count}{shared}")
        if screen.projects and all(group.state is State.ENDED for group in screen.projects):
            lines.append(self._all_ended(fits=any(group.fits for group in screen.projects)))
        return "\n".join(lines)

    def _all_ended(self, *, fits: bool) -> str:
        """Say what the ended projects are still good for: knowing what to ask about."""
        if fits:
            return self.words("These projects have ended. They were for people like you. Ask above what runs now.")
        return self.words("These projects have ended. Perhaps they were for people like you. Ask above what runs now.")

    def _today(self, screen: s.Results) -> str:
        words = self.words
        heading = words("Where to go today") + self._place(screen.place)
        lines = [f"<b>{heading}</b>"]
        lines += [contact_text.brief(contact, self.now, words) for contact in screen.contacts[:CONTACTS_SHOWN]]
        lines += [f"• {say(body.find, words)}" for body in screen.unknown[:2]]
        return "\n".join(lines)

    def _place(self, place: tuple[Place, ...]) -> str:
        if not place:
            return ""
        return ": " + ", ".join(
            esc(step.name.in_(self.words.language)) for step in reversed(place[:2]) if step.level != "voivodeship"
        )
