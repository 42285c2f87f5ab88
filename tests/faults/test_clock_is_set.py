"""The machine's clock is set, or an hour comes twice or not at all: nobody is forgotten early, nothing breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.clock import POLAND, Clock
from bot.core.actions import Go
from bot.core.catalogue import Catalogue
from bot.core.hours import Hours, Span, opening
from bot.core.resident import Resident
from bot.store.keeping import Kept
from bot.store.opening import open_store
from bot.store.vault import Vault

HOUR, DAY, YEAR = 3600, 24 * 3600, 365 * 24 * 3600
CHAT = 7_000_000_001
NIGHT = Hours((Span(tuple(range(7)), time(20), time(8)),))
OFFICE = Hours((Span(tuple(range(5)), time(8), time(16)),))


@dataclass
class Machine:
    """The two clocks of a machine: time passes in both, and one of them can be set."""

    wall: float = 1_795_000_000.0
    steady: float = 5_000.0

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.steady += seconds

    @property
    def clock(self) -> Clock:
        return Clock(wall=lambda: self.wall, steady=lambda: self.steady)


@pytest.mark.parametrize("jump", [HOUR, DAY, YEAR, -HOUR, -DAY, -YEAR])
async def test_answers_live_as_long_as_promised_whatever_the_clock_is_set_to(
    tmp_path: Path, catalogue: Catalogue, jump: int
) -> None:
    machine = Machine()
    clock = machine.clock
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}", Vault(bytes(32)), lambda: catalogue)
    try:
        await store.put(CHAT, Kept(Resident(language="pl"), 1), clock.seconds())
        machine.passes(HOUR)
        machine.wall += jump
        await store.put(CHAT + 1, Kept(Resident(language="pl"), 1), clock.seconds())  # before it was noticed
        assert clock.jump() == jump
        await store.housekeeping.move(jump)
        assert clock.jump() == 0
        assert await store.housekeeping.purge(clock.seconds(), DAY) == 0
        machine.passes(23 * HOUR + 60)
        assert await store.housekeeping.purge(clock.seconds(), DAY) == 1
        machine.passes(HOUR)
        assert await store.housekeeping.purge(clock.seconds(), DAY) == 1
    finally:
        store.close()


async def test_what_a_wrong_clock_dated_ahead_is_not_kept_for_longer(tmp_path: Path, catalogue: Catalogue) -> None:
    """The clock was wrong before the start: nothing tells by how much, so that it ages from the start on."""
    machine = Machine()
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}", Vault(bytes(32)), lambda: catalogue)
    try:
        await store.put(CHAT, Kept(Resident(language="pl"), 1), machine.clock.seconds() + YEAR)
        assert await store.housekeeping.purge(machine.clock.seconds(), DAY) == 0
        machine.passes(DAY + 1)
        assert await store.housekeeping.purge(machine.clock.seconds(), DAY) == 1
    finally:
        store.close()


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_in_both_nights_of_the_change_everything_can_be_shown(assistant: Assistant, night: str) -> None:
    machine = Machine(wall=datetime.fromisoformat(f"{night}T00:00").replace(tzinfo=POLAND).timestamp())
    clock = machine.clock
    resident = assistant.after(Resident(language="pl"), Go(("help",)), "pl", Clock().now())
    seen: list[timedelta | None] = []
    for _ in range(5 * 4):
        now = clock.now()
        seen.append(now.utcoffset())
        assert "112" in assistant.show(resident, "pl", now).html
        assert opening(NIGHT, now).open
        assert opening(OFFICE, now).next == datetime.combine(now.date() + timedelta(days=1), time(8))
        machine.passes(HOUR / 4)
    assert len(set(seen)) == 2
