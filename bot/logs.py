"""Logs: one event a line on stderr, as text or JSON; the token masked, nothing a resident said.

Only our own loggers write below a warning: those of the libraries write whole updates, and addresses with the token in
them. Of an error the kind and the places in the code are written; its own words only where they can hold nothing that
came from a resident.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType
from typing import Any

from bot.core.errors import DrogowskazError

#: What a token looks like, wherever it stands.
TOKEN = re.compile(r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
HIDDEN = "***"
#: As many errors behind one another are told of.
DEEPEST = 8


class Masked(logging.Formatter):
    """Formats a record as text and takes out whatever looks like a token, also from tracebacks."""

    def __init__(self, token: str | None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Format one record."""
        return self.masked(self.written(record))

    def written(self, record: logging.LogRecord) -> str:
        """Write a record, not masked yet."""
        # Another handler may have left its own text of the error, with all its words.
        record.exc_text = None
        return super().format(record)

    def masked(self, line: str) -> str:
        """Take out the token, and whatever looks like one."""
        if self._token:
            line = line.replace(self._token, HIDDEN)
        return TOKEN.sub(HIDDEN, line)

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the name is that of the library
        """Write where an error came from and what kind it is."""
        error = ei[1]
        return "" if error is None else "\n".join(_told(error))


class MaskedJson(Masked):
    """Formats a record as a line of JSON: `at` (UTC), `level`, `from`, `message`; with an error `error` and `trace`."""

    def written(self, record: logging.LogRecord) -> str:
        """Write a record, not masked yet."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            kind = type(record.exc_info[1]).__name__
            told |= {"error": kind, "trace": self.formatException(record.exc_info)}
        return json.dumps(told, ensure_ascii=False)


def _told(error: BaseException) -> Iterator[str]:
    """Tell of an error and of those behind it: places and kinds, and words where they are ours or the system's."""
    behind: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in behind and len(behind) < DEEPEST:
        behind.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    for each in reversed(behind):
        if each.__traceback__ is not None:
            yield "Traceback (most recent call last):"
            yield "".join(format_tb(each.__traceback__)).rstrip("\n")
        yield _kind(each)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        return f"{name}: {', '.join(_kind(one) for one in error.exceptions[:DEEPEST])}"
    if isinstance(error, OSError):
        return f"{name}: {error.strerror}" if error.strerror else name
    # What our own errors say was written to be read.
    return f"{name}: {error}" if isinstance(error, DrogowskazError) and str(error) else name


def _log_what_nobody_caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Send what ends the process through the same mask: a traceback may hold the token."""
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))


def _log_what_a_thread_did_not_catch(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        info = (told.exc_type, told.exc_value, told.exc_traceback)
        logging.getLogger("bot").error("a thread was stopped by an error", exc_info=info)


def log_what_a_task_did_not_catch(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the event loop was left with. Its own line would say what a call was made with."""
    error = context.get("exception")
    logging.getLogger("bot").error("something in the background was stopped by an error", exc_info=error)


def configure(*, debug: bool, token: str | None, form: str = "text") -> None:
    """Set up logging for the process. `form`: text or json."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskedJson(token) if form == "json" else Masked(token))
    sys.excepthook = _log_what_nobody_caught
    threading.excepthook = _log_what_a_thread_did_not_catch
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.DEBUG if debug else logging.INFO)
