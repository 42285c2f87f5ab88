"""Example residents, the catalogue's own tests: what each of them must be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.answers import Answers, Form, given, read
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.matcher import Result, Verdict, contacts
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.files import models as m
from bot.files.conditions import nearest
from bot.files.reader import Document, Path_

FIRST = {"yes": True, "no": False, "unknown": None}


def answers_of(catalogue: Catalogue, written: Mapping[str, Any]) -> Answers:
    """Read a persona's answers, all of them text. Raises BadAnswerError."""
    found: Answers = {}
    for id_, value in written.items():
        if id_ not in catalogue.questions:
            raise BadAnswerError(id_)
        question = catalogue.questions[id_]
        found = given(found, id_, read(question, catalogue.places, _form(question, value)))
    return found


def _form(question: Question, value: Any) -> Form:
    """Give text from YAML the form the `match` contract has."""
    if question.kind == "number" and isinstance(value, str) and value.isdecimal():
        return int(value)
    if question.kind == "number" and isinstance(value, list):
        return [int(end) if str(end).isdecimal() else end for end in value]
    if isinstance(value, dict):
        return {option: str(ticked).lower() in m.YES for option, ticked in value.items()}
    return value  # type: ignore[no-any-return]  # the reader checks every form


def check(catalogue: Catalogue, document: Document, models: list[m.PersonaModel]) -> None:
    """Hold every persona against the catalogue."""
    planner = Planner.of(catalogue)
    for index, model in enumerate(models):
        try:
            answers = answers_of(catalogue, model.answers)
        except BadAnswerError as error:
            document.problem((index, "answers"), "persona-answer", detail=str(error))
            continue
        plan = planner.plan(answers, model.on)
        _verdicts(document, index, model, {result.offer.id: result for result in plan.results})
        if model.nothing and plan.shown:
            document.problem((index, "nothing"), "persona-nothing", id=plan.shown[0].offer.id)
        shown = {contact.id for contact in contacts(catalogue, plan.known, plan.results)}
        for number, contact in enumerate(model.contacts):
            if contact not in shown:
                document.problem((index, "contacts", number), "persona-contact", id=contact)


def _verdicts(document: Document, index: int, model: m.PersonaModel, results: Mapping[str, Result]) -> None:
    for key, verdict in (("fits", Verdict.FITS), ("maybe", Verdict.MAYBE), ("no", Verdict.NO)):
        for number, offer in enumerate(getattr(model, key)):
            path: Path_ = (index, key, number)
            if offer not in results:
                document.problem(path, "unknown-offer", id=offer, **nearest(offer, results))
            elif results[offer].verdict is not verdict:
                document.problem(path, "persona-verdict", id=offer, wanted=verdict, found=results[offer].verdict)
    for offer, wanted in model.first.items():
        path = (index, "first", offer)
        if offer not in results:
            document.problem(path, "unknown-offer", id=offer, **nearest(offer, results))
        elif results[offer].first is not FIRST[wanted]:
            found = next(name for name, value in FIRST.items() if value is results[offer].first)
            document.problem(path, "persona-first", id=offer, wanted=wanted, found=found)
