"""The bot is killed and stopped while people write: nothing is lost. `make soak` does it a hundred times."""

from __future__ import annotations

from tests.soak.kills import killed


async def test_nothing_is_lost_by_a_kill_and_a_stop_under_load() -> None:
    found = await killed(kills=1, terms=1, rate=30)
    assert found.ok, found.measured
