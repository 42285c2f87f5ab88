"""Patterns of word slots, found in a row of words: "who does what to whom", each slot one of a family of words.

Unlike `phrases.py`, a slot may hold hundreds of words without the table growing with their product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

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
_NO_WORDS: frozenset[tuple[str, ...]] = frozenset()
#: The shortest beginning of a word that stands for all of it.
_SHORTEST = 3


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


#: Families of words by name, as written or folded already.
Families = Mapping[str, str | tuple[tuple[str, ...], ...]]


def patterns(
    written: str,
    families: Families,
    idle: Collection[str] = (),
    denials: Collection[str] = (),
    *,
    loosely: bool = False,
) -> Iterator[Pattern]:
    """Give the patterns that one line of the catalogue stands for. Raises KeyError where it names no family.

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
            rows = (tuple(word for word in one if word not in idle) for one in _alternatives(part, families))
            slot = frozenset(one for one in rows if one)
            if slot:
                slots.append(slot)
    yield Pattern(tuple(slots), denials, loosely)
    if both_ways:
        yield Pattern(tuple(reversed(slots)), denials, loosely)


def spelt(families: Mapping[str, str]) -> Families:
    """Give families with their words folded already: many patterns name the same ones."""
    found: dict[str, str | tuple[tuple[str, ...], ...]] = {}
    for name, words in families.items():
        found[name] = tuple(_alternatives(words, {**families, **found}))
    return found


def _alternatives(part: str, families: Families) -> Iterator[tuple[str, ...]]:
    for one in part.split("/"):
        if one.startswith(FAMILY):
            family = families[one[1:]]
            yield from _alternatives(family, families) if isinstance(family, str) else family
        else:
            ending = BEGINNING if one.endswith(BEGINNING) else ""
            folded = fold_words(one.replace("_", " "))
            if folded:
                yield (*folded[:-1], folded[-1] + ending)


#: Numbers of slots; equal ones are one object, of which there are few.
_Numbers = tuple[int, ...]


class _Slots:
    """Where each word may stand: the numbers of the slots by stem, by beginning, and of rows by their first words."""

    def __init__(self, numbers: Mapping[frozenset[tuple[str, ...]], int]) -> None:
        words: dict[str, set[int]] = {}
        beginnings: dict[str, set[int]] = {}
        rows: dict[str, set[int]] = {}
        for slot, number in numbers.items():
            for alternative in slot:
                first = alternative[0]
                if len(alternative) > 1:
                    rows.setdefault(" ".join(map(stem, alternative)), set()).add(number)
                elif first.endswith(BEGINNING):
                    beginnings.setdefault(first[:-1], set()).add(number)
                else:
                    words.setdefault(stem(first), set()).add(number)
        same: dict[_Numbers, _Numbers] = {}
        self._words, self.beginnings, self._rows = (
            {key: same.setdefault(one, one) for key, found in table.items() for one in [tuple(sorted(found))]}
            for table in (words, beginnings, rows)
        )
        # A row is followed word by word: where no row begins with what was read so far, it ends.
        self._begun = frozenset(
            " ".join(row.split()[:length]) for row in self._rows for length in range(1, row.count(" ") + 1)
        )

    def of(self, word: str) -> frozenset[int]:
        """Give the slots a word may fill alone."""
        found = set(self._words.get(stem(word), ()))
        for length in range(_SHORTEST, len(word) + 1):
            found.update(self.beginnings.get(word[:length], ()))
        return frozenset(found)

    def of_row(self, row: str) -> _Numbers:
        """Give the slots a row of stems fills."""
        return self._rows.get(row, ())

    def begin_with(self, row: str) -> bool:
        """Tell whether longer rows begin with these stems."""
        return row in self._begun


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word that may be meant, its price in slips, and the slots it fills alone."""

    word: str
    stem: str
    slips: int
    slots: frozenset[int]


#: Slots that begin at a word: (number of the slot, index after it, slips, words, letters).
_Hit = tuple[int, int, int, int, int]


class Patterns:
    """A table of patterns; built once, then only read. A find gives the index of the pattern in the order given."""

    def __init__(self, listed: Iterable[Pattern], right: Collection[str] = (), ordinary: Collection[str] = ()) -> None:
        """Build the table. `right` and `ordinary`: other words that are right as they are, so no typos of these."""
        #: What is asked of a pattern while it is followed; its words stand in the slots.
        self._asked: list[Pattern] = []
        numbers: dict[frozenset[tuple[str, ...]], int] = {}
        self._rows: list[tuple[int | None, ...]] = []
        self._needs: list[frozenset[int]] = []
        self._beginning_with: dict[int, list[int]] = {}
        words: set[str] = set()
        for index, pattern in enumerate(listed):
            row: list[int | None] = []
            for slot in pattern.slots:
                if slot is not None and slot not in numbers:
                    numbers[slot] = len(numbers)
                    words.update(word.removesuffix(BEGINNING) for alternative in slot for word in alternative)
                row.append(None if slot is None else numbers[slot])
            self._rows.append(tuple(row))
            self._needs.append(frozenset(number for number in row if number is not None))
            first = next((number for number in row if number is not None), None)
            if first is not None:
                self._beginning_with.setdefault(first, []).append(index)
            self._asked.append(
                replace(pattern, slots=tuple(None if slot is None else _NO_WORDS for slot in pattern.slots))
            )
        self._slots = _Slots(numbers)
        self._right = frozenset(words).union(right)
        self._ordinary = ordinary
        self._lookup = Lookup(words)

    def beside(self, ordinary: Collection[str]) -> Patterns:
        """Give the same table beside other ordinary words."""
        found = copy(self)
        found._ordinary = ordinary  # noqa: SLF001 -- its own kind
        return found

    def find(self, words: Sequence[str], meant: Sequence[str], stops: Collection[int] = ()) -> list[Find]:
        """Give every pattern found.

        `meant`: for each word how it may be spelt right. `stops`: indexes of words no gap holds: a sentence begins.
        """
        each = {pair: self._read(*pair) for pair in dict.fromkeys(zip(words, meant, strict=True))}
        read = [each[pair] for pair in zip(words, meant, strict=True)]
        hits = [self._hits(read, at) for at in range(len(words))]
        present = {hit[0] for found in hits for hit in found}
        finds: dict[Find, None] = {}
        for start, begun in enumerate(hits):
            for index in {index for hit in begun for index in self._beginning_with.get(hit[0], ())}:
                if self._needs[index] <= present:
                    ends = self._walk(index, start, words, hits, stops)
                    finds |= dict.fromkeys(Find(start, end, index) for end in ends)
        return list(finds)

    def _read(self, word: str, meant: str) -> tuple[_Reading, ...]:
        """Give what a word may be read as: itself, and where nobody knows it, the words it may be a typo of."""
        read = {one: _Reading(one, stem(one), 0, self._slots.of(one)) for one in (word, meant)}
        if read[word].slots or word in self._right or word in self._ordinary:
            return tuple(read.values())
        for near, slips in self._lookup.near(word):
            read.setdefault(near, _Reading(near, stem(near), slips, self._slots.of(near)))
        for near, _ in self._lookup.one_slip_anywhere(word):
            read.setdefault(near, _Reading(near, stem(near), _LOOSE, self._slots.of(near)))
        return tuple(read.values())

    def _hits(self, read: Sequence[Sequence[_Reading]], at: int) -> list[_Hit]:
        """Give the slots that may be filled from one word on, each with its cheapest reading."""
        found: dict[tuple[int, int], _Hit] = {}
        for reading in read[at]:
            hits = [(number, at + 1, reading.slips, 1, len(reading.word)) for number in reading.slots]
            hits += self._rows_from(read, at, reading)
            for hit in hits:
                before = found.get(hit[:2])
                if before is None or hit[2] < before[2]:
                    found[hit[:2]] = hit
        return list(found.values())

    def _rows_from(self, read: Sequence[Sequence[_Reading]], at: int, first: _Reading) -> Iterator[_Hit]:
        """Give the slots that are filled by a row of several words."""
        begun = [(first.stem, at + 1, first.slips, len(first.word))]
        while begun:
            row, end, slips, letters = begun.pop()
            if end == len(read) or not self._slots.begin_with(row):
                continue
            for following in read[end]:
                longer, price, length = (
                    f"{row} {following.stem}",
                    slips + following.slips,
                    letters + len(following.word),
                )
                for number in self._slots.of_row(longer):
                    yield number, end + 1, price, end + 1 - at, length
                begun.append((longer, end + 1, price, length))

    def _walk(
        self,
        index: int,
        start: int,
        words: Sequence[str],
        hits: Sequence[Sequence[_Hit]],
        stops: Collection[int],
    ) -> set[int]:
        """Follow one pattern from one word on; give the indexes where it ends."""
        row, pattern = self._rows[index], self._asked[index]
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
                paths += [
                    (slot + 1, on, slips, count, letters, left) for on in _beyond(words, at, stops, pattern.denials)
                ]
                continue
            if at >= len(words):
                continue
            for hit in hits[at]:
                if hit[0] == number:
                    paths.append((slot + 1, hit[1], slips + hit[2], count + hit[3], letters + hit[4], left))
            if left and at > start and at not in stops and words[at] not in pattern.denials:
                paths.append((slot, at + 1, slips, count, letters, left - 1))
        return ends


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
