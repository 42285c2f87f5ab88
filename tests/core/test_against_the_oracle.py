"""The index gives what trying every value gives, on catalogues and residents nobody thought of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS, Form, read, write
from bot.core.conditions import Condition, Truth
from bot.core.influence import Influence
from bot.core.knowledge import know
from bot.core.matcher import Verdict, match, rank
from bot.core.planner import Planner, likely
from bot.core.reasons import reasons
from bot.core.rules import facts
from tests.core.catalogues import TODAY, Case, answers_of, cases, thorough
from tests.core.oracle import EVERYBODY, NOBODY, Judged, Oracle, Value

pytestmark = pytest.mark.usefixtures("judges")


@thorough
@given(cases())
def test_verdict_first_state_missing_and_order_are_what_trying_every_value_gives(case: Case) -> None:
    plan = Planner.of(case.catalogue).plan(case.answers, TODAY)
    found = [
        Judged(result.offer.id, str(result.verdict), result.first, str(result.state), plan.missing[result.offer.id])
        for result in plan.results
    ]
    assert found == Oracle(case.catalogue).match(case.said, case.wanted, TODAY)


@thorough
@given(cases())
def test_what_is_asked_next_applies_is_open_and_can_change_something(case: Case) -> None:
    oracle, said = Oracle(case.catalogue), case.said
    plan = Planner.of(case.catalogue).plan(case.answers, TODAY)
    world = oracle.world(said)
    can_be_asked = {question.id for question in oracle.open(said) if oracle.applies(question, world) is Truth.YES}
    verdicts, firsts = oracle.may_change(said)
    possible = {offer.id for offer in oracle.offers if oracle.outcome(offer, world)[0] is not Truth.NO}
    wanted = {offer.id for offer in oracle.offers if case.wanted & set(offer.need)}
    # Only for the kinds of help wanted, where there are any of them.
    asked_for = wanted if wanted & possible else {offer.id for offer in oracle.offers}
    matter = {question for id_ in asked_for for question in verdicts[id_]}
    matter |= {question for id_ in asked_for & possible for question in firsts[id_]}
    if plan.next is None:
        assert not matter & can_be_asked
    elif plan.next == "need":
        assert "need" not in case.forms or isinstance(case.forms["need"], dict)
    else:
        assert plan.next in can_be_asked
    assert matter <= set(plan.left)


@thorough
@given(cases(), st.data())
def test_a_definite_verdict_stands_whatever_else_is_answered(case: Case, data: st.DataObject) -> None:
    oracle, said = Oracle(case.catalogue), case.said
    now = {result.offer.id: result.verdict for result in match(case.catalogue, case.answers, TODAY)}
    raw, world = data.draw(st.sampled_from(list(oracle.completions(said))))
    before = oracle.world(said)
    if any(not world[id_] <= before[id_] for id_ in said):
        return  # What was said turned out to be about a question that does not apply.
    forms = {**case.forms, **{id_: form_of(value) for id_, value in raw.items()}}
    later = {
        result.offer.id: result.verdict
        for result in match(case.catalogue, answers_of(case.catalogue, forms, case.refused), TODAY)
    }
    assert all(later[offer] is verdict for offer, verdict in now.items() if verdict is not Verdict.MAYBE)


def form_of(value: Value) -> Form:
    return [*sorted(value)] if isinstance(value, frozenset) else value


@thorough
@given(cases())
def test_reasons_agree_with_the_verdict(case: Case) -> None:
    known, oracle = know(case.catalogue, case.answers), Oracle(case.catalogue)
    order, world = list(case.catalogue.questions), oracle.world(case.said)
    for result in match(case.catalogue, case.answers, TODAY):
        found = reasons(case.catalogue, result.offer, known)
        asked = [reason.question for reason in found]
        assert asked == sorted(set(asked), key=order.index)
        truths = {reason.truth for reason in found}
        for reason in found:
            if reason.wanted is not None:
                # What somebody else judges is told only where the condition itself holds.
                told = Truth.YES if reason.judged_elsewhere else reason.truth
                assert oracle.judge(reason.wanted, world) is told
        if result.verdict is Verdict.FITS:
            assert truths <= {Truth.YES}
            assert not any(reason.judged_elsewhere for reason in found)
        elif result.verdict is Verdict.NO:
            assert truths != {Truth.YES} or oracle.tidy(result.offer.rule) == NOBODY
        else:
            assert Truth.NO not in truths
            assert Truth.UNKNOWN in truths or leaves_everybody_open(oracle, oracle.tidy(result.offer.rule))


def leaves_everybody_open(oracle: Oracle, condition: Condition) -> bool:
    """Tell whether a rule holds `perhaps: anyone`, which asks nothing and so gives no reason."""
    match condition:
        case c.Perhaps(part=part):
            return oracle.tidy(part) == EVERYBODY or leaves_everybody_open(oracle, part)
        case c.All(parts=parts) | c.Any(parts=parts) | c.AtLeast(parts=parts):
            return any(leaves_everybody_open(oracle, part) for part in parts)
        case c.Not(part=part):
            return leaves_everybody_open(oracle, part)
    return False


@thorough
@given(cases())
def test_the_order_of_results_is_total_and_does_not_hang_on_the_order_of_files(case: Case) -> None:
    results = match(case.catalogue, case.answers, TODAY)
    keys = [rank(case.catalogue, result, case.wanted) for result in results]
    assert len(set(keys)) == len(keys)
    turned = replace(case.catalogue, offers=dict(reversed([*case.catalogue.offers.items()])))
    assert [result.offer.id for result in match(turned, case.answers, TODAY)] == [r.offer.id for r in results]


@thorough
@given(cases())
def test_the_order_in_which_things_were_said_changes_nothing(case: Case) -> None:
    turned = replace(case, forms=dict(reversed([*case.forms.items()])))
    planner = Planner.of(case.catalogue)
    one, other = planner.plan(case.answers, TODAY), planner.plan(turned.answers, TODAY)
    assert (one.results, one.missing, one.next, one.left) == (other.results, other.missing, other.next, other.left)


@thorough
@given(cases())
def test_answers_written_and_read_again_are_the_same(case: Case) -> None:
    for id_, answer in case.answers.items():
        question = case.catalogue.questions[id_]
        again = read(question, case.catalogue.places, write(question, case.catalogue.places, answer))
        # A refusal is written only where nothing else is known; the store keeps it beside the answer.
        assert replace(again, refused=answer.refused) == answer
        assert again.refused in (False, answer.refused)


@thorough
@given(cases())
def test_what_asks_nothing_is_no_condition(case: Case) -> None:
    oracle = Oracle(case.catalogue)
    for offer in case.catalogue.offers.values():
        settled = oracle.tidy(offer.rule)
        assert (settled in (EVERYBODY, NOBODY)) <= (not facts(case.catalogue.ready[offer.id].rule))


@thorough
@given(cases())
def test_a_planner_that_keeps_next_to_nothing_gives_the_same_plans(case: Case) -> None:
    planner = Planner.of(case.catalogue)
    forgetful = Planner(case.catalogue, Influence(case.catalogue.questions, case.catalogue.asked_if, likely, 1), 1)
    for answers in (case.answers, NO_ANSWERS, case.answers):
        one, other = forgetful.plan(answers, TODAY), planner.plan(answers, TODAY)
        assert (one.results, one.missing) == (other.results, other.missing)
        assert (one.next, one.left, one.gain) == (other.next, other.left, other.gain)
