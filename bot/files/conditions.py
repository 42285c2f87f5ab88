"""Conditions as staff write them -> `bot.core.conditions`. Unknown words get the nearest known one as advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core import conditions as c
from bot.core.conditions import Condition
from bot.core.places import Places
from bot.core.questions import Question
from bot.core.texts import BASE_LANGUAGE, Text
from bot.files import meant
from bot.files.reader import Document, Path_, Value, shown

WORDS = ("any", "all", "not", "at_least", "is", "perhaps", "lives_in", "anyone")
_NUMBER = "([0-9]{1,6})"
RANGE = re.compile(rf"^(?:{_NUMBER}\.\.{_NUMBER}|{_NUMBER}\+|\.\.{_NUMBER}|{_NUMBER})$")
#: A condition without the space behind its colon.
GLUED = r"([a-z0-9_.-]+):(\S.*)"
COUNT = re.compile(r"^[0-9]{1,4}$")
#: How alike a known word must be to be proposed (0..100), and from what length a part of one is enough.
NEAR, LONG_ENOUGH, STEM = 70, 4, 5
MOST_KNOWN, MOST_BESIDE_A_NEAR_ONE = 30, 8


@dataclass
class ConditionReader:
    """Reads conditions against the questions, places and groups that exist."""

    questions: Mapping[str, Question]
    places: Places
    #: None where their file cannot be read: then every name of a group is taken to be right.
    groups: Mapping[str, object] | None
    #: The groups each condition read so far refers to, for finding circles.
    used_groups: set[str] = field(default_factory=set)
    #: Questions that exist, but stand too late to be used here.
    later: frozenset[str] = frozenset()

    def read(self, written: Value, document: Document, path: Path_) -> Condition | None:
        """Read one condition. None where it is wrong; the document then holds the problem."""
        if written == "anyone":
            return c.Anyone()
        if not isinstance(written, dict) or not written:
            document.problem(path, "condition-shape", **self._meant(written))
            return None
        parts = [self._one(word, value, document, (*path, word)) for word, value in written.items()]
        if None in parts:
            return None
        kept = tuple(part for part in parts if part is not None)
        return kept[0] if len(kept) == 1 else c.All(kept)

    def _meant(self, written: Value) -> dict[str, str]:
        """Give what somebody meant by a word where a condition belongs: one without its space, or a group."""
        if not isinstance(written, str):
            return {}
        glued = re.fullmatch(GLUED, written)
        if glued and glued[1] in {*self.questions, *WORDS}:
            return {"right": shown(f"{{{glued[1]}: {glued[2]}}}")}
        return {"right": f"{{is: {written}}}"} if written in (self.groups or ()) else {}

    def _one(self, word: str, value: Value, document: Document, path: Path_) -> Condition | None:
        match word:
            case "any" | "all":
                parts = self._list(value, document, path)
                return None if parts is None else c.Any(parts) if word == "any" else c.All(parts)
            case "not" | "perhaps":
                part = self.read(value, document, path)
                return None if part is None else c.Not(part) if word == "not" else c.Perhaps(part)
            case "at_least":
                return self._at_least(value, document, path)
            case "is":
                return self._group(value, document, path)
            case "lives_in":
                return self._lives_in(value, document, path)
            case "anyone":
                document.problem((*path, "<key>"), "anyone-alone")
                return None
        return self._about_question(word, value, document, path)

    def _list(self, value: Value, document: Document, path: Path_) -> tuple[Condition, ...] | None:
        if not isinstance(value, list) or not value:
            document.problem(path, "condition-list")
            return None
        parts = [self.read(item, document, (*path, index)) for index, item in enumerate(value)]
        return None if None in parts else tuple(part for part in parts if part is not None)

    def _at_least(self, value: Value, document: Document, path: Path_) -> Condition | None:
        if not isinstance(value, dict) or len(value) != 1:
            document.problem(path, "at-least-shape")
            return None
        ((count, listed),) = value.items()
        parts = self._list(listed, document, (*path, count))
        if parts is None:
            return None
        if not COUNT.match(count) or not 1 <= int(count) <= len(parts):
            document.problem((*path, count, "<key>"), "at-least-count", count=shown(count), most=str(len(parts)))
            return None
        return c.AtLeast(int(count), parts)

    def _group(self, value: Value, document: Document, path: Path_) -> Condition | None:
        if not isinstance(value, str):
            document.problem(path, "group-shape")
            return None
        if self.groups is not None and value not in self.groups:
            document.problem(path, "unknown-group", id=shown(value), **nearest(value, self.groups))
            return None
        self.used_groups.add(value)
        return c.Is(value)

    def _lives_in(self, value: Value, document: Document, path: Path_) -> Condition | None:
        question = next((q.id for q in self.questions.values() if q.kind == "place"), None)
        if question is None:
            document.problem((*path, "<key>"), "later-question", word=str(path[-1]))
            return None
        ids = self._known(value, self.places.by_id, "unknown-place", document, path)
        return c.LivesIn(question, ids) if ids else None

    def _about_question(self, word: str, value: Value, document: Document, path: Path_) -> Condition | None:
        if word in self.later:
            document.problem((*path, "<key>"), "later-question", word=word)
            return None
        question = self.questions.get(word)
        if question is None:
            if word in (self.groups or ()):
                document.problem((*path, "<key>"), "group-as-question", id=word, right=f"is: {word}")
                return None
            known = [*self.questions, *WORDS]
            document.problem((*path, "<key>"), "unknown-condition", word=shown(word), **nearest(word, known))
            return None
        if question.kind == "number":
            return self._range(question, value, document, path)
        if question.kind == "place":
            return self._lives_in(value, document, path)
        if question.role == "need":
            document.problem((*path, "<key>"), "not-in-rules", word=word)
            return None
        ids = self._known(value, {one.id: one for one in question.options}, "unknown-option", document, path)
        return c.Among(question.id, ids) if ids else None

    def _range(self, question: Question, value: Value, document: Document, path: Path_) -> Condition | None:
        found = RANGE.match(value.replace(" ", "")) if isinstance(value, str) else None
        if not found:
            right = meant.span(value) if isinstance(value, str) else ""
            document.problem(path, "range-shape", value=shown(value), **({"right": right} if right else {}))
            return None
        low, high, above, below, exact = (int(group) if group else None for group in found.groups())
        lowest = next(number for number in (low, above, exact, question.minimum) if number is not None)
        highest = next(number for number in (high, below, exact, question.maximum) if number is not None)
        if lowest > highest or lowest > question.maximum or highest < question.minimum:
            limits = {"minimum": str(question.minimum), "maximum": str(question.maximum)}
            fits = question.minimum <= highest < lowest <= question.maximum
            swapped = {"right": f"{highest}..{lowest}"} if low is not None and fits else {}
            document.problem(path, "range-empty", value=shown(value), **limits, **swapped)
            return None
        return c.Between(question.id, lowest, highest)

    def _known(
        self, value: Value, known: Mapping[str, object], code: str, document: Document, path: Path_
    ) -> tuple[str, ...]:
        ids = [value] if isinstance(value, str) else value
        if not isinstance(ids, list) or not ids:
            document.problem(path, "condition-list")
            return ()
        wrong = False
        for index, id_ in enumerate(ids):
            at = (*path, index) if isinstance(value, list) else path
            if not isinstance(id_, str):
                document.problem(at, "condition-list")
                wrong = True
            elif id_ not in known:
                document.problem(at, code, id=shown(id_), **nearest(id_, known))
                wrong = True
        return () if wrong else tuple(str(id_) for id_ in ids)


def nearest(word: str, known: Iterable[str]) -> dict[str, str]:
    """Give what a message about an unknown word needs: the nearest known one, and what is known.

    Where `known` holds things with a name, the word may also be that name: staff know "Rodzina", not `family`.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only needed for errors

    words, typed = list(known), meant.bare(shown(word).lower())
    found = next((one for one in words if len(typed) >= LONG_ENOUGH and typed in one), None)
    if found is None:
        match = process.extractOne(typed, words, scorer=fuzz.ratio, score_cutoff=NEAR)
        found = match[0] if match else _called(typed, known)
    most = MOST_BESIDE_A_NEAR_ONE if found else MOST_KNOWN
    return {"near": found, "known": ", ".join([*words[:most], *(["..."] if len(words) > most else [])])}


def _called(typed: str, known: Iterable[str]) -> str:
    """Give the id of the thing whose Polish name has this word in it."""
    if not isinstance(known, Mapping):
        return ""
    for id_, one in known.items():
        name = getattr(one, "label", None) or getattr(one, "name", None)
        # The first letters are enough: words are inflected.
        if isinstance(name, Text) and len(typed) >= LONG_ENOUGH and typed[:STEM] in name.in_(BASE_LANGUAGE).lower():
            return str(id_)
    return ""
