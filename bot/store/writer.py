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
from concurrent.futures import Future
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


class Writer:
    """Runs jobs on the database in the order they come. A job must be safe to run again: it only writes rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def tidy(self) -> None:
        """Cut the log of writes, so that what was erased cannot be read there. Others are not kept waiting for long."""
        future: Future[None] = Future()
        self._jobs.put((_cut_log, future))
        await asyncio.wrap_future(future)

    async def run(self, job: Callable[[Connection], Result]) -> Result:
        """Run a job and wait until what it did is committed. Raises what the job raises."""
        future: Future[Result] = Future()
        self._jobs.put((job, future))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Finish what is waiting and stop."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            together, ending = [first], False
            if first[0] is _cut_log:
                self._tidy(first[1])
                continue
            while len(together) < MOST_TOGETHER:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    ending = True
                    break
                if following[0] is _cut_log:
                    self._jobs.put(following)
                    break
                together.append(following)
            # Whoever stopped waiting before the job began does not want it any more; from here on it is done.
            self._commit([one for one in together if one[1].set_running_or_notify_cancel()])
            if ending:
                return

    def _tidy(self, future: Future[Any]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            log.warning("the log of writes could not be cut: %s", type(error).__name__)
        future.set_result(None)

    def _commit(self, together: list[tuple[Job, Future[Any]]]) -> None:
        if not together:
            return
        try:
            with self._engine.begin() as connection:
                results = [job(connection) for job, _ in together]
        except Exception as error:  # noqa: BLE001 -- whatever a job raises belongs to whoever asked for it
            if len(together) == 1:
                failed = StoreError(type(error).__name__) if isinstance(error, SQLAlchemyError) else error
                together[0][1].set_exception(failed)
                return
            # One of them failed: nothing was committed. Run each alone, so that only that one fails.
            for one in together:
                self._commit([one])
            return
        for (_, future), result in zip(together, results, strict=True):
            future.set_result(result)


def _cut_log(_: Connection) -> None:
    """Stand for "cut the log of writes" among the jobs: it runs outside a transaction."""
