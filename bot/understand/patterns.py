"""Patterns of word slots, found in a row of words: "who does what to whom", each slot one of a family of words.

Unlike `phrases.py`, a slot may hold hundreds of words without the table growing with their product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understand.fold import fold_words
from bot.understand.stems import stem
from bot.understand.typos import Lookup

#: In a pattern: up to `_MOST_BETWEEN` other words may stand here.
GAP = "..."
_MOST_BETWEEN = 3
#: Between two slots of this mark: either order, with a gap.
BOTH_WAYS = "&"
#: Before the name of a family of words, and after the beginning of a word.
FAMILY, BEGINNING = "$", "*"
_MOST_GAPS = 2
#: Slips are forgiven in finds of so many letters; in short or differently beginning words only one, in longer finds.
_LETTERS, _MOST_SLIPS = 8, 2
_LOOSE_LETTERS, _LOOSE_WORDS = 10, 3
#: What a reading costs that only a loose eye sees: more than all other slips of a find together.
_LOOSE = 100
_IMPOSSIBLE = 10_000
#: The shortest beginning of a word that stands for all of it.
_SHORTEST = 3


class UnknownFamilyError(ValueError):
    """A pattern names a family of words that is not listed."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Slots in order, `None` for a gap; each slot is a set of alternatives, each alternative a row of words."""

    slots: tuple[frozenset[tuple[str, ...]] | None, ...]
    #: Words that turn round what is said, so no gap of this pattern holds them.
    denials: Collection[str] = frozenset()
    #: Whether short words and first letters may be mistyped too.
    loosely: bool = False

    @property
    def inside(self) -> int:
        """How many words may stand anywhere inside: none in short patterns, and where it says itself where."""
        return 0 if None in self.slots else min(max(len(self.slots) - 2, 0), _MOST_GAPS)

    @property
    def example(self) -> str:
        """One way to say it."""
        return " ".join(" ".join(min(slot)) for slot in self.slots if slot is not None).replace(BEGINNING, "")


@dataclass(frozen=True, slots=True)
class Find:
    """A pattern found at words[start:end]; `index` is its place in the table."""

    start: int
    end: int
    index: int


def patterns(
    written: str,
    families: Mapping[str, str],
    idle: Collection[str] = (),
    denials: Collection[str] = (),
    *,
    loosely: bool = False,
) -> Iterator[Pattern]:
    """Give the patterns that one line of the catalogue stands for. Raises UnknownFamilyError.

    "$bije & mnie/nas": a word of the family "bije" and one of two others, in either order. "pod_pociąg" is one
    alternative of two words; "samobój*" every word that begins so. Words of `idle` count for nothing and vanish.
    """
    slots: list[frozenset[tuple[str, ...]] | None] = []
    both_ways = False
    for part in written.split():
        if part == BOTH_WAYS:
            both_ways = True
            slots.append(None)
        elif not part.strip(".…"):
            slots.append(None)
        else:
            spelt = (tuple(word for word in one if word not in idle) for one in _alternatives(part, families))
            slot = frozenset(one for one in spelt if one)
            if slot:
                slots.append(slot)
    yield Pattern(tuple(slots), denials, loosely)
    if both_ways:
        yield Pattern(tuple(reversed(slots)), denials, loosely)


def _alternatives(part: str, families: Mapping[str, str], depth: int = 0) -> Iterator[tuple[str, ...]]:
    for one in part.split("/"):
        if one.startswith(FAMILY):
            family = families.get(one[1:])
            if family is None or depth > _MOST_BETWEEN:
                raise UnknownFamilyError(one)
            for inner in family.split():
                yield from _alternatives(inner, families, depth + 1)
        else:
            ending = BEGINNING if one.endswith(BEGINNING) else ""
            folded = fold_words(one.replace("_", " "))
            if folded:
                yield (*folded[:-1], folded[-1] + ending)


@dataclass
class _Slots:
    """Where each word may stand: the numbers of the slots by word, by beginning, and of several words by the first."""

    words: dict[str, set[int]] = field(default_factory=dict)
    beginnings: dict[str, set[int]] = field(default_factory=dict)
    rows: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)

    def add(self, alternative: tuple[str, ...], number: int) -> None:
        """Let an alternative stand in a slot."""
        first = alternative[0]
        if len(alternative) > 1:
            self.rows.setdefault(stem(first), []).append((alternative[1:], number))
        elif first.endswith(BEGINNING):
            self.beginnings.setdefault(first[:-1], set()).add(number)
        else:
            self.words.setdefault(stem(first), set()).add(number)


#: What a word may be read as, each with its price in slips.
_Readings = Mapping[str, int]
#: Slots that begin at a word: (number of the slot, index after it, slips, words, letters).
_Hit = tuple[int, int, int, int, int]


class Patterns:
    """A table of patterns; built once, then only read. A find gives the index of the pattern in the order given."""

    def __init__(self, listed: Iterable[Pattern], known: Collection[str] = ()) -> None:
        """Build the table. `known`: other words that are right as they are, so no typos of these."""
        self.patterns = tuple(listed)
        self._slots = _Slots()
        numbers: dict[frozenset[tuple[str, ...]], int] = {}
        self._rows: list[tuple[int | None, ...]] = []
        self._needs: list[frozenset[int]] = []
        self._beginning_with: dict[int, list[int]] = {}
        words: set[str] = set()
        for index, pattern in enumerate(self.patterns):
            row: list[int | None] = []
            for slot in pattern.slots:
                if slot is not None and slot not in numbers:
                    numbers[slot] = len(numbers)
                    for alternative in slot:
                        self._slots.add(alternative, numbers[slot])
                        words.update(word.removesuffix(BEGINNING) for word in alternative)
                row.append(None if slot is None else numbers[slot])
            self._rows.append(tuple(row))
            self._needs.append(frozenset(number for number in row if number is not None))
            first = next((number for number in row if number is not None), None)
            if first is not None:
                self._beginning_with.setdefault(first, []).append(index)
        self.words = frozenset(words)
        self._known = self.words | frozenset(known)
        self._lookup = Lookup(self.words)

    def find(self, words: Sequence[str], stops: Collection[int] = ()) -> list[Find]:
        """Give every pattern found. `stops`: indexes of words that no gap holds: there a sentence begins."""
        read = [self._read(word) for word in words]
        hits = [self._hits(read, words, at) for at in range(len(words))]
        present = {hit[0] for found in hits for hit in found}
        finds: dict[Find, None] = {}
        for start, begun in enumerate(hits):
            for index in {index for hit in begun for index in self._beginning_with.get(hit[0], ())}:
                if self._needs[index] <= present:
                    ends = self._walk(index, start, words, hits, stops)
                    finds |= dict.fromkeys(Find(start, end, index) for end in ends)
        return list(finds)

    def _read(self, word: str) -> _Readings:
        if word in self._known or self._begins_like(word):
            return {word: 0}
        read = {word: 0}
        for near, slips in self._lookup.near(word):
            read.setdefault(near, slips)
        for near, _ in self._lookup.one_slip_anywhere(word):
            read.setdefault(near, _LOOSE)
        return read

    def _begins_like(self, word: str) -> bool:
        return any(word[:length] in self._slots.beginnings for length in range(_SHORTEST, len(word) + 1))

    def _hits(self, read: Sequence[_Readings], words: Sequence[str], at: int) -> list[_Hit]:
        found: dict[tuple[int, int], _Hit] = {}

        def keep(number: int, end: int, slips: int, count: int, letters: int) -> None:
            before = found.get((number, end))
            if before is None or slips < before[2]:
                found[number, end] = (number, end, slips, count, letters)

        for word, slips in read[at].items():
            for number in self._slots.words.get(stem(word), ()):
                keep(number, at + 1, slips, 1, len(word))
            for length in range(_SHORTEST, len(word) + 1):
                for number in self._slots.beginnings.get(word[:length], ()):
                    keep(number, at + 1, slips, 1, len(word))
            for rest, number in self._slots.rows.get(stem(word), ()):
                price = slips
                for ahead, wanted in enumerate(rest, at + 1):
                    price += _price(read[ahead], wanted) if ahead < len(read) else _IMPOSSIBLE
                end = at + 1 + len(rest)
                if price < _IMPOSSIBLE:
                    keep(number, end, price, end - at, sum(map(len, words[at:end])))
        return list(found.values())

    def _walk(
        self,
        index: int,
        start: int,
        words: Sequence[str],
        hits: Sequence[Sequence[_Hit]],
        stops: Collection[int],
    ) -> set[int]:
        """Follow one pattern from one word on; give the indexes where it ends."""
        row, pattern = self._rows[index], self.patterns[index]
        ends: set[int] = set()
        paths = [(0, start, 0, 0, 0, pattern.inside)]
        seen: set[tuple[int, ...]] = set()
        while paths:
            path = paths.pop()
            if path in seen:
                continue
            seen.add(path)
            slot, at, slips, count, letters, left = path
            if slot == len(row):
                if _is_forgiven(slips, count, letters, loosely=pattern.loosely):
                    ends.add(at)
                continue
            number = row[slot]
            if number is None:
                paths += [(slot + 1, on, slips, count, letters, left) for on in _beyond(words, at, stops, pattern.denials)]
                continue
            if at >= len(words):
                continue
            for hit in hits[at]:
                if hit[0] == number:
                    paths.append((slot + 1, hit[1], slips + hit[2], count + hit[3], letters + hit[4], left))
            if left and at > start and at not in stops and words[at] not in pattern.denials:
                paths.append((slot, at + 1, slips, count, letters, left - 1))
        return ends


def _price(read: _Readings, wanted: str) -> int:
    """Give the fewest slips in which a word is read as a form of another one, or as one with that beginning."""
    if wanted.endswith(BEGINNING):
        return min((slips for word, slips in read.items() if word.startswith(wanted[:-1])), default=_IMPOSSIBLE)
    return min((slips for word, slips in read.items() if stem(word) == stem(wanted)), default=_IMPOSSIBLE)


def _is_forgiven(slips: int, words: int, letters: int, *, loosely: bool) -> bool:
    """Tell whether so many slips are forgiven in a find of so many words and letters."""
    if not slips:
        return True
    if slips < _LOOSE:
        return slips <= _MOST_SLIPS and letters >= _LETTERS
    return loosely and slips == _LOOSE and words >= _LOOSE_WORDS and letters >= _LOOSE_LETTERS


def _beyond(words: Sequence[str], at: int, stops: Collection[int], denials: Collection[str]) -> list[int]:
    """Give the places where a pattern may go on after a gap: here, or beyond words that may stand between."""
    found = [at]
    for here in range(at, min(at + _MOST_BETWEEN, len(words))):
        if here in stops or words[here] in denials:
            break
        found.append(here + 1)
    return found
