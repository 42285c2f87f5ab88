"""The index gives what judging offer by offer gives, on catalogues and residents nobody thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.core import index as index_module
from bot.core import index_blocks, index_rules
from bot.core.answers import Answers
from bot.core.catalogue import Catalogue
from bot.core.index import Index
from bot.core.knowledge import know
from bot.core.matcher import Result, Verdict, match, match_known
from tests.core.catalogues import BELOW, TODAY, Case, Maker, answers_of, cases, thorough
from tests.core.oracle import Oracle

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
            assert found.every == tuple(result.offer.id for result in plain)
            assert [*found.results] == shown(plain)
            assert found.fits == tuple(one.offer.id for one in plain if one.verdict is Verdict.FITS)
            assert found.maybe == tuple(one.offer.id for one in plain if one.verdict is Verdict.MAYBE)
            assert tuple(map(sorted, found.verdicts)) == (sorted(found.fits), sorted(found.maybe))
            assert found.ids == tuple(one.offer.id for one in shown(plain))
            assert len(found.results) == len(found.ids)


@thorough
@given(cases())
def test_verdicts_are_what_trying_every_value_gives(case: Case) -> None:
    oracle, known = Oracle(case.catalogue), know(case.catalogue, case.answers)
    found = Index.of(case.catalogue).match(known, TODAY)
    judged = oracle.match(case.said, case.wanted, TODAY)
    assert found.fits == tuple(one.offer for one in judged if one.verdict == "fits")
    assert found.maybe == tuple(one.offer for one in judged if one.verdict == "maybe")
    assert found.every == tuple(one.offer for one in judged)


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
        assert index.match(known, on).every == tuple(one.offer.id for one in match_known(case.catalogue, known, on))
    turned = replace(case.catalogue, offers=dict(reversed([*case.catalogue.offers.items()])))
    assert Index.of(turned).match(known, TODAY).every == index.match(known, TODAY).every
