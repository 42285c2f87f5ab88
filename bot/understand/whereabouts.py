"""Where the resident lives, from the places a text mentions: not where they work, come from or look for help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understand import function_words as fw
from bot.understand.place_clause import PlaceClause, Standing, Words
from bot.understand.place_table import MOST_CANDIDATES, Mention


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard about the place: at most one of them."""

    place: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listener:
    """Hears where the resident lives, clause by clause."""

    known: Words

    def hear(self, clauses: Sequence[Sequence[str]], *, asked: bool) -> Heard:
        """Give where the resident lives. `asked`: the question just put was where they live."""
        heard: list[list[tuple[Mention, Standing]]] = []
        for words in _at_contrasts(clauses):
            if len(words) == 1 and words[0] in fw.DENIALS:  # "Gdańsk? Nie, Gdynia": what was said last is taken back
                heard[-1:] = []
            heard.append(PlaceClause(self.known, words, asked=asked).judged())
        home = [mention for clause in heard for mention, standing in clause if standing is Standing.HOME]
        neutral = [mention for clause in heard for mention, standing in clause if standing is not Standing.HOME]
        return self._together(home, neutral)

    def _together(self, home: list[Mention], neutral: list[Mention]) -> Heard:
        """Join mentions: a district with its town, a name of several towns with the town named beside it."""
        masks, table = self.known.table.places, self.known.table
        possible = ~0
        used: list[Mention] = []
        # Towns first, names that stand in several towns last: they are then read as part of the town.
        for mention in sorted([*home, *neutral], key=lambda m: (m in neutral, not m.firm, len(m.places) > 1)):
            mask = masks.mask(mention.places)
            if possible & mask:
                possible &= mask
                used.append(mention)
            elif (mention in neutral and home) or len(mention.places) > 1:
                continue  # where they say that they live, or a town, counts for more than a name in passing
            else:
                return self._ask(table.sort(frozenset(p for m in [*used, mention] for p in m.places)))
        if not used:
            return Heard()
        doubtful = all(mention.doubtful for mention in used)
        if not doubtful:
            # A town of which only one district is known is named by either name.
            named = frozenset(place for mention in used for place in mention.places)
            exact = [place for place in table.sort(named) if masks.masks[place] == possible]
            if exact:
                return Heard(exact[-1])
        inside = [p for m in used for p in table.sort(m.places) if not masks.masks[p] & ~possible]
        return self._ask(list(dict.fromkeys(inside)))

    def _ask(self, candidates: list[str]) -> Heard:
        return Heard(candidates=tuple(candidates)) if len(candidates) <= MOST_CANDIDATES else Heard()


def _at_contrasts(clauses: Sequence[Sequence[str]]) -> list[list[str]]:
    """Part clauses further where another thing begins to be said. The English article "a" parts nothing."""
    english = any(word in ("the", "am", "live", "my", "of", "in", "and", "have") for words in clauses for word in words)
    found: list[list[str]] = []
    for words in clauses:
        found.append([])
        for word in words:
            instead = word in fw.INSTEAD and bool(fw.DENIALS & set(found[-1]))
            if instead or (word in fw.CONTRASTS and not (english and word == "a")):
                found.append([])
            else:
                found[-1].append(word)
    return [words for words in found if words]
