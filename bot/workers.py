"""Several workers of one bot on one socket: started, watched, started again, stopped together.

Each is a process of its own that runs `drogowskaz run`; this one only looks after them. The socket is opened once and
handed on: what Telegram posts while a worker dies waits there for the others.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.errors import BadUsageError
from bot.exits import REFUSED
from bot.listening import listening
from bot.settings import Hook, Settings
from bot.stopping import stop_on_signals

log = logging.getLogger(__name__)

#: A worker that is told to stop has so long to finish what it has begun.
GRACE_SECONDS = 10.0
#: One that ends by itself is started again after a pause, longer each time, unless it had lasted so long.
FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 0.5, 30.0, 60.0
#: After so many doublings every pause is the longest, however long the failure lasts.
MOST_DOUBLED = 10


def shared(settings: Settings) -> Hook:
    """Give the webhook that several workers share. Raises BadUsageError where they could not share the work."""
    if settings.webhook is None:
        msg = "--workers needs a webhook, since only one program can fetch: set BOT_WEBHOOK_URL and BOT_WEBHOOK_SECRET."
        raise BadUsageError(msg)
    from bot.store.database import is_shared  # noqa: PLC0415 -- only here, and it takes SQLAlchemy along

    if not is_shared(settings.database_url):
        msg = "--workers needs PostgreSQL, since SQLite serves one process: set BOT_DATABASE_URL to postgresql://..."
        raise BadUsageError(msg)
    return settings.webhook


def command(offers: object, *, debug: bool) -> tuple[str, ...]:
    """Give the command that runs one worker."""
    more = ("--offers", str(offers)) if offers else ()
    return (sys.executable, "-m", "bot", "run", *more, *(("--debug",) if debug else ()))


async def supervise(settings: Settings, command: Sequence[str], count: int) -> int:
    """Look after so many workers, each of which runs the command, until told to stop. Gives the exit code."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with listening(shared(settings).listen) as opened:
        return await Workers(command, count, os.environ, opened, frozenset({REFUSED})).run(stop)


@dataclass
class Workers:
    """Runs workers until told to stop. `environment` is what each gets, beside its number and the socket.

    `hopeless`: exit codes that no further start can mend.
    """

    command: Sequence[str]
    count: int
    environment: Mapping[str, str]
    listening: socket.socket
    hopeless: frozenset[int] = frozenset()
    grace: float = GRACE_SECONDS
    pause: float = FIRST_PAUSE
    _ending: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _code: int = field(init=False, default=0)

    async def run(self, stop: asyncio.Event) -> int:
        """Run them. Gives 0 after a stop, else the exit code of the worker for which all of them end."""
        stopping = asyncio.create_task(self._end_after(stop))
        try:
            await asyncio.gather(*(self._keep(number) for number in range(self.count)))
        finally:
            stopping.cancel()
        return self._code

    async def _end_after(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._ending.set()

    async def _keep(self, number: int) -> None:
        """Keep one worker running."""
        starts = failures = 0
        while not self._ending.is_set():
            began = asyncio.get_running_loop().time()
            code = await self._once(number)
            starts += 1
            if self._ending.is_set():
                return
            # What is wrong at the first start is wrong for all. Later it may pass, such as a database that is away.
            if code in self.hopeless or (starts == 1 and code > 0):
                self._code = code
                self._ending.set()
                return
            lasted = asyncio.get_running_loop().time() - began
            failures = 1 if lasted > STEADY_SECONDS else failures + 1
            pause = pause_after(failures, self.pause)
            log.warning("worker %d ended (%s); it is started again in %.1f s", number, _how(code), pause)
            await _wait(self._ending, pause)

    async def _once(self, number: int) -> int:
        """Run one worker until it ends, or is ended. Gives its exit code, negative after a signal."""
        handed = self.listening.fileno()
        own = {"BOT_WORKER": f"{number}:{os.getpid()}", "BOT_WEBHOOK_LISTEN": f"fd:{handed}"}
        process = await asyncio.create_subprocess_exec(
            *self.command, env={**self.environment, **own}, pass_fds=(handed,), stdin=asyncio.subprocess.DEVNULL
        )
        log.info("worker %d is process %d", number, process.pid)
        ends, ending = asyncio.create_task(process.wait()), asyncio.create_task(self._ending.wait())
        try:
            await asyncio.wait({ends, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()
            with suppress(ProcessLookupError):  # it may have ended by itself just now
                if not ends.done():
                    process.terminate()
                    await asyncio.wait({ends}, timeout=self.grace)
                if not ends.done():
                    log.warning("worker %d did not finish within %.0f s and is killed", number, self.grace)
                    process.kill()
        return await ends


def pause_after(failures: int, first: float) -> float:
    """Give for how many seconds to wait before a worker is started again that has failed so often in a row."""
    most: float = min(LONGEST_PAUSE, first * 2 ** min(failures - 1, MOST_DOUBLED))
    return random.uniform(0.5, 1) * most  # noqa: S311 -- not a secret


async def _wait(event: asyncio.Event, seconds: float) -> None:
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({waiting}, timeout=seconds)
    waiting.cancel()


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {-code}"
