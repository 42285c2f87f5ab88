"""The assistant without a channel: what somebody does or writes, and the message they see next.

Telegram, the terminal and the tests all go through here, so that they all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core import actions as a
from bot.core.actions import Action
from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.resident import Resident
from bot.text.message import Message
from bot.text.other import About
from bot.text.render import Renderer
from bot.text.words import choose, languages, load_words
from bot.understand import Understanding

#: Longer messages are not read: nobody's answer is that long.
LONGEST_READ = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody typed."""

    words: str


@dataclass(frozen=True)
class Assistant:
    """One catalogue, ready to talk in its languages."""

    catalogue: Catalogue
    conversation: Conversation
    understanding: Understanding
    renderer: Renderer
    languages: tuple[str, ...]
    default: str

    @classmethod
    def over(cls, catalogue: Catalogue, locales: Path, about: About, default: str = "pl") -> Assistant:
        """Make the assistant over a catalogue."""
        spoken = tuple(language for language in catalogue.languages if language in languages(locales))
        words = {language: load_words(locales, language) for language in spoken}
        return cls(
            catalogue,
            Conversation.over(catalogue),
            Understanding.of(catalogue),
            Renderer(catalogue, words, about, default),
            spoken,
            default,
        )

    def language(self, resident: Resident, code: str | None) -> str:
        """Give the language to speak: the one chosen, else the one Telegram says, else the default."""
        return choose(resident.language, code, self.languages, self.default)

    def after(self, resident: Resident, did: Action | Said, language: str, now: datetime) -> Resident:
        """Give the resident after what they did or wrote."""
        action = self.hear(resident, did.words, language, now) if isinstance(did, Said) else did
        return self.conversation.apply(resident, action, now)

    def hear(self, resident: Resident, words: str, language: str, now: datetime) -> Action:
        """Make an action of typed words."""
        asked = self.conversation.changes.answerable(resident, now.date())
        understood = self.understanding.understand(words, language, asked, now.date())
        learned = tuple((id_, _frozen(form)) for id_, form in understood.forms if form is not None)
        if understood.crisis:
            return a.Alarm(learned)
        if understood.forms == ((asked, None),) and asked is not None:
            return a.Skip(asked)
        if learned:
            return a.Learn(learned)
        if understood.unsure is not None:
            return a.Unsure(*understood.unsure)
        return a.Tell("too-long" if len(words) > LONGEST_READ else "not-understood")

    def show(self, resident: Resident, language: str, now: datetime) -> Message:
        """Give the message that a resident sees at a moment."""
        return self.renderer.render(self.conversation.step(resident, now), language, now)


def _frozen(form: Form) -> a.LearnedForm:
    """Make a form fit to stand in an action."""
    if isinstance(form, list):
        return tuple(form)  # type: ignore[return-value]  # understanding gives lists of ids or of two numbers
    if isinstance(form, dict):
        return tuple(form.items())
    return form if form is not None else ""
