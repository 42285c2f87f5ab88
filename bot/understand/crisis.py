"""Words of somebody in danger. Here a false alarm is better than a miss: it only shows the helplines first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from bot.core.dangers import Dangers, Listed
from bot.understand import function_words as fw
from bot.understand.fold import clauses, fold_words, words
from bot.understand.patterns import Find, Pattern, Patterns, patterns, spelt

#: Words that change nothing, dropped from both sides.
IDLE = fw.table(
    "juz tak dalej naprawde dzis dzisiaj ostatnio czesto czasem codziennie teraz prostu "
    "bardzo tez moze chyba zaraz ciagle znowu znow really just so now always often sometimes still today yesterday "
    "very even already please a an the again totally completely"
)
#: What turns a danger round, by language: the Polish "no" is a yes. Any other language: all of them.
_DENIALS = {
    "pl": fw.table("nie ani bez nikt nikogo nigdy zaden zadna zadne zadnego zadnej"),
    "en": fw.table("not never no nor neither without none nobody noone"),
}
_ALL_DENIALS = frozenset[str]().union(*_DENIALS.values())
#: These may stand between a denial and what it denies.
_LIGHT = (fw.LIGHT - {"tez"}) | fw.table(
    "one feeling being jest sa jestem ma bylo byla u nas nami sie mnie mi wcale in domu home"
)
#: How far before a danger a denial is looked for.
_MOST_LIGHT = 5


#: What a line of the catalogue may be: looked for without idle words, and with them ("now", "again").
_DANGERS = ("phrases", "topics")
_HERE = (*_DANGERS, "figures", "about")
_OVER = ("past", "fine", "again")
_ROLES = (*_HERE, *_OVER)
_SENTENCE_ENDS = re.compile(r"[;!?\n]+|(?<![0-9])\.|\.(?![0-9])")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a pattern of the table says: its role ("phrases", "topics", "figures", ...), its language, its kind."""

    role: str
    language: str
    kind: int = 0


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a text, without idle ones, and the number of the clause each stands in."""

    words: tuple[str, ...]
    #: The same words with their typos put right, where there were any.
    meant: tuple[str, ...]
    clause: tuple[int, ...]
    stops: frozenset[int]

    @classmethod
    def in_(cls, typed: str, righted: str, idle: Collection[str] = IDLE) -> _Said:
        """Part a folded text; idle words are left out. `righted`: the same text, word for word."""
        right = iter(words(righted))
        said: list[tuple[str, str, int]] = []
        stops: set[int] = set()
        number = 0
        for sentence in _SENTENCE_ENDS.split(typed):
            stops.add(len(said))
            for part in clauses(sentence):
                number += 1
                both = ((word, next(right, word)) for word in words(part))
                said += [(word, meant, number) for word, meant in both if word not in idle]
        spelt, meant_words, clause = zip(*said, strict=True) if said else ((), (), ())
        return cls(spelt, meant_words, clause, frozenset(stops))


class CrisisReader:
    """Finds the patterns of `crisis.yaml`, all languages at once: the language of a short text cannot be told."""

    def __init__(self, dangers: Dangers, ordinary: Collection[str] = ()) -> None:
        """Build the table. `ordinary`: words that are no typos of words of danger, beside those listed as such."""
        listed = {word for lines in dangers.known.values() for line in lines for word in fold_words(line)}
        #: Every kind of danger, the gravest first.
        self.kinds = tuple(kind.id for kind in dangers.kinds)
        self._entries, self._table = _table(dangers, _HERE, IDLE, listed, ordinary)
        self._over_entries, self._over_table = _table(dangers, _OVER, ())

    def beside(self, ordinary: Collection[str]) -> CrisisReader:
        """Give the reader of the same dangers beside other ordinary words."""
        found = copy(self)
        found._table = self._table.beside(ordinary)  # noqa: SLF001 -- its own kind
        return found

    def dangers(self, typed: str, righted: str) -> tuple[str, ...]:
        """Give the kinds of danger in a folded text, the gravest first; `righted`: the same, typos put right."""
        said = _Said.in_(typed, righted)
        by_role = _by_role(said, self._table, self._entries)
        dangers = by_role["phrases"] if by_role["about"] else [*by_role["phrases"], *by_role["topics"]]
        meant = _meant(said, dangers, [figure for figure, _ in by_role["figures"]])
        over = self._over(typed, righted) if meant else ()
        kinds = {entry.kind for find, entry in meant if said.clause[find.start] not in over}
        return tuple(self.kinds[number] for number in sorted(kinds))

    def _over(self, typed: str, righted: str) -> set[int]:
        """Give the numbers of the clauses that tell what is over."""
        said = _Said.in_(typed, righted, ())
        by_role = _by_role(said, self._over_table, self._over_entries)
        if not by_role["fine"] or by_role["again"]:
            return set()
        return {said.clause[find.start] for find, _ in by_role["past"]}


def _table(
    dangers: Dangers,
    roles: Collection[str],
    idle: Collection[str],
    right: Collection[str] = (),
    ordinary: Collection[str] = (),
) -> tuple[list[_Entry], Patterns]:
    """Build the table of the lines with these roles, and what each pattern of it says."""
    listed: list[Pattern] = []
    entries: list[_Entry] = []
    families = spelt(dangers.families)
    for entry, line in _lines(dangers):
        if entry.role in roles:
            is_danger = entry.role in _DANGERS
            denials = _DENIALS.get(entry.language, _ALL_DENIALS) if is_danger else ()
            found = list(patterns(line, families, idle, denials, loosely=is_danger))
            listed += found
            entries += [entry] * len(found)
    return entries, Patterns(listed, right, ordinary)


def _by_role(said: _Said, table: Patterns, entries: Sequence[_Entry]) -> Mapping[str, list[tuple[Find, _Entry]]]:
    """Find a table's patterns in what was said, sorted by role."""
    found: dict[str, list[tuple[Find, _Entry]]] = {role: [] for role in _ROLES}
    for find in table.find(said.words, said.meant, said.stops):
        found[entries[find.index].role].append((find, entries[find.index]))
    return found


def _lines(dangers: Dangers) -> Iterator[tuple[_Entry, str]]:
    """Give every line of the catalogue with what it says."""
    for number, kind in enumerate(dangers.kinds):
        yield from _of(kind.phrases, "phrases", number)
        yield from _of(kind.topics, "topics", number)
    for role in ("figures", "about", *_OVER):
        yield from _of(getattr(dangers, role), role)


def _of(listed: Listed, role: str, kind: int = 0) -> Iterator[tuple[_Entry, str]]:
    for language, lines in listed.items():
        for line in lines:
            yield _Entry(role, language, kind), line


def _meant(said: _Said, dangers: Sequence[tuple[Find, _Entry]], figures: Sequence[Find]) -> list[tuple[Find, _Entry]]:
    """Leave out what is denied, lies inside what is denied, or is a figure of speech."""
    denied = [find for find, entry in dangers if _is_denied(said, find, entry.language)]
    return [
        (find, entry)
        for find, entry in dangers
        if not any(_touch(find, figure) for figure in figures)
        and not any(
            one.start <= find.start and find.end <= one.end and said.clause[one.start] == said.clause[find.start]
            for one in denied
        )
    ]


def _touch(danger: Find, figure: Find) -> bool:
    """Tell whether a figure of speech overlaps a danger or stands right beside it."""
    return figure.start <= danger.end and danger.start <= figure.end


def _is_denied(said: _Said, find: Find, language: str) -> bool:
    """Tell whether a denial stands before what was found, in the same clause."""
    denials = _DENIALS.get(language, _ALL_DENIALS)
    if said.words[find.start] in denials:
        return False
    for at in range(find.start - 1, max(find.start - 1 - _MOST_LIGHT, -1), -1):
        if said.clause[at] != said.clause[find.start]:
            return False
        if said.words[at] in denials:
            return said.words[at + 1] not in ("tylko", "only")
        if said.words[at] not in _LIGHT:
            return False
    return False
