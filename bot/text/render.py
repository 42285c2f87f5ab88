"""A screen -> one message in one language. Pure; the phone page, the terminal and Telegram show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core import screens as s
from bot.core.answers import Answer
from bot.core.catalogue import Catalogue
from bot.core.questions import Question
from bot.text import contacts as contact_text
from bot.text import questions as question_text
from bot.text.format import esc, say
from bot.text.message import MOST_TEXT, Message
from bot.text.offers import OfferText
from bot.text.other import About, OtherText
from bot.text.words import Words, mark

#: What is said above a screen, by the code of the remark.
REMARKS = {
    "stale": mark("This button is out of date. Here is where you are now."),
    "not-understood": mark("I did not understand that. You can tap a button below."),
    "photo": mark("I cannot read pictures, files or recordings. Please tap a button or write."),
    "location": mark("I do not need your exact location. The name of your town is enough."),
    "contact": mark("I do not need anyone's phone number, and I did not keep it."),
    "edited": mark("I do not read changed messages. Please write again."),
    "forwarded": mark("I do not read forwarded messages. Please write in your own words."),
    "too-long": mark("That was a long message. Please write a few words, or tap a button."),
    "unsure": mark("I am not sure what you mean."),
    "tick-first": mark("Tick something first, or tap “None of these”."),
    "ticked": mark("I ticked what you wrote. Tap “Done” if it is right."),
    "list-full": mark("Your list is full. Take something off it first."),
    "withdrawn": mark("Your consent is taken back. The answers it covered are erased."),
    "crisis": mark("If you are in danger, call 112 now. These people listen, day and night:"),
    "other": mark("I understand only words and buttons."),
}


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
        remark = self._remark(screen, words)
        if remark:
            message = Message(f"<i>{remark}</i>\n\n{message.html}", message.rows)
        return message

    def _body(self, screen: s.Screen, words: Words, now: datetime) -> Message:  # noqa: C901, PLR0911, PLR0912 -- one line a screen
        offers = OfferText(self.catalogue, words, now)
        other = OtherText(self.catalogue, words, self.about)
        places = self.catalogue.places
        match screen.shows:
            case s.Start():
                return other.start()
            case s.Ask() as shown:
                return question_text.ask(shown, places, words)
            case s.Unsure() as shown:
                return question_text.unsure(shown, places, words)
            case s.Why() as shown:
                return question_text.why(shown, words)
            case s.AskConsent():
                return question_text.consent(self.about.kept_hours, words)
            case s.Results() as shown:
                return offers.results(shown)
            case s.OfferList() as shown:
                return offers.offer_list(shown)
            case s.MyList() as shown:
                return offers.my_list(shown)
            case s.Keep() as shown:
                return offers.keep(shown)
            case s.Card() as shown:
                return offers.card(shown)
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
        if screen.remark is None:
            return ""
        if screen.noted:
            told = ", ".join(self._noted(question, answer, words) for question, answer in screen.noted)
            return words("Noted: {subjects}.", subjects=told)
        return words(REMARKS.get(screen.remark, REMARKS["other"]))

    def _noted(self, question: Question, answer: Answer, words: Words) -> str:
        """Say what was understood; of a sensitive answer only what it is about."""
        if question.sensitive:
            return say(question.neutral or question.short, words)
        told = esc(question_text.answer_text(question, answer, self.catalogue.places, words))
        return f"{say(question.short, words)} – {told}"


def fits(message: Message) -> bool:
    """Tell whether a message keeps Telegram's limit for texts, counted as Telegram counts."""
    return len(message.plain.encode("utf-16-le")) // 2 <= MOST_TEXT
