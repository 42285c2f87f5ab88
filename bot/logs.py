"""Logs: one line an event on stderr, the token masked, nothing a resident said."""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType

#: What a token looks like, wherever it stands.
TOKEN = re.compile(r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)


class Masked(logging.Formatter):
    """Formats a record and takes out whatever looks like a token, also from tracebacks."""

    def __init__(self, token: str | None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Format one record."""
        line = super().format(record)
        if self._token:
            line = line.replace(self._token, "***")
        return TOKEN.sub("***", line)


def _log_what_nobody_caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Send what ends the process through the same mask: a traceback may hold the token."""
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))


def configure(*, debug: bool, token: str | None) -> None:
    """Set up logging for the process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked(token))
    sys.excepthook = _log_what_nobody_caught
    logging.basicConfig(level=logging.DEBUG if debug else logging.INFO, handlers=[handler], force=True)
    # These log whole updates and addresses with the token in them.
    for name in ("aiogram", "aiogram.event", "aiohttp", "asyncio", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
