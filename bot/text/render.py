"""A screen -> one message in one language. Pure; the phone page, the terminal and Telegram show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.core.heard import Fact
from bot.core.questions import Question
from bot.text import contacts as contact_text
from bot.text import questions as question_text
from bot.text.format import esc, say
from bot.text.message import MOST_ROWS, MOST_TEXT, Button, Message, Row, button
from bot.text.my_list import MyListText
from bot.text.offer_card import CardText
from bot.text.offers import OfferText
from bot.text.other import About, OtherText
from bot.text.results import ResultsText
from bot.text.untranslated import untranslated
from bot.text.words import NAME, Words, mark

#: What is said above a screen, by the code of the remark.
REMARKS = {
    "stale": mark("This button is out of date. Here is where you are now."),
    "not-understood": mark("I did not understand that. You can tap a button below."),
    "nothing-found": mark("I found nothing for these words. Write in other words, or tap a button."),
    "photo": mark("I cannot read pictures, files or recordings. Please tap a button or write."),
    "location": mark("I do not need your exact location. The name of your town is enough."),
    "contact": mark("I do not need anyone's phone number, and I did not keep it."),
    "edited": mark("I do not read changed messages. Please write again."),
    "forwarded": mark("I do not read forwarded messages. Please write in your own words."),
    "too-long": mark("That was a long message. Please write a few words, or tap a button."),
    "slower": mark("You write faster than I can read. One message at a time, please."),
    "unsure": mark("I am not sure what you mean."),
    "tick-first": mark("Tick something first, or tap “None of these”."),
    "undone": mark("Taken back. That answer is as it was before your message."),
    "list-full": mark("Your list is full. Take something off it first."),
    "withdrawn": mark("Your consent is taken back. The answers it covered are erased."),
    "crisis": mark("If you are in danger, call 112 now. These people listen, day and night:"),
    "other": mark("I understand only words and buttons."),
}
#: Begins the code of the remark that offers another language; its code of two letters follows.
OFFERS_LANGUAGE = "speak-"
SPEAKS = mark("I speak English too: tap “English”. In danger call 112.")
MOST_IN_ROW = 3


@dataclass(frozen=True)
class Renderer:
    """Writes screens of one catalogue in any of its languages."""

    catalogue: Catalogue
    words: Mapping[str, Words]
    about: About
    default: str = "pl"

    def render(self, screen: s.Screen, language: str, now: datetime) -> Message:
        """Write a screen in a language at a moment."""
        words = self.words.get(language) or self.words[self.default]
        message = self._body(screen, words, now)
        if len(screen.noted) == 1 and len(message.rows) < MOST_ROWS:
            undo = question_text.undo(*screen.noted[0], self.catalogue.places, words)
            message = Message(message.html, (*message.rows, (undo,)))
        elif len(screen.noted) == 1:  # no row is left for taking it back: the list comes first
            screen = replace(screen, shows=s.Heard(screen.noted, ()), noted=())
            message = self._body(screen, words, now)
        if untranslated(screen.shows, self.catalogue, words.language):
            told = words("Names and descriptions here are in Polish.")
            message = Message(f"{message.html}\n\n<i>{told}</i>", message.rows)
        offered = self._offered(screen)
        if offered is not None:
            message = Message(message.html, with_button(message.rows, button(offered(NAME), a.Speak(offered.language))))
        remark = self._remark(screen, words)
        if remark:
            message = Message(f"<i>{remark}</i>\n\n{message.html}", message.rows)
        return message

    @cached_property
    def names(self) -> Mapping[str, str]:
        """How each language that can be spoken calls itself."""
        return {code: words(NAME) for code, words in self.words.items()}

    def _offered(self, screen: s.Screen) -> Words | None:
        """Give the language that the remark of a screen offers."""
        before, begins, language = (screen.remark or "").partition(OFFERS_LANGUAGE)
        return self.words.get(language) if begins and not before else None

    def _body(self, screen: s.Screen, words: Words, now: datetime) -> Message:  # noqa: C901, PLR0911, PLR0912 -- one line a screen
        offers = OfferText(self.catalogue, words, now)
        my_list = MyListText(self.catalogue, words, now)
        other = OtherText(self.catalogue, words, self.about, self.names)
        places = self.catalogue.places
        match screen.shows:
            case s.Start():
                return other.start()
            case s.Ask() as shown:
                return question_text.ask(shown, places, words, MOST_ROWS - len(screen.noted))
            case s.Unsure() as shown:
                return question_text.unsure(shown, places, words)
            case s.Why() as shown:
                return question_text.why(shown, words)
            case s.AskConsent():
                return question_text.consent(self.about.kept_hours, words)
            case s.Heard() as shown:
                return question_text.heard(shown, places, words)
            case s.Results() as shown:
                return ResultsText(words, now).results(shown)
            case s.OfferList() as shown:
                return offers.offer_list(shown)
            case s.MyList() as shown:
                return my_list.my_list(shown)
            case s.Keep() as shown:
                return my_list.keep(shown)
            case s.Card() as shown:
                return CardText(self.catalogue, words, now).card(shown)
            case s.ContactList() as shown:
                return contact_text.listed(shown, now, words)
            case s.ContactCard() as shown:
                return contact_text.card(shown, now, words)
            case s.AnswerList() as shown:
                return question_text.answers(shown, places, words)
            case s.BrowsePlaces() as shown:
                return other.browse_places(shown)
            case s.BrowseKinds() as shown:
                return other.browse_kinds(shown)
            case s.BrowseOffers() as shown:
                return offers.browse_list(shown)
            case s.Search():
                return other.search()
            case s.Found() as shown:
                return offers.found(shown)
            case s.Help() as shown:
                return other.help(shown, now)
            case s.Privacy() as shown:
                return other.privacy(shown)
            case s.Languages():
                return other.languages()
            case s.AskForget():
                return other.ask_forget()
            case s.Forgotten():
                return other.forgotten()

    def _remark(self, screen: s.Screen, words: Words) -> str:
        parts = []
        if screen.noted:
            noted = " · ".join(self._noted(question, fact, words) for question, fact in screen.noted)
            parts.append(words("Noted: {subjects}.", subjects=noted))
        if isinstance(screen.shows, s.AskConsent) and screen.shows.wrote:
            parts.append(words("You wrote about something I keep only with your consent."))
        offered = self._offered(screen)
        if offered is not None:
            parts.append(offered(SPEAKS))
        elif screen.remark is not None:
            parts.append(words(REMARKS.get(screen.remark, REMARKS["other"])))
        return " ".join(parts)

    def _noted(self, question: Question, fact: Fact, words: Words) -> str:
        told = question_text.fact_text(question, fact, self.catalogue.places, words)
        return f"{say(question.short, words)} – {esc(told)}"


def with_button(rows: tuple[Row, ...], one: Button) -> tuple[Row, ...]:
    """Add a button: in a row of its own, or where no row is left in the last one that has room."""
    if len(rows) < MOST_ROWS:
        return (*rows, (one,))
    at = max(index for index, row in enumerate(rows) if len(row) < MOST_IN_ROW)
    return (*rows[:at], (*rows[at], one), *rows[at + 1 :])


def fits(message: Message) -> bool:
    """Tell whether a message keeps Telegram's limit for texts, counted as Telegram counts."""
    return len(message.plain.encode("utf-16-le")) // 2 <= MOST_TEXT
