"""The rules of many offers laid out as lanes: rules of one shape together, conditions on one question as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core import rules
from bot.core.bitsets import as_bits, bits
from bot.core.index_rules import Column, CountLane, EveryLane, Lane, OpenLane, OppositeLane, SomeLane
from bot.core.rules import Const, Fact, Rule

#: Offers, by number, each with its rule.
Ruled = Iterable[tuple[int, Rule]]


def every_lane(ruled: Ruled) -> EveryLane:
    """Lay out the rules of some offers: what stands side by side under "and" becomes columns and parts."""
    sheet = _Sheet()
    never: list[int] = []
    for offer, rule in ruled:
        sheet.offers.append(offer)
        if rule == rules.NO:
            never.append(offer)
        else:
            sheet.write(offer, _side_by_side(rule, rules.Every))
    offers = as_bits(sheet.offers)
    parts = tuple((part, offers & ~part.offers) for part in sheet.parts())
    return EveryLane(offers, sheet.columns(offers), parts, as_bits(sheet.unknown), as_bits(never))


def _some_lane(ruled: Ruled) -> SomeLane:
    sheet = _Sheet()
    for offer, rule in ruled:
        sheet.offers.append(offer)
        sheet.write(offer, _side_by_side(rule, rules.Some))
    return SomeLane(as_bits(sheet.offers), sheet.columns(0), tuple(sheet.parts()), as_bits(sheet.unknown))


def _count_lane(ruled: list[tuple[int, Rule]]) -> CountLane:
    """Lay out rules that all ask for as many of as many parts."""
    counts = [(offer, rule) for offer, rule in ruled if isinstance(rule, rules.Count)]
    first = counts[0][1]
    parts = tuple(
        every_lane((offer, rule.parts[number]) for offer, rule in counts) for number in range(len(first.parts))
    )
    return CountLane(as_bits(offer for offer, _ in counts), first.count, parts)


def _inner(ruled: list[tuple[int, Rule]]) -> EveryLane:
    """Lay out what stands under "not" and "perhaps"."""
    return every_lane((offer, rule.part) for offer, rule in ruled if isinstance(rule, rules.Opposite | rules.Open))


def _lane(ruled: list[tuple[int, Rule]]) -> Lane:
    """Lay out rules of one kind."""
    match ruled[0][1]:
        case rules.Some():
            return _some_lane(ruled)
        case rules.Count():
            return _count_lane(ruled)
        case rules.Opposite():
            inner = _inner(ruled)
            return OppositeLane(inner.offers, inner)
        case rules.Open():
            inner = _inner(ruled)
            return OpenLane(inner.offers, inner)
        case _:
            return every_lane(ruled)


def _side_by_side(rule: Rule, join: type[rules.Every | rules.Some]) -> list[Rule]:
    """Give the parts of a rule that stand side by side, those of a like part within among them."""
    if not isinstance(rule, join):
        return [rule]
    return [inner for part in rule.parts for inner in _side_by_side(part, join)]


@dataclass
class _Sheet:
    """What is laid out: offers by column and by part, in the order in which they come."""

    offers: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    _told: dict[tuple[str, int], dict[int, list[int]]] = field(default_factory=dict)
    _parts: dict[tuple[object, ...], list[tuple[int, Rule]]] = field(default_factory=dict)

    def write(self, offer: int, parts: Iterable[Rule]) -> None:
        """Write down the parts of one offer: the second condition on a question stands in a second column."""
        seen: dict[object, int] = {}
        for part in parts:
            if isinstance(part, Const):
                # What is settled is left out of rules, YES alone stands for itself.
                if part == rules.UNKNOWN:
                    self.unknown.append(offer)
                continue
            kind: tuple[object, ...] = (part.question,) if isinstance(part, Fact) else _shape(part)
            number = seen[kind] = seen.get(kind, -1) + 1
            if isinstance(part, Fact):
                self._told.setdefault((part.question, number), {}).setdefault(part.values, []).append(offer)
            else:
                self._parts.setdefault((*kind, number), []).append((offer, part))

    def columns(self, neutral: int) -> tuple[Column, ...]:
        """Give the columns; `neutral`: the offers that count as YES where they say nothing."""
        found = []
        for (question, _), told in self._told.items():
            columns = {wanted: as_bits(offers) for wanted, offers in told.items()}
            others = neutral
            for offers in columns.values():
                others &= ~offers
            found.append(Column(question, columns, others, _by_value(columns)))
        return tuple(found)

    def parts(self) -> Iterable[Lane]:
        """Give the parts, each laid out."""
        return (_lane(ruled) for ruled in self._parts.values())


def _shape(rule: Rule) -> tuple[object, ...]:
    """Give what rules of one lane have in common."""
    if isinstance(rule, rules.Count):
        return ("count", rule.count, len(rule.parts))
    return (type(rule).__name__,)


def _by_value(told: Mapping[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for wanted, offers in told.items():
        for value in bits(wanted):
            found[value] = found.get(value, 0) | offers
    return found
