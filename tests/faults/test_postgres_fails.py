"""PostgreSQL refuses, hangs, answers slowly or is cut off: everybody is answered, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.soak.database import KINDS, outage, town


@pytest.mark.parametrize("kind", KINDS)
async def test_everybody_is_answered_while_the_database_fails_and_all_is_kept(postgres: str, kind: str) -> None:
    async with town(postgres) as (running, proxy):
        seen = await outage(running, proxy, postgres, kind, seconds=1)
        assert len(seen.waits) >= 3
        assert seen.left == 0
        await running.resident().say("/start")
