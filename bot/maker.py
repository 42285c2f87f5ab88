"""Assistants, made of what the catalogue's folder holds and of what was made before."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from bot.assistant import Assistant
from bot.collecting import to_stay, without_collecting
from bot.core.errors import BadCatalogueError, BadUsageError
from bot.files.loader import Memory, load
from bot.memory import KeptWords, loaded
from bot.resources import folder
from bot.settings import Settings
from bot.staff.good import alike, last_good
from bot.text.other import About
from bot.understand.tables import Tables

log = logging.getLogger(__name__)


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

        Nor does a start take an edit that loses many offers, where staff can be asked and have not said yes.
        The second value tells whether it is the catalogue itself. Raises BadCatalogueError where there is no good one.
        """
        good = last_good(self.settings.staff_folder)
        try:
            made = self.make()
        except BadCatalogueError:
            if not good.is_dir():
                raise
            return self._over(good), False
        lost = self._lost(made, good)
        if not lost:
            return made, True
        log.warning(
            "the folder has lost %s offers since it was used last: the version before it is used until a member of "
            "staff says yes in the staff chat",
            lost,
        )
        return self._over(good), False

    def _lost(self, made: Assistant, good: Path) -> int:
        """Give how many offers were lost since the last sound catalogue, where that needs a yes nobody has said."""
        settings = self.settings
        if not settings.staff or settings.staff_chat is None or not good.is_dir():
            return 0
        # Whoever only reads a catalogue does without what serves and changes it.
        from bot.living import key, look, said, too_many  # noqa: PLC0415 -- see above
        from bot.staff.shelf import Shelf  # noqa: PLC0415 -- likewise

        try:
            former = () if alike(settings.offers, good) else load(good).offers.keys()
        except (OSError, BadCatalogueError):
            return 0
        lost = sum(offer not in made.catalogue.offers for offer in former)
        yes = said(key(look(settings.offers)), yes=True)
        return lost if too_many(lost, len(former)) and Shelf(settings.staff_folder).decided() != yes else 0

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
