"""The benchmark works: every part gives figures. How large they are is not tested, since machines differ."""

from __future__ import annotations

import asyncio
import json
import math
import sys
from itertools import chain

import pytest

from tests.bench import starts
from tests.bench.__main__ import PARTS
from tests.bench.figures import Figure, Sizes, as_json, machine, table

TINY = Sizes(
    personas=2,
    walks=1,
    cold=1,
    pairs=1,
    chats=2,
    updates=6,
    starts=1,
    residents=3,
    large=300,
    offers=(105,),
    sampled=2,
    seeds=1,
)


async def test_every_part_measures_and_all_stands_in_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    # Importing aiogram once more would take seconds and show nothing.
    monkeypatch.setattr(starts, "IMPORT", (sys.executable, "-c", "pass"))
    async with asyncio.TaskGroup() as together:
        parts = [together.create_task(measure(TINY)) for measure in PARTS.values()]
    assert all(part.result() for part in parts)
    figures = list(chain.from_iterable(part.result() for part in parts))
    for figure in figures:
        assert math.isfinite(figure.value), figure
        assert figure.value > 0 or figure.unit == "%" or " - " in figure.name, figure
    assert len(table(figures).splitlines()) == len(figures) + 2
    told = json.loads(json.dumps(as_json(figures, machine(), TINY)))
    assert {figure["part"] for figure in told["figures"]} == {figure.part for figure in figures}


def test_an_aim_bounds_from_one_side() -> None:
    slow = Figure("a", "b", 7, "ms", at_most=5)
    assert (slow.aim, slow.met) == ("<= 5", False)
    fast = Figure("a", "b", 0.7, "x", at_least=0.6)
    assert (fast.aim, fast.met) == (">= 0.6", True)
    plain = Figure("a", "b", 7, "ms")
    assert (plain.aim, plain.met) == ("", None)
    assert [line.split("|")[6].strip() for line in table([slow, fast, plain]).splitlines()[2:]] == ["NO", "yes", ""]
