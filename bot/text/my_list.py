"""The resident's own list of offers, and the message made of it to keep or forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.text import contacts as contact_text
from bot.text.buttons import to_offers
from bot.text.format import day, say
from bot.text.message import Message, button
from bot.text.offer_card import in_polish, papers_to_take
from bot.text.words import Words


@dataclass(frozen=True)
class MyListText:
    """Writes the list in one language, at one moment."""

    catalogue: Catalogue
    words: Words
    now: datetime

    def my_list(self, screen: s.MyList) -> Message:
        """The resident's own list, with the papers of all its offers once."""
        words = self.words
        if not screen.chosen:
            text = words("Your list is empty. Open an offer and tap “Add to my list”.")
            return Message(text, ((button(words("Show results"), a.Go(("results",))),),))
        lines = [f"<b>{words('My list')}</b>", *(f"• {say(one.offer.title, words)}" for one in screen.chosen)]
        parts = ["\n".join(lines), papers_to_take(screen.papers, self.catalogue, words)]
        rows = to_offers((one.offer for one in screen.chosen), words)
        rows.append((button(words("Make a message to keep"), a.Go(("keep",))),))
        rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
        return Message("\n\n".join(part for part in parts if part), tuple(rows))

    def keep(self, screen: s.Keep) -> Message:
        """A message to keep or forward: where, when, which number, what to take along. It holds no answers."""
        words = self.words
        parts = [f"<b>{words('To keep or forward')}</b>"]
        for one in screen.chosen:
            lines = [f"<b>{say(one.offer.title, words)}</b>"]
            lines += in_polish(one.offer, words)
            lines += [contact_text.to_keep(contact, words) for contact in one.contacts[:1]]
            if not one.contacts:
                lines.append(say(one.body.find, words))
            parts.append("\n".join(lines))
        parts.append(papers_to_take(screen.papers, self.catalogue, words))
        parts.append(words("Written down on {day}. Phone before you go.", day=day(self.now.date(), words)))
        return Message(
            "\n\n".join(part for part in parts if part), ((button(words("Go on below"), a.Go(("results",))),),)
        )
