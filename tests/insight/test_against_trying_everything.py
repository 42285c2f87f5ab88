"""What staff are told is what trying every value gives, on catalogues and residents nobody thought of."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import prod

from hypothesis import assume, given

from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.matcher import Verdict, match
from bot.insight.explain import Explanation
from bot.insight.help_today import TODAY as NOW
from bot.insight.help_today import help_today
from bot.insight.reach import Reach
from bot.insight.settling import Settling
from bot.insight.tree import one_by_one
from tests.core.catalogues import TODAY, Case, cases, thorough
from tests.core.oracle import NOBODY, Oracle, Value

MOST_WORLDS = 400
FIRST = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


@thorough
@given(cases())
def test_an_explanation_comes_to_what_the_matcher_says_of_the_offer(case: Case) -> None:
    for result in match(case.catalogue, case.answers, TODAY):
        told = Explanation.of(case.catalogue, result.offer, case.answers, TODAY)
        assert told.result == result
        assert {Truth.YES: Verdict.FITS, Truth.UNKNOWN: Verdict.MAYBE, Truth.NO: Verdict.NO}[told.rule.truth] is (
            result.verdict
        )
        if "first" in told.others:
            assert FIRST[told.others["first"].truth] is result.first


@thorough
@given(cases())
def test_every_condition_of_a_tree_is_judged_right_and_says_where_its_parts_are_judged_together(case: Case) -> None:
    oracle = Oracle(case.catalogue)
    world = oracle.world(case.said)
    for offer in case.catalogue.offers.values():
        told = Explanation.of(case.catalogue, offer, case.answers, TODAY)
        for tree in (told.rule, *told.others.values()):
            for node in tree.walk():
                assert node.truth is oracle.judge(node.condition, world)
                alone = one_by_one(node.condition, tuple(part.truth for part in node.parts))
                assert bool(node.together) is (alone not in (None, node.truth))


@thorough
@given(cases())
def test_what_an_answer_would_change_is_what_the_matcher_says_after_it(case: Case) -> None:
    settling = Settling.of(case.catalogue, case.answers)
    verdicts, _ = Oracle(case.catalogue).may_change(case.said)
    for offer in case.catalogue.offers.values():
        rule = case.catalogue.ready[offer.id].rule
        if offer.browse:
            continue
        assert set(settling.questions(rule)) == verdicts[offer.id]
        for question in settling.questions(rule):
            for outcome in settling.outcomes(rule, question):
                after = match(case.catalogue, {**case.answers, question: outcome.answer}, TODAY)
                (verdict,) = (result.verdict for result in after if result.offer.id == offer.id)
                assert verdict is {2: Verdict.FITS, 1: Verdict.MAYBE, 0: Verdict.NO}[outcome.truth]


@thorough
@given(cases())
def test_an_offer_is_out_of_reach_when_no_resident_gets_it_and_only_then(case: Case) -> None:
    worlds = everybody(case.catalogue)
    oracle = Oracle(case.catalogue)
    nobody = {
        offer.id
        for offer in case.catalogue.offers.values()
        if all(oracle.judge(offer.rule, world) is Truth.NO for _, world in worlds)
    }
    assert set(Reach.of(case.catalogue).unreachable()) == nobody


@thorough
@given(cases())
def test_questions_and_options_decide_nothing_when_no_resident_is_judged_otherwise_for_them(case: Case) -> None:
    worlds = everybody(case.catalogue)
    oracle, reach = Oracle(case.catalogue), Reach.of(case.catalogue)
    rules = [rule for offer in oracle.offers for rule in (offer.rule, offer.first, offer.especially, offer.prefer)]
    outcomes = [tuple(oracle.judge(rule or NOBODY, world) for rule in rules) for _, world in worlds]

    def apart(question: str, one: Value, other: Value) -> bool:
        """Tell whether two answers ever lead to something else, all other answers being the same."""
        seen: dict[object, dict[Value, object]] = {}
        for (raw, _), outcome in zip(worlds, outcomes, strict=True):
            others = tuple(value for id_, value in raw.items() if id_ != question)
            # A question that never applies is never answered.
            seen.setdefault(others, {})[raw.get(question, one)] = outcome
        return any(found[one] != found.get(other, found[one]) for found in seen.values())

    idle, ticks, same = reach.idle_questions(), reach.idle_options(), reach.same_options()
    for question in oracle.judged:
        values = list(oracle.values(question))
        decides = any(apart(question.id, one, other) for one, other in combinations(values, 2))
        if question.kind != "place":
            assert (question.id in idle) is not decides
        if question.kind == "one" and decides:
            together = same.get(question.id, ())
            for one, other in combinations([option.id for option in question.options], 2):
                assert any({one, other} <= set(group) for group in together) is not apart(question.id, one, other)
        if question.kind == "many" and decides:
            for option in question.options:
                pairs = [(v, v | {option.id}) for v in values if isinstance(v, frozenset) and option.id not in v]
                if not option.implies and all(more in values for _, more in pairs):
                    changes = any(apart(question.id, one, other) for one, other in pairs)
                    assert (option.id in ticks.get(question.id, ())) is not changes


@thorough
@given(cases())
def test_nobody_who_may_get_an_offer_is_left_out_of_the_count(case: Case) -> None:
    catalogue, oracle = case.catalogue, Oracle(case.catalogue)
    worlds = everybody(catalogue)
    today = [offer for offer in oracle.offers if offer.state(TODAY) in NOW]
    found = help_today(catalogue, TODAY, frozenset())
    for one in found.people:
        for town, cell in zip(found.towns, found.cells[one.id], strict=True):
            here = [
                world for _, world in worlds if lives(catalogue, world, town.leaves) and belongs(oracle, one.id, world)
            ]
            gets = sum(any(oracle.judge(offer.rule, world) is not Truth.NO for world in here) for offer in today)
            assert gets <= cell.possible <= town.offers


def everybody(catalogue: Catalogue) -> list[tuple[dict[str, Value], Mapping[str, frozenset[Value]]]]:
    """Give every resident there can be, where that is not too many."""
    oracle = Oracle(catalogue)
    assume(prod(len(oracle.values(question)) for question in oracle.judged) <= MOST_WORLDS)
    return list(oracle.completions({}))


def lives(catalogue: Catalogue, world: Mapping[str, frozenset[Value]], leaves: int) -> bool:
    (home,) = world[catalogue.place.id]
    return bool(leaves >> catalogue.place.position[str(home)] & 1)


def belongs(oracle: Oracle, people: str, world: Mapping[str, frozenset[Value]]) -> bool:
    """Tell whether somebody belongs to a group: gave its answer, or is in the named group."""
    if people in oracle.catalogue.groups:
        return oracle.judge(rule_of(oracle.catalogue, people), world) is not Truth.NO
    question, _, option = people.partition(": ")
    (value,) = world[question]
    return option in value if isinstance(value, frozenset) else value == option


def rule_of(catalogue: Catalogue, group: str) -> Condition:
    return catalogue.groups[group].rule
