"""Several workers: each in a process of its own, on one socket, started again, and stopped together."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.core.errors import BadUsageError
from bot.options import parser
from bot.settings import Settings
from bot.workers import FIRST_PAUSE, LONGEST_PAUSE, Workers, pause_after, shared
from tests.conftest import ROOT, SECRET

#: A worker of a few lines: it writes down that it started, answers on the socket, and ends as its file tells.
WORKER = """
import os, pathlib, signal, socket, sys, time
folder = pathlib.Path(sys.argv[1])
number, _, parent = os.environ["BOT_WORKER"].partition(":")
assert int(parent) == os.getppid()
starts = len(list(folder.glob(f"{number}.*.started")))
tell = folder / f"{number}.{starts}"
if sys.argv[2] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
tell.write_text(str(os.getpid()))
tell.rename(f"{tell}.started")  # only then is it seen
if sys.argv[2].isdecimal():
    sys.exit(int(sys.argv[2]))
if sys.argv[2] == "later" and starts:
    sys.exit(3)
listening = socket.socket(fileno=int(os.environ["BOT_WEBHOOK_LISTEN"].removeprefix("fd:")))
while True:
    connection, _ = listening.accept()
    connection.sendall(number.encode())
    connection.close()
"""


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one


async def until(so: Callable[[], object], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not so():  # noqa: ASYNC110 -- another process writes a file
            await asyncio.sleep(0.01)


def started(folder: Path, number: int) -> list[int]:
    """The process numbers of the starts of one worker, oldest first."""
    return [int(path.read_text()) for path in sorted(folder.glob(f"{number}.*.started"))]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def workers(folder: Path, listening: socket.socket, how: str, count: int = 2) -> Workers:
    command = (sys.executable, "-c", WORKER, str(folder), how)
    return Workers(command, count, dict(os.environ), listening, frozenset({3}), grace=5.0, pause=0.01)


async def answered(listening: socket.socket) -> bytes:
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    found = await reader.read()
    writer.close()
    return found


async def test_a_killed_worker_is_started_again_and_a_stop_ends_all(tmp_path: Path, listening: socket.socket) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(workers(tmp_path, listening, "serve").run(stop))
    await until(lambda: started(tmp_path, 0) and started(tmp_path, 1))
    assert await answered(listening) in (b"0", b"1")
    (killed,) = started(tmp_path, 0)
    os.kill(killed, signal.SIGKILL)
    await until(lambda: not alive(killed))
    assert await answered(listening) in (b"0", b"1")
    await until(lambda: len(started(tmp_path, 0)) == 2)
    assert len(started(tmp_path, 1)) == 1
    stop.set()
    assert await asyncio.wait_for(running, 30) == 0
    assert not any(alive(process) for number in range(2) for process in started(tmp_path, number))


async def test_a_worker_that_does_not_stop_in_time_is_killed(tmp_path: Path, listening: socket.socket) -> None:
    stop = asyncio.Event()
    made = workers(tmp_path, listening, "stubborn", 1)
    made.grace = 0.05
    running = asyncio.create_task(made.run(stop))
    await until(lambda: started(tmp_path, 0))
    stop.set()
    assert await asyncio.wait_for(running, 30) == 0


@pytest.mark.parametrize("code", [1, 2, 3])
async def test_what_is_wrong_at_the_first_start_ends_all_with_its_exit_code(
    tmp_path: Path, listening: socket.socket, code: int
) -> None:
    running = workers(tmp_path, listening, str(code)).run(asyncio.Event())
    assert await asyncio.wait_for(running, 30) == code
    assert len(started(tmp_path, 0)) + len(started(tmp_path, 1)) <= 2


async def test_a_token_refused_later_ends_all(tmp_path: Path, listening: socket.socket) -> None:
    running = asyncio.create_task(workers(tmp_path, listening, "later").run(asyncio.Event()))
    await until(lambda: started(tmp_path, 0) and started(tmp_path, 1))
    os.kill(started(tmp_path, 1)[0], signal.SIGKILL)
    assert await asyncio.wait_for(running, 30) == 3


async def test_a_worker_that_ends_by_itself_at_the_moment_of_the_stop_does_no_harm(
    tmp_path: Path, listening: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminate = Process.terminate

    def too_late(process: Process) -> None:
        terminate(process)
        raise ProcessLookupError

    monkeypatch.setattr(Process, "terminate", too_late)
    stop = asyncio.Event()
    running = asyncio.create_task(workers(tmp_path, listening, "well", 1).run(stop))
    await until(lambda: started(tmp_path, 0))
    stop.set()
    assert await asyncio.wait_for(running, 30) == 0


async def test_a_worker_that_always_ends_well_is_started_again(tmp_path: Path, listening: socket.socket) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(workers(tmp_path, listening, "0", 1).run(stop))
    await until(lambda: len(started(tmp_path, 0)) >= 3)
    stop.set()
    assert await asyncio.wait_for(running, 30) == 0


HOOKED = {"BOT_WEBHOOK_URL": "https://bot.example.org/hook", "BOT_WEBHOOK_SECRET": SECRET}


@pytest.mark.parametrize(
    ("environment", "told"), [({}, "needs a webhook"), (HOOKED, "needs PostgreSQL")], ids=["no webhook", "SQLite"]
)
def test_several_workers_that_could_not_share_the_work_are_told_in_one_line(
    environment: dict[str, str], told: str
) -> None:
    with pytest.raises(BadUsageError, match=told):
        shared(Settings.from_environment(environment))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_both_ways_to_write_an_address_of_postgresql_can_be_shared(scheme: str) -> None:
    settings = Settings.from_environment({**HOOKED, "BOT_DATABASE_URL": f"{scheme}://bot@db.example.org/bot"})
    assert shared(settings) == settings.webhook


@pytest.mark.parametrize("failures", [1, 10, 100_000])
def test_however_often_a_worker_has_failed_it_is_started_again_within_half_a_minute(failures: int) -> None:
    assert 0 < pause_after(failures, FIRST_PAUSE) <= LONGEST_PAUSE


@pytest.mark.parametrize("count", ["0", "-1", "65", "many", "2.5", "٢"])
def test_a_number_of_workers_that_cannot_be_is_refused(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["run", "--workers", count])
    assert ended.value.code == 2
    assert "not a number from 1 to 64" in capsys.readouterr().err


async def test_the_command_says_in_one_line_what_is_missing() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    asked = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--workers", "2", cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(asked.communicate(), 60)
    assert asked.returncode == 2
    assert said.decode().startswith("drogowskaz: --workers needs a webhook")
    assert said.count(b"\n") == 1


def test_the_number_of_a_worker_is_not_set_by_hand() -> None:
    with pytest.raises(BadUsageError, match="BOT_WORKER"):
        Settings.from_environment({"BOT_WORKER": "2"})
