"""One thread that talks to the database, and commits together what came in together.

SQLite takes one writer at a time and each durable commit waits for the disk. Jobs that are waiting share a commit;
each is answered only after it.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.core.errors import DrogowskazError
from bot.store.damage import Mender, is_still_read

Result = TypeVar("Result")
Job = Callable[[Connection], Any]
MOST_TOGETHER = 64
#: How long a job that may wait is kept back for others to share its commit.
WAIT_SECONDS = 0.02
#: Jobs that took so long are committed without waiting for the rest of those that were to go with them.
LONG_SECONDS = 0.5
#: A failure that took so long is the database's own, not that of one job: the others would wait as long.
HUNG_SECONDS = 1.0
#: After so many seconds a database that does not answer has failed: somebody is waiting for an answer.
PATIENCE = 2.0
#: Looking through everything, and erasing, may take longer.
LONG_PATIENCE = 30.0
#: These errors say that the database fails; others say that a job does.
ABOUT_THE_DATABASE = (OperationalError, InternalError, InterfaceError, PoolTimeoutError)
#: What PostgreSQL calls a deadlock, a serialization failure and a lock that was not given in time.
CONFLICTS = ("40P01", "40001", "55P03")

log = logging.getLogger(__name__)


class StoreError(DrogowskazError):
    """The database did not take what was asked of it: locked, full, gone. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, and what tells that it is committed."""

    job: Job
    future: asyncio.Future[Any]
    #: Whether it may be kept back for a moment, to share the commit of a job that may not.
    may_wait: bool = False


class Writer:
    """Runs jobs on the database in the order they come. A job must be safe to run again: it only writes rows."""

    def __init__(self, engine: Engine, tidy: str, mender: Mender | None = None) -> None:
        self._engine = engine
        self._tidying = tidy
        #: How often the database did not take what was asked of it.
        self.failures = 0
        self._mender = mender
        self._jobs: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def tidy(self) -> None:
        """Clean up, so that what was erased cannot be read any more. Others are not kept waiting for long."""
        await self.run(_tidied, patience=LONG_PATIENCE)

    def run(
        self, job: Callable[[Connection], Result], *, may_wait: bool = False, patience: float = PATIENCE
    ) -> asyncio.Future[Result]:
        """Run a job, after those that came before. The future is done when the job is committed, or has failed.

        A database that does not answer has failed after `patience` seconds; a job that had begun may still take
        effect. With `may_wait` nobody is kept waiting by it: it is committed with the next job, or after a moment
        without one.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        future.add_done_callback(self._count)
        hung = loop.call_later(patience, _give_up, future)
        future.add_done_callback(lambda _: hung.cancel())
        self._jobs.put(Asked(job, future, may_wait))
        return future

    def _count(self, done: asyncio.Future[Any]) -> None:
        if not done.cancelled() and isinstance(done.exception(), StoreError):
            self.failures += 1

    def close(self) -> None:
        """Finish what is waiting and stop."""
        self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _work(self) -> None:
        ending = False
        while not ending:
            together, tidying, ending = self._gather()
            # Whoever stopped waiting before the job began does not want it any more; from here on it is done.
            if not self._commit([one for one in together if not one.future.done()]):
                ending = self._refuse_waiting() or ending
            if tidying is not None:
                self._tidy(tidying)

    def _gather(self) -> tuple[list[Asked], Asked | None, bool]:
        """Wait for jobs. Gives those to commit together, the cleaning up to do after them, and whether to stop."""
        together: list[Asked] = []
        while len(together) < MOST_TOGETHER:
            try:
                one = self._next(together)
            except queue.Empty:
                break
            if one is None or one.job is _tidied:
                return together, one, one is None
            together.append(one)
        return together, None, False

    def _next(self, together: list[Asked]) -> Asked | None:
        """Give the job to commit with these. Raises queue.Empty where they should wait no longer for one."""
        if not together:
            return self._jobs.get()
        if all(asked.may_wait for asked in together):
            return self._jobs.get(timeout=WAIT_SECONDS)
        return self._jobs.get_nowait()

    def _tidy(self, asked: Asked) -> None:
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(self._tidying)
        except SQLAlchemyError as error:
            log.warning("what was erased could not be cleaned up: %s", type(error).__name__)
        _answer([asked], [None])

    def _commit(self, together: list[Asked]) -> bool:
        """Run jobs and answer them. False where the database does not answer, and all of them were refused."""
        while together:
            began = time.monotonic()
            try:
                results = self._run(together)
            except Exception as error:  # noqa: BLE001 -- whatever a job raises belongs to whoever asked for it
                return self._failed(together, error, took=time.monotonic() - began)
            _answer(together[: len(results)], results)
            together = together[len(results) :]
        return True

    def _run(self, together: list[Asked]) -> list[Any]:
        """Run jobs in one transaction, at least the first; a connection that was cut meanwhile is made anew."""
        began = time.monotonic()
        try:
            return self._run_once(together)
        except DBAPIError as error:
            if not error.connection_invalidated or time.monotonic() - began > HUNG_SECONDS:
                raise
            return self._run_once(together)

    def _run_once(self, together: list[Asked]) -> list[Any]:
        results: list[Any] = []
        began = time.monotonic()
        with self._engine.begin() as connection:
            for one in together:
                results.append(one.job(connection))
                if time.monotonic() - began > LONG_SECONDS:
                    break
        return results

    def _failed(self, together: list[Asked], error: Exception, took: float) -> bool:
        """Answer jobs of which nothing was committed. False where the database does not answer."""
        crossed = len(together) > 1 and _is_a_conflict(error)
        if not crossed and (_is_about_the_database(error) or (isinstance(error, DBAPIError) and took > HUNG_SECONDS)):
            if not is_still_read(error):
                # Whatever is open may be of no use any more: the next job opens the database anew.
                self._engine.dispose()
            if self._mended(error):
                return self._commit(together)
            _answer(together, [StoreError(type(error).__name__)] * len(together))
            return False
        if len(together) == 1:
            _answer(together, [error])
            return True
        # One of them failed, or they crossed another worker's. Run each alone, so that only that one fails; all the
        # rest with one that hangs.
        for number, one in enumerate(together):
            if not self._commit([one]):
                left = together[number + 1 :]
                _answer(left, [StoreError(type(error).__name__)] * len(left))
                return False
        return True

    def _mended(self, error: Exception) -> bool:
        """Begin a damaged file anew. False where that is not what is wrong, or where it cannot be done now."""
        try:
            return self._mender is not None and self._mender.mends(error)
        except Exception:
            log.exception("a damaged database could not be set aside; it is tried again")
            return False

    def _refuse_waiting(self) -> bool:
        """Refuse what was asked while the database did not answer: each would wait as long. Tells whether to stop."""
        while True:
            try:
                one = self._jobs.get_nowait()
            except queue.Empty:
                return False
            if one is None:
                return True
            _answer([one], [None if one.job is _tidied else StoreError("the database does not answer")])


def _answer(together: list[Asked], results: list[Any]) -> None:
    """Give results, or errors, to those who asked: all in one go, since waking the loop costs more than a statement."""
    if not together:
        return
    answers = [(one.future, result) for one, result in zip(together, results, strict=True)]
    # Where the loop has ended nobody is left to be told; what was asked is done all the same.
    with suppress(RuntimeError):
        answers[0][0].get_loop().call_soon_threadsafe(_give, answers)


def _is_about_the_database(error: Exception) -> bool:
    """Tell whether the database fails, whatever is asked of it. A damaged file says no more than "database error"."""
    return isinstance(error, ABOUT_THE_DATABASE) or type(error) is DatabaseError


def _is_a_conflict(error: Exception) -> bool:
    """Tell whether transactions of two workers waited for one another: each job alone waits for nobody."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in CONFLICTS


def _give_up(future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_exception(StoreError("the database does not answer"))


def _give(answers: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, result in answers:
        if future.done():
            continue  # whoever asked has stopped waiting
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)


def _tidied(_: Connection) -> None:
    """Stand for cleaning up among the jobs: it runs outside a transaction."""
