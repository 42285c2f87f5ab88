"""Whether a question that settles no offer still changes who comes before whom, or where to go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.index_contacts import contacts_of
from bot.core.index_order import Results
from bot.core.index_outlook import columns
from bot.core.knowledge import Known
from bot.core.questions import Question


@dataclass(frozen=True)
class Reordering:
    """Looks at the results worth asking about."""

    catalogue: Catalogue
    worth: Results

    def changes(self, id_: str) -> bool:
        """Tell whether a question changes the order or the contact points."""
        question = self.catalogue.questions[id_]
        variants = (self.worth.on(known) for known in self._variants(question))
        outcomes = ((results, contacts_of(results) if question.role else ()) for results in variants)
        return any(
            where != elsewhere or any(first != second for first, second in zip(one.ids, other.ids, strict=True))
            for (one, where), (other, elsewhere) in pairwise(outcomes)
        )

    def _variants(self, question: Question) -> Iterator[Known]:
        """Give what would be known after each answer that may make a difference."""
        known = self.worth.moment.known
        if question.role == "need":
            yield from (replace(known, wanted=frozenset({option.id})) for option in question.options)
            return
        possible = known.values[question.id]
        classes: Iterable[int]
        if question.kind == "place":
            classes = (1 << leaf for leaf in bits(possible))
        else:
            classes = self._classes(question, possible)
        yield from (replace(known, values={**known.values, question.id: values}) for values in classes)

    def _classes(self, question: Question, possible: int) -> list[int]:
        """Split the values still possible into sets that no ranking of these offers can tell apart."""
        found = [possible]
        for part in self.worth.parts:
            for judge in (part.judged.block.especially, part.judged.block.prefer):
                for column in columns(judge.lane):
                    if column.question == question.id:
                        asked = [wanted for wanted, offers in column.told.items() if offers & part.offers]
                        for wanted in asked:
                            found = [cut for old in found for cut in (old & wanted, old & ~wanted) if cut]
        return found
