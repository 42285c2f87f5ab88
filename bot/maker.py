"""Assistants, made of what the catalogue's folder holds and of what was made before."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.assistant import Assistant
from bot.collecting import to_stay, without_collecting
from bot.core.errors import BadCatalogueError, BadUsageError
from bot.files.loader import Memory
from bot.memory import KeptWords, loaded
from bot.resources import folder
from bot.settings import Settings
from bot.staff.good import last_good
from bot.text.other import About
from bot.understand.tables import Tables


@dataclass
class Maker:
    """Makes assistants, one after the other: what did not change since the last one is taken over."""

    settings: Settings
    memory: Memory = field(default_factory=Memory)
    last: Assistant | None = None

    def make(self) -> Assistant:
        """Load the catalogue and make the assistant. Raises BadCatalogueError with every problem."""
        return self._over(self.settings.offers)

    def make_ready(self) -> Assistant:
        """Make the assistant with everything that the first one to use it would wait for."""
        return to_stay(lambda: self.make().prepared())

    def make_or_last_good(self) -> tuple[Assistant, bool]:
        """Make the assistant; over the last sound catalogue where it is broken: no start fails for an edit.

        The second value tells whether it is the catalogue itself. Raises BadCatalogueError where there is no good one.
        """
        try:
            return self.make(), True
        except BadCatalogueError:
            good = last_good(self.settings.staff_folder)
            if not good.is_dir():
                raise
            return self._over(good), False

    def _over(self, offers: Path) -> Assistant:
        made = without_collecting(lambda: self._made(offers))
        if made.default not in made.languages:
            msg = f"BOT_LANGUAGE has value {made.default!r}. Choose one of: {', '.join(made.languages)}."
            raise BadUsageError(msg)
        self.last = made
        return made

    def _made(self, offers: Path) -> Assistant:
        settings = self.settings
        about = About(settings.operator, settings.kept_hours)
        catalogue = loaded(offers, settings.cache, self.memory)
        words = KeptWords(offers, settings.cache, self.memory)
        tables = Tables(catalogue, None if self.last is None else self.last.tables, words)
        made = Assistant.over(catalogue, folder("locales"), about, settings.default_language, tables)
        # The first one to tap would wait for it, and everybody with them.
        made.conversation.prepare()
        return made


def assistant(settings: Settings) -> Assistant:
    """Load the catalogue and make the assistant. Raises BadCatalogueError with every problem."""
    return Maker(settings).make()
