"""The pages of health and figures, as whoever watches the bot asks for them."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import service
from bot.assistant import Assistant
from bot.core.errors import BadUsageError
from bot.emulator import LocalTelegram, User
from bot.figures import ENDS, OUTCOMES
from bot.operations import health
from bot.settings import Settings
from bot.store.writer import StoreError, Writer
from tests.conftest import TOKEN, Town, serving, settings_at


@dataclass(frozen=True)
class Watched:
    """A bot at work, and its pages."""

    town: Town
    port: int

    def resident(self) -> User:
        return self.town.resident("pl")

    async def page(self, path: str) -> tuple[int, str]:
        def fetch() -> tuple[int, str]:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                    return answer.status, answer.read().decode()
            except HTTPError as error:
                with error:
                    return error.code, error.read().decode()

        return await asyncio.to_thread(fetch)

    async def figures(self) -> dict[str, float]:
        """Give every figure under its name and labels."""
        status, page = await self.page("/metrics")
        assert status == 200
        return {
            f"{one.name}{json.dumps(one.labels) if one.labels else ''}": one.value
            for family in text_string_to_metric_families(page)
            for one in family.samples
        }


Watch = Callable[..., AbstractAsyncContextManager[Watched]]


@pytest.fixture
def watch(assistant: Assistant, tmp_path: Path) -> Watch:
    """Run the bot with its pages on a port, a free one where none is given."""

    @asynccontextmanager
    async def start(port: int = 0) -> AsyncIterator[Watched]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = port or free.getsockname()[1]
        async with LocalTelegram(TOKEN) as telegram:
            settings = settings_at(telegram, tmp_path, health=("127.0.0.1", port))
            async with service(settings, assistant) as running, serving(running):
                yield Watched(Town(telegram, running), port)

    return start


async def test_a_bot_at_work_is_alive_and_ready(watch: Watch) -> None:
    async with watch() as watched:
        await watched.resident().say("/start")
        assert await watched.page("/health/live") == (200, '{"live": true}')
        status, told = await watched.page("/health/ready")
        assert (status, json.loads(told)) == (
            200,
            {"ready": True, "database": "ok", "catalogue": "ok", "telegram": "ok"},
        )


async def test_it_is_alive_but_not_ready_while_its_database_fails(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watch() as watched:

        def fail(*_: object, **__: object) -> None:
            raise StoreError

        with monkeypatch.context() as failing:
            failing.setattr(Writer, "run", fail)
            status, told = await watched.page("/health/ready")
            assert (status, json.loads(told)["database"]) == (503, "failing")
            assert (await watched.page("/health/live"))[0] == 200
        await asyncio.wait_for(watched.town.service.desk.meanwhile.well(), 20)
        assert (await watched.page("/health/ready"))[0] == 200


async def test_it_is_not_ready_once_telegram_has_been_silent_for_a_while(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watch() as watched:
        resident = watched.resident()
        await resident.say("/start")
        figures = watched.town.service.desk.figures
        figures.called("getUpdates", "network")
        assert (await watched.page("/health/ready"))[0] == 200
        monkeypatch.setattr(health, "TELEGRAM_SECONDS", 0.0)
        status, told = await watched.page("/health/ready")
        assert (status, json.loads(told)["telegram"]) == (503, "failing")


async def test_the_figures_count_what_happened(watch: Watch) -> None:
    async with watch() as watched:
        resident = watched.resident()
        await resident.say("/start")
        await resident.tap("Zaczynam")
        watched.town.telegram.fault("sendMessage", 403, description="Forbidden: bot was blocked by the user")
        resident.send("/help")
        await watched.town.telegram.journal.wait_for(lambda call: call.method == "sendMessage" and not call.ok)
        await watched.town.quiet()
        found = await watched.figures()
    assert found['drogowskaz_updates_total{"end": "shown"}'] == 2
    assert found['drogowskaz_updates_total{"end": "nobody"}'] == 1
    assert found['drogowskaz_updates_total{"end": "set_aside"}'] == 0
    assert found['drogowskaz_telegram_calls_total{"method": "sendMessage", "outcome": "forbidden"}'] == 1
    assert found['drogowskaz_telegram_calls_total{"method": "editMessageText", "outcome": "ok"}'] == 1
    assert found["drogowskaz_update_seconds_count"] == found['drogowskaz_update_seconds_bucket{"le": "+Inf"}'] == 3
    assert found["drogowskaz_update_seconds_sum"] > 0
    assert found["drogowskaz_updates_waiting"] == found["drogowskaz_store_failures_total"] == 0
    assert found["drogowskaz_slices"] == 64
    assert found["drogowskaz_catalogue_sound"] == found["drogowskaz_first"] == 1
    assert found["drogowskaz_catalogue_age_seconds"] > 0


async def test_the_figures_hold_nothing_personal_and_labels_of_few_values(watch: Watch) -> None:
    async with watch() as watched:
        for number in range(5):
            resident = watched.town.telegram.user("pl", f"Canary{number}")
            await resident.say(f"canary-{number}")
            assert str(resident.id) not in (await watched.page("/metrics"))[1]
        _, page = await watched.page("/metrics")
    assert "anary" not in page
    for family in text_string_to_metric_families(page):
        for one in family.samples:
            assert set(one.labels) <= {"end", "method", "outcome", "le", "version"}
            assert one.labels.get("end", "shown") in ENDS
            assert one.labels.get("outcome", "ok") in OUTCOMES


async def test_an_address_that_is_taken_is_named(watch: Watch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadUsageError, match=f"BOT_HEALTH_LISTEN: 127.0.0.1:{port} cannot be used"):
            async with watch(port):
                pass


@pytest.mark.parametrize("host", ["a b", "a..b", "a" * 300])
async def test_a_host_that_cannot_be_is_named(host: str) -> None:
    with pytest.raises(BadUsageError, match=f"BOT_HEALTH_LISTEN: {host}:0 cannot be used"):
        async with health.served((), host, 0):
            pass


@pytest.mark.parametrize("written", ["8088", "127.0.0.1:", ":80", "127.0.0.1:99999", "127.0.0.1:x"])
def test_an_address_that_is_none_is_named(written: str) -> None:
    with pytest.raises(BadUsageError, match="BOT_HEALTH_LISTEN has value"):
        Settings.from_environment({"BOT_HEALTH_LISTEN": written})


def test_each_worker_has_the_port_behind_the_one_before() -> None:
    listens = [
        Settings.from_environment({"BOT_HEALTH_LISTEN": "127.0.0.1:8088", **more}).health_listen
        for more in ({}, {"BOT_WORKER": "0:1"}, {"BOT_WORKER": "1:1"})
    ]
    assert listens == [("127.0.0.1", 8088), ("127.0.0.1", 8088), ("127.0.0.1", 8089)]
    assert Settings.from_environment({"BOT_WORKER": "1:1"}).health_listen is None
