"""The words of all options of all questions in one table, and where a text says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.core.questions import Question
from bot.understand.fold import fold_words
from bot.understand.forms import Forms
from bot.understand.groups import GROUPS
from bot.understand.numbers import NumberWords
from bot.understand.wording import ANYTHING, IDLE, MOST_BETWEEN, Wording, wordings

#: A year has so many digits.
_MOST_DIGITS = 4
#: The group of words for children: whoever names an adult one says nothing about small ones.
CHILD = "dziecko"


@dataclass(frozen=True, slots=True)
class Token:
    """One typed word, and under which keys the table knows it. `number` where it is one."""

    word: str
    keys: tuple[str, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means. `label`: it is (the beginning of) the option's own label; `of_child`: it speaks of one."""

    question: str
    option: str
    answers_only: bool
    names: bool
    of_child: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at tokens[start:end]."""

    start: int
    end: int
    meaning: Meaning


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    between: tuple[tuple[int, int, _Node], ...] = ()
    ends: tuple[Meaning, ...] = ()


class FactTable:
    """Built once for a catalogue; then only read."""

    def __init__(self, questions: Iterable[Question], forms: Forms, numbers: NumberWords) -> None:
        self._root = _Node()
        self._forms = forms
        self._groups = _groups(forms)
        #: Every word that stands in a phrase, as it is spelt there.
        self.spelt: set[str] = set()
        of_child = cache(self._is_child)
        for question in questions:
            for option in question.options:
                for language, text, is_label in _texts(question, option.id):
                    for wording in wordings(text, language, numbers):
                        spoken = any(slot.group == CHILD or of_child(slot.word) for slot in wording.slots)
                        names, answers_only = wording.names or is_label, wording.answers_only or is_label
                        self._add(wording, Meaning(question.id, option.id, answers_only, names, spoken))

    def token(self, word: str) -> Token:
        """Give a typed word with its keys."""
        if word.isdecimal():
            return Token(word, (f"={word}",), int(word) if len(word) <= _MOST_DIGITS else None)
        keys = self._forms.of_typed(word)
        groups = tuple(dict.fromkeys(group for key in keys for group in self._groups.get(key, ())))
        return Token(word, (*keys, *groups))

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Give every phrase found, overlapping ones too."""
        found: dict[tuple[int, int, Meaning], None] = {}
        for start in range(len(tokens)):
            paths = [(self._root, start)]
            while paths:
                node, at = paths.pop()
                if at < len(tokens):
                    for after in self._next(node, tokens[at]):
                        for meaning in after.ends:
                            found.setdefault((start, at + 1, meaning))
                        paths.append((after, at + 1))
                    paths += self._skips(node, tokens, at, inside=at > start)
        return [Match(*one) for one in found]

    def may_be_first_person(self, word: str) -> bool:
        """Tell whether a word is typed as a verb of the first person is."""
        return any(key.endswith(":v1") for key in self._forms.by_form.get(word, ()))

    def is_group(self, token: Token, group: str) -> bool:
        """Tell whether a word belongs to a group."""
        return f"<{group}>" in token.keys

    @staticmethod
    def _next(node: _Node, token: Token) -> list[_Node]:
        found = [node.next[key] for key in token.keys if key in node.next]
        if token.number is not None:
            found += [after for low, high, after in node.between if low <= token.number <= high]
        return found

    @staticmethod
    def _skips(node: _Node, tokens: Sequence[Token], at: int, *, inside: bool) -> list[tuple[_Node, int]]:
        """Give the ways to go on without a word of the phrase: beyond an idle word, or beyond "..."."""
        found = [(node, at + 1)] if inside and tokens[at].word in IDLE else []
        anything = node.next.get(ANYTHING)
        if anything is not None:
            found += [(anything, later) for later in range(at, min(at + MOST_BETWEEN, len(tokens) - 1) + 1)]
        return found

    def _is_child(self, word: str) -> bool:
        return f"<{CHILD}>" in self.token(word).keys

    def _add(self, wording: Wording, meaning: Meaning) -> None:
        nodes = [self._root]
        for slot in wording.slots:
            if slot.between is not None:
                nodes = [self._between(node, *slot.between) for node in nodes]
                continue
            keys: tuple[str, ...] = (f"<{slot.group}>",) if slot.group else (slot.word,)
            if slot.word and slot.word != ANYTHING:
                self.spelt.add(slot.word)
                keys = self._forms.of_catalogue(slot.word)
            nodes = [node.next.setdefault(key, _Node()) for node in nodes for key in keys]
        for node in nodes:
            if meaning not in node.ends:
                node.ends = (*node.ends, meaning)

    @staticmethod
    def _between(node: _Node, low: int, high: int) -> _Node:
        for one_low, one_high, after in node.between:
            if (one_low, one_high) == (low, high):
                return after
        after = _Node()
        node.between = (*node.between, (low, high, after))
        return after


def _texts(question: Question, id_: str) -> Iterable[tuple[str, str, bool]]:
    """Give the words of an option and its label, which people type as they see it: language, text, whether a label."""
    option = question.options[question.position[id_]]
    for language, listed in option.words:
        yield from ((language, text, False) for text in listed)
    for language, label in option.label.versions:
        yield language, "=" + " ".join(fold_words(label)), True


def _groups(forms: Forms) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in GROUPS.items():
        for text in listed:
            for word in text.split():
                for key in forms.of_catalogue("".join(fold_words(word.replace("_", "")))):
                    found[key] = (*found.get(key, ()), f"<{name}>")
    return found
