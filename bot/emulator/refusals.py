"""Telegram's refusals, in Telegram's own words. What is refused, and when, stands with each method."""

from typing import Any


class RefusalError(Exception):
    """A call Telegram says no to: the HTTP status, the text the bot reads, and what it may do about it."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        """Keep the three parts of an answer with `"ok": false`."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """Give the body of the HTTP answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def bad_request(why: str) -> RefusalError:
    """400: the call itself is wrong."""
    return RefusalError(400, f"Bad Request: {why}")


def forbidden(why: str) -> RefusalError:
    """403: the chat does not want this bot."""
    return RefusalError(403, f"Forbidden: {why}")


def conflict(why: str) -> RefusalError:
    """409: somebody else receives the updates."""
    return RefusalError(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> RefusalError:
    """429: wait `retry_after` seconds."""
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
