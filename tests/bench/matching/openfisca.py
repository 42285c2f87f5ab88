"""OpenFisca: one variable an offer, worked out for one resident. It knows no unknown: what is possible goes in as bits.

A condition gives 0 where nothing possible satisfies it, 2 where everything does, else 1; a rule is the least of its
conditions, a group its greatest. Formulas are vectors over persons, as OpenFisca wants them; here there is one person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from tests.bench.matching.columns import Columns
from tests.bench.matching.engines import Found
from tests.bench.matching.flat import Row

#: OpenFisca's whole numbers have 32 bits.
WIDEST = 31
DAY = "2026-11-22"


class OpenFisca:
    """A tax and benefit system with nothing but offers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.columns = Columns(catalogue, WIDEST)
        self.catalogue = catalogue
        self.person = build_entity("person", "persons", "A resident", is_person=True)
        self.system = TaxBenefitSystem([self.person])
        for level in range(4):
            self.add(f"place{level}")
        for question in self.columns.questions:
            self.add(question)
        self.offers = [row.id for row in self.columns.offers]
        for row in self.columns.offers:
            self.add(row.id, self.formula(row))

    def add(self, name: str, formula: Callable[..., Any] | None = None) -> None:
        """Add a variable: an answer, or an offer with its formula."""
        about = {"value_type": int, "entity": self.person, "definition_period": DateUnit.ETERNITY, "label": name}
        self.system.add_variable(type(name, (Variable,), about | ({"formula": formula} if formula else {})))

    def formula(self, row: Row) -> Callable[..., Any]:
        """Give the formula of an offer."""
        place = self.columns.places[row.place]
        level = len(self.catalogue.places.path(row.place))
        every = [(id_, self.columns.packed(id_, values)) for id_, values in row.every]
        some = [(id_, self.columns.packed(id_, values)) for id_, values in row.some]

        def formula(person: Any, period: Any) -> Any:
            lives = 2 * (person(f"place{level}", period) == place)
            if not lives.any():
                return lives
            judged = [judge(person(id_, period), wanted) for id_, wanted in every]
            if some:
                judged.append(np.maximum.reduce([judge(person(id_, period), wanted) for id_, wanted in some]))
            return np.minimum.reduce([lives, *judged])

        return formula

    def asks(self, known: Known) -> dict[str, int]:
        return self.columns.asked(known)

    def match(self, resident: dict[str, int]) -> Found:
        simulation = SimulationBuilder().build_default_simulation(self.system, count=1)
        for name, value in resident.items():
            simulation.set_input(name, DAY, np.array([value]))
        fits: list[str] = []
        maybe: list[str] = []
        for id_ in self.offers:
            (verdict,) = simulation.calculate(id_, DAY)
            if verdict:
                (fits if verdict == 2 else maybe).append(id_)
        return fits, maybe


def judge(possible: Any, wanted: int) -> Any:
    """Judge a condition for every person."""
    return np.where(possible & wanted == 0, 0, np.where(possible & ~wanted == 0, 2, 1))
