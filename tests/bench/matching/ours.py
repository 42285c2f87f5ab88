"""The bot's own ways: its index, and its plain matcher, which judges and ranks offer by offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.catalogue import Catalogue
from bot.core.index import Index
from bot.core.index_judge import Appoint, PlainJudge
from bot.core.knowledge import Known
from bot.core.matcher import Verdict, match_known
from tests.bench.matching.catalogues import ON
from tests.bench.matching.engines import Found


class Listed:
    """Everything that the index finds, as lists of ids and in no special order, as the others give it."""

    def __init__(self, catalogue: Catalogue, appoint: Appoint | None = None) -> None:
        self.index = Index.of(catalogue, appoint)
        self.match: Callable[[Known], Found] = self.index.listed

    def asks(self, known: Known) -> Known:
        # As the bot does it: what answers come to is worked out, then matched. The others are given theirs anew too.
        return replace(known, values={id_: possible | 0 for id_, possible in known.values.items()})


class NotCompiled(Listed):
    """The same where there was no C compiler."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue, PlainJudge)


class Ranked(Listed):
    """Everything that the index finds, in the order in which residents see it."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.match = self.ranked

    def ranked(self, resident: Known) -> Found:
        """Give both lists in their order."""
        found = self.index.match(resident, ON)
        return found.fits, found.maybe


class Plain:
    """Every offer judged and ranked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def asks(self, known: Known) -> Known:
        return known

    def match(self, resident: Known) -> Found:
        found: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
        for result in match_known(self.catalogue, resident, ON):
            found[result.verdict].append(result.offer.id)
        return found[Verdict.FITS], found[Verdict.MAYBE]
