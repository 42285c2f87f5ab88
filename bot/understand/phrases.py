"""Phrases of the catalogue, found in a row of words: the longest first, with typos where they are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.understand.typos import Lookup

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase found at words[start:end]; `slips` counts typos. Several values: the phrase may mean any of them."""

    start: int
    end: int
    slips: int
    values: frozenset[Value]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> int:
        """The number of words of what was found."""
        return max(len(phrase) for phrase in self.phrases)

    @property
    def letters(self) -> int:
        """The length of what was found, without spaces."""
        return max(sum(map(len, phrase)) for phrase in self.phrases)


@dataclass(slots=True)
class _Node(Generic[Value]):
    """A step into the phrases: the words that may come next, and what ends here."""

    next: dict[str, _Node[Value]] = field(default_factory=dict)
    values: tuple[Value, ...] = ()
    phrase: tuple[str, ...] = ()


class Phrases(Generic[Value]):
    """A table of phrases and what they mean. `key` says when two words count as one; built once, then only read."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Value]], key: Callable[[str], str] = str) -> None:
        """Build the table."""
        self._root: _Node[Value] = _Node()
        self._key = key
        self.words: set[str] = set()
        for phrase, value in phrases:
            node = self._root
            for word in phrase:
                node = node.next.setdefault(key(word), _Node())
            if phrase:
                self.words.update(phrase)
                node.values = node.values if value in node.values else (*node.values, value)
                node.phrase = node.phrase or phrase
        self._lookup = Lookup(self.words)

    def find(self, words: Sequence[str], may_be_typo: Callable[[int], bool] = lambda _: False) -> list[Found[Value]]:
        """Give the phrases found, none overlapping another, in order. `may_be_typo` is asked about positions."""
        steps = [self._steps(words[at], may_be_typo=may_be_typo(at)) for at in range(len(words))]
        best: dict[tuple[int, int], list[tuple[int, _Node[Value]]]] = {}
        for start in range(len(words)):
            self._walk(steps, start, best)
        return _without_overlap([_merge(span, ends) for span, ends in best.items()])

    def near(self, word: str, *, further: int) -> list[tuple[str, int]]:
        """Give words of the phrases near a mistyped one; with `further` also such as are too far off to be meant."""
        return self._lookup.near(word, further=further)

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in some phrase."""
        return word in self.words

    def _steps(self, word: str, *, may_be_typo: bool) -> tuple[tuple[str, int], ...]:
        """Give what the word may be read as, each with its number of typos."""
        if word in self.words or not may_be_typo:
            return ((self._key(word), 0),)
        read: dict[str, int] = {self._key(word): 0}
        for known, slips in self._lookup.near(word):
            read.setdefault(self._key(known), slips)
        return tuple(read.items())

    def _walk(
        self,
        steps: Sequence[tuple[tuple[str, int], ...]],
        start: int,
        best: dict[tuple[int, int], list[tuple[int, _Node[Value]]]],
    ) -> None:
        """Follow all phrases that begin here; each path carries its typos."""
        paths = [(self._root, start, 0)]
        while paths:
            node, at, slips = paths.pop()
            if at >= len(steps) or not node.next:
                continue
            for key, cost in steps[at]:
                step = node.next.get(key)
                if step is None:
                    continue
                if step.values:
                    best.setdefault((start, at + 1), []).append((slips + cost, step))
                paths.append((step, at + 1, slips + cost))


def _merge(span: tuple[int, int], ends: list[tuple[int, _Node[Value]]]) -> Found[Value]:
    """Keep the readings of one span with the fewest typos."""
    slips = min(cost for cost, _ in ends)
    nodes = [node for cost, node in ends if cost == slips]
    values = frozenset(value for node in nodes for value in node.values)
    return Found(*span, slips, values, tuple(node.phrase for node in nodes))


def _without_overlap(found: list[Found[Value]]) -> list[Found[Value]]:
    taken: set[int] = set()
    kept: list[Found[Value]] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.slips, -f.letters, f.start)):
        span = set(range(one.start, one.end))
        if not span & taken:
            taken |= span
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
