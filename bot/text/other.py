"""The other screens: the first one, browsing, help now, privacy, languages, erasing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core import actions as a
from bot.core import screens as s
from bot.core.catalogue import Catalogue
from bot.text import contacts as contact_text
from bot.text.format import esc, say
from bot.text.message import Message, Row, button, pack, pages
from bot.text.questions import value
from bot.text.words import Words

KINDS_ROWS = 6
#: So many other languages stand on the first screen by name; more of them stand behind one button.
LANGUAGES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class About:
    """What the first screen and the privacy notice say of this installation."""

    operator: str | None
    kept_hours: int


@dataclass(frozen=True)
class OtherText:
    """Writes the other screens in one language."""

    catalogue: Catalogue
    words: Words
    about: About
    #: How each language that can be spoken calls itself.
    names: Mapping[str, str]

    def start(self) -> Message:
        """The first screen: what this is, what it keeps, where to begin."""
        words = self.words
        runs = (
            words("Run by: {operator}.", operator=esc(self.about.operator))
            if self.about.operator
            else words("This is a demonstration, run by no town.")
        )
        kept = words.many("{count} hour", "{count} hours", self.about.kept_hours)
        parts = (
            f"<b>{words('Hello! This is Drogowskaz.')}</b>",
            words(
                "I am a computer program, not a person. I ask a few short questions and show where you can get help."
            ),
            runs,
            words("Answer for the person who needs help. A parent answers as a parent."),
            words("I keep only your answers, encrypted, for {kept} after your last message. No names.", kept=kept)
            + " "
            + words("Telegram sees this chat, as any other."),
            words("Nothing here is a decision. The offices decide."),
        )
        others = [button(name, a.Speak(code)) for code, name in self.names.items() if code != words.language]
        rows: list[Row] = [
            (button(words("Start"), a.Go(("next",))),),
            (button(words("Look around, no questions"), a.Go(("browse",))),),
            (button(words("Help now"), a.Go(("help",))), button(words("Privacy"), a.Go(("privacy",)))),
        ]
        if 0 < len(others) <= LANGUAGES_SHOWN:
            rows.append(tuple(others))
        elif others:
            rows.append((button(words("Język / Language"), a.Go(("language",))),))
        return Message("\n\n".join(parts), tuple(rows))

    def browse_places(self, screen: s.BrowsePlaces) -> Message:
        """Browsing: where."""
        words = self.words
        options = [button(place.name.in_(words.language), a.Go(("browse", place.id))) for place in screen.places]
        if screen.more_places:
            options.insert(len(options) - 1, button(words("Other places"), a.Go(("browse", "+"))))
        rows = pack(options, 7)
        cut = pages(rows, 6) if len(rows) > 7 else [rows]  # noqa: PLR2004 -- one row is kept for "back", one for turning
        page = min(screen.page, len(cut) - 1)
        controls: list[Row] = []
        if len(cut) > 1:
            controls.append((button(words("More"), a.Go(("browse", "+", str((page + 1) % len(cut))))),))
        controls.append((button(words("Back"), a.Back()),))
        text = f"<b>{words('Where do you want to look?')}</b>"
        return Message(text, (*cut[page], *controls))

    def browse_kinds(self, screen: s.BrowseKinds) -> Message:
        """Browsing: which kind of help."""
        words = self.words
        need = self.catalogue.role("need")
        options = []
        for kind, _count in screen.kinds:
            label = value(need, kind, self.catalogue.places, words) if need else kind
            options.append(button(label, a.Go(("browse", screen.place.id, kind))))
        cut = pages(pack(options, KINDS_ROWS), KINDS_ROWS)
        page = min(screen.page, len(cut) - 1)
        controls: list[Row] = []
        if len(cut) > 1:
            following = str((page + 1) % len(cut))
            controls.append((button(words("More"), a.Go(("browse", screen.place.id, following))),))
        controls.append((button(words("Other places"), a.Go(("browse",))), button(words("Back"), a.Back())))
        text = f"<b>{say(screen.place.name, words)}</b>\n\n{words('What kind of help?')}"
        return Message(text, (*cut[page], *controls))

    def search(self) -> Message:
        """Before words are searched for."""
        words = self.words
        asks = words("Write it in a few words, such as “help with the rent” or “a lawyer”.")
        text = f"<b>{words('What do you look for?')}</b>\n\n{asks}"
        around = (button(words("Look around, no questions"), a.Go(("browse",))),)
        last = (button(words("Back"), a.Back()), button(words("Help now"), a.Go(("help",))))
        return Message(text, (around, last))

    def help(self, screen: s.Help, now: datetime) -> Message:
        """Help now: the emergency number, crisis centres of the place, helplines."""
        words = self.words
        heading = say(screen.dangers[0].say, words) if screen.dangers else words("Help now. In danger call 112.")
        path = ("help", *(danger.id for danger in screen.dangers))
        found = contact_text.page_of(screen, path, heading, now, words)
        *rows, last = found.rows
        told = [say(body.find, words) for body in screen.unknown]
        if screen.dangers:
            rows.append((button(words("All help numbers"), a.Go(("help",))),))
        if not screen.place:
            told.append(words("Tell me where you live and I also show what is near you."))
            if len(rows) < 7:  # noqa: PLR2004 -- rows a screen, without the last
                rows.append((button(words("Say where you live"), a.Go(("ask", self.catalogue.place.id))),))
        return Message("\n\n".join([found.html, *told]), (*rows, last))

    def privacy(self, screen: s.Privacy) -> Message:
        """What is kept, for how long, who sees it, and how to erase it."""
        words = self.words
        kept = words.many("{count} hour", "{count} hours", self.about.kept_hours)
        who = self.about.operator or words("nobody: this is a demonstration, run by no town")
        parts = (
            f"<b>{words('Privacy')}</b>",
            words("Who runs this: {who}.", who=esc(who)),
            words("What is kept: your answers, your list, the language, and which screen you see. All encrypted."),
            words("What is not kept: your name, your user name, the words you type."),
            words("How long: {kept} after your last message. Then everything is erased.", kept=kept),
            words("Why: only to show you help that fits. You can erase everything at any time with /forget."),
            words("Telegram carries this chat and can see it. Do not write names or identity numbers here."),
        )
        rows: list[Row] = []
        if screen.agreed:
            rows.append((button(words("Take my consent back"), a.Consent(agreed=False, withdraw=True)),))
        if screen.has_answers:
            rows.append((button(words("My answers"), a.Go(("answers",))),))
        rows.append((button(words("Erase all"), a.Go(("forget",))), button(words("Back"), a.Back())))
        return Message("\n\n".join(parts), tuple(rows))

    def languages(self) -> Message:
        """The languages to choose from, each in its own words."""
        rows: list[Row] = [
            (button(("✓ " if code == self.words.language else "") + name, a.Speak(code)),)
            for code, name in self.names.items()
        ]
        rows.append((button(self.words("Back"), a.Back()),))
        return Message(f"<b>{self.words('Which language?')}</b>", tuple(rows))

    def ask_forget(self) -> Message:
        """Before everything is erased."""
        words = self.words
        text = f"<b>{words('Erase everything?')}</b>\n\n{words('Your answers and choices will be gone at once.')}"
        return Message(text, ((button(words("Yes, erase all"), a.Forget()),), (button(words("Back"), a.Back()),)))

    def forgotten(self) -> Message:
        """Everything was erased."""
        words = self.words
        told = words("I keep nothing about you any more. You can start anew at any time.")
        text = f"<b>{words('Erased.')}</b>\n\n{told}"
        return Message(
            text, ((button(words("Start"), a.Go(("next",))),), (button(words("Help now"), a.Go(("help",))),))
        )
