"""What the files say -> the parts of a catalogue, with every problem noted where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue, Group
from bot.core.conditions import Condition
from bot.core.contacts import Body, ContactPoint
from bot.core.errors import BadCatalogueError, Level, Problem
from bot.core.offers import Offer
from bot.core.places import Places
from bot.core.questions import Question
from bot.files import build, checks, intricate
from bot.files import models as m
from bot.files.conditions import ConditionReader
from bot.files.folder import Files, Folder
from bot.files.intricate import Limits
from bot.files.reader import Document


def base_of(path: Path, raw: Mapping[str, bytes | None]) -> tuple[Any, ...]:
    """Build what all offers rest on. `raw`: what stands in the files. Raises BadCatalogueError with every error."""
    there = {name: text for name, text in raw.items() if text is not None}
    folder = Folder(path, raw=dict(there))
    base = _base(Files.shared(folder)).catalogue({})
    if folder.broken or base is None:
        folder = Folder(path, raw=dict(there))
        _build(folder, Files.of(folder))
        raise BadCatalogueError.of(folder.problems)
    return (base.questions, base.places, base.groups, base.bodies, base.contacts, base.papers, base.dangers)


class Programmes:
    """Reads the files of programmes one by one. Each is forgotten again where nothing is wrong with it."""

    def __init__(self, path: Path, known: Catalogue, files: dict[str, str]) -> None:
        """Read against what is known; more offers may come to those of `known` meanwhile.

        `files`: programme -> the file it stands in, of those seen so far.
        """
        self.folder = Folder(path)
        self._known = known
        self._files = files
        groups = {id_: group.rule for id_, group in known.groups.items()}
        self._reader = ConditionReader(known.questions, known.places, groups)
        self._limits = Limits.of(known.questions, known.places, known.groups)
        self._need = _need(known.questions)
        #: Offers of files with errors, which never become known.
        self._broken: dict[str, str] = {}
        self._copies: list[tuple[Document, m.ProgrammeModel]] = []

    def read(self, name: str, raw: bytes | None) -> tuple[Offer, ...] | None:
        """Give the offers of one file; None where something is wrong with it, the folder then holds the problems."""
        if raw is not None:
            self.folder.raw[name] = raw
        document, model = self.folder.model(name, m.ProgrammeModel)
        if model is None:
            build.conditions(document, self._reader)
            return None
        if not checks.is_called(document, model):
            self._copies.append((document, model))
            return None
        return self._offers(document, model)

    def finish(self) -> Folder:
        """Judge what is not called as its file: a copy that somebody left comes behind the file it was made of."""
        for document, model in self._copies:
            self._offers(document, model)
        return self.folder

    def _offers(self, document: Document, model: m.ProgrammeModel) -> tuple[Offer, ...] | None:
        if model.id in self._files:
            document.problem(("id",), "same-file", other=self._files[model.id])
            return None
        checks.programme(document, model, self._known.bodies, self._need, self._owner)
        checks.standing(document, model, self._known.papers)
        offers = _offers(model, document, self._reader, self._limits)
        self._files[model.id] = document.file
        if any(problem.level is Level.ERROR for problem in document.problems):
            self._broken |= {offer.id: document.file for offer in model.offers}
            return None
        self.folder.documents.remove(document)
        return offers

    def _owner(self, id_: str) -> str | None:
        offer = self._known.offers.get(id_)
        return self._broken.get(id_) if offer is None else self._files[offer.programme.id]


def examine(path: Path, today: date | None = None) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read and check everything in a folder that is there; see `loader`."""
    # Nothing of this is needed to serve residents, so only `check` waits until it is loaded.
    from bot.files import advice, personas, strays  # noqa: PLC0415 -- see above

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


@dataclass(frozen=True)
class _Base:
    """What all offers rest on, as far as it can be read."""

    places: Places | None
    questions: dict[str, Question] | None
    reader: ConditionReader | None
    groups: dict[str, Group]
    bodies: dict[str, Body] | None
    contacts: dict[str, ContactPoint]
    papers: Mapping[str, m.TextModel] | None
    crisis: m.DangersModel | None
    limits: Limits | None

    def catalogue(self, offers: dict[str, Offer]) -> Catalogue | None:
        """Give the catalogue with these offers; None where one of the files could not be read."""
        if self.places is None or self.questions is None or self.crisis is None or self.papers is None:
            return None
        told = {id_: build.text(paper) for id_, paper in self.papers.items()}
        dangers = build.dangers(self.crisis)
        return Catalogue(
            self.questions, self.places, self.groups, offers, self.bodies or {}, self.contacts, told, dangers
        )


def _base(files: Files) -> _Base:
    """Build what all offers rest on. What hangs on a file that cannot be read is not looked at."""
    places = _tree(*files.places)
    questions, reader = _questions(files, places)
    groups = {} if reader is None else _groups(*files.groups, reader)
    limits = _limits(files, places, questions, groups)
    bodies, contacts = _contacts(*files.contacts)
    if files.contacts[1] is not None:
        checks.contacts(files.contacts[0], files.contacts[1], bodies or {}, places, _need(questions))
    if files.crisis[1] is not None:
        checks.dangers(files.crisis[0], files.crisis[1], bodies, *files.contacts)
    return _Base(places, questions, reader, groups, bodies, contacts, files.papers[1], files.crisis[1], limits)


def _limits(
    files: Files, places: Places | None, questions: dict[str, Question] | None, groups: dict[str, Group]
) -> Limits | None:
    """Look at groups and at when questions are asked; None where offers would only stumble over their errors."""
    (asked, _), (document, _) = files.questions, files.groups
    if places is None or questions is None or asked.problems or document.problems:
        return None
    intricate.groups(document, groups)
    limits = Limits.of(questions, places, groups)
    if limits is not None:
        for index, question in enumerate(questions.values()):
            limits.check(asked, (index, "asked_if"), question.asked_if)
    return limits


def _offers(
    model: m.ProgrammeModel, document: Document, reader: ConditionReader, limits: Limits | None
) -> tuple[Offer, ...]:
    """Build the offers of one file, and look how intricate their rules are."""
    offers = tuple(build.offers(model, document, reader))
    if limits is not None:
        limits.offers(document, model, offers)
    return offers


def _build(folder: Folder, files: Files) -> Catalogue | None:
    """Build the catalogue. What hangs on a file that cannot be read is not looked at; everything else is."""
    base = _base(files)
    need = _need(base.questions)
    offers: dict[str, Offer] = {}
    owners: dict[str, str] = {}
    projects: dict[str, str] = {}
    # A copy that somebody left in the folder comes behind the file it was made of.
    for document, model in sorted(files.programmes, key=lambda one: not checks.is_called(*one)):
        if model is not None and model.id in projects:
            document.problem(("id",), "same-file", other=projects[model.id])
        elif model is not None:
            checks.programme(document, model, base.bodies, need, owners.get)
            checks.standing(document, model, files.papers[1])
            projects[model.id] = document.file
            owners |= {offer.id: document.file for offer in model.offers}
            if base.reader is not None:
                offers |= {offer.id: offer for offer in _offers(model, document, base.reader, base.limits)}
        elif base.reader is not None:
            build.conditions(document, base.reader)
    return None if folder.broken else base.catalogue(offers)


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
