"""A folder -> a catalogue, or every problem at once. A broken catalogue is never used, not even in part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue, Group
from bot.core.conditions import Condition
from bot.core.contacts import Body, ContactPoint
from bot.core.errors import BadCatalogueError, Level, Problem
from bot.core.errors import Place as Where
from bot.core.offers import Offer
from bot.core.places import Places
from bot.core.questions import Question
from bot.files import build, checks
from bot.files import models as m
from bot.files.conditions import ConditionReader
from bot.files.folder import Files, Folder
from bot.files.reader import Document


def load(path: Path) -> Catalogue:
    """Load a catalogue. Raises BadCatalogueError with every error that keeps it from being used."""
    if not path.is_dir():
        raise BadCatalogueError((no_folder(path),))
    folder = Folder(path)
    catalogue = _build(folder, Files.of(folder))
    if catalogue is None:
        raise BadCatalogueError(tuple(problem for problem in folder.problems if problem.level is Level.ERROR))
    return catalogue


def no_folder(path: Path) -> Problem:
    """Give the problem of a folder that is not there."""
    return Problem(Where(str(path)), "no-folder")


def examine(path: Path, today: date | None = None) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read and check everything, also what takes time and is only advice. The catalogue is None where it is broken.

    `today`: days that are told as done are held against it. Wrong example residents do not break a catalogue.
    """
    # Nothing of this is needed to serve residents, so only `check` waits until it is loaded.
    from bot.files import advice, personas, strays  # noqa: PLC0415

    if not path.is_dir():
        return None, (no_folder(path),)
    folder = Folder(path)
    files = Files.of(folder)
    catalogue = _build(folder, files)
    advice.of_files(files, today)
    if catalogue is not None:
        advice.of_catalogue(catalogue, files)
    broken = folder.broken
    if catalogue is not None:
        examples = [folder.model(name, list[m.PersonaModel]) for name in folder.names("personas")]
        personas.check(catalogue, [(document, found or []) for document, found in examples])
    strays.check(folder)
    return None if broken else catalogue, folder.problems


def _build(folder: Folder, files: Files) -> Catalogue | None:
    """Build the catalogue. What hangs on a file that cannot be read is not looked at; everything else is."""
    places = _tree(*files.places)
    questions, reader = _questions(files, places)
    groups = {} if reader is None else _groups(*files.groups, reader)
    bodies, contacts = _contacts(*files.contacts)
    need = _need(questions)
    if files.contacts[1] is not None:
        checks.contacts(files.contacts[0], files.contacts[1], bodies or {}, places, need)
    if files.crisis[1] is not None:
        checks.dangers(files.crisis[0], files.crisis[1], bodies, *files.contacts)
    offers: dict[str, Offer] = {}
    owners: dict[str, str] = {}
    projects: dict[str, str] = {}
    # A copy that somebody left in the folder comes behind the file it was made of.
    for document, model in sorted(files.programmes, key=lambda one: not checks.is_called(*one)):
        if model is not None and model.id in projects:
            document.problem(("id",), "same-file", other=projects[model.id])
        elif model is not None:
            checks.programme(document, model, bodies, need, owners)
            checks.standing(document, model, files.papers[1])
            projects[model.id] = document.file
            owners |= {offer.id: document.file for offer in model.offers}
            if reader is not None:
                offers |= {offer.id: offer for offer in build.offers(model, document, reader)}
        elif reader is not None:
            build.conditions(document, reader)
    crisis, papers = files.crisis[1], files.papers[1]
    if folder.broken or places is None or questions is None or crisis is None or papers is None:
        return None
    told = {id_: build.text(paper) for id_, paper in papers.items()}
    return Catalogue(questions, places, groups, offers, bodies or {}, contacts, told, build.dangers(crisis))


def _tree(document: Document, models: list[m.PlaceModel] | None) -> Places | None:
    if models is None:
        return None
    if len(models) != 1:
        document.problem((), "one-root")
        return None
    checks.unique(document, _places(models[0], (0,)))
    return None if document.problems else Places(build.place(models[0]))


def _questions(files: Files, places: Places | None) -> tuple[dict[str, Question] | None, ConditionReader | None]:
    """Give the questions and what reads conditions; nothing where conditions would only stumble over other errors."""
    document, models = files.questions
    if models is None:
        return None, None
    checks.unique(document, (((index, "id"), model.id) for index, model in enumerate(models)))
    questions = {model.id: build.question(model, places.leaves if places else ()) for model in models}
    checks.questions(document, models, questions)
    if document.problems or places is None:
        return questions, None
    # Of a file with errors a group may be missing that stands in it all the same.
    reader = ConditionReader(questions, places, None if files.groups[0].problems else files.groups[1])
    questions = _asked_if(questions, models, document, reader)
    reader.questions = questions
    return questions, reader


def _need(questions: Mapping[str, Question] | None) -> Mapping[str, object] | None:
    """Give the kinds of help; None where the questions cannot be read."""
    if questions is None:
        return None
    asked = (question for question in questions.values() if question.role == "need")
    return next(({option.id: option for option in question.options} for question in asked), {})


def _contacts(
    document: Document, model: m.ContactsModel | None
) -> tuple[dict[str, Body] | None, dict[str, ContactPoint]]:
    """Give the bodies and the contact points; no bodies where the file cannot be read."""
    if model is None:
        return None, {}
    for kind in ("bodies", "contacts"):
        listed = getattr(model, kind)
        checks.unique(document, (((kind, index, "id"), one.id) for index, one in enumerate(listed)))
    return {one.id: build.body(one) for one in model.bodies}, {
        one.id: build.contact(one, document, ("contacts", index)) for index, one in enumerate(model.contacts)
    }


def _places(model: m.PlaceModel, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    yield (*path, "id"), model.id
    for index, part in enumerate(model.parts):
        yield from _places(part, (*path, "parts", index))


def _asked_if(
    questions: Mapping[str, Question], models: list[m.QuestionModel], document: Document, reader: ConditionReader
) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for index, model in enumerate(models):
        condition: Condition | None = None
        if "asked_if" in model.model_fields_set:
            # Only questions that stand before this one may decide whether it applies; a group could hide a later one.
            earlier = replace(
                reader, questions=dict(found), used_groups=set(), later=frozenset(questions) - found.keys()
            )
            condition = earlier.read(model.asked_if, document, (index, "asked_if"))
            if earlier.used_groups:
                document.problem((index, "asked_if"), "asked-if-group", id=min(earlier.used_groups))
        found[model.id] = replace(questions[model.id], asked_if=condition)
    return found


def _groups(document: Document, models: Mapping[str, m.GroupModel] | None, reader: ConditionReader) -> dict[str, Group]:
    found: dict[str, Group] = {}
    refers: dict[str, set[str]] = {}
    for id_, model in (models or {}).items():
        reader.used_groups = set()
        rule = reader.read(model.rule, document, (id_, "rule"))
        refers[id_] = reader.used_groups
        if rule is not None:
            found[id_] = Group(build.text(model.name), rule)
    for id_ in refers:
        if id_ in _reached(id_, refers):
            document.problem((id_, "rule"), "group-circle", id=id_)
    return found


def _reached(start: str, refers: Mapping[str, set[str]]) -> set[str]:
    """Give every group that a group refers to, directly or through others; some may be missing from a broken file."""
    found: set[str] = set()
    fresh = [start]
    while fresh:
        more = refers.get(fresh.pop(), set()) - found
        found |= more
        fresh += more
    return found
