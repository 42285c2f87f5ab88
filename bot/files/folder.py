"""The files of one catalogue while they are being read: each with its document, held against its shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from bot.core.errors import Level, Problem
from bot.files import kinds
from bot.files import models as m
from bot.files.raw import inside, names
from bot.files.reader import Document, parse, read
from bot.files.validate import validate

Shape = TypeVar("Shape")


#: What keeps a whole file from being read: other problems may only follow from it, so it is told first.
UNREADABLE = {
    "no-folder", "missing-file", "unreadable", "leads-out", "foreign-file", "too-large", "too-many", "empty-file",
    "encoding-1250", "encoding", "odd-character", "odd-space", "tab", "anchor", "tag", "too-deep", "syntax",
}  # fmt: skip


@dataclass
class Folder:
    """The files of one catalogue while they are being read."""

    path: Path
    documents: list[Document] = field(default_factory=list)
    #: What stands in files, where it was looked at already.
    raw: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> Document:
        """Read one file of the folder."""
        raw, path = self.raw.pop(name, None), self.path / name
        if raw is not None:
            document = parse(raw, name)
        elif inside(self.path, path):
            document = read(path, name)
        else:
            document = Document(name)
            document.problem((), "leads-out")
        self.documents.append(document)
        return document

    def model(self, name: str, shape: type[Shape]) -> tuple[Document, Shape | None]:
        """Read one file and hold it against its shape."""
        document = self.read(name)
        found = None if document.value is None else validate(document, shape)
        if found is None and document.value is not None:
            kinds.wrong(document)
        return document, found

    def has(self, name: str) -> bool:
        """Tell whether the folder has a file."""
        return (self.path / name).is_file()

    def names(self, folder: str) -> list[str]:
        """Give the YAML files of a folder inside this one, sorted."""
        return names(self.path, folder)

    @property
    def broken(self) -> bool:
        """Tell whether anything found so far keeps the catalogue from being used."""
        return any(problem.level is Level.ERROR for document in self.documents for problem in document.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found so far, the gravest first, then by place.

        What is wrong with example residents keeps nobody from being helped, and often only follows from a rule.
        """
        found = {
            (p.level, p.where.file.startswith("personas/"), p.code not in UNREADABLE, p.where, p.code, str(p.values)): p
            for document in self.documents
            for p in document.problems
        }
        return tuple(found[key] for key in sorted(found))


class Files(NamedTuple):
    """What the files say, each with its document; None where a file cannot be read."""

    places: tuple[Document, list[m.PlaceModel] | None]
    questions: tuple[Document, list[m.QuestionModel] | None]
    groups: tuple[Document, dict[str, m.GroupModel] | None]
    contacts: tuple[Document, m.ContactsModel | None]
    crisis: tuple[Document, m.DangersModel | None]
    #: Without a document where there is no such file: offers may do without papers.
    papers: tuple[Document | None, dict[m.Id, m.TextModel] | None]
    programmes: list[tuple[Document, m.ProgrammeModel | None]]

    @classmethod
    def of(cls, folder: Folder) -> Files:
        """Read all files of a folder but the example residents."""
        return cls.shared(folder)._replace(
            programmes=[folder.model(name, m.ProgrammeModel) for name in folder.names("programmes")]
        )

    @classmethod
    def shared(cls, folder: Folder) -> Files:
        """Read the files that all programmes rest on."""
        return cls(
            folder.model("places.yaml", list[m.PlaceModel]),
            folder.model("questions.yaml", list[m.QuestionModel]),
            folder.model("groups.yaml", dict[str, m.GroupModel]),
            folder.model("contacts.yaml", m.ContactsModel),
            folder.model("crisis.yaml", m.DangersModel),
            folder.model("papers.yaml", dict[m.Id, m.TextModel]) if folder.has("papers.yaml") else (None, {}),
            [],
        )
