"""Offers as a table of numbers, one column a condition, and the one SQL query that judges them with three values.

A column holds the set of values that satisfy a condition, one bit a value; all bits where an offer does not ask.
A condition can still hold where it shares a bit with what is possible; it does where nothing possible lies outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.flat import Row, around, attributes, rows

#: How many bits a number of a database holds besides its sign.
WIDEST = 63
ALL_BITS = -1


class Columns:
    """The table of a catalogue."""

    def __init__(self, catalogue: Catalogue, widest: int = WIDEST) -> None:
        self.catalogue = catalogue
        self.offers: list[Row] = list(rows(catalogue))
        self.places = {id_: number for number, id_ in enumerate(catalogue.places.by_id)}
        self.questions = attributes(catalogue)
        wide = [id_ for id_ in self.questions if catalogue.judged[id_].universe.bit_length() > widest]
        self.parts = {id_: self._parts(id_) for id_ in wide}
        self.names = (*self.questions, "grouped", *(f"one_of_{id_}" for id_ in self.questions))

    def _parts(self, question: str) -> tuple[int, ...]:
        """Split the values of a question, too many for one number, into sets that no condition tells apart."""
        parts = [self.catalogue.judged[question].universe]
        for wanted in {values for row in self.offers for id_, values in (*row.every, *row.some) if id_ == question}:
            parts = [half for part in parts for half in (part & wanted, part & ~wanted) if half]
        return tuple(parts)

    def packed(self, question: str, values: int) -> int:
        """Give a set of values as one number: where there are too many, as the parts that it touches."""
        if question not in self.parts:
            return values
        return sum(1 << number for number, part in enumerate(self.parts[question]) if part & values)

    def rows(self) -> Iterator[tuple[int | str, ...]]:
        """Give the rows: the number of the place, the id, and the columns."""
        for row in self.offers:
            every, some = dict(row.every), dict(row.some)
            yield (
                self.places[row.place],
                row.id,
                *(self.packed(id_, every[id_]) if id_ in every else ALL_BITS for id_ in self.questions),
                int(bool(some)),
                *(self.packed(id_, some[id_]) if id_ in some else 0 for id_ in self.questions),
            )

    def asked(self, known: Known) -> dict[str, int]:
        """Give a resident as parameters: the four places around, and what is possible of each question."""
        chain = around(self.catalogue, known)
        possible = {id_: self.packed(id_, known.values[id_]) for id_ in self.questions}
        return {**{f"place{level}": self.places[id_] for level, id_ in enumerate(chain)}, **possible}

    def query(self, table: str) -> str:
        """Give the query: ids of offers that can fit, each with whether it surely does."""
        can = " AND ".join(f"{id_} & ${id_} <> 0" for id_ in self.questions)
        one_can = " OR ".join(f"one_of_{id_} & ${id_} <> 0" for id_ in self.questions)
        does = " AND ".join(f"${id_} & ~{id_} = 0" for id_ in self.questions)
        one_does = " OR ".join(f"one_of_{id_} <> 0 AND ${id_} & ~one_of_{id_} = 0" for id_ in self.questions)
        # Only what a CASE comes to is worked out: three quarters of the offers have no group.
        return (
            f"SELECT id, {does} AND CASE WHEN grouped = 0 THEN TRUE ELSE {one_does} END FROM {table} "  # noqa: S608
            f"WHERE place IN ($place0, $place1, $place2, $place3) "
            f"AND {can} AND CASE WHEN grouped = 0 THEN TRUE ELSE {one_can} END"
        )
