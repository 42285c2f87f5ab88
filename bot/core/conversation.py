"""The conversation as two pure functions: an action changes a resident, and a resident and a moment give a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.core import actions as a
from bot.core import screens as s
from bot.core.actions import CONSENT_VERSION, Action
from bot.core.browsing import Browsing
from bot.core.catalogue import Catalogue
from bot.core.changes import Changes
from bot.core.heard import Fact
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.core.resident import Resident, judged_answers
from bot.core.screen_builder import ScreenBuilder
from bot.core.typed_words import TypedWords


@dataclass(frozen=True)
class Conversation:
    """The conversation over one catalogue."""

    catalogue: Catalogue
    planner: Planner

    @classmethod
    def over(cls, catalogue: Catalogue) -> Conversation:
        """Make the conversation over a catalogue."""
        return cls(catalogue, Planner.of(catalogue))

    @cached_property
    def changes(self) -> Changes:
        """What actions do."""
        return Changes(self.catalogue, self.typed)

    @cached_property
    def typed(self) -> TypedWords:
        """What typed words do."""
        return TypedWords(self.catalogue, self.planner)

    @cached_property
    def browsing(self) -> Browsing:
        """The offers to look around in."""
        return Browsing.of(self.catalogue)

    def prepare(self) -> None:
        """Make what is made once for a catalogue. Takes a while with a large one."""
        _ = self.planner.index, self.browsing, self.catalogue.nearby

    def apply(self, resident: Resident, action: Action, now: datetime) -> Resident:
        """Give the resident after an action."""
        if isinstance(action, a.Consent) and not action.withdraw and not self._asks_consent(resident, action, now):
            if action.version == (resident.agreed if action.agreed else resident.declined):
                return resident.remarking(None)  # tapped twice
            action = a.Tell("stale")
        return self.changes.apply(resident, action, now.date())

    def _asks_consent(self, resident: Resident, given: a.Consent, now: datetime) -> bool:
        """Tell whether the very text that is agreed to, or declined, stands on the screen."""
        return given.version == CONSENT_VERSION and isinstance(self.step(resident, now).shows, s.AskConsent)

    def step(self, resident: Resident, now: datetime) -> s.Screen:
        """Give the screen a resident sees at a moment (Europe/Warsaw). Never raises: a stale view gives the start."""
        on = now.date()
        try:
            shows = self._heard(resident) or self._builder(resident, on).shows(resident.view.path)
        except (KeyError, IndexError, ValueError):
            shows = s.Start()
        can_go_back = bool(resident.view.trail) or resident.view.path[0] in ("ask", "next", "why")
        heard = resident.view.heard
        noted = () if heard.later or isinstance(shows, s.Heard) else self._named(heard.facts)
        return s.Screen(shows, on, resident.view.remark, can_go_back, noted)

    def _builder(self, resident: Resident, on: date) -> ScreenBuilder:
        answers = judged_answers(self.catalogue, resident)
        return ScreenBuilder(self.catalogue, self.planner, lambda: self.browsing, resident, answers, on)

    def _heard(self, resident: Resident) -> s.Body_ | None:
        """Give the screen of what typed words said, before the one that is looked at, where it has one."""
        heard = resident.view.heard
        if not heard.has_own_screen:
            return None
        pending = self._named(heard.pending)
        if pending and not resident.may_ask_sensitive:
            return s.AskConsent(pending[0][0], wrote=True)
        return s.Heard(self._named(heard.facts), pending, heard.page)

    def _named(self, facts: tuple[Fact, ...]) -> tuple[tuple[Question, Fact], ...]:
        return tuple((self.catalogue.questions[fact.question], fact) for fact in facts)
