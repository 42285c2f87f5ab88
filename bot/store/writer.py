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

Result = TypeVar("Result")
Job = Callable[[Connection], Any]
MOST_TOGETHER = 64

log = logging.getLogger(__name__)


class Writer:
    """Runs jobs on the database in the order they come. A job must be safe to run again: it only writes rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

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
            while len(together) < MOST_TOGETHER:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    ending = True
                    break
                together.append(following)
            # Whoever stopped waiting before the job began does not want it any more; from here on it is done.
            self._commit([one for one in together if one[1].set_running_or_notify_cancel()])
            if ending:
                return

    def _commit(self, together: list[tuple[Job, Future[Any]]]) -> None:
        if not together:
            return
        try:
            with self._engine.begin() as connection:
                results = [job(connection) for job, _ in together]
        except Exception as error:  # noqa: BLE001 -- whatever a job raises belongs to whoever asked for it
            if len(together) == 1:
                together[0][1].set_exception(error)
                return
            # One of them failed: nothing was committed. Run each alone, so that only that one fails.
            for one in together:
                self._commit([one])
            return
        for (_, future), result in zip(together, results, strict=True):
            future.set_result(result)
