"""Where conditions stand in the files: the file's own form of a condition, walked beside the condition itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import Place as Where
from bot.core.offers import Offer
from bot.files.folder import Folder
from bot.files.reader import Document, Path_, Value

#: What an offer takes over from its programme where it has none of its own.
SHARED = ("first", "especially")


@dataclass(frozen=True)
class Written:
    """One condition in a file. `word`: the key it begins with; None where several lines under one another are meant."""

    document: Document
    groups: Document
    path: Path_
    word: str | None

    @classmethod
    def at(cls, document: Document, groups: Document, path: Path_) -> Written:
        """Give the condition at a path, whatever form it has."""
        value = value_at(document, path)
        if isinstance(value, dict) and len(value) == 1:
            (word,) = value
            return cls(document, groups, (*path, word), word)
        return cls(document, groups, path, None)

    @property
    def where(self) -> Where:
        """File, line and column."""
        return self.document.places.get((*self.path, "<key>")) or self.document.where(self.path)

    @property
    def parts(self) -> tuple[Written, ...]:
        """The conditions inside this one, in the order in which the catalogue has them."""
        value = value_at(self.document, self.path)
        match self.word, value:
            case None, dict():
                return tuple(Written(self.document, self.groups, (*self.path, word), word) for word in value)
            case "any" | "all", list():
                return tuple(self._inside(index) for index in range(len(value)))
            case "not" | "perhaps", _:
                return (self._inside(),)
            case "at_least", dict():
                return tuple(self._inside(count, index) for count, listed in value.items() for index in _each(listed))
            case "is", str():
                return (Written.at(self.groups, self.groups, (value, "rule")),)
        return ()

    def _inside(self, *steps: str | int) -> Written:
        return Written.at(self.document, self.groups, (*self.path, *steps))


def _each(listed: Value) -> range:
    return range(len(listed) if isinstance(listed, list) else 0)


def value_at(document: Document, path: Path_) -> Value:
    """Give what stands at a path; None where nothing does."""
    value = document.value
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


@dataclass(frozen=True)
class OfferFile:
    """The file in which an offer stands, and where in it."""

    document: Document
    groups: Document
    path: Path_

    @property
    def where(self) -> Where:
        """File, line and column of the offer."""
        return self.document.where(self.path)

    def condition(self, key: str) -> Written | None:
        """Give the offer's own condition under a key, or the one it takes over; None where there is none."""
        if value_at(self.document, (*self.path, key)) is not None:
            return Written.at(self.document, self.groups, (*self.path, key))
        return self.programme(key) if key in SHARED else None

    def programme(self, key: str) -> Written | None:
        """Give the programme's condition under a key."""
        if value_at(self.document, (key,)) is None:
            return None
        return Written.at(self.document, self.groups, (key,))


@dataclass(frozen=True)
class Files:
    """Reads again those files of a loaded catalogue whose lines are to be named."""

    folder: Folder

    @classmethod
    def of(cls, path: Path) -> Files:
        """Look at the files of one folder."""
        return cls(Folder(path))

    def offer(self, offer: Offer) -> OfferFile | None:
        """Find the file of an offer; None where it is gone since the catalogue was loaded."""
        for name in self.folder.names("programmes"):
            if Path(name).stem == offer.programme.id:
                document = self.document(name)
                number = numbers(value_at(document, ("offers",))).get(offer.id)
                if number is not None:
                    return OfferFile(document, self.document("groups.yaml"), ("offers", number))
        return None

    def question(self, question: str, option: str | None = None) -> Where:
        """Find a question or one of its options."""
        document = self.document("questions.yaml")
        index = numbers(document.value).get(question, 0)
        path: Path_ = (index,)
        if option is not None:
            path = (index, "options", numbers(value_at(document, (index, "options"))).get(option, 0))
        return document.where(path)

    def document(self, name: str) -> Document:
        """Read a file once."""
        found = next((document for document in self.folder.documents if document.file == name), None)
        return found or self.folder.read(name)


def numbers(listed: Value) -> Mapping[str, int]:
    """Give the number of each entry of a list by its id."""
    entries = enumerate(listed) if isinstance(listed, list) else ()
    return {str(entry.get("id")): number for number, entry in entries if isinstance(entry, dict)}
