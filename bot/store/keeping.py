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
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.questions import Question, bits
from bot.core.resident import Resident, View

VERSION = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one chat: the resident, and the id of the message to edit."""

    resident: Resident = field(default_factory=Resident)
    message: int | None = None


def pack(kept: Kept, catalogue: Catalogue) -> bytes:
    """Write what is kept."""
    resident, view = kept.resident, kept.resident.view
    answers = {
        id_: [write(catalogue.questions[id_], catalogue.places, answer), answer.refused]
        for id_, answer in resident.answers.items()
    }
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
        id_: answer
        for id_, (form, refused) in raw["answers"].items()
        if (answer := _answer(catalogue, id_, form, refused=refused)) is not None
    }
    path = tuple(raw["path"])
    question = catalogue.questions.get(path[1]) if len(path) > 1 else None
    view = View(
        path=path,
        trail=tuple(tuple(step) for step in raw["trail"]),
        ticks=_ticks(question, raw["ticked"]),
        remark=raw["remark"],
        candidates=tuple(raw["candidates"]),
    )
    chosen = tuple(offer for offer in raw["chosen"] if offer in catalogue.offers)
    resident = Resident(
        MappingProxyType(found), view, raw["language"], raw["agreed"], raw["declined"], chosen, raw["thorough"]
    )
    return Kept(resident, raw["message"])


def _answer(catalogue: Catalogue, id_: str, form: Any, *, refused: bool) -> Answer | None:
    if id_ not in catalogue.questions:
        return None
    try:
        return replace(read(catalogue.questions[id_], catalogue.places, form), refused=refused)
    except BadAnswerError:
        return None


def _ticks(question: Question | None, ticked: list[str] | None) -> int | None:
    if question is None or ticked is None:
        return None
    return sum(1 << question.position[option] for option in ticked if option in question.position)
