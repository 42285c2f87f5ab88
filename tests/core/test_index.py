"""The index gives what judging offer by offer gives, on catalogues and residents nobody thought of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.core import bitsets, index_blocks, index_rules
from bot.core import index as index_module
from bot.core.answers import Answers, Form
from bot.core.browsing import Browsing
from bot.core.catalogue import Catalogue
from bot.core.index import Index
from bot.core.index_order import standing
from bot.core.knowledge import know
from bot.core.matcher import Result, Verdict, contacts, match, match_known, without_contact
from bot.core.offers import Dates
from bot.core.plan import FIRST_SCREEN
from bot.core.planner import Planner
from tests.core.catalogues import BELOW, KINDS, TODAY, Case, Maker, answers_of, cases, thorough
from tests.core.oracle import Oracle, Value

pytestmark = pytest.mark.usefixtures("judges")

#: How many catalogues are made up, and how many residents for each.
CATALOGUES, RESIDENTS = 1_000, 10
SIZES = {id(strategy): size for size, strategy in enumerate(BELOW, start=1)}
DAYS = (TODAY, date(2020, 5, 1), date(2021, 1, 5))


def maker(chance: Random) -> Maker:
    """Make things up by chance: much faster than by strategies, and without making a failure smaller."""

    def draw(strategy: SearchStrategy[int]) -> int:
        return chance.randrange(SIZES[id(strategy)])

    return Maker(cast("DrawFn", draw))


def resident(made: Maker, catalogue: Catalogue) -> Answers:
    """Make up what somebody said, in any order; some of it also refused."""
    asked = [question for question in made.shuffled([*catalogue.questions.values()]) if made.chance()]
    forms = {question.id: made.form(question, catalogue.places) for question in asked}
    return answers_of(catalogue, forms, frozenset(id_ for id_ in forms if made.chance(5)))


def shown(results: tuple[Result, ...]) -> list[Result]:
    return [result for result in results if result.verdict is not Verdict.NO]


@pytest.mark.parametrize("part", range(10))
def test_every_verdict_and_the_order_are_those_of_the_matcher(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if part % 2:
        # Many blocks where there would be one, and next to nothing kept.
        monkeypatch.setattr(index_blocks, "BLOCK", 3)
        monkeypatch.setattr(index_module, "MOST_PLACES", 1)
        monkeypatch.setattr(index_rules, "MOST_KEPT", 0)
    made = maker(Random(part))  # noqa: S311 -- the same catalogues in every run
    for _ in range(CATALOGUES // 10):
        catalogue = made.catalogue(most_offers=12)
        index = Index.of(catalogue)
        for number in range(RESIDENTS):
            known, on = know(catalogue, resident(made, catalogue)), DAYS[number % 3]
            plain, found = match_known(catalogue, known, on), index.match(known, on)
            assert [*found.every] == [*plain]
            assert [*found.results] == shown(plain)
            assert found.fits == tuple(one.offer.id for one in plain if one.verdict is Verdict.FITS)
            assert found.maybe == tuple(one.offer.id for one in plain if one.verdict is Verdict.MAYBE)
            assert tuple(map(sorted, index.listed(known))) == (sorted(found.fits), sorted(found.maybe))
            assert len(found.results) == len(shown(plain))


@thorough
@given(cases())
def test_verdicts_are_what_trying_every_value_gives(case: Case) -> None:
    oracle, known = Oracle(case.catalogue), know(case.catalogue, case.answers)
    found = Index.of(case.catalogue).match(known, TODAY)
    judged = oracle.match(case.said, case.wanted, TODAY)
    assert found.fits == tuple(one.offer for one in judged if one.verdict == "fits")
    assert found.maybe == tuple(one.offer for one in judged if one.verdict == "maybe")
    assert [*found.every.ids] == [one.offer for one in judged]


@thorough
@given(cases())
def test_results_are_looked_at_one_by_one_and_in_parts(case: Case) -> None:
    results = Index.of(case.catalogue).match(know(case.catalogue, case.answers), TODAY).results
    every = shown(match(case.catalogue, case.answers, TODAY))
    assert [results[at] for at in range(len(results))] == every
    assert results[1:3] == tuple(every[1:3])
    assert results[-2:] == tuple(every[-2:])
    assert results[::2] == tuple(every[::2])
    with pytest.raises(IndexError):
        results[len(every)]


@thorough
@given(cases())
def test_an_index_that_keeps_next_to_nothing_gives_the_same(case: Case) -> None:
    known = know(case.catalogue, case.answers)
    index = Index.of(case.catalogue)
    days = [*DAYS, date(2019, 1, 1), date(2018, 1, 1), date(2017, 1, 1)]
    for on in (*days, *days):
        assert index.match(known, on).every == match_known(case.catalogue, known, on)
    turned = replace(case.catalogue, offers=dict(reversed([*case.catalogue.offers.items()])))
    assert Index.of(turned).match(known, TODAY).every == index.match(known, TODAY).every


@thorough
@given(cases())
def test_a_plan_tells_of_its_results_what_going_through_them_tells(case: Case) -> None:
    catalogue = case.catalogue
    plan = Planner.of(catalogue).plan(case.answers, TODAY)
    results = match(catalogue, case.answers, TODAY)
    wanted = [one for one in shown(results) if plan.known.wanted & set(one.offer.need)]
    others = [one for one in shown(results) if one not in wanted] if wanted else []
    assert [[*part] for part in plan.by_need] == [wanted or shown(results), others]
    assert plan.contacts == contacts(catalogue, plan.known, results)
    assert plan.without_contact == without_contact(catalogue, plan.known, results, plan.contacts)
    assert plan.projects == [one for one in shown(results) if one.offer.programme.dates != Dates()]
    first = [one.offer.id for one in plan.by_need[0][:FIRST_SCREEN]]
    hidden = [one for one in plan.projects if one.offer.id not in first]
    assert plan.hidden_projects == hidden
    for one, (state, alike) in zip(
        standing(plan.hidden_projects), groupby(hidden, key=lambda one: one.state), strict=True
    ):
        listed = list(alike)
        assert (one.state, one.count) == (state, len(listed))
        assert one.fits is any(each.verdict is Verdict.FITS for each in listed)
        terms = {(each.offer.programme.dates, each.offer.seasons) for each in listed}
        assert {(each.programme.dates, each.seasons) for each in one.alike} <= terms


@thorough
@given(cases(), st.data())
def test_first_results_that_are_said_to_stand_do_whatever_else_is_answered(case: Case, data: st.DataObject) -> None:
    oracle, planner = Oracle(case.catalogue), Planner.of(case.catalogue)
    plan, count = planner.plan(case.answers, TODAY), data.draw(st.integers(1, 3))
    first = plan.by_need[0][:count]
    if not plan.prospect.stands(plan.left, count):
        return
    raw, _ = data.draw(st.sampled_from(list(oracle.completions(case.said))))
    forms = {**case.forms, **{id_: form_of(value) for id_, value in raw.items() if id_ in plan.left}}
    later = planner.plan(answers_of(case.catalogue, forms, case.refused), TODAY)
    assert [alike(one) for one in later.by_need[0][:count]] == [alike(one) for one in first]


def alike(result: Result) -> tuple[object, ...]:
    return result.offer.id, result.verdict, result.first, result.state


def form_of(value: Value) -> Form:
    return [*sorted(value)] if isinstance(value, frozenset) else value


@thorough
@given(cases())
def test_looking_around_finds_every_offer_of_a_place_by_its_kinds(case: Case) -> None:
    catalogue, browsing = case.catalogue, Browsing.of(case.catalogue)
    for place in catalogue.places.by_id.values():
        mask = catalogue.places.masks[place.id]
        here = [offer for offer in catalogue.offers.values() if catalogue.ready[offer.id].area & mask]
        assert browsing.kinds(place) == Counter(kind for offer in here for kind in offer.need)
        for kind in KINDS:
            assert browsing.of_kind(place, kind) == tuple(offer for offer in here if kind in offer.need)


def test_offers_are_listed_in_their_order_however_many_of_them_are_chosen() -> None:
    listed = [f"o{number}" for number in range(5_000)]
    for step in (1, 3, 20, 400, 4_999, 5_000):
        offers = bitsets.as_bits(range(step - 1, 5_000, step))
        assert bitsets.chosen(offers, listed) == listed[step - 1 :: step]
    assert bitsets.chosen(0, listed) == []
