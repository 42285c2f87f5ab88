"""Residents to bytes and back.

Answers are written with ids, never with the numbers that `core` uses, so that a catalogue edited in the middle of a
conversation changes nothing: an answer whose ids are gone is asked anew, all others stay.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bot.core.answers import Answer, read, write
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.heard import NOTHING_HEARD, Fact, Heard
from bot.core.questions import Question
from bot.core.resident import Resident, View

VERSION = 3
#: Residents of this version keep a remark for what typed words said; later ones keep the facts.
REMARKED = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one chat: the resident, and the id of the message to edit."""

    resident: Resident = field(default_factory=Resident)
    message: int | None = None


def pack(kept: Kept, catalogue: Catalogue) -> bytes:
    """Write what is kept."""
    resident, view = kept.resident, kept.resident.view
    answers = {id_: _write_answer(catalogue, id_, answer) for id_, answer in resident.answers.items()}
    question = catalogue.questions.get(view.path[1]) if len(view.path) > 1 else None
    ticked = [question.options[index].id for index in bits(view.ticks)] if question and view.ticks is not None else None
    return json.dumps(
        {
            "version": VERSION,
            "answers": answers,
            "path": view.path,
            "trail": view.trail,
            "ticked": ticked,
            "remark": view.remark,
            "candidates": view.candidates,
            "heard": _write_heard(view.heard, catalogue),
            "language": resident.language,
            "agreed": resident.agreed,
            "declined": resident.declined,
            "chosen": resident.chosen,
            "thorough": resident.thorough,
            "message": kept.message,
        },
        separators=(",", ":"),
    ).encode()


def unpack(packed: bytes, catalogue: Catalogue) -> Kept:
    """Read what `pack` wrote, with what this catalogue still knows."""
    raw = json.loads(packed)
    found = {
        id_: answer for id_, known in raw["answers"].items() if (answer := _answer(catalogue, id_, known)) is not None
    }
    path = tuple(raw["path"])
    question = catalogue.questions.get(path[1]) if len(path) > 1 else None
    view = View(
        path=path,
        trail=tuple(tuple(step) for step in raw["trail"]),
        ticks=_ticks(question, raw["ticked"]),
        remark=raw["remark"] if raw["version"] > REMARKED else None,
        candidates=tuple(raw["candidates"]),
        heard=_read_heard(raw.get("heard"), catalogue),
    )
    chosen = tuple(offer for offer in raw["chosen"] if offer in catalogue.offers)
    resident = Resident(
        MappingProxyType(found), view, raw["language"], raw["agreed"], raw["declined"], chosen, raw["thorough"]
    )
    return Kept(resident, raw["message"])


def _write_answer(catalogue: Catalogue, id_: str, answer: Answer) -> list[Any]:
    return [write(catalogue.questions[id_], catalogue.places, answer), answer.refused]


def _write_heard(heard: Heard, catalogue: Catalogue) -> dict[str, Any] | None:
    """Write what typed words said: no words, only what they came to."""
    if heard == NOTHING_HEARD:
        return None
    facts, pending = (
        [[fact.question, fact.option, _write_answer(catalogue, fact.question, fact.answer)] for fact in listed]
        for listed in (heard.facts, heard.pending)
    )
    before = [[id_, _write_answer(catalogue, id_, answer) if answer else None] for id_, answer in heard.before]
    return {"facts": facts, "before": before, "pending": pending, "later": heard.later, "page": heard.page}


def _read_heard(raw: dict[str, Any] | None, catalogue: Catalogue) -> Heard:
    """Read what `_write_heard` wrote; nothing of it where this catalogue does not know all of it."""
    if raw is None:
        return NOTHING_HEARD
    try:
        facts, pending = (
            tuple(Fact(id_, _read_answer(catalogue, id_, known), option) for id_, option, known in listed)
            for listed in (raw["facts"], raw["pending"])
        )
        before = tuple((id_, _read_answer(catalogue, id_, known) if known else None) for id_, known in raw["before"])
    except (BadAnswerError, KeyError):
        return NOTHING_HEARD
    return Heard(facts, before, pending, raw["later"], raw["page"])


def _read_answer(catalogue: Catalogue, id_: str, known: list[Any]) -> Answer:
    form, refused = known
    return replace(read(catalogue.questions[id_], catalogue.places, form), refused=refused)


def _answer(catalogue: Catalogue, id_: str, known: list[Any]) -> Answer | None:
    try:
        return _read_answer(catalogue, id_, known)
    except (BadAnswerError, KeyError):
        return None


def _ticks(question: Question | None, ticked: list[str] | None) -> int | None:
    if question is None or ticked is None:
        return None
    return sum(1 << question.position[option] for option in ticked if option in question.position)
