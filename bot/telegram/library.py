"""The Telegram library, imported without making the validators of its models: each is made when it is first used.

aiogram makes the validators of all its 444 models while it is imported, over two seconds and 100 MB; the bot uses a
handful of them. pydantic makes a missing one by itself when it is needed. Why this way: docs/decisions/0031.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from pydantic import BaseModel

NAME = re.compile(r"\w+")


def import_aiogram() -> None:
    """Import aiogram, its models unmade. Where it has been imported already nothing is done."""
    if "aiogram" in sys.modules:
        return
    made_now = BaseModel.__dict__["model_rebuild"]
    postponed: list[tuple[type[BaseModel], dict[str, Any]]] = []

    def later(model: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **how: Any) -> bool | None:
        if _types_namespace is None:
            done: bool | None = made_now.__get__(None, model)(**how)
            return done
        postponed.append((model, _types_namespace))
        return None

    BaseModel.model_rebuild = classmethod(later)  # type: ignore[assignment,method-assign]  # taken back below
    try:
        import aiogram  # noqa: F401, PLC0415 -- this is what the function is for
    finally:
        BaseModel.model_rebuild = made_now  # type: ignore[method-assign]
    # Not before everything is imported: whatever could be made by then would be.
    for model, types in postponed:
        _name_types(model, types)


def _name_types(model: type[BaseModel], types: dict[str, Any]) -> None:
    """Put the types a model is written with into its module, where aiogram names them for type checkers only."""
    here = vars(sys.modules[model.__module__])
    written = " ".join(str(value) for one in model.__mro__ for value in vars(one).get("__annotations__", {}).values())
    for name in types.keys() & NAME.findall(written):
        here.setdefault(name, types[name])
