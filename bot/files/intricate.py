"""Rules so intricate that residents would wait for every screen: a few groups inside one another can make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.core import conditions as c
from bot.core import rules
from bot.core.catalogue import Group
from bot.core.compiler import Compiler
from bot.core.conditions import Condition
from bot.core.offers import Offer
from bot.core.places import Places
from bot.core.questions import Question
from bot.core.rules import Const, Rule
from bot.files import models as m
from bot.files.reader import Document, Path_

#: As many conditions a rule may have, and as many levels of conditions inside one another, groups written out.
MOST_CONDITIONS, MOST_LEVELS = 1_000, 100
#: A rule of no more conditions than this is looked at by nobody: it cannot take long.
FEW = 16
#: As many conditions are judged until a rule is settled for every kind of resident. Rules of real projects need 250.
MOST_JUDGED = 20_000


class Size(NamedTuple):
    """How many conditions there are, and how deep they stand inside one another, groups written out."""

    conditions: int
    levels: int

    @property
    def too_large(self) -> bool:
        """Tell whether a rule of this size is not even put together."""
        return self.conditions > MOST_CONDITIONS or self.levels > MOST_LEVELS


@dataclass(frozen=True)
class Limits:
    """Tells intricate rules from others. `sizes`: those of the groups, none of them too large."""

    compiler: Compiler
    sizes: Mapping[str, Size]

    @classmethod
    def of(cls, questions: Mapping[str, Question], places: Places, groups: Mapping[str, Group]) -> Limits | None:
        """Get ready to look at rules; None where a group is too large."""
        written = {id_: group.rule for id_, group in groups.items()}
        sizes = _sizes(written)
        too_large = any(size.too_large for size in sizes.values())
        return None if too_large else cls(Compiler(questions, places, written), sizes)

    def offers(self, document: Document, model: m.ProgrammeModel, offers: Iterable[Offer]) -> None:
        """Look at every rule of the offers of one file."""
        number = {one.id: index for index, one in enumerate(model.offers)}
        for offer in offers:
            for key in ("rule", "first", "especially", "prefer"):
                self.check(document, ("offers", number[offer.id], key), getattr(offer, key))

    def check(self, document: Document, path: Path_, condition: Condition | None) -> None:
        """Note a rule that takes too long to judge."""
        if condition is not None and self._intricate(condition):
            document.problem(path, "intricate-rule")

    def _intricate(self, condition: Condition) -> bool:
        size = _size(condition, self.sizes)
        if size.too_large or size.conditions <= FEW:
            return size.too_large
        seen: set[Rule] = set()
        left, parts = MOST_JUDGED, [self.compiler.rule(condition)]
        while parts:
            rule = parts.pop()
            if isinstance(rule, Const) or rule in seen:
                continue
            seen.add(rule)
            facts = rules.facts(rule)
            asked = {fact.question for fact in facts}
            question = next(one for id_, one in self.compiler.questions.items() if id_ in asked)
            answers = rules.classes(rule, question.id, question.universe)
            left -= len(facts) * len(answers)
            if left < 0:
                return True
            parts += [rules.settle(rule, question.id, answer, final=True) for answer in answers]
        return False


def groups(document: Document, found: Mapping[str, Group]) -> None:
    """Note each group that is too large, but not those that only use such a one. Groups must not lead in circles."""
    written = {id_: group.rule for id_, group in found.items()}
    sizes = _sizes(written)
    for id_, rule in written.items():
        if sizes[id_].too_large and not any(sizes[other].too_large for other in c.groups_in(rule)):
            document.problem((id_, "rule"), "intricate-rule")


def _sizes(written: Mapping[str, Condition]) -> dict[str, Size]:
    """Give the size of every group. A chain of groups may be long, so nothing calls itself along it."""
    found: dict[str, Size] = {}
    for id_ in written:
        waiting = [id_]
        while waiting:
            needed = [other for other in c.groups_in(written[waiting[-1]]) if other not in found]
            waiting += needed
            if not needed:
                last = waiting.pop()
                found[last] = _size(written[last], found)
    return found


def _size(condition: Condition, sizes: Mapping[str, Size]) -> Size:
    match condition:
        case c.Is(group=group):
            return Size(sizes[group].conditions, sizes[group].levels + 1)
        case _:
            inside = [_size(part, sizes) for part in c.parts_of(condition)] or [Size(1, 0)]
            return Size(sum(one.conditions for one in inside), max(one.levels for one in inside) + 1)
