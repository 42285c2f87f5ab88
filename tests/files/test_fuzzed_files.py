"""No file, whatever stands in it, gives a traceback. `FUZZED=10000`, or `make fuzz` with time and memory, for all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.damage import KINDS, REAL, file
from tests.fuzz.run import examine, hold

FUZZED = int(os.environ.get("FUZZED", "200"))


@pytest.mark.parametrize("tens", range(FUZZED // 10))
def test_no_damage_to_a_file_raises(tmp_path: Path, tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        name, raw = file(seed)
        hold(name, raw, examine(tmp_path, name, raw))


def test_a_seed_gives_the_same_file_always() -> None:
    assert [file(seed) for seed in range(100)] == [file(seed) for seed in range(100)]
    assert len({raw for _, raw in map(file, range(100))}) > 90


@pytest.mark.parametrize("raw", [b"", REAL["questions.yaml"][:4000], REAL["questions.yaml"][40:]])
def test_a_file_cut_at_either_end_is_told(tmp_path: Path, raw: bytes) -> None:
    catalogue, problems = told = examine(tmp_path, "questions.yaml", raw)
    assert catalogue is None
    assert problems
    hold("questions.yaml", raw, told)


def test_there_are_many_ways_to_damage_a_file() -> None:
    assert len(KINDS) >= 8
