"""One thread that talks to the database, and commits together what came in together.

SQLite takes one writer at a time and each durable commit waits for the disk. Jobs that are waiting share a commit;
each is answered only after it.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.core.errors import DrogowskazError

Result = TypeVar("Result")
Job = Callable[[Connection], Any]
MOST_TOGETHER = 64

log = logging.getLogger(__name__)


class StoreError(DrogowskazError):
    """The database did not take what was asked of it: locked, full, gone. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, and what tells that it is committed."""

    job: Job
    future: asyncio.Future[Any]


class Writer:
    """Runs jobs on the database in the order they come. A job must be safe to run again: it only writes rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def tidy(self) -> None:
        """Cut the log of writes, so that what was erased cannot be read there. Others are not kept waiting for long."""
        await self.run(_cut_log)

    def run(self, job: Callable[[Connection], Result]) -> asyncio.Future[Result]:
        """Run a job, after those that came before. The future is done when the job is committed, or has failed."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._jobs.put(Asked(job, future))
        return future

    def close(self) -> None:
        """Finish what is waiting and stop."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            together, ending = [first], False
            if first.job is _cut_log:
                self._tidy(first)
                continue
            while len(together) < MOST_TOGETHER:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    ending = True
                    break
                if following.job is _cut_log:
                    self._jobs.put(following)
                    break
                together.append(following)
            # Whoever stopped waiting before the job began does not want it any more; from here on it is done.
            self._commit([one for one in together if not one.future.cancelled()])
            if ending:
                return

    def _tidy(self, asked: Asked) -> None:
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            log.warning("the log of writes could not be cut: %s", type(error).__name__)
        _answer([asked], [None])

    def _commit(self, together: list[Asked]) -> None:
        if not together:
            return
        try:
            with self._engine.begin() as connection:
                results = [one.job(connection) for one in together]
        except Exception as error:  # noqa: BLE001 -- whatever a job raises belongs to whoever asked for it
            if len(together) == 1:
                _answer(together, [StoreError(type(error).__name__) if isinstance(error, SQLAlchemyError) else error])
                return
            # One of them failed: nothing was committed. Run each alone, so that only that one fails.
            for one in together:
                self._commit([one])
            return
        _answer(together, results)


def _answer(together: list[Asked], results: list[Any]) -> None:
    """Give results, or errors, to those who asked: all in one go, since waking the loop costs more than a statement."""
    answers = [(one.future, result) for one, result in zip(together, results, strict=True)]
    answers[0][0].get_loop().call_soon_threadsafe(_give, answers)


def _give(answers: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # whoever asked has stopped waiting
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)


def _cut_log(_: Connection) -> None:
    """Stand for "cut the log of writes" among the jobs: it runs outside a transaction."""
