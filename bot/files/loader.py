"""A folder -> a catalogue, or every problem at once. A broken catalogue is never used, not even in part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.core.catalogue import Catalogue, Group
from bot.core.conditions import Condition
from bot.core.errors import BadCatalogueError, Level, Problem
from bot.core.errors import Place as Where
from bot.core.offers import Offer
from bot.core.places import Places
from bot.core.questions import Question
from bot.files import build, checks, personas
from bot.files import models as m
from bot.files.conditions import ConditionReader
from bot.files.holes import holes
from bot.files.reader import Document, read
from bot.files.validate import validate

Shape = TypeVar("Shape")


@dataclass
class Folder:
    """The files of one catalogue while they are being read."""

    path: Path
    documents: list[Document] = field(default_factory=list)

    def read(self, name: str) -> Document:
        """Read one file of the folder."""
        document = read(self.path / name, name)
        self.documents.append(document)
        return document

    def model(self, name: str, shape: type[Shape]) -> tuple[Document, Shape | None]:
        """Read one file and hold it against its shape."""
        document = self.read(name)
        found = None if document.problems else validate(document, shape)
        return document, found

    def document(self, name: str) -> Document:
        """Give a file that was read already."""
        return next(document for document in self.documents if document.file == name)

    def has(self, name: str) -> bool:
        """Tell whether the folder has a file."""
        return (self.path / name).is_file()

    def names(self, folder: str) -> list[str]:
        """Give the YAML files of a folder inside this one, sorted."""
        found = (self.path / folder).glob("*.y*ml")
        # Editors keep hidden files of their own beside the one they have open.
        return sorted(f"{folder}/{path.name}" for path in found if not path.name.startswith("."))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found so far, the gravest first, then by place."""
        found = {(p.level, p.where, p.code, str(p.values)): p for doc in self.documents for p in doc.problems}
        return tuple(found[key] for key in sorted(found))


def load(path: Path) -> Catalogue:
    """Load a catalogue. Raises BadCatalogueError with every error."""
    catalogue, problems = examine(path, with_personas=False)
    if catalogue is None:
        raise BadCatalogueError(tuple(problem for problem in problems if problem.level is Level.ERROR))
    return catalogue


def examine(path: Path, *, with_personas: bool = True) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read and check everything. The catalogue is None where it could not be built."""
    if not path.is_dir():
        return None, (Problem(Where(str(path)), "no-folder"),)
    folder = Folder(path)
    catalogue = _build(folder)
    if catalogue is not None and with_personas:
        for name in folder.names("personas"):
            document, found = folder.model(name, list[m.PersonaModel])
            personas.check(catalogue, document, found or [])
        for body, places in holes(catalogue).items():
            folder.document("contacts.yaml").warning(("contacts",), "no-contact", id=body, places=", ".join(places))
    return catalogue, folder.problems


def _build(folder: Folder) -> Catalogue | None:
    places_document, root = folder.model("places.yaml", list[m.PlaceModel])
    questions_document, question_models = folder.model("questions.yaml", list[m.QuestionModel])
    groups_document, group_models = folder.model("groups.yaml", dict[str, m.GroupModel])
    contacts_document, contact_models = folder.model("contacts.yaml", m.ContactsModel)
    crisis = folder.model("crisis.yaml", m.DangersModel)[1]
    papers = folder.model("papers.yaml", dict[m.Id, m.TextModel])[1] if folder.has("papers.yaml") else {}
    programmes = [folder.model(name, m.ProgrammeModel) for name in folder.names("programmes")]
    if root is None or question_models is None or group_models is None:
        return None
    if contact_models is None or crisis is None or papers is None:
        return None
    if len(root) != 1:
        places_document.problem((), "one-root")
        return None
    checks.unique(places_document, _places(root[0], (0,)))
    places = Places(build.place(root[0]))
    checks.unique(questions_document, (((i, "id"), q.id) for i, q in enumerate(question_models)))
    questions = {model.id: build.question(model, places.leaves) for model in question_models}
    checks.questions(questions_document, question_models, questions)
    if places_document.problems or questions_document.problems:
        return None
    reader = ConditionReader(questions, places, group_models)
    questions = _asked_if(questions, question_models, questions_document, reader)
    groups = _groups(group_models, groups_document, replace_questions(reader, questions))
    for kind in ("bodies", "contacts"):
        listed = getattr(contact_models, kind)
        checks.unique(contacts_document, (((kind, index, "id"), one.id) for index, one in enumerate(listed)))
    bodies = {model.id: build.body(model) for model in contact_models.bodies}
    contacts = {
        model.id: build.contact(model, contacts_document, ("contacts", index))
        for index, model in enumerate(contact_models.contacts)
    }
    need = next((q for q in questions.values() if q.role == "need"), None)
    checks.dangers(folder.document("crisis.yaml"), crisis, bodies, contacts_document, contact_models)
    checks.contacts(contacts_document, contact_models, bodies, places, need)
    offers: dict[str, Offer] = {}
    for document, model in programmes:
        if model is not None:
            checks.programme(document, model, bodies, need, offers)
            checks.standing(document, model, papers)
            offers |= {offer.id: offer for offer in build.offers(model, document, reader)}
    if any(problem.level is Level.ERROR for problem in folder.problems):
        return None
    told = {id_: build.text(paper) for id_, paper in papers.items()}
    return Catalogue(questions, places, groups, offers, bodies, contacts, told, build.dangers(crisis))


def replace_questions(reader: ConditionReader, questions: Mapping[str, Question]) -> ConditionReader:
    """Let the reader see the questions with `asked_if` read."""
    reader.questions = questions
    return reader


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


def _groups(models: Mapping[str, m.GroupModel], document: Document, reader: ConditionReader) -> dict[str, Group]:
    found: dict[str, Group] = {}
    refers: dict[str, set[str]] = {}
    for id_, model in models.items():
        reader.used_groups = set()
        rule = reader.read(model.rule, document, (id_, "rule"))
        refers[id_] = reader.used_groups
        if rule is not None:
            found[id_] = Group(build.text(model.name), rule)
    for id_ in models:
        if id_ in _reached(id_, refers):
            document.problem((id_, "rule"), "group-circle", id=id_)
    return found


def _reached(start: str, refers: Mapping[str, set[str]]) -> set[str]:
    """Give every group that a group refers to, directly or through others."""
    found: set[str] = set()
    fresh = [start]
    while fresh:
        more = refers[fresh.pop()] - found
        found |= more
        fresh += more
    return found
