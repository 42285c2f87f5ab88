"""Example residents, the catalogue's own tests: what each of them must be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.answers import NO_ANSWERS, Answers, Form, given, read
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError
from bot.core.matcher import Result, Verdict
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.files import models as m
from bot.files.checks import unique
from bot.files.conditions import COUNT
from bot.files.near import nearest
from bot.files.reader import Document, Path_, Value, shown

FIRST = {"yes": True, "no": False, "unknown": None}


def answers_of(catalogue: Catalogue, document: Document, path: Path_, written: Mapping[str, Any]) -> Answers | None:
    """Read a persona's answers, all of them text. None where one is wrong; the document then holds the problem."""
    found: Answers | None = NO_ANSWERS
    for id_, value in written.items():
        question = catalogue.questions.get(id_)
        if question is None:
            document.problem(
                (*path, id_, "<key>"), "unknown-question", id=shown(id_), **nearest(id_, catalogue.questions)
            )
            found = None
            continue
        try:
            answer = read(question, catalogue.places, _form(question, value))
        except BadAnswerError:
            document.problem((*path, id_), "persona-answer", **_expected(catalogue, question, value))
            found = None
            continue
        found = None if found is None else given(found, id_, answer)
    return found


def _form(question: Question, value: Value) -> Form:
    """Give text from YAML the form the `match` contract has; `read` refuses what has no such form."""
    if question.kind == "number":
        return [_number(end) for end in value] if isinstance(value, list) else _number(value)
    if isinstance(value, dict):
        return {option: _ticked(ticked) for option, ticked in value.items()}  # type: ignore[misc]  # see above
    return value  # type: ignore[return-value]  # see above


def _number(written: Value) -> Form:
    return int(written) if isinstance(written, str) and COUNT.match(written) else written  # type: ignore[return-value]  # `read` refuses it


def _ticked(written: Value) -> Value | bool:
    lowered = str(written).lower()
    return True if lowered in m.YES else False if lowered in m.NO else written


def _expected(catalogue: Catalogue, question: Question, value: Value) -> dict[str, str]:
    """Give what a message about a wrong answer needs: what is known, and what is nearest to the first wrong id."""
    limits = {"minimum": str(question.minimum), "maximum": str(question.maximum)}
    known = catalogue.places.by_id if question.kind == "place" else question.position
    ids = value if isinstance(value, list | dict) else [value]
    wrong = next((id_ for id_ in ids if isinstance(id_, str) and id_ not in known), "")
    return {"id": question.id, "kind": question.kind, "value": shown(wrong), **limits, **nearest(wrong, known)}


def check(catalogue: Catalogue, examples: Iterable[tuple[Document, list[m.PersonaModel]]]) -> None:
    """Hold every persona of every file against the catalogue."""
    listed = list(examples)
    named = {id_ for _, models in listed for model in models for id_ in _offers(model)}
    planner = Planner.of(catalogue)
    for document, models in listed:
        _check(planner, document, models, named)


def _offers(model: m.PersonaModel) -> tuple[str, ...]:
    return (*model.fits, *model.maybe, *model.no, *model.first)


def _check(planner: Planner, document: Document, models: list[m.PersonaModel], named: set[str]) -> None:
    catalogue = planner.catalogue
    gone: dict[str, list[Path_]] = {}
    unique(document, (((index, "id"), model.id) for index, model in enumerate(models)))
    for index, model in enumerate(models):
        answers = answers_of(catalogue, document, (index, "answers"), model.answers)
        if answers is None:
            continue
        plan = planner.plan(answers, model.on)
        _verdicts(document, index, model, catalogue.offers, plan.results, gone)
        if model.nothing and plan.shown:
            document.problem((index, "nothing"), "persona-nothing", id=plan.shown[0].offer.id)
        offered = {contact.id for contact in plan.contacts}
        for number, contact in enumerate(model.contacts):
            path: Path_ = (index, "contacts", number)
            if contact not in catalogue.contacts:
                document.problem(path, "unknown-contact", id=contact, **nearest(contact, catalogue.contacts))
            elif contact not in offered:
                document.problem(path, "persona-contact", id=contact)
    _gone(document, gone, catalogue, named)


def _gone(document: Document, gone: Mapping[str, list[Path_]], catalogue: Catalogue, named: set[str]) -> None:
    """An offer that is gone is told once, with every line that names it.

    It may have a new id: then there is one like it that no example names yet.
    """
    fresh = [id_ for id_ in catalogue.offers if id_ not in named]
    for id_, paths in gone.items():
        lines = ", ".join(dict.fromkeys(str(document.where(path).line) for path in paths))
        new = nearest(id_, fresh)["near"]
        if new:
            document.problem(paths[0], "changed-offer", id=id_, new=new, lines=lines)
            continue
        near = nearest(id_, catalogue.offers)
        # Ids are much alike: one that differs in a sign names another offer, and is no slip of this one.
        if len(near["near"]) == len(id_):
            near["near"] = ""
        document.problem(paths[0], "unknown-offer", id=id_, lines=lines, **near)


def _verdicts(  # noqa: PLR0913, PLR0917 -- an example, and what it is held against
    document: Document,
    index: int,
    model: m.PersonaModel,
    offers: Mapping[str, object],
    judged: Iterable[Result],
    gone: dict[str, list[Path_]],
) -> None:
    """Hold what an example must be shown against what it is; `gone` gathers the offers there are not."""
    results = {result.offer.id: result for result in judged}
    for key, verdict in (("fits", Verdict.FITS), ("maybe", Verdict.MAYBE), ("no", Verdict.NO)):
        for number, offer in enumerate(getattr(model, key)):
            path: Path_ = (index, key, number)
            # What can only be looked up is matched with nobody.
            found = results[offer].verdict if offer in results else Verdict.NO
            if offer not in offers:
                gone.setdefault(offer, []).append(path)
            elif found is not verdict:
                document.problem(path, "persona-verdict", id=offer, wanted=verdict, found=found)
    for offer, wanted in model.first.items():
        path = (index, "first", offer)
        if offer not in offers:
            gone.setdefault(offer, []).append(path)
            continue
        first = results[offer].first if offer in results else False
        if first is not FIRST[wanted]:
            told = next(name for name, value in FIRST.items() if value is first)
            document.problem(path, "persona-first", id=offer, wanted=wanted, found=told)
