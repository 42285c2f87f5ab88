"""A plan: everything about one resident on one day that screens and commands show, worked out as it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from bot.core.contacts import ContactPoint
from bot.core.index_contacts import contacts_of, without_contact
from bot.core.index_order import Results
from bot.core.knowledge import Known
from bot.core.matcher import Result
from bot.core.prospect import Prospect

#: So many offers stand on the first screen.
FIRST_SCREEN = 5
#: From so many answers on the first screen may be shown before everything is asked; after so many it is.
FEWEST_ASKED, MOST_ASKED = 4, 8
#: A question is worth putting off the first screen where it is expected to settle so much of one offer on it. Measured
#: against how much of the first screen stays: docs/decisions/0016.
WORTH_ASKING = 0.2


@dataclass(frozen=True)
class Plan:
    """What was found and what to ask.

    `left`: the questions that can still change the result, in catalogue order, also those that may turn out not to
    apply. `gain`: how much of the first screen the next one is expected to settle.
    """

    prospect: Prospect
    next: str | None
    left: tuple[str, ...]
    gain: float
    find_missing: Callable[[Result, Known], tuple[str, ...]] = field(repr=False, compare=False)

    @property
    def known(self) -> Known:
        """What is known of the resident."""
        return self.prospect.known

    @property
    def results(self) -> Results:
        """All results, those that do not fit among them. To look at them goes through the whole catalogue."""
        return self.prospect.found.every

    @property
    def shown(self) -> Results:
        """The results a resident is shown."""
        return self.prospect.found.results

    def missing_of(self, result: Result) -> tuple[str, ...]:
        """Give the questions whose answer changes an offer's verdict or who comes first, in catalogue order."""
        return self.find_missing(result, self.known)

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """For each offer what is missing."""
        return {result.offer.id: self.missing_of(result) for result in self.results}

    def shows_first(self, asked: int) -> bool:
        """Tell whether the first screen is worth showing after so many answers, though more could be asked."""
        return self.gain < inf and (asked >= MOST_ASKED or (asked >= FEWEST_ASKED and self.gain < WORTH_ASKING))

    @cached_property
    def stands(self) -> bool:
        """Whether no answer can change the first ten results any more."""
        return self.prospect.stands(self.left)

    @cached_property
    def projects(self) -> Results:
        """The shown results that belong to a project with dates, not to a permanent service."""
        return self.shown.where(lambda one: one.block.projects)

    @property
    def hidden_projects(self) -> Results:
        """Those of them that do not stand among the first results of the wanted kinds."""
        return self.projects.without(self.prospect.worth.first(FIRST_SCREEN))

    @cached_property
    def by_need(self) -> tuple[Results, Results]:
        """The shown results of the wanted kinds of help, and the others; where none is wanted, all are first."""
        kinds = self.prospect.wanted
        others = self.shown.where(lambda one: ~one.wanted(kinds) if kinds else 0)
        return self.prospect.worth, others

    @cached_property
    def contacts(self) -> tuple[ContactPoint, ...]:
        """Where to go today."""
        return contacts_of(self.shown)

    @property
    def without_contact(self) -> tuple[str, ...]:
        """The bodies that answer but of which no contact point is known here."""
        return without_contact(self.shown, self.contacts)
