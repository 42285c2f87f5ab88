"""Chats in which more waits than anybody types: each update has its effect, but not each gets a screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

#: From so many waiting updates on a chat counts as crowded, until none waits any more.
CROWDED = 10
#: So many updates of one chat may wait in memory; whatever comes beyond that is not read.
MOST_WAITING = 200
#: A crowd is over when nothing more has come for so long. Telegram takes about one message a second for a chat.
CALM_SECONDS = 1.0
#: So long a crowded chat stands back before each update, so that others do not wait for it.
PACE_SECONDS = 0.02


class Answer(Enum):
    """How an update of a chat is answered: with its screen; with it and a line above; not before a later one is."""

    SCREEN, SLOWER, LATER = auto(), auto(), auto()


@dataclass
class Crowds:
    """Knows the chats that are crowded now; nothing of the others."""

    _told: set[int] = field(default_factory=set)
    _owed: set[int] = field(default_factory=set)

    def answer(self, chat: int, behind: int) -> Answer:
        """Say how to answer an update of a chat in which so many more wait behind it."""
        if chat in self._told and behind:
            self._owed.add(chat)
            return Answer.LATER
        self._owed.discard(chat)
        if behind < CROWDED:
            return Answer.SCREEN
        self._told.add(chat)
        return Answer.SLOWER

    def __contains__(self, chat: int) -> bool:
        return chat in self._told

    def over(self, chat: int) -> bool:
        """Note that nothing waits any more; true where a screen is still owed."""
        self._told.discard(chat)
        owed = chat in self._owed
        self._owed.discard(chat)
        return owed
