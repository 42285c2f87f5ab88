"""Documents against models: pydantic's findings become problems with file, line and column."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.files.conditions import nearest
from bot.files.reader import Document, Path_

Shape = TypeVar("Shape")

#: pydantic's type of error -> our code; everything else is "wrong-value".
CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_pattern_mismatch": "wrong-id",
    "date_from_datetime_parsing": "wrong-date",
    "date_parsing": "wrong-date",
    "date_type": "wrong-date",
    "int_parsing": "wrong-number",
    "int_type": "wrong-number",
    "bool_parsing": "wrong-yes-no",
    "bool_type": "wrong-yes-no",
    "literal_error": "wrong-choice",
    "list_type": "list-expected",
    "dict_type": "keys-expected",
    "model_type": "keys-expected",
    "model_attributes_type": "keys-expected",
    "string_type": "text-expected",
    "string_too_short": "text-expected",
    "too_short": "text-expected",
}


def validate(document: Document, shape: type[Shape], path: Path_ = ()) -> Shape | None:
    """Give the document's value in this shape, or None; the document then holds the problems."""
    value: Any = document.value
    for step in path:
        value = value[step]
    try:
        return TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        for found in error.errors(include_url=False, include_context=True):
            _problem(document, shape, (*path, *found["loc"]), found)
        return None


def _problem(document: Document, shape: type, location: tuple[int | str, ...], found: Any) -> None:
    code = CODES.get(found["type"], "wrong-value")
    # The names of union members and of models stand in pydantic's path, but not in the file.
    path = tuple(step for step in location if isinstance(step, int) or step.isidentifier() or step in ("from", "to"))
    while path and path not in document.places and code != "missing-key":
        path = path[:-1]
    values = {"key": str(location[-1]), "value": _shown(found.get("input"))}
    if code == "unknown-key":
        path = (*location, "<key>")
        values |= nearest(str(location[-1]), _siblings(shape, location))
    elif code == "wrong-choice":
        values |= {"known": found["ctx"]["expected"].replace("'", "")}
    elif code == "missing-key":
        path = location[:-1]
    document.problem(path, code, **values)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 -- what fits on a line


def _siblings(shape: type, location: tuple[int | str, ...]) -> list[str]:
    """Give the keys that may stand where an unknown one was found."""
    model: Any = shape
    for step in location[:-1]:
        if isinstance(step, str):
            model = _inner(model).model_fields[step].annotation if step in _fields(model) else model
    return [field.alias or name for name, field in _fields(model).items()]


def _fields(model: Any) -> dict[str, Any]:
    inner = _inner(model)
    return inner.model_fields if isinstance(inner, type) and issubclass(inner, BaseModel) else {}


def _inner(annotation: Any) -> Any:
    """Look through lists, options and annotations to the model inside."""
    while not isinstance(annotation, type) or not issubclass(annotation, BaseModel):
        arguments = [argument for argument in getattr(annotation, "__args__", ()) if argument is not type(None)]
        models = [argument for argument in arguments if _is_model(argument)]
        if not models:
            return annotation
        annotation = models[0]
    return annotation


def _is_model(annotation: Any) -> bool:
    inner = _inner(annotation)
    return isinstance(inner, type) and issubclass(inner, BaseModel)
