"""Staff are told of trouble once, in their chat and in words they know, and once more when it is well again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.assistant import Assistant
from bot.clock import POLAND
from bot.operations.alerts import CALM_SECONDS, Alerts, Signs
from bot.operations.disk import ENOUGH_BYTES, LOW_BYTES
from bot.operations.lookout import Lookout
from bot.store.writer import StoreError
from bot.text.words import load_words
from tests.conftest import ROOT
from tests.staff.conftest import Office, Working, closed, working

__all__ = ["closed", "working"]


@dataclass
class Trouble:
    """What the signs say, as a test sets it; what staff were told; and whether they can be told."""

    fails: bool = False
    aside: int = 3
    unreached: float = 0.0
    free: int = ENOUGH_BYTES * 10
    told: list[str] = field(default_factory=list)
    reachable: bool = True
    seconds: float = 0.0

    async def ask(self) -> None:
        if self.fails:
            raise StoreError

    async def count(self) -> int:
        await self.ask()
        return self.aside

    async def say(self, told: str) -> bool:
        if self.reachable:
            self.told.append(told)
        return self.reachable

    def alerts(self, language: str = "pl") -> Alerts:
        signs = Signs(self.ask, self.count, lambda: self.unreached, ROOT, lambda _: self.free)
        words = load_words(ROOT / "locales", language)
        begin = datetime(2026, 11, 22, 10, 0, tzinfo=POLAND)
        return Alerts(
            signs, lambda: words, self.say, lambda: begin + timedelta(seconds=self.seconds), lambda: self.seconds
        )


async def look(alerts: Alerts, times: int = 3) -> None:
    for _ in range(times):
        await alerts.look()


async def test_where_all_is_well_nothing_is_said() -> None:
    trouble = Trouble()
    await look(trouble.alerts())
    assert trouble.told == []


async def test_a_failing_database_is_told_once_and_once_more_when_it_works() -> None:
    trouble = Trouble()
    alerts = trouble.alerts()
    for _ in range(2):
        trouble.fails = True
        await look(alerts)
        trouble.fails = False
        await look(alerts)
    assert [told.partition(".")[0] for told in trouble.told] == [
        "⚠️ Baza danych nie działa",
        "✅ Baza danych znowu działa",
    ] * 2


async def test_a_disk_on_the_edge_is_not_told_again_and_again() -> None:
    trouble = Trouble()
    alerts = trouble.alerts("en")
    for free in (LOW_BYTES - 1, LOW_BYTES + 1, LOW_BYTES - 1, ENOUGH_BYTES + 1):
        trouble.free = free
        await look(alerts, 1)
    assert len(trouble.told) == 2
    assert trouble.told[0].startswith("⚠️ The disk is nearly full: 199 MB free.")
    assert trouble.told[1] == "✅ There is room on the disk again: 300 MB free."


async def test_updates_set_aside_are_told_with_their_number_and_well_after_a_calm_hour() -> None:
    trouble = Trouble()
    alerts = trouble.alerts()
    await look(alerts)
    trouble.aside += 2
    await look(alerts)
    trouble.seconds += CALM_SECONDS / 2
    trouble.aside += 1
    await look(alerts)
    trouble.seconds += CALM_SECONDS - 1
    await look(alerts)
    assert [told.partition(" i ")[0] for told in trouble.told] == ["⚠️ 2 wiadomości nie dały się obsłużyć"]
    trouble.seconds += 1
    await look(alerts)
    assert trouble.told[1:] == ["✅ Od godziny żadna wiadomość nie została odłożona."]


async def test_an_outage_of_telegram_is_told_when_it_is_over() -> None:
    trouble = Trouble()
    alerts = trouble.alerts()
    trouble.unreached, trouble.reachable = 61.0, False
    await look(alerts)
    trouble.seconds = 600
    await look(alerts)
    trouble.unreached, trouble.reachable = 0.0, True
    await look(alerts)
    (told,) = trouble.told
    assert told.startswith("✅ Telegram znowu odpowiada. Nie było z nim łączności od 10:00 do 10:10.")


async def test_what_did_not_reach_staff_is_told_later() -> None:
    trouble = Trouble(reachable=False)
    alerts = trouble.alerts()
    trouble.fails = True
    await look(alerts)
    trouble.reachable = True
    await look(alerts)
    assert len(trouble.told) == 1


async def test_a_database_that_hangs_counts_as_failing(monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = Trouble()
    alerts = trouble.alerts()
    monkeypatch.setattr("bot.operations.alerts.DATABASE_SECONDS", 0.0)
    monkeypatch.setattr(alerts, "signs", replace(alerts.signs, ask=asyncio.Event().wait))
    await look(alerts)
    assert len(trouble.told) == 1


@asynccontextmanager
async def looking_often(closed: Office, working: Working) -> AsyncIterator[Office]:
    """Run the bot with a lookout that looks often."""
    async with working() as running:
        often = replace(running.lookout, every=0.02)
        task = asyncio.create_task(often.watch(lambda: True))
        closed.running = running
        yield closed
        task.cancel()


async def test_staff_read_it_in_their_chat(closed: Office, working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    async with looking_often(closed, working) as office:
        lookout = office.service.lookout

        async def fail() -> None:
            raise StoreError

        with monkeypatch.context() as failing:
            failing.setattr(lookout.alerts, "signs", replace(lookout.alerts.signs, ask=fail))
            told = await office.tells("Baza danych nie działa")
            assert "nic z tego, co napisali, nie przepadnie" in told.text
        await office.tells("Baza danych znowu działa")
        assert len(office.told) == 2


async def test_a_message_that_cannot_be_handled_is_told(
    closed: Office, working: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with looking_often(closed, working) as office:
        await office.stranger.say("/start")

        def fail(*_: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as failing:
            failing.setattr(Assistant, "after", fail)
            await office.stranger.say("/help")
            told = await office.tells("została odłożona")
        assert told.text.startswith("⚠️ 1 wiadomość nie dała się obsłużyć")


async def test_only_the_first_worker_tells() -> None:
    trouble = Trouble(fails=True)
    looked = asyncio.Event()

    def first() -> bool:
        looked.set()
        return False

    other = Lookout(trouble.alerts(), None, None, every=0.0)  # type: ignore[arg-type]  # it shows no pages
    task = asyncio.create_task(other.watch(first))
    await asyncio.wait_for(looked.wait(), 5)
    task.cancel()
    assert trouble.told == []
