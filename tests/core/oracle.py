"""What design.md says of results, worked out the slow way: by trying every value. Shares no logic with `bot/core`.

A value is a leaf of the places, a number, an option, or for `many` the set of options ticked. What is known of a
question is the set of values still possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations, product

from bot.core import conditions as c
from bot.core.answers import Form
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.offers import Offer, Season
from bot.core.questions import Question

Value = str | int | frozenset[str]
World = Mapping[str, frozenset[Value]]
Leaf = c.Among | c.Between | c.LivesIn

EVERYBODY = c.Anyone()
NOBODY = c.Not(EVERYBODY)
STATES = {"standing": 0, "open": 0, "planned": 1, "closed": 2, "ended": 3}


@dataclass(frozen=True)
class Said:
    """What a resident said of one question."""

    possible: frozenset[Value]
    refused: bool = False


@dataclass(frozen=True)
class Judged:
    """What the oracle says of one offer."""

    offer: str
    verdict: str
    first: bool | None
    state: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Oracle:
    """Answers by brute force for one small catalogue."""

    catalogue: Catalogue

    @cached_property
    def judged(self) -> list[Question]:
        """The questions that rules use."""
        return [question for question in self.catalogue.questions.values() if question.role != "need"]

    # Values and answers

    def values(self, question: Question) -> frozenset[Value]:
        """Give every value a question can have: of ticks those in which nothing that follows is left out."""
        if question.kind == "place":
            return frozenset(question.leaves)
        if question.kind == "number":
            return frozenset(range(question.minimum, question.maximum + 1))
        ids = [option.id for option in question.options]
        if question.kind == "one":
            return frozenset(ids)
        sets = (frozenset(ticked) for size in range(len(ids) + 1) for ticked in combinations(ids, size))
        return frozenset(
            ticked
            for ticked in sets
            if all(set(option.implies) <= ticked for option in question.options if option.id in ticked)
        )

    def inside(self, places: tuple[str, ...]) -> frozenset[str]:
        """Give the leaves inside some places."""
        walked = chain.from_iterable(self.catalogue.places.by_id[place].walk() for place in places)
        return frozenset(place.id for place in walked if not place.parts)

    def hear(self, question: Question, form: Form, *, refused: bool = False) -> Said:
        """Read an answer in the form of the `match` contract."""
        everything = self.values(question)
        if form is None:
            return Said(everything, refused=True)
        holds: Callable[[Value], bool]
        if isinstance(form, dict):
            yes = {option for option, ticked in form.items() if ticked}
            no = form.keys() - yes
            holds = lambda value: isinstance(value, frozenset) and yes <= value and not no & value  # noqa: E731
        elif question.kind == "many":
            assert isinstance(form, list)
            # Exactly these, with what follows from them: the smallest set of ticks that holds them all.
            holding = [value for value in everything if isinstance(value, frozenset) and {*map(str, form)} <= value]
            smallest = min(holding, key=len)
            holds = lambda value: value == smallest  # noqa: E731
        elif question.kind == "number":
            ends = form if isinstance(form, list) else [form, form]
            holds = lambda value: ends[0] <= value <= ends[1]  # type: ignore[operator]  # noqa: E731
        else:
            named = tuple(map(str, form if isinstance(form, list) else [form]))
            wanted = self.inside(named) if question.kind == "place" else frozenset(named)
            holds = lambda value: value in wanted  # noqa: E731
        return Said(frozenset(value for value in everything if holds(value)), refused)

    # Three-valued logic

    def satisfies(self, value: Value, leaf: Leaf) -> bool:
        """Tell whether one value satisfies a condition on one question."""
        match leaf:
            case c.LivesIn(places=places):
                return value in self.inside(places)
            case c.Between(lowest=lowest, highest=highest):
                return isinstance(value, int) and lowest <= value <= highest
            case c.Among(options=options):
                return bool(value & set(options)) if isinstance(value, frozenset) else value in options

    def tidy(self, condition: Condition) -> Condition:
        """Open groups, and leave out what holds for everybody or for nobody: such parts ask nothing."""
        match condition:
            case c.Is(group=group):
                return self.tidy(self.catalogue.groups[group].rule)
            case c.All(parts=parts) | c.Any(parts=parts):
                every = isinstance(condition, c.All)
                neutral, deciding = (EVERYBODY, NOBODY) if every else (NOBODY, EVERYBODY)
                kept = tuple(part for part in map(self.tidy, parts) if part != neutral)
                if deciding in kept or not kept:
                    return deciding if kept else neutral
                found: Condition = c.All(kept) if every else c.Any(kept)
            case c.AtLeast(count=count, parts=parts):
                tidied = [self.tidy(part) for part in parts]
                needed = count - tidied.count(EVERYBODY)
                left = tuple(part for part in tidied if part not in (EVERYBODY, NOBODY))
                if needed <= 0:
                    return EVERYBODY
                if needed > len(left):
                    return NOBODY
                found = c.AtLeast(needed, left)
            case c.Not(part=part):
                inner = self.tidy(part)
                if inner == NOBODY:
                    return EVERYBODY
                found = c.Not(inner)
            case c.Perhaps(part=part):
                inner = self.tidy(part)
                found = NOBODY if inner == NOBODY else c.Perhaps(inner)
            case _:
                found = condition
        question = self.only(found)
        if question is not None:
            holding = {self.holds(found, value) for value in self.values(self.catalogue.questions[question])}
            if len(holding) == 1:
                return EVERYBODY if True in holding else NOBODY
        return found

    def only(self, condition: Condition) -> str | None:
        """Give the question a tidied condition is on, where it is on one alone and says yes or no to every value."""
        match condition:
            case c.Among() | c.Between() | c.LivesIn():
                return condition.question
            case c.Not(part=part):
                return self.only(part)
            case c.All(parts=parts) | c.Any(parts=parts):
                found = {self.only(part) for part in parts}
                return found.pop() if len(found) == 1 else None
        return None

    def holds(self, condition: Condition, value: Value) -> bool:
        """Tell whether one value satisfies a condition that `only` gave a question for."""
        match condition:
            case c.Not(part=part):
                return not self.holds(part, value)
            case c.All(parts=parts):
                return all(self.holds(part, value) for part in parts)
            case c.Any(parts=parts):
                return any(self.holds(part, value) for part in parts)
            case c.Among() | c.Between() | c.LivesIn():
                return self.satisfies(value, condition)
        raise AssertionError(condition)

    def judge(self, condition: Condition, world: World) -> Truth:
        """Judge a condition as design.md says: exact within one question, Kleene's logic across."""
        return self._judge(self._tidied(condition), world)

    @cached_property
    def _tidied(self) -> Callable[[Condition], Condition]:
        return lru_cache(maxsize=None)(self.tidy)

    def _judge(self, condition: Condition, world: World) -> Truth:
        question = self.only(condition)
        if question is not None:
            found = {self.holds(condition, value) for value in world[question]}
            return Truth.UNKNOWN if len(found) == 2 else Truth.YES if True in found else Truth.NO
        match condition:
            case c.All(parts=parts):
                return min(self._judge(part, world) for part in self._side_by_side(parts, c.All))
            case c.Any(parts=parts):
                return max(self._judge(part, world) for part in self._side_by_side(parts, c.Any))
            case c.AtLeast(count=count, parts=parts):
                return sorted((self._judge(part, world) for part in parts), reverse=True)[count - 1]
            case c.Not(part=part):
                return self._judge(part, world).opposite
            case c.Perhaps(part=part):
                return min(self._judge(part, world), Truth.UNKNOWN)
        return Truth.YES

    def _side_by_side(self, parts: tuple[Condition, ...], join: type[c.All | c.Any]) -> Iterator[Condition]:
        together: dict[str, list[Condition]] = {}
        for part in parts:
            question = self.only(part)
            if question is None:
                yield part
            else:
                together.setdefault(question, []).append(part)
        yield from (join(tuple(listed)) for listed in together.values())

    # What is known, and what it may become

    def world(self, said: Mapping[str, Said], raw: Mapping[str, Value] | None = None) -> World:
        """Give the values possible; `raw`: what the resident would answer if asked."""
        found: dict[str, frozenset[Value]] = {}
        for question in self.judged:
            applies = self.applies(question, found)
            heard = said.get(question.id, Said(self.values(question)))
            if applies is Truth.NO:
                found[question.id] = self.nothing(question)
            elif raw is not None and question.id in raw and applies is Truth.YES:
                found[question.id] = frozenset({raw[question.id]})
            else:
                found[question.id] = heard.possible
        return found

    def applies(self, question: Question, world: World) -> Truth:
        """Tell whether a question applies."""
        return Truth.YES if question.asked_if is None else self.judge(question.asked_if, world)

    def nothing(self, question: Question) -> frozenset[Value]:
        """Give what counts as said where a question does not apply."""
        if question.kind == "many":
            return frozenset({frozenset[str]()})
        return frozenset({"no"} if any(option.id == "no" for option in question.options) else {"none"})

    def open(self, said: Mapping[str, Said]) -> list[Question]:
        """Give the questions about which more may be learnt, also those that may turn out not to apply."""
        world = self.world(said)
        return [
            question
            for question in self.judged
            if not (question.id in said and (said[question.id].refused or len(said[question.id].possible) == 1))
            and self.applies(question, world) is not Truth.NO
        ]

    def completions(self, said: Mapping[str, Said]) -> Iterator[tuple[dict[str, Value], World]]:
        """Give everything the resident may still say, with the world it makes."""
        questions = self.open(said)
        kept = {
            question.id: said[question.id].possible if question.id in said else self.values(question)
            for question in questions
        }
        for chosen in product(*kept.values()):
            raw = dict(zip(kept, chosen, strict=True))
            yield raw, self.world(said, raw)

    def outcome(self, offer: Offer, world: World) -> tuple[Truth, Truth]:
        """Give verdict and "first" as truths."""
        return self.judge(offer.rule, world), Truth.NO if offer.first is None else self.judge(offer.first, world)

    def may_change(self, said: Mapping[str, Said]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Give for each offer the questions that can change its verdict, and those that can change "first"."""
        completions = list(self.completions(said))
        found: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
        for offer in self.offers:
            outcomes = [self.outcome(offer, world) for _, world in completions]
            for which in (0, 1):
                found[which][offer.id] = set()
                if len({outcome[which] for outcome in outcomes}) == 1:
                    continue
                for question in completions[0][0]:
                    seen: dict[object, Truth] = {}
                    for (raw, _), outcome in zip(completions, outcomes, strict=True):
                        others = tuple(value for id_, value in raw.items() if id_ != question)
                        if seen.setdefault(others, outcome[which]) is not outcome[which]:
                            found[which][offer.id].add(question)
                            break
        return found

    @cached_property
    def offers(self) -> list[Offer]:
        """The offers that are matched."""
        return [offer for offer in self.catalogue.offers.values() if not offer.browse]

    # Results

    def match(self, said: Mapping[str, Said], wanted: frozenset[str], on: date) -> list[Judged]:
        """Give every result in the order of design.md."""
        world = self.world(said)
        verdicts, firsts = self.may_change(said)
        found = []
        for offer in self.offers:
            verdict, first = self.outcome(offer, world)
            missing = verdicts[offer.id] | firsts[offer.id]
            judged = Judged(
                offer.id,
                ("no", "maybe", "fits")[verdict],
                (False, None, True)[first],
                self.state(offer, on),
                tuple(question.id for question in self.judged if question.id in missing),
            )
            especially, preferred = (
                Truth.NO if rule is None else self.judge(rule, world) for rule in (offer.especially, offer.prefer)
            )
            key = (
                # A "no" is never shown; where it is listed after all, it stands last in its group.
                STATES[judged.state],
                ("fits", "maybe", "no").index(judged.verdict),
                0 if wanted & set(offer.need) else 1,
                (True, None, False).index(judged.first),
                -especially,
                -preferred,
                1 if offer.general else 0,
                self.breadth(offer),
                offer.id,
            )
            found.append((key, judged))
        return [judged for _, judged in sorted(found, key=lambda item: item[0])]

    def state(self, offer: Offer, on: date) -> str:
        """Tell how an offer stands on a day; the first and the last day belong to it."""
        dates = offer.programme.dates
        if dates.first is not None and on < dates.first:
            return "planned"
        if dates.last is not None and on > dates.last:
            return "ended"
        if dates.first is not None or dates.last is not None:
            return "open"
        if not offer.seasons:
            return "standing"
        return "open" if any((on.month, on.day) in days_of(season) for season in offer.seasons) else "closed"

    @cached_property
    def breadth(self) -> Callable[[Offer], int]:
        """Tell in how many places an offer can be had at all: the local before the regional."""
        place = next(question for question in self.judged if question.kind == "place")
        everything = {question.id: self.values(question) for question in self.judged}

        @cache
        def count(rule: Condition) -> int:
            worlds = ({**everything, place.id: frozenset({leaf})} for leaf in self.values(place))
            return sum(self.judge(rule, world) is not Truth.NO for world in worlds)

        return lambda offer: count(offer.rule)


def days_of(season: Season) -> set[tuple[int, int]]:
    """Give every day of a yearly window as month and day, found by walking round a leap year."""
    year = [date(2000, 1, 1) + timedelta(days=number) for number in range(366)]
    days = [(day.month, day.day) for day in year]
    first, last = days.index(season.opens), days.index(season.closes)
    return {days[number % 366] for number in range(first, last + 1 if first <= last else last + 367)}
