"""How a program of ours learns that it shall stop: by a signal, or because nobody looks after it any more."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

from bot.logs import log_what_a_task_did_not_catch

log = logging.getLogger(__name__)

#: How often a worker sees whether its supervisor is still there.
PARENT_SECONDS = 1.0


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set an event on SIGTERM and SIGINT, as long as the running loop runs."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_what_a_task_did_not_catch)
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_, stop.set)


async def stop_without(parent: int, stop: asyncio.Event) -> None:
    """Stop a worker whose supervisor is gone: nobody would start it again, or stop it."""
    while os.getppid() == parent:  # noqa: ASYNC110 -- there is nothing to wait for
        await asyncio.sleep(PARENT_SECONDS)
    log.warning("the process that looked after this worker is gone")
    stop.set()
