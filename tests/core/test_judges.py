"""Compiled judges say what the lanes say, whoever asks, and refuse what would lead beyond their sets."""

from __future__ import annotations

import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from bot.core import index_rules, rules
from bot.core.bitsets import bits, chosen
from bot.core.index_judge import PlainJudge, fastest
from bot.core.index_layout import every_lane
from bot.core.index_outlook import Learnt
from bot.core.index_rules import EveryLane
from bot.core.rules import Count, Fact, Opposite, Rule
from tests.core.conftest import compiled

#: Questions with how many values: few, as many as a machine word holds, one more, and as many as places of a country.
WIDTHS = {"few": 3, "word": 63, "more": 65, "many": 2_500}
#: Offers that fill no word, one word just, and some.
OFFERS = (1, 64, 300)


def some_of(chance: Random, width: int) -> int:
    """Make up a set of values that is not empty: one, a few, or any."""
    count = chance.choice((1, 2, min(6, width), width))
    return sum(1 << number for number in chance.sample(range(width), count))


def rule(chance: Random, depth: int) -> Rule:
    """Make up a rule of any kind. Some have a part that nobody can settle."""
    if depth == 0 or chance.random() < 0.4:
        question = chance.choice([*WIDTHS])
        return chance.choice([Fact(question, some_of(chance, WIDTHS[question]))] * 9 + [rules.UNKNOWN])
    parts = tuple(rule(chance, depth - 1) for _ in range(chance.randint(2, 4)))
    return chance.choice(
        (
            rules.every_of(parts),
            rules.some_of(parts),
            rules.counted(2, parts),
            rules.opposed(parts[0]),
            rules.opened(parts[0]),
        )
    )


def lane(chance: Random, offers: int) -> EveryLane:
    """Make up a lane; some of its offers are for nobody, and some numbers are of no offer."""
    ruled = [(number, rules.NO if chance.random() < 0.1 else rule(chance, 3)) for number in range(offers)]
    return every_lane(one for one in ruled if chance.random() < 0.9)


def learnt(chance: Random) -> Learnt:
    values = {question: some_of(chance, width) for question, width in WIDTHS.items()}
    return Learnt(values, frozenset(question for question in WIDTHS if chance.random() < 0.3))


@pytest.mark.parametrize("offers", OFFERS)
@pytest.mark.parametrize("most_kept", [0, 1 << 24])
def test_judges_say_the_same_of_rules_of_any_kind(offers: int, most_kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_rules, "MOST_KEPT", most_kept)
    chance = Random(offers)  # noqa: S311 -- the same rules in every run
    ids = tuple(f"o{number}" for number in range(offers))
    for _ in range(12):
        laid = lane(chance, offers)
        judge, plain = compiled()(laid, offers), PlainJudge(laid, offers)
        assert judge.lane is laid
        for _ in range(10):
            now = learnt(chance)
            assert judge.judge(now.values) == plain.judge(now.values)
            assert judge.outlook(now) == plain.outlook(now)
            assert judge.listed(now.values, ids) == plain.listed(now.values, ids)


@pytest.mark.parametrize("most_kept", [0, 1 << 24])
def test_so_many_offers_that_their_sets_are_called_into_the_cache_are_judged_the_same(
    most_kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_rules, "MOST_KEPT", most_kept)
    chance, offers = Random(4), 2_100  # noqa: S311 -- the same rules in every run
    few = [rule(chance, 2) for _ in range(40)]
    laid = every_lane((number, chance.choice(few)) for number in range(offers))
    judge, plain = compiled()(laid, offers), PlainJudge(laid, offers)
    for _ in range(20):
        now = learnt(chance)
        assert judge.judge(now.values) == plain.judge(now.values)
        assert judge.outlook(now) == plain.outlook(now)


def test_what_is_listed_is_what_stands_in_the_sets() -> None:
    chance = Random(1)  # noqa: S311 -- the same rules in every run
    ids = tuple(f"o{number}" for number in range(300))
    judge, now = compiled()(lane(chance, 300), 300), learnt(chance)
    sure, maybe = judge.judge(now.values)
    assert bits(sure)
    assert bits(maybe & ~sure)
    assert judge.listed(now.values, ids) == (chosen(sure, ids), chosen(maybe & ~sure, ids))


def test_one_judge_serves_many_threads_while_it_forgets_what_it_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_rules, "MOST_KEPT", 0)
    before = sys.getswitchinterval()
    chance = Random(2)  # noqa: S311 -- the same rules in every run
    laid = lane(chance, 300)
    judge, everyone = compiled()(laid, 300), [learnt(chance) for _ in range(400)]
    right = [PlainJudge(laid, 300).outlook(one) for one in everyone]
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            assert [*threads.map(judge.outlook, everyone)] == right
    finally:
        sys.setswitchinterval(before)


def test_what_would_lead_beyond_the_sets_is_refused() -> None:
    laid = every_lane([(0, Fact("few", 1)), (70, Fact("few", 2))])
    with pytest.raises(ValueError, match="more offers than there are"):
        compiled()(laid, 70)
    judge = compiled()(laid, 71)
    with pytest.raises(ValueError, match="other ids"):
        judge.listed({"few": 1}, ("o1",))
    with pytest.raises(KeyError, match="few"):
        judge.judge({})
    assert judge.judge({"few": 1}) == (1, 1)
    with pytest.raises(ValueError, match="less than none"):
        compiled()(every_lane([(0, Count(-1, (Fact("few", 1), Fact("more", 1))))]), 1)


def test_a_judge_cannot_be_laid_out_otherwise_while_it_looks_at_answers() -> None:
    offers = 50_000
    judge = compiled()(every_lane([(0, Fact("few", 1)), (1, Fact("more", 1))]), 2)
    larger = every_lane((number, Opposite(Fact("more", 1))) for number in range(offers))

    class Answers(dict[str, int]):
        def __getitem__(self, question: str) -> int:
            judge.__init__(larger, offers)  # type: ignore[misc]  # nobody should; it must not matter
            return super().__getitem__(question)

    assert judge.judge(Answers(few=1, more=2)) == (1, 1)


def test_a_judge_gives_back_all_it_took_also_where_it_fails() -> None:
    chance = Random(3)  # noqa: S311 -- the same rules in every run
    ids = tuple(f"o{number}" for number in range(64))
    judge, now = compiled()(lane(chance, 64), 64), learnt(chance)
    unfinished: dict[str, Any] = {**now.values, "many": "?"}

    def calls() -> None:
        for _ in range(200):
            judge.judge(now.values)
            judge.outlook(now)
            judge.listed(now.values, ids)
            with suppress(TypeError):
                judge.judge(unfinished)

    with pytest.raises(TypeError):
        judge.judge(unfinished)
    tracemalloc.start()
    try:
        calls()
        before, _ = tracemalloc.get_traced_memory()
        calls()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # One set of every call would be 1,600 bytes.
    assert after - before < 1_000


def test_a_judge_that_was_never_laid_out_cannot_be_had() -> None:
    kind = type(compiled()(every_lane([]), 0))
    with pytest.raises(TypeError):
        kind.__new__(kind)


def test_a_value_that_no_offer_asks_for_satisfies_none_of_those_that_ask() -> None:
    laid = every_lane([(0, Fact("few", 1)), (1, Fact("other", 1))])
    for judge in (compiled()(laid, 2), PlainJudge(laid, 2)):
        assert judge.judge({"few": 4, "other": 1}) == (2, 2)
        assert judge.judge({"few": 1 << 99, "other": 1}) == (2, 2)
        assert judge.judge({"few": 5, "other": 1}) == (2, 3)


def test_without_what_is_compiled_the_plain_judge_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.core._lanes", None)
    assert fastest() is PlainJudge
