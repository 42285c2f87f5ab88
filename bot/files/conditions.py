"""Conditions as staff write them -> `bot.core.conditions`. Unknown words get the nearest known one as advice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core import conditions as c
from bot.core.conditions import Condition
from bot.core.places import Places
from bot.core.questions import Question
from bot.files import meant
from bot.files.near import called_so, nearest, several
from bot.files.reader import Document, Path_, Value, shown

WORDS = ("any", "all", "not", "at_least", "is", "perhaps", "lives_in", "anyone")
_NUMBER = "([0-9]{1,6})"
RANGE = re.compile(rf"^(?:{_NUMBER}\.\.{_NUMBER}|{_NUMBER}\+|\.\.{_NUMBER}|{_NUMBER})$")
#: A condition without the space behind its colon.
GLUED = r"([a-z0-9_.-]+):(\S.*)"
COUNT = re.compile(r"^[0-9]{1,4}$")


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
        if written in (self.groups or ()):
            return {"right": f"{{is: {written}}}"}
        word = written.lower().strip(" .")
        if "anyone" in (word, *called_so(word)):
            return {"right": "anyone"}
        having = [question.id for question in self.questions.values() if written in question.position]
        return {"right": f"{{{having[0]}: {written}}}"} if len(having) == 1 else {}

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
            known = {**self.questions, **dict.fromkeys(WORDS)}
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
            document.problem(path, "range-shape", value=shown(value), **_range_meant(question.id, value))
            return None
        low, high, above, below, exact = (int(group) if group else None for group in found.groups())
        lowest = next(number for number in (low, above, exact, question.minimum) if number is not None)
        highest = next(number for number in (high, below, exact, question.maximum) if number is not None)
        if lowest > highest or lowest > question.maximum or highest < question.minimum:
            limits = {"minimum": str(question.minimum), "maximum": str(question.maximum)}
            turned = low is not None and highest < lowest and highest <= question.maximum and lowest >= question.minimum
            swapped = {"right": f"{highest}..{lowest}"} if turned else {}
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
                document.problem(
                    at, code, id=shown(id_), **nearest(id_, known), **several(id_, known, listed=at != path)
                )
                wrong = True
        return () if wrong else tuple(str(id_) for id_ in ids)


def _range_meant(question: str, value: Value) -> dict[str, str]:
    """Give the right form of a range, or of several that stand in one place."""
    parts = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else []
    spans = [meant.span(part) if isinstance(part, str) else "" for part in parts]
    if isinstance(value, list) and len(spans) == 2 and all(span.isdecimal() for span in spans):  # noqa: PLR2004 -- both ends
        return {"right": f"{spans[0]}..{spans[1]}"}
    if len(spans) > 1 and all(spans):
        instead = ", ".join(f"{{{question}: {span}}}" for span in spans)
        return {"several": "ranges", "key": question, "instead": f"any: [{instead}]"}
    return {"right": spans[0]} if isinstance(value, str) and spans[:1] != [""] else {}
