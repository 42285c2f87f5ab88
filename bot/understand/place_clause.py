"""One clause and the places in it: does it say that the resident lives there, or something else?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.understand import function_words as fw
from bot.understand.place_table import Mention, PlaceTable


class Standing(Enum):
    """What a clause says about a place in it."""

    HOME = "home"
    NEUTRAL = "neutral"
    AWAY = "away"


@dataclass(frozen=True)
class Words:
    """What is known of words. `ordinary` ones are no typo of a place; `is_search` finds help that is looked for."""

    table: PlaceTable
    ordinary: Callable[[str], bool]
    is_search: Callable[[Sequence[str]], bool]


@dataclass
class PlaceClause:
    """One clause: its words, the places in it, and what it says about each."""

    known: Words
    words: Sequence[str]
    asked: bool
    mentions: list[Mention] = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = self.known.table.mentions(self.words, self._may_be_typo)
        if self.asked and not self.mentions:
            self.mentions = self._doubtful()

    def judged(self) -> list[tuple[Mention, Standing]]:
        """Give the places that may be where the resident lives."""
        found: list[tuple[Mention, Standing]] = []
        for mention in self.mentions:
            standing = self._standing(mention)
            if standing is Standing.HOME or (standing is Standing.NEUTRAL and self._is_clear(mention)):
                found.append((mention, standing))
        return found

    def _may_be_typo(self, index: int) -> bool:
        """Say where a typo is repaired: in answer to the question, or where a place must stand."""
        if self.known.ordinary(self.words[index]):
            return False
        beside = self.words[max(index - 1, 0) : index + 2]
        is_beside_name = any(self.known.table.names(word) for word in beside)
        return self.asked or is_beside_name or self._preposition(index) in fw.IN

    def _doubtful(self) -> list[Mention]:
        """Give what a short answer may mean whose words are too far from every name."""
        unknown = [i for i, word in enumerate(self.words) if not self._is_known(i) and word.isalpha()]
        if len(unknown) != 1:
            return []
        places = self.known.table.nearest(self.words[unknown[0]])
        return [Mention(unknown[0], unknown[0] + 1, places, doubtful=True, repaired=True)] if places else []

    def _preposition(self, start: int) -> str:
        """Give the word before a place, beyond words such as "town" and "district"."""
        at = self._before(start)
        return self.words[at] if at >= 0 else ""

    def _before(self, start: int) -> int:
        at = start - 1
        while at >= 0 and self.words[at] in fw.PLACE_FILLERS:
            at -= 1
        return at

    def _standing(self, mention: Mention) -> Standing:
        before = self._before(mention.start)
        word = self.words[before] if before >= 0 else ""
        if word in fw.NEAR or word in fw.DENIALS or self._is_near(before) or self._is_street(mention):
            return Standing.AWAY
        moved = bool(fw.MOVED & set(self.words[: max(before, 0)]))
        if word in fw.TOWARDS or (word == "to" and moved):
            return Standing.HOME if moved else Standing.AWAY
        if before > 0 and word in fw.IN:
            previous = self.words[before - 1]
            if previous in fw.DENIALS or previous in fw.NEAR:
                return Standing.AWAY
            if previous in fw.AM:
                denied = set(self.words[max(before - 2, 0) : before]) & fw.DENIALS
                return Standing.AWAY if denied else Standing.HOME
        if self._is_after_foreign_name(mention, before):
            return Standing.AWAY
        return self._by_verb(mention, before)

    def _is_near(self, before: int) -> bool:
        """Tell "close to" and "outskirts of" from "in"."""
        return before > 0 and self.words[before - 1] in fw.NEAR_WITH and self.words[before] in ("of", "to", "od")

    def _is_street(self, mention: Mention) -> bool:
        """Tell a street named after a town ("Gdańska street in Toruń")."""
        return bool(fw.STREETS & set(self.words[mention.end : mention.end + 1]))

    def _is_after_foreign_name(self, mention: Mention, before: int) -> bool:
        """A part of a town beside a word we do not know may be somewhere else ("Dąbrowa Górnicza")."""
        if mention.firm:
            return False
        around = (
            [mention.end]
            if before == mention.start - 1 and self._is_preposition(before)
            else [mention.start - 1, mention.end]
        )
        return any(0 <= at < len(self.words) and not self._is_known(at) for at in around)

    def _is_preposition(self, at: int) -> bool:
        return at >= 0 and self.words[at] in fw.IN

    def _by_verb(self, mention: Mention, before: int) -> Standing:
        """Go by the nearest verb before the place, or after it where none stands before."""
        for at in range(before, -1, -1):
            if self.words[at] in fw.HOME or tuple(self.words[max(at - 1, 0) : at + 1]) in fw.HOME_PAIRS:
                steered = (fw.DENIALS | fw.BEFORE_HOME) & set(self.words[max(at - 2, 0) : at])
                return Standing.AWAY if steered else Standing.HOME
            if self._is_away(at):
                return Standing.HOME if self._is_beside_home(at) else Standing.AWAY
        if self._is_of_somebody_else(before):
            return Standing.AWAY
        for at in range(mention.end, len(self.words)):
            if self.words[at] in fw.HOME:
                return Standing.AWAY if self.words[at - 1] in fw.DENIALS else Standing.HOME
            comes_from = self._preposition(mention.start) in fw.FROM and self.words[at].startswith(fw.SEARCH_BEGINNINGS)
            if self._is_away(at) and self._is_preposition(before) and not comes_from:
                return Standing.AWAY
        return Standing.NEUTRAL

    def _is_away(self, at: int) -> bool:
        word = self.words[at]
        if at and self.words[at - 1] == "bez":  # "bez pracy" is no place of work
            return False
        begins = word.startswith(fw.AWAY_BEGINNINGS) and word not in fw.FILLERS and not self._is_in_a_name(at)
        return word in fw.AWAY or begins

    def _is_in_a_name(self, at: int) -> bool:
        return any(mention.start <= at < mention.end for mention in self.mentions)

    def _is_beside_home(self, at: int) -> bool:
        """Tell whether "I live" shares its place with another verb: "mieszkam i pracuję w ..."."""
        return at > 1 and self.words[at - 1] in fw.AND and self.words[at - 2] in fw.HOME

    def _is_of_somebody_else(self, before: int) -> bool:
        for at in range(before + 1):
            if self.words[at] not in fw.KIN:
                continue
            marks = set(self.words[max(at - 2, 0) : at])
            if marks & fw.SELF_MARKS:
                return False  # "samotna mama dwójki dzieci" speaks of herself
            if not marks & fw.WITH:
                return True
        return False

    def _is_clear(self, mention: Mention) -> bool:
        """Tell whether a place without a verb is told as the place of the resident."""
        preposition = self._preposition(mention.start)
        alone = all(self._is_known(at) or self._is_in_a_name(at) for at in range(len(self.words)))
        if self.asked:
            return alone or preposition in fw.IN or (mention.firm and not mention.repaired)
        if mention.doubtful or self.known.is_search(self.words):
            return False
        if mention.repaired and mention.end - mention.start == 1 and preposition not in fw.IN:
            return False
        if all(self._is_small(at) or self._is_in_a_name(at) for at in range(len(self.words))):
            return True
        if preposition in fw.FROM and fw.AM & set(self.words):
            return True
        return (alone and preposition in (fw.FROM | fw.INSIDE)) or self._is_added(mention)

    def _is_added(self, mention: Mention) -> bool:
        """Tell whether a town is put before or behind what is told ("wdowa 74 lata gdynia")."""
        at_an_end = mention.start == 0 or mention.end == len(self.words)
        return at_an_end and mention.firm and mention.called and not mention.repaired

    def _is_small(self, at: int) -> bool:
        word = self.words[at]
        return word.isdecimal() or word in fw.FILLERS or word in fw.PLACE_FILLERS or word in fw.IN

    def _is_known(self, at: int) -> bool:
        word = self.words[at]
        return self._is_small(at) or self.known.ordinary(word) or self.known.table.knows(word)
