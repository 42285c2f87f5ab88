"""The benchmark of matching works, without the engines that only it needs; how fast anything is is not tested."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.knowledge import Known, know
from bot.core.questions import Question
from tests.bench.matching.catalogues import LEVELS, catalogue, residents
from tests.bench.matching.engines import INDEX, KINDS, Found, Kind
from tests.bench.matching.flat import rows
from tests.bench.matching.measure import Effort, Line, Run, measured
from tests.bench.matching.oracle import expected
from tests.bench.matching.report import as_json, table
from tests.core.oracle import Oracle, Value

#: What `make test` has.
AT_HAND = [kind for kind in KINDS if not kind.package]
#: How many offers, so that both a loop and an index have something to do.
SIZES = (50, 200)


class Forgetful:
    """Finds nothing for anybody."""

    def __init__(self, of: Catalogue) -> None:
        self.of = of

    def asks(self, known: Known) -> Known:
        return known

    def match(self, _: Known) -> Found:
        return [], []


class Slow(Forgetful):
    """Finds what is right when it is asked again."""

    def __init__(self, of: Catalogue) -> None:
        super().__init__(of)
        self.met: set[int] = set()

    def match(self, resident: Known) -> Found:
        again = id(resident) in self.met
        self.met.add(id(resident))
        return expected(self.of, resident) if again else ([], [])


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    # Every answer of every engine is held against the oracle on the way.
    return [measured(offers, AT_HAND, Effort(residents=30, seconds=30, before=2, rounds=2)) for offers in SIZES]


def test_engines_at_hand_find_what_is_right_with_small_catalogues(runs: list[Run]) -> None:
    for run in runs:
        assert {line.engine for line in run.lines} == {kind.name for kind in AT_HAND}
        assert all(line.calls == 30 and 0 < line.p50 <= line.p99 for line in run.lines)


@pytest.mark.parametrize("engine", [Forgetful, Slow])
def test_an_engine_that_finds_other_offers_is_not_measured(
    engine: type[Forgetful], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kind, "engine", lambda _, of: engine(of))
    with pytest.raises(AssertionError, match="forgetful finds other offers"):
        measured(200, [Kind("forgetful", "")], Effort(residents=20, seconds=30))


def test_one_table_tells_every_engine_with_every_catalogue(runs: list[Run]) -> None:
    laid = table(runs, KINDS).splitlines()
    assert len(laid) == len(KINDS) * len(SIZES) + 2
    assert len({line.count("|") for line in laid}) == 1
    told = json.loads(json.dumps(as_json(runs, KINDS, {"date": "today"})))
    assert [catalogue["offers"] for catalogue in told["catalogues"]] == [*SIZES]
    assert {row["engine"] for row in told["rows"]} == {kind.name for kind in KINDS}


def test_aims_are_times_the_index_and_growth_is_bounded() -> None:
    def line(engine: str, offers: int, p50: float) -> Line:
        return Line(engine, offers, p50, p50, p50 * 2, checked=p50, calls=1, made=0, memory=0)

    slow = Kind("slow", "", most=1_000, why="too slow", aims=((1_000, 10),))
    quick = Kind("quick", "", aims=((1_000, 10),))
    small = (line(INDEX, 1_000, 10), line("slow", 1_000, 150), line("quick", 1_000, 50))
    large = (line(INDEX, 1_000_000, 900), line("quick", 1_000_000, 100))
    both = [Run(1_000, 0, 0, 0, small), Run(1_000_000, 0, 0, 0, large)]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table(both, [KINDS[0], slow, quick]).split("\n")]
    found = {(row[0], row[1]): tuple(row[-4:]) for row in rows[2:]}
    assert found == {
        ("1,000", INDEX): ("", "", "", ""),
        ("1,000", "slow"): ("15", ">= 10", "", "yes"),
        ("1,000", "quick"): ("5", ">= 10", "", "NO"),
        ("1,000,000", INDEX): ("", "", "90", "NO"),
        ("1,000,000", "slow: too slow"): ("", "", "", ""),
        ("1,000,000", "quick"): ("0.111", "", "2", ""),
    }


def test_the_oracle_of_the_benchmark_says_what_the_slow_oracle_says() -> None:
    of = catalogue(14)
    slow = Oracle(of)
    seen: Counter[Truth] = Counter()
    for answers in residents(of, 60):
        known = know(of, answers)
        world = {id_: frozenset(values(of.judged[id_], mask)) for id_, mask in known.values.items()}
        judged = {offer.id: slow.judge(offer.rule, world) for offer in of.offers.values()}
        fits, maybe = ([id_ for id_, truth in judged.items() if truth is one] for one in (Truth.YES, Truth.UNKNOWN))
        assert expected(of, known) == (fits, maybe)
        seen.update(judged.values())
    assert set(seen) == {*Truth}


def values(question: Question, possible: int) -> list[Value]:
    numbers = bits(possible)
    match question.kind:
        case "number":
            return [number + question.minimum for number in numbers]
        case "many":
            return [frozenset(question.options[index].id for index in bits(ticks)) for ticks in numbers]
    ids = [*question.position]
    return [ids[number] for number in numbers]


def test_made_up_catalogues_are_the_same_every_time_and_have_the_shape_that_is_told() -> None:
    of, again = catalogue(400), catalogue(400)
    assert [*of.offers.values()] == [*again.offers.values()]
    assert [*of.offers.values()] != [*catalogue(400, seed=2).offers.values()]
    assert residents(of, 20) == residents(again, 20)
    listed = list(rows(of))
    levels = Counter(of.places.by_id[row.place].level for row in listed)
    assert levels == {level: 4 * share for level, share in LEVELS.items()}
    assert 0.2 < sum(bool(row.some) for row in listed) / len(listed) < 0.3
    assert sum(len(row.every) + bool(row.some) for row in listed) / len(listed) == pytest.approx(3, abs=0.3)


def test_every_second_resident_leaves_answers_out() -> None:
    of = catalogue(50)
    everyone = residents(of, 40)
    assert all(len(answers) == len(of.questions) for answers in everyone[::2])
    assert all(len(answers) < len(of.questions) for answers in everyone[1::2])
