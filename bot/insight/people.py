"""Groups of people: those who gave one answer, those of one age, and the named groups of the catalogue.

What is known of a group is a choice of cases, in each of which every question has some values still possible; somebody
in the group is in one of the cases. It is how Kleene's logic judges them: "perhaps" is said rather once too often.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS
from bot.core.bands import bands
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.knowledge import know
from bot.core.questions import Question
from bot.core.rules import Const, Count, Every, Fact, Open, Opposite, Rule, Some, judge

#: One way to belong to a group: for some questions the values that are possible then.
Case = Mapping[str, int]
#: A group that can be belonged to in more ways is looked at as if nothing were known of it.
MOST_CASES = 200


@dataclass(frozen=True)
class People:
    """One group of people. `question`: the one whose answer makes the group; None for a named group."""

    id: str
    question: str | None
    value: str
    cases: tuple[Case, ...]
    #: First and last number, for a group made by a number.
    ages: tuple[int, int] | None = None
    #: Of a named group: the answers and other groups of which it is made.
    made_of: frozenset[str] = frozenset()


def everybody(catalogue: Catalogue) -> tuple[People, ...]:
    """Give every group of people, in the order of the questions, and then the named groups."""
    found: list[People] = []
    for question in catalogue.judged.values():
        if question.role == "age":
            found += _ages(catalogue, question)
        elif question.options:
            found += _answers(question)
    for id_, group in catalogue.groups.items():
        made_of = Mentions.of(catalogue, group.rule).things
        found.append(People(id_, None, id_, tuple(_cases(catalogue.compiler.rule(group.rule))), made_of=made_of))
    return tuple(found)


def _answers(question: Question) -> Iterator[People]:
    """Give those who gave one answer; "no" and "none" make no group."""
    for index, option in enumerate(question.options):
        if question.kind == "one" and option.id in ("no", "none"):
            continue
        values = question.ticked[index] & question.universe if question.kind == "many" else 1 << index
        yield People(f"{question.id}: {option.id}", question.id, option.id, ({question.id: values},))


def _ages(catalogue: Catalogue, question: Question) -> Iterator[People]:
    """Give those of one age, in the ranges that the catalogue's own rules make."""
    rules = [ready.rule for ready in catalogue.ready.values()]
    known = know(catalogue, NO_ANSWERS)
    for low, high in bands(question, rules, known, question.minimum, question.maximum):
        first, last = low - question.minimum, high - question.minimum
        values = (1 << last + 1) - (1 << first)
        yield People(
            f"{question.id}: {low}-{high}", question.id, f"{low}-{high}", ({question.id: values},), (low, high)
        )


def _cases(rule: Rule, *, holds: bool = True) -> list[Case]:
    """Give the ways in which a rule can hold, or can fail to."""
    match rule:
        case Const(truth=truth):
            return [{}] if truth is Truth.UNKNOWN or (truth is Truth.YES) is holds else []
        case Fact(question=question, values=values):
            return [{question: values if holds else ~values}]
        case Opposite(part=part):
            return _cases(part, holds=not holds)
        case Open(part=part):
            # What a document leaves open can always fail to hold.
            return _cases(part) if holds else [{}]
        case Every(parts=parts) | Some(parts=parts):
            listed = [_cases(part, holds=holds) for part in parts]
            return (
                _all_of(listed) if isinstance(rule, Every) is holds else _few([one for ways in listed for one in ways])
            )
        case Count(count=count, parts=parts):  # pragma: no branch -- the last kind
            enough = count if holds else len(parts) - count + 1
            if comb(len(parts), enough) > MOST_CASES:
                return [{}]
            listed = [_cases(part, holds=holds) for part in parts]
            return _few([one for chosen in combinations(listed, enough) for one in _all_of(chosen)])


def _few(cases: list[Case]) -> list[Case]:
    """Where there are too many ways, say nothing of the group: that holds for each of them."""
    return cases if len(cases) <= MOST_CASES else [{}]


def _all_of(listed: Iterable[list[Case]]) -> list[Case]:
    """Join ways of several rules that must all hold."""
    found: list[Case] = [{}]
    for ways in listed:
        found = _few([_both(one, other) for one in found for other in ways])
    return found


def _both(one: Case, other: Case) -> Case:
    return {question: one.get(question, -1) & other.get(question, -1) for question in (*one, *other)}


def worlds(catalogue: Catalogue, people: People, place: int) -> tuple[Mapping[str, int], ...]:
    """Give what is possible for a group that lives in one of these places, question by question, case by case."""
    found = (
        _world(catalogue, {**case, catalogue.place.id: case.get(catalogue.place.id, -1) & place})
        for case in people.cases
    )
    return tuple(world for world in found if world is not None)


def _world(catalogue: Catalogue, case: Case) -> Mapping[str, int] | None:
    """Give the values possible in one case; None where it cannot be."""
    values = dict(catalogue.nothing_known)
    for id_, question in catalogue.judged.items():
        rule = catalogue.asked_if.get(id_)
        applies = rule is None or judge(rule, values) is not Truth.NO
        values[id_] = (question.universe if applies else question.nothing_applies) & case.get(id_, -1)
        if not values[id_]:
            return None
    return values


@dataclass(frozen=True)
class Mentions:
    """What an offer names: `things`, ids of groups of people; `spans`, each a question, its first and last number."""

    things: frozenset[str]
    spans: frozenset[tuple[str, int, int]]

    @classmethod
    def of(cls, catalogue: Catalogue, *conditions: Condition) -> Mentions:
        """Collect what conditions name. What stands under "not" is not named."""
        plain = [one for condition in conditions for one in _plain(catalogue, condition, holds=True)]
        things: set[str] = set()
        for one in plain:
            if isinstance(one, c.Among):
                things |= {f"{one.question}: {option}" for option in one.options}
            elif isinstance(one, c.Is):
                things.add(one.group)
        spans = {(one.question, one.lowest, one.highest) for one in plain if isinstance(one, c.Between)}
        return cls(frozenset(things), frozenset(spans))

    def names(self, people: People) -> bool:
        """Tell whether the offer names a group: itself, an answer it is made of, or an age that holds all of it."""
        if people.id in self.things or people.made_of & self.things:
            return True
        return any(
            question == people.question and low <= people.ages[0] and people.ages[1] <= high
            for question, low, high in self.spans
            if people.ages
        )


def _plain(catalogue: Catalogue, condition: Condition, *, holds: bool) -> Iterator[Condition]:
    """Give the conditions that must hold, or may, for the whole to hold."""
    match condition:
        case c.All(parts=parts) | c.Any(parts=parts) | c.AtLeast(parts=parts):
            for part in parts:
                yield from _plain(catalogue, part, holds=holds)
        case c.Not(part=part):
            yield from _plain(catalogue, part, holds=not holds)
        case c.Perhaps(part=part):
            yield from _plain(catalogue, part, holds=holds)
        case c.Is(group=group):
            yield from (condition,) if holds else ()
            yield from _plain(catalogue, catalogue.groups[group].rule, holds=holds)
        case _ if holds:
            yield condition
