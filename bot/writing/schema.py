"""The models as JSON Schema (draft 2020-12): what editors complete and underline, with what each field means.

The reader of the catalogue takes every scalar as text; an editor does not. So a number, a yes or a year may stand
both as text and as what an editor takes it for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.core.catalogue import Catalogue
from bot.core.questions import Option, Question
from bot.core.texts import Text
from bot.files import models as m
from bot.files.meanings import Meaning
from bot.writing.shapes import Field, Shape, fields

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"
#: The file in the catalogue's folder, the kind of file -> what stands in it: a model, a list of them, or one by name.
KINDS: dict[str, tuple[str, str, type[BaseModel]]] = {
    "questions": ("questions.yaml", "list", m.QuestionModel),
    "places": ("places.yaml", "list", m.PlaceModel),
    "groups": ("groups.yaml", "named", m.GroupModel),
    "contacts": ("contacts.yaml", "one", m.ContactsModel),
    "papers": ("papers.yaml", "named", m.TextModel),
    "crisis": ("crisis.yaml", "one", m.DangersModel),
    "programme": ("programmes/", "one", m.ProgrammeModel),
    "personas": ("personas/", "list", m.PersonaModel),
}
ID = r"^[a-z0-9][a-z0-9_.-]{0,39}$"
RANGE = r"^(?:[0-9]{1,6} *\.\. *[0-9]{1,6}|[0-9]{1,6} *\+|\.\. *[0-9]{1,6}|[0-9]{1,6})$"
#: Language -> what the words of conditions mean.
CONDITIONS = {
    "any": Meaning("spełnia choć jedno z listy", "at least one of the list holds"),
    "all": Meaning("spełnia wszystko z listy", "each of the list holds"),
    "not": Meaning("nie spełnia tego, co w środku", "the condition does not hold"),
    "at_least": Meaning("spełnia co najmniej tyle z listy: {2: [...]}", "so many of the list hold: {2: [...]}"),
    "is": Meaning("spełnia regułę o tej nazwie z groups.yaml", "the rule of this name in groups.yaml"),
    "perhaps": Meaning("o tym zdecyduje urząd", "left to the office that decides"),
    "lives_in": Meaning("mieszka tam albo w części tego miejsca", "lives there or in a part of it"),
}
AGE = Meaning("liczba albo zakres: 18+, ..17, 18..64", "a number or a range: 18+, ..17, 18..64")
#: Keys that need a definition of their own.
_LISTED: Schema = {"type": "array", "minItems": 1}


def file_kind(name: str) -> str:
    """Give the kind of a file, named as in the catalogue's folder, such as programmes/town.yaml."""
    return next(kind for kind, (file, _, _) in KINDS.items() if name == file or (file[-1] == "/" and file in name))


def line(name: str) -> str:
    """Give the line at the top of a file that tells editors its schema."""
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_kind(name)}.json\n"


def schemas(catalogue: Catalogue | None, language: str = "pl") -> dict[str, Schema]:
    """Give the schema of every kind of file, with the ids of this catalogue where there is one."""
    return {kind: schema(kind, catalogue, language) for kind in KINDS}


def schema(kind: str, catalogue: Catalogue | None, language: str = "pl") -> Schema:
    """Give the schema of one kind of file."""
    made = _Maker(language, catalogue)
    file, form, model = KINDS[kind]
    if form == "one":
        body: Schema = made.model(model)
    elif form == "list":
        body = {"type": "array", "items": made.model(model)}
    else:
        value = made.model(model)
        body = {"type": "object", "propertyNames": {"pattern": ID}, "additionalProperties": value}
    return {"$schema": DRAFT, "title": file, **body, "$defs": dict(sorted(made.definitions.items()))}


def write(folder: Path, catalogue: Catalogue | None, language: str = "pl") -> list[Path]:
    """Write all schemas into the folder of a catalogue. Gives what was written."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    written = []
    for kind, made in schemas(catalogue, language).items():
        path = target / f"{kind}.json"
        path.write_text(text(made), encoding="utf-8")
        written.append(path)
    return written


def text(made: Schema) -> str:
    """Give a schema as it stands in its file."""
    import json  # noqa: PLC0415 -- only here

    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


@dataclass
class _Maker:
    """Makes definitions as they are needed, each once."""

    language: str
    catalogue: Catalogue | None
    definitions: dict[str, Schema] = field(default_factory=dict)

    def model(self, model: type[BaseModel]) -> Schema:
        name = model.__name__.removesuffix("Model").lower()
        if model is m.TextModel:
            return self.kind("text")
        if name not in self.definitions:
            self.definitions[name] = {}  # places hold places
            found = fields(model)
            self.definitions[name] = {
                "type": "object",
                "properties": {one.name: self.field(one) for one in found},
                "required": [one.name for one in found if one.required],
                "additionalProperties": False,
            }
        return _ref(name)

    def field(self, one: Field) -> Schema:
        return {"description": self.said(one.meaning), **self.shape(one)}

    def said(self, meaning: Meaning) -> str:
        return meaning.pl if self.language == "pl" else meaning.en

    def shape(self, one: Field) -> Schema:
        shape = one.shape
        if one.name == "first" and shape.kind == "condition":
            return {"anyOf": [{"const": "none"}, self.condition()]}
        if shape.names:
            return self.names(shape.names, several=shape.kind == "ids", filled=shape.filled)
        return self.of(shape)

    def of(self, shape: Shape) -> Schema:
        if shape.kind == "list" and shape.item:
            inner = self.of(shape.item)
            several: Schema = {"type": "array", "items": inner, **({"minItems": 1} if shape.filled else {})}
            return {"anyOf": [inner, several]} if shape.item.kind == "words" else several
        if shape.kind == "model" and shape.model:
            return self.model(shape.model)
        if shape.kind == "choice":
            return {"enum": list(shape.choices)}
        if shape.kind == "number":
            limits = {"minimum": shape.lowest, "maximum": shape.highest}
            number = {"type": "integer", **{key: value for key, value in limits.items() if value is not None}}
            return {"anyOf": [number, {"type": "string", "pattern": "^[0-9]{1,4}$"}]}
        if shape.kind == "condition":
            return self.condition()
        if shape.kind == "answers":
            return self.answers()
        return self.kind(shape.kind)

    def kind(self, kind: str) -> Schema:
        """Give a reference to what a simple kind of value looks like."""
        words = {"anyOf": [{"type": "string", "minLength": 1, "pattern": r"\S"}, {"type": "number"}]}
        language = {"pattern": m.LANGUAGE}
        simple: Mapping[str, Schema] = {
            "flag": {"anyOf": [{"type": "boolean"}, {"enum": [*m.YES, *m.NO]}]},
            "id": {"type": "string", "pattern": ID},
            "ids": {"anyOf": [_ref("id"), {"type": "array", "items": _ref("id")}]},
            "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "month_day": {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
            "words": words,
            "several_words": {"anyOf": [_ref("words"), {"type": "array", "items": _ref("words")}]},
            "word_lists": {"type": "object", "propertyNames": language, "additionalProperties": _ref("several_words")},
            "families": {"type": "object", "additionalProperties": _ref("words")},
            "text": {
                "type": "object",
                "properties": {
                    one.name: {"description": self.said(one.meaning), **_ref("words")} for one in fields(m.TextModel)
                },
                "propertyNames": language,
                "additionalProperties": _ref("words"),
                "required": ["pl", "en"],
            },
            "named": {"anyOf": [_ref("words"), _ref("text")]},
            "verdicts": {"type": "object", "additionalProperties": {"enum": ["yes", "no", "unknown"]}},
        }
        needs = {
            "ids": ("id",),
            "several_words": ("words",),
            "word_lists": ("several_words",),
            "families": ("words",),
            "text": ("words",),
            "named": ("words", "text"),
        }
        if kind not in self.definitions:
            self.definitions[kind] = simple[kind]
            for other in needs.get(kind, ()):
                self.kind(other)
        return _ref(kind)

    def names(self, vocabulary: str, *, several: bool, filled: bool) -> Schema:
        """Give what names one or several ids of a vocabulary."""
        one = self.vocabulary(vocabulary)
        least = {"minItems": 1} if filled else {}
        return {"anyOf": [one, {"type": "array", "items": one, **least}]} if several else one

    def vocabulary(self, name: str) -> Schema:
        """Give the ids of a vocabulary; any id where there is no catalogue."""
        catalogue = self.catalogue
        if catalogue is None:
            return self.kind("id")
        need = catalogue.role("need")
        options = [option for question in catalogue.questions.values() for option in question.options]
        ids: Mapping[str, Mapping[str, Text]] = {
            "places": {id_: place.name for id_, place in catalogue.places.by_id.items()},
            "bodies": {id_: body.name for id_, body in catalogue.bodies.items()},
            "papers": catalogue.papers,
            "groups": {id_: group.name for id_, group in catalogue.groups.items()},
            "needs": _labels(need.options if need else ()),
            "options": _labels(options),
        }
        self.definitions.setdefault(f"id_of_{name}", self.told(ids[name]))
        return _ref(f"id_of_{name}")

    def told(self, ids: Mapping[str, Text]) -> Schema:
        """Give ids of which one is chosen, each with what an editor shows beside it."""
        return {"enum": list(ids), "enumDescriptions": [text.in_(self.language) for text in ids.values()]}

    def condition(self) -> Schema:
        """Give a reference to what a condition looks like: conditions hold conditions."""
        if "condition" not in self.definitions:
            self.definitions["condition"] = {}
            several = {**_LISTED, "items": _ref("condition")}
            counted = {
                "type": "object",
                "propertyNames": {"pattern": "^[0-9]{1,4}$"},
                "additionalProperties": several,
                "minProperties": 1,
                "maxProperties": 1,
            }
            shapes = {
                "any": several,
                "all": several,
                "not": _ref("condition"),
                "at_least": counted,
                "is": self.vocabulary("groups"),
                "perhaps": _ref("condition"),
                "lives_in": self.names("places", several=True, filled=False),
            }
            told = {word: {"description": self.said(CONDITIONS[word]), **shape} for word, shape in shapes.items()}
            questions = {} if self.catalogue is None else self.catalogue.judged
            asked = {id_: self.about(question) for id_, question in questions.items()}
            body: Schema = {"type": "object", "minProperties": 1, "properties": {**told, **asked}}
            if self.catalogue is not None:
                body["additionalProperties"] = False
            self.definitions["condition"] = {"anyOf": [{"const": "anyone"}, body]}
        return _ref("condition")

    def about(self, question: Question) -> Schema:
        """Give what a condition on one question looks like."""
        if question.kind == "place":
            return {"description": question.ask.in_(self.language), **self.names("places", several=True, filled=False)}
        if question.kind == "number":
            number = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": RANGE}]}
            return {"description": self.said(AGE), **number}
        one = self.options(question)
        told = question.ask.in_(self.language)
        return {"description": told, "anyOf": [one, {**_LISTED, "items": one}]}

    def options(self, question: Question) -> Schema:
        self.definitions.setdefault(f"options_of_{question.id}", self.told(_labels(question.options)))
        return _ref(f"options_of_{question.id}")

    def answers(self) -> Schema:
        """Give what the answers of an example resident look like."""
        questions = {} if self.catalogue is None else self.catalogue.questions
        found = {id_: self.answer(question) for id_, question in questions.items()}
        return {"type": "object", "properties": found, **({"additionalProperties": False} if questions else {})}

    def answer(self, question: Question) -> Schema:
        nothing = {"type": "null"}
        if question.kind == "number":
            number = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{1,4}$"}]}
            between = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
            return {"description": question.ask.in_(self.language), "anyOf": [number, between, nothing]}
        one = self.vocabulary("places") if question.kind == "place" else self.options(question)
        forms: list[Schema] = [one, {"type": "array", "items": one}, nothing]
        if question.kind == "many":
            ticked = {"type": "object", "propertyNames": one, "additionalProperties": self.kind("flag")}
            forms.append(ticked)
        return {"description": question.ask.in_(self.language), "anyOf": forms}


def _labels(options: Iterable[Option]) -> dict[str, Text]:
    return {option.id: option.label for option in options}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
