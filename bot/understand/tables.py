"""All tables for typed words over one catalogue, made when somebody first types, or beforehand in a thread."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from bot.core.catalogue import Catalogue
from bot.understand.finder import Finder
from bot.understand.offer_words import AllWords, Keeper
from bot.understand.understanding import Understanding


class Tables:
    """The tables of one catalogue. Making them takes half a second, so that a start does not wait for them."""

    def __init__(self, catalogue: Catalogue, before: Tables | None = None, keeper: Keeper | None = None) -> None:
        """Have nothing made yet. `before`: tables from which those that still hold are taken over."""
        self._keeper = keeper
        self._catalogue = catalogue
        self._before = before
        self._made: tuple[Understanding, Finder] | None = None
        self._making = Lock()

    def make(self) -> tuple[Understanding, Finder]:
        """Give the tables, making them where nobody did."""
        with self._making:
            if self._made is None:
                known = None if self._before is None else self._before._made  # noqa: SLF001 -- its own kind
                self._made, self._before = self._over(known), None
            return self._made

    def _over(self, known: tuple[Understanding, Finder] | None) -> tuple[Understanding, Finder]:
        catalogue = self._catalogue
        before, finder = known or (None, None)
        # What an offer is called by hangs on the questions too: the kinds of help have names there.
        same = before is not None and before.catalogue.questions is catalogue.questions
        words = AllWords.of(catalogue, finder.known if finder is not None and same else None, self._keeper)
        if self._keeper is not None:
            self._keeper.save()
            self._keeper = None
        understanding = Understanding.of(catalogue, words.told, before)
        return understanding, Finder.of(catalogue, understanding.table, words)

    def parts(self) -> list[Iterable[object]]:
        """Give what holds very much in the tables; nothing where none were made."""
        return [] if self._made is None else self._made[1].known.parts()

    @property
    def understanding(self) -> Understanding:
        """What typed texts say."""
        return self.make()[0]

    @property
    def finder(self) -> Finder:
        """Which offers typed words ask for."""
        return self.make()[1]
