"""What is read off a rule about the answers that would settle it is what trying every answer gives."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.core import rules
from bot.core.bitsets import bits
from bot.core.chances import Reading, can_be_read
from bot.core.conditions import Truth
from bot.core.influence import Influence
from bot.core.knowledge import Known, know
from bot.core.planner import likely
from bot.core.rules import Const, Every, Fact, Rule, Some
from tests.core.catalogues import Case, cases, thorough


@thorough
@given(cases())
def test_how_likely_an_answer_settles_a_rule_is_what_trying_every_answer_gives(case: Case) -> None:
    known = know(case.catalogue, case.answers)
    influence = Influence(case.catalogue.questions, case.catalogue.asked_if, likely)
    # One for all offers: what was read of one rule must not be told of another.
    reading = influence.reading(known)
    for ready in case.catalogue.ready.values():
        matter = influence.outlook(ready.rule, known).matter
        found = {id_: chance for id_, chance in influence.settles(ready.rule, reading).items() if id_ in matter}
        for question in matter:
            assert found.get(question, 0.0) == pytest.approx(_tried(case, ready.rule, known, question))


def _tried(case: Case, rule: Rule, known: Known, question: str) -> float:
    """Give the weight of the answers after which nothing can change the rule any more."""
    possible, asked = known.values[question], case.catalogue.questions[question]
    return sum(
        likely(asked, 1 << value, possible)
        for value in bits(possible)
        if isinstance(_after(rule, known, question, 1 << value), Const)
    )


def _after(rule: Rule, known: Known, question: str, value: int) -> Rule:
    return rules.restrict(rule, {**known.values, question: value}, known.final - {question})


@thorough
@given(cases())
def test_a_rule_that_can_be_read_is_settled_just_where_nothing_is_left_of_it(case: Case) -> None:
    known = know(case.catalogue, case.answers)
    reading = Reading(known, lambda _question, values, possible: values / possible)
    for ready in case.catalogue.ready.values():
        for rule in filter(can_be_read, (ready.rule, ready.first)):
            found = reading.of(rule)
            left = rules.restrict(rule, known.values, known.final)
            assert isinstance(found, Truth) == isinstance(left, Const)
            if isinstance(left, Const):
                assert found is left.truth


def test_beside_what_stays_open_for_good_the_last_open_condition_settles_a_rule_either_way() -> None:
    known = Known({"work": 0b11, "home": 0b11, "age": 0b11}, {}, frozenset({"home"}), frozenset())
    work, home, age = Fact("work", 1), Fact("home", 1), Fact("age", 1)

    def read(rule: Rule) -> object:
        assert can_be_read(rule)
        return Reading(known, lambda _question, values, _possible: values.bit_count() / 2).of(rule)

    assert read(Every((work, home))) == {"work": (0.0, 0.5, 1.0)}
    assert read(Some((work, home))) == {"work": (0.5, 0.0, 1.0)}
    assert read(Every((home, rules.YES))) is Truth.UNKNOWN
    # With another one open only a condition that fails settles "and", only one that holds settles "or".
    assert read(Every((work, home, age))) == {"work": (0.0, 0.5, 0.5), "age": (0.0, 0.5, 0.5)}
    assert read(Some((work, age))) == {"work": (0.5, 0.0, 0.5), "age": (0.5, 0.0, 0.5)}
    assert not can_be_read(Every((work, Some((work, age)))))
