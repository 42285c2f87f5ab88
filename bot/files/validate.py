"""Documents against models: pydantic's findings become problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.files import meant, models
from bot.files.models import TextModel
from bot.files.near import nearest
from bot.files.reader import Document, Path_, shown

Shape = TypeVar("Shape")
#: The way to an entry, and one key in it.
Step = tuple[tuple[int | str, ...], tuple[int | str, ...]]

#: pydantic's type of error -> our code; everything else is "wrong-value".
CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_pattern_mismatch": "wrong-id",
    "date_parsing": "wrong-date",
    "date_from_datetime_parsing": "wrong-date",
    "date_type": "wrong-date",
    "month_day": "wrong-month-day",
    "int_parsing": "wrong-number",
    "int_parsing_size": "wrong-number",
    "int_type": "wrong-number",
    "greater_than_equal": "number-too-small",
    "less_than_equal": "number-too-large",
    "bool_parsing": "wrong-yes-no",
    "bool_type": "wrong-yes-no",
    "literal_error": "wrong-choice",
    "list_type": "list-expected",
    "too_short": "list-empty",
    "dict_type": "keys-expected",
    "model_type": "keys-expected",
    "language": "unknown-language",
    "string_type": "text-expected",
    "string_too_short": "text-expected",
}


#: What people type for a language.
LANGUAGES = {
    "pl": ("pl", "pol", "polski", "polish"),
    "en": ("en", "eng", "ang", "gb", "angielski", "english"),
}
#: The way to the key of a paper, which is the key of a whole entry of its file.
PAPER = 2
#: A key and its value without the space behind the colon.
GLUED = r"([a-z_]+):([^\s/].*)"


def validate(document: Document, shape: type[Shape]) -> Shape | None:
    """Give the document's value in this shape, or None; the document then holds the problems."""
    adapter: TypeAdapter[Shape] = _adapter(cast("Any", shape))
    try:
        return adapter.validate_python(document.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
        renamed = _renamed(found)
        for one in found:
            place = (one["loc"][:-1], one["loc"][-1:])
            if place in renamed.values():
                continue
            _problem(document, shape, one, str(renamed[place][1][0]) if place in renamed else "")
        return None


def _renamed(errors: list[ErrorDetails]) -> dict[Step, Step]:
    """Give each unknown key that stands for a missing one beside it: one mistake is told once.

    It does where the two are alike, or where each is the only one of its kind in the entry.
    """
    unknown = [(one["loc"][:-1], one["loc"][-1:]) for one in errors if one["type"] == "extra_forbidden"]
    missing = [(one["loc"][:-1], one["loc"][-1:]) for one in errors if one["type"] == "missing"]
    found: dict[Step, Step] = {}
    for at, (key,) in unknown:
        lacking = [str(step[0]) for where, step in missing if where == at]
        alone = len(lacking) == 1 and sum(where == at for where, _ in unknown) == 1
        known = key in _keys_anywhere()
        near = nearest(str(key), lacking)["near"] or (lacking[0] if alone and not known else "")
        if near:
            found[at, (key,)] = at, (near,)
    return found


@cache
def _keys_anywhere() -> frozenset[str]:
    """Give every key that belongs to something: one in a wrong place is no other key misspelled."""
    return frozenset(key for one in OWNERS for key in _keys(one))


#: What is wrong -> what was meant, from what was typed.
MEANT: dict[str, Callable[[str], str]] = {
    "wrong-date": meant.day,
    "wrong-month-day": meant.month_day,
    "wrong-number": meant.number,
    "wrong-id": meant.id_,
}
#: Where a key may belong that stands in the wrong place; the first that has it is told.
OWNERS = (
    models.OfferModel, models.ProgrammeModel, models.ContactModel, models.PhoneModel, models.QuestionModel,
    models.OptionModel, models.PlaceModel, models.PersonaModel, models.GroupModel, models.SourceModel,
)  # fmt: skip


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _problem(document: Document, shape: type, found: ErrorDetails, instead: str = "") -> None:
    """Note one problem. `instead`: the key that an unknown one stands for."""
    location, context, typed = found["loc"], found.get("ctx", {}), found["input"]
    code = _code(found)
    path: Path_ = ()
    for step in location:
        # Union members stand in pydantic's path but not in the file; neither does what is missing.
        path = (*path, step) if (*path, step) in document.places else path
    # Members of unions and keys of dictionaries are called "<...>" and "[key]" there.
    names = [step for step in location if isinstance(step, str) and not step.startswith(("<", "["))]
    key = context.get("key", names[-1] if names else "")
    values = {"key": shown(key)}
    if code == "unknown-language" or location[-1:] == ("[key]",):
        path = (*path, *([key] if (*path, key) in document.places else []), "<key>")
    if code == "missing-key":
        path, code, values = _missing(document, path, str(key), typed)
    elif code == "unknown-key":
        path = (*path, "<key>")
        code, values = _unknown(key, _siblings(shape, location))
        if instead:
            code, values = "unknown-key", {"key": shown(key), "near": instead, "known": instead}
    elif code.endswith("-expected"):
        code, values = _expected(code, values, typed, context)
    elif code == "wrong-choice":
        known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        values |= {"value": shown(typed), **nearest(shown(typed), known)}
    elif code in ("number-too-small", "number-too-large"):
        values |= {"limit": str(context.get("ge", context.get("le")))}
    elif code.startswith("wrong-"):
        code, values = _wrong(code, {**values, "value": shown(typed)}, typed if isinstance(typed, str) else "")
    document.problem(path, code, **values)


Told = tuple[str, dict[str, str]]


def _code(found: ErrorDetails) -> str:
    """Give our code. A key that cannot be one is a language, but that of a paper is its id."""
    code, location = CODES.get(found["type"], "wrong-value"), found["loc"]
    language = code == "wrong-id" and location[-1:] == ("[key]",) and len(location) != PAPER
    return "unknown-language" if language else code


def _missing(document: Document, path: Path_, key: str, typed: Any) -> tuple[Path_, str, dict[str, str]]:
    """Tell a key that is missing from a language that is called otherwise, and where in a line it belongs."""
    for other in typed if isinstance(typed, dict) else ():
        if other.lower().rstrip(".") in LANGUAGES.get(key, ()):
            return (*path, other, "<key>"), "unknown-key", {"key": shown(other), "near": key, "known": "pl, en"}
    where = document.where(path)
    braces = document.line(where.line)[where.column - 1 :][:1] == "{"
    return path, "missing-key", {**({"form": "braces"} if braces else {}), "key": shown(key)}


def _unknown(key: str, siblings: list[str]) -> Told:
    """Give the nearest known key, or whose key it is, when it belongs elsewhere."""
    values = {"key": shown(key), **nearest(key, siblings)}
    owner = next((one.__name__ for one in OWNERS if key in _keys(one)), "")
    return ("misplaced-key", {"key": shown(key), "owner": owner}) if owner else ("unknown-key", values)


def _expected(code: str, values: dict[str, str], typed: Any, context: dict[str, Any]) -> Told:
    """Tell a value of another shape from a line that only lacks the space behind its colon."""
    glued = re.fullmatch(GLUED, typed) if isinstance(typed, str) else None
    if glued:
        return "colon-space", {"right": shown(f"{glued[1]}: {glued[2]}")}
    languages = code == "keys-expected" and context.get("class_name") == TextModel.__name__
    return ("languages-expected" if languages else code), values


def _wrong(code: str, values: dict[str, str], typed: str) -> Told:
    """Give the right form of what was typed, where it can be told."""
    right = MEANT[code](typed) if typed and code in MEANT else ""
    if right and right != typed:
        return code, {**values, "right": right}
    last = meant.days_of_month(typed) if code == "wrong-date" else 0
    return ("no-such-day", {**values, "last": str(last)}) if last else (code, values)


def _siblings(shape: type, location: tuple[int | str, ...]) -> list[str]:
    """Give the keys that may stand where an unknown one was found."""
    model: Any = shape
    for step in location[:-1]:
        if isinstance(step, str):
            model = _inner(model).model_fields[step].annotation if step in _fields(model) else model
    return _keys(model)


def _keys(model: Any) -> list[str]:
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
