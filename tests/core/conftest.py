"""What is held against the oracles is held with both judges of rules: the plain one, and the one that is compiled."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot.core.index_judge import Appoint, PlainJudge, fastest


def compiled() -> Appoint:
    """Give what makes compiled judges; without a C compiler there are none."""
    found = fastest()
    if found is PlainJudge and os.environ.get("REQUIRE_SERVERS") != "1":
        pytest.skip("bot/core/_lanes.pyx is not compiled on this machine; REQUIRE_SERVERS=1 fails here")
    assert found is not PlainJudge
    return found


@pytest.fixture(scope="module", params=["plain", "compiled"])
def judges(request: pytest.FixtureRequest) -> Iterator[Appoint]:
    """Have every index made with these judges."""
    made = PlainJudge if request.param == "plain" else compiled()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.core.index.fastest", lambda: made)
        yield made
