"""json-logic: three rules an offer, one after the other: the place, whether it can fit, whether it surely does.

Once in Python (maykin-json-logic-py), once compiled by an engine in Rust (datalogic-py). The Python one works out every
part of a rule before it joins them, so that the place first within one rule would save nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.engines import Found
from tests.bench.matching.flat import Row, around, rows
from tests.bench.matching.plain import Asked, asked, everything_said


class JsonLogic:
    """Rules as JSON, read anew each time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.apply: Callable[[Any, Any], Any] = import_module("json_logic").jsonLogic
        self.rules = [(row.id, *self.rules_of(row)) for row in rows(catalogue)]

    def rules_of(self, row: Row) -> Iterator[Any]:
        """Give the three rules of an offer."""
        every, some = self._asked(row.every), self._asked(row.some)
        yield {"var": f"place.{row.place}"}
        yield _all([*map(_can, every), *([_any(list(map(_can, some)))] if some else [])])
        yield _all([*map(_does, every), *([_any(list(map(_does, some)))] if some else [])])

    def _asked(self, pairs: tuple[tuple[str, int], ...]) -> list[Asked]:
        return [asked(self.catalogue.judged[id_], values) for id_, values in pairs]

    def asks(self, known: Known) -> Any:
        found: dict[str, Any] = {"place": dict.fromkeys(around(self.catalogue, known), True)}
        for id_, said in everything_said(self.catalogue, known).items():
            found[id_] = {"lowest": said.lowest, "highest": said.highest, **dict.fromkeys(said.may, True)}
            found[f"sure_{id_}"] = dict.fromkeys(said.sure, True)
        return found

    def match(self, resident: Any) -> Found:
        fits: list[str] = []
        maybe: list[str] = []
        apply = self.apply
        for id_, place, can, does in self.rules:
            if apply(place, resident) and apply(can, resident):
                (fits if apply(does, resident) else maybe).append(id_)
        return fits, maybe


class DataLogic(JsonLogic):
    """The same rules compiled beforehand, the resident read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.library = import_module("datalogic_py")
        self.engine: Any = self.library.Engine()
        super().__init__(catalogue)
        self.apply = self.engine.session().evaluate_truthy

    def rules_of(self, row: Row) -> Iterator[Any]:
        return map(self.engine.compile, super().rules_of(row))

    def asks(self, known: Known) -> Any:
        return self.library.DataHandle(super().asks(known))


def _all(parts: list[Any]) -> Any:
    return {"and": parts} if parts else True


def _any(parts: list[Any]) -> Any:
    return {"or": parts}


def _can(one: Asked) -> Any:
    """Say that a condition can still hold."""
    id_ = one.question.id
    if one.question.kind == "number":
        return _all([{"<=": [{"var": f"{id_}.lowest"}, one.highest]}, {">=": [{"var": f"{id_}.highest"}, one.lowest]}])
    return _any([{"var": f"{id_}.{option}"} for option in one.options])


def _does(one: Asked) -> Any:
    """Say that a condition holds."""
    id_ = one.question.id
    match one.question.kind:
        case "number":
            return _all(
                [{">=": [{"var": f"{id_}.lowest"}, one.lowest]}, {"<=": [{"var": f"{id_}.highest"}, one.highest]}]
            )
        case "one":
            return {"!": _any([{"var": f"{id_}.{option}"} for option in one.others])}
    return _any([{"var": f"sure_{id_}.{option}"} for option in one.options])
