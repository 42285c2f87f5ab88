"""Calls of the Bot API for `doctor`: no library, five seconds, and nothing of the token in what is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

TELEGRAM = "https://api.telegram.org"
SECONDS = 5.0
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What Telegram answered. `status` 0: it could not be reached, `reason` says why. `at`: its clock, in seconds."""

    status: int
    result: dict[str, Any]
    reason: str = ""
    at: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the call did what it should."""
        return self.status == HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class BotApi:
    """The Bot API at an address, for one token."""

    token: str
    url: str = TELEGRAM

    def ask(self, method: str, **values: Any) -> Told:
        """Make a call. Never raises: whatever goes wrong is told."""
        body = json.dumps(values).encode()
        request = Request(  # noqa: S310 -- the setting admits http and https alone
            f"{self.url}/bot{self.token}/{method}", body, {"Content-Type": "application/json"}
        )
        # As the bot itself: a proxy of the environment is not used.
        opener = build_opener(ProxyHandler({}))
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                return _read(answer.status, answer.read(MOST_BYTES), answer.headers.get("Date"))
        except HTTPError as error:
            with error:
                return _read(error.code, error.read(MOST_BYTES), error.headers.get("Date"))
        except (URLError, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            told = reason.strerror if isinstance(reason, OSError) and reason.strerror else type(reason).__name__
            return Told(0, {}, str(told))


def _read(status: int, body: bytes, date: str | None) -> Told:
    try:
        at = parsedate_to_datetime(date).timestamp() if date else None
    except ValueError:
        at = None
    try:
        answer = json.loads(body)
        found = answer.get("result") if isinstance(answer, dict) else None
        return Told(status, found if isinstance(found, dict) else {}, str(answer.get("description", "")), at)
    except (ValueError, AttributeError):
        return Told(0, {}, "what answers is not the Bot API", at)
