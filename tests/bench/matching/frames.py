"""polars: a frame in the order of places; first the rows of the places around, then the conditions on those."""

from __future__ import annotations

import polars as pl

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.columns import Columns
from tests.bench.matching.engines import Found


class Polars:
    """A frame of numbers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.columns = Columns(catalogue)
        names = ["place", "id", *self.columns.names]
        self.frame = pl.DataFrame(list(self.columns.rows()), schema=names, orient="row").sort("place", "id")

    def asks(self, known: Known) -> dict[str, int]:
        return self.columns.asked(known)

    def match(self, resident: dict[str, int]) -> Found:
        asked = self.columns.questions
        places = [resident[f"place{level}"] for level in range(4)]
        grouped = pl.col("grouped") != 0
        can = [pl.col(id_) & resident[id_] != 0 for id_ in asked]
        one_can = pl.any_horizontal(pl.col(f"one_of_{id_}") & resident[id_] != 0 for id_ in asked)
        does = [~pl.col(id_) & resident[id_] == 0 for id_ in asked]
        one_does = pl.any_horizontal(
            (pl.col(f"one_of_{id_}") != 0) & (~pl.col(f"one_of_{id_}") & resident[id_] == 0) for id_ in asked
        )
        near = self.frame.filter(pl.col("place").is_in(places))
        found = near.filter(*can, ~grouped | one_can).select("id", sure=pl.all_horizontal(*does, ~grouped | one_does))
        sure = found["sure"]
        return found["id"].filter(sure).to_list(), found["id"].filter(~sure).to_list()
