"""The assistant without a channel: what somebody does or writes, and the message they see next.

Telegram, the terminal and the tests all go through here, so that they all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core import actions as a
from bot.core.actions import Action
from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.resident import SEARCH, Resident
from bot.core.texts import BASE_LANGUAGE
from bot.text.message import Message
from bot.text.other import About
from bot.text.render import OFFERS_LANGUAGE, Renderer
from bot.text.words import choose, languages, load_words, script
from bot.understand.finder import PERHAPS, SEARCHED
from bot.understand.tables import Tables

#: Longer messages are not read: nobody's answer is that long.
LONGEST_READ = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody typed; `search`: with the wish to have them searched for.

    `unread`: the remark that answers words in which nothing was found, such as those below a picture.
    """

    words: str
    search: bool = False
    unread: str = "not-understood"


@dataclass(frozen=True)
class Assistant:
    """One catalogue, ready to talk in its languages."""

    catalogue: Catalogue
    conversation: Conversation
    tables: Tables
    renderer: Renderer
    languages: tuple[str, ...]
    default: str

    @classmethod
    def over(
        cls,
        catalogue: Catalogue,
        locales: Path,
        about: About,
        default: str = "pl",
        tables: Tables | None = None,
    ) -> Assistant:
        """Make the assistant over a catalogue. `tables`: those for typed words, where they need more than it."""
        spoken = tuple(language for language in catalogue.languages if language in languages(locales))
        words = {language: load_words(locales, language) for language in spoken}
        return cls(
            catalogue,
            Conversation.over(catalogue),
            tables or Tables(catalogue),
            Renderer(catalogue, words, about, default),
            spoken,
            default,
        )

    def prepared(self) -> Assistant:
        """Make everything that the first one to type would wait for. Takes a while; meant for a thread."""
        self.tables.make()
        return self

    def parts(self) -> list[Iterable[object]]:
        """Give what holds very much: whoever frees it can let each go by itself, and then what stood in it."""
        index, browsing = self.conversation.planner.index, self.conversation.browsing
        ranks = (block.ranks for block in index.blocks)
        # From its end: a block goes before what is numbered in it.
        own = [self.catalogue.offers.values(), self.catalogue.ready.values(), index.order, *ranks, index.blocks]
        return [*own, browsing.offers, browsing.at.values(), *self.tables.parts()]

    def language(self, resident: Resident, code: str | None) -> str:
        """Give the language to speak: the one chosen, else the one Telegram says, else the default."""
        return choose(resident.language, code, self.languages, self.default)

    def after(self, resident: Resident, did: Action | Said, language: str, now: datetime) -> Resident:
        """Give the resident after what they did or wrote."""
        action = self.hear(resident, did, language, now) if isinstance(did, Said) else did
        return self.conversation.apply(resident, action, now)

    def hear(self, resident: Resident, said: Said, language: str, now: datetime) -> Action:
        """Make an action of typed words: an answer where they hold one, else what they find."""
        words, searching = said.words, resident.view.path == SEARCH
        asked = self.conversation.typed.answerable(resident, now.date())
        understood = self.tables.understanding.understand(words, language, asked, now.date())
        learned = tuple((id_, _frozen(form)) for id_, form in understood.forms if form is not None)
        if understood.crisis:
            return a.Alarm(learned, understood.dangers)
        offered = None if learned else self._written_in(words, language)
        if offered is not None:
            return a.Tell(OFFERS_LANGUAGE + offered)
        if said.search or searching:
            found = self._find(resident, words, now, SEARCHED)
            if found or said.search:
                return a.Found(found)
        if understood.forms == ((asked, None),) and asked is not None:
            return a.Skip(asked)
        if learned:
            return a.Learn(learned)
        if understood.unsure is not None:
            return a.Unsure(*understood.unsure)
        found = self._find(resident, words, now, PERHAPS)
        if found or searching:
            return a.Found(found)
        return a.Tell("too-long" if len(words) > LONGEST_READ else said.unread)

    def _written_in(self, words: str, language: str) -> str | None:
        """Give a language to offer to somebody who writes in its script; never by a guess from the words themselves."""
        names = self.renderer.names
        scripts = {code: script(name) for code, name in names.items()}
        used = script(words)
        if used in ("", scripts.get(language), scripts.get(BASE_LANGUAGE)):
            return None
        return next((code for code, own in scripts.items() if own == used), None)

    def _find(self, resident: Resident, words: str, now: datetime, enough: float) -> tuple[str, ...]:
        """Find offers that can be had where the resident may live."""
        place = resident.answers.get(self.catalogue.place.id)
        return self.tables.finder.find(words, place.possible if place else None, now.date(), enough)

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
