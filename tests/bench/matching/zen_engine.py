"""zen-engine (GoRules): one decision table, a row an offer, the place in the first columns, where its index helps."""

from __future__ import annotations

import json
from typing import Any

import zen

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.engines import Found
from tests.bench.matching.flat import Row, around, attributes, rows
from tests.bench.matching.plain import Asked, asked, everything_said

#: A column for each level of places below the country: the table has an index for cells with one word.
LEVELS = ("voivodeship", "powiat", "gmina")


class Zen:
    """Collects every row that can fit; a second result says whether it surely does."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.levels = {place.id: place.level for place in catalogue.places.by_id.values()}
        inputs = [*LEVELS, *attributes(catalogue)]
        table = {
            "hitPolicy": "collect",
            "inputs": [
                *(_column(name) for name in inputs),
                {"id": "group", "name": "group"},
            ],
            "outputs": [_column(name) for name in ("id", "sure")],
            "rules": [self.row(row) for row in rows(catalogue)],
        }
        nodes: list[dict[str, Any]] = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "table", "type": "decisionTableNode", "name": "offers", "content": table},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        edges = [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ]
        places = {"position": {"x": 0, "y": 0}}
        content = {"nodes": [{**node, **places} for node in nodes], "edges": edges}
        self.decision: Any = zen.ZenEngine().create_decision(json.dumps(content))

    def row(self, row: Row) -> dict[str, str]:
        """Give one row: a cell for every condition, and the expression that says whether the offer surely fits."""
        every, some = self._asked(row.every), self._asked(row.some)
        sure = [_does(one) for one in every]
        if some:
            sure.append("(" + " or ".join(_does(one) for one in some) + ")")
        level = self.levels[row.place]
        return {
            "_id": row.id,
            **({level: f'"{row.place}"'} if level in LEVELS else {}),
            **{one.question.id: _can(one, "$") for one in every},
            "group": " or ".join(_can(one, one.question.id) for one in some),
            "id": f'"{row.id}"',
            "sure": " and ".join(sure) or "true",
        }

    def _asked(self, pairs: tuple[tuple[str, int], ...]) -> list[Asked]:
        return [asked(self.catalogue.judged[id_], values) for id_, values in pairs]

    def asks(self, known: Known) -> dict[str, Any]:
        found: dict[str, Any] = dict(zip(("country", *LEVELS), around(self.catalogue, known), strict=True))
        for id_, said in everything_said(self.catalogue, known).items():
            found[id_] = [said.lowest, said.highest] if self.catalogue.judged[id_].kind == "number" else [*said.may]
            found[f"sure_{id_}"] = [*said.sure]
        return found

    def match(self, resident: dict[str, Any]) -> Found:
        found = self.decision.evaluate(resident)["result"]
        return [one["id"] for one in found if one["sure"]], [one["id"] for one in found if not one["sure"]]


def _column(name: str) -> dict[str, str]:
    return {"id": name, "name": name, "field": name}


def _can(one: Asked, value: str) -> str:
    """Say in ZEN that a condition can still hold."""
    if one.question.kind == "number":
        return f"{value}[0] <= {one.highest} and {value}[1] >= {one.lowest}"
    return f"some({value}, # in {json.dumps(one.options)})"


def _does(one: Asked) -> str:
    """Say in ZEN that a condition holds."""
    id_ = one.question.id
    match one.question.kind:
        case "number":
            return f"({id_}[0] >= {one.lowest} and {id_}[1] <= {one.highest})"
        case "one":
            return f"all({id_}, # in {json.dumps(one.options)})"
    return f"some(sure_{id_}, # in {json.dumps(one.options)})"
