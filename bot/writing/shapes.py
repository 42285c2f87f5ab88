"""The models of the files as plain facts: which fields there are and what may stand in each of them."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.files import models as m
from bot.files.meanings import MEANINGS, Meaning

#: Types that say by their name alone what is written there.
SIMPLE: tuple[tuple[Any, str], ...] = (
    (m.Flag, "flag"),
    (m.MonthDay, "month_day"),
    (m.Day, "day"),
    (m.Id, "id"),
    (m.Mentioned, "id"),
    (m.Ids, "ids"),
    (m.Words, "words"),
    (m.WordLists, "word_lists"),
    (dict[m.Words, m.Words], "families"),
    (m.Named, "named"),
    (m.TextModel, "text"),
    (int, "number"),
    (str, "words"),
)
#: Fields of any type that are no condition, and a dictionary of them.
ANSWERS, VERDICTS = dict[str, Any], dict[str, Literal["yes", "no", "unknown"]]
#: Where an id of the catalogue is named, and what it must be an id of.
NAMES = {
    "OptionModel.implies": "options",
    "OfferModel.need": "needs",
    "ContactModel.need": "needs",
    "OfferModel.body": "bodies",
    "ProgrammeModel.body": "bodies",
    "ContactModel.bodies": "bodies",
    "ContactModel.serves": "places",
    "OfferModel.papers": "papers",
    "DangerModel.bodies": "bodies",
}


@dataclass(frozen=True)
class Shape:
    """What stands in one place. `kind`: a name of SIMPLE, or choice, list, model, condition, answers, verdicts."""

    kind: str
    choices: tuple[str, ...] = ()
    model: type[BaseModel] | None = None
    item: Shape | None = None
    #: The list may not be empty.
    filled: bool = False
    lowest: int | None = None
    highest: int | None = None
    #: The vocabulary an id must come from.
    names: str | None = None


@dataclass(frozen=True)
class Field:
    """One field of a model, called as in the files."""

    name: str
    shape: Shape
    required: bool
    meaning: Meaning


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """Give the fields of a model, the required ones first, else in the order they are declared."""
    found = list(_fields(model))
    return tuple(sorted(found, key=lambda field: not field.required))


def _fields(model: type[BaseModel]) -> Iterator[Field]:
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        called = info.alias or name
        shape = _limited(_shape(hints[name]), info)
        shape = replace(shape, names=NAMES.get(f"{model.__name__}.{called}"))
        yield Field(called, shape, info.is_required(), MEANINGS[model.__name__][called])


def _shape(hint: Any) -> Shape:
    if hint is m.Written:
        return Shape("condition")
    if hint in (ANSWERS, VERDICTS):
        return Shape("answers" if hint == ANSWERS else "verdicts")
    simple = next((kind for known, kind in SIMPLE if hint == known), None)
    if simple:
        return Shape(simple)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Shape("choice", tuple(str(value) for value in _flat(inner)))
    if origin is Union or origin is types.UnionType:
        (other,) = (one for one in inner if one is not type(None))
        return _shape(other)
    if origin is typing.Annotated:
        return _shape(inner[0])
    if origin is list:
        # A list of words may be written as one word.
        return Shape("ids") if _shape(inner[0]).kind == "id" else Shape("list", item=_shape(inner[0]))
    return Shape("model", model=hint)


def _flat(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def _limited(shape: Shape, info: FieldInfo) -> Shape:
    for limit in info.metadata:
        match limit:
            case Ge(ge=lowest):
                shape = replace(shape, lowest=int(str(lowest)))
            case Le(le=highest):
                shape = replace(shape, highest=int(str(highest)))
            case MinLen() if shape.kind in ("list", "ids"):
                shape = replace(shape, filled=True)
    return shape
