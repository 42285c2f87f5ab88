"""The journal of calls: what the bot asked of Telegram, in order, and a way to wait for a call without sleeping."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.emulator.changes import Changes


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `number` grows by one; `error` is why it was refused, None while it runs and when it worked."""

    number: int
    method: str
    params: dict[str, Any]
    at: float
    result: object = None
    error: str | None = None

    @property
    def ok(self) -> bool:
        """Whether Telegram did what was asked."""
        return self.error is None

    @property
    def chat_id(self) -> int | None:
        """The chat it was addressed to."""
        found = self.params.get("chat_id")
        return found if isinstance(found, int) else None


Wanted = str | Callable[[Call], bool]


class Journal:
    """The last `size` calls (all of them when None)."""

    def __init__(self, size: int | None) -> None:
        """Begin empty."""
        self._done: deque[Call] = deque(maxlen=size)
        self._running: dict[int, Call] = {}
        self._changes = Changes()
        self._count = 0

    @property
    def calls(self) -> tuple[Call, ...]:
        """The finished calls, oldest first, as they finished."""
        return tuple(self._done)

    @property
    def running(self) -> tuple[Call, ...]:
        """The calls that were begun and not answered yet."""
        return tuple(self._running.values())

    def mark(self) -> int:
        """Remember this moment: give it to `since` to look only at calls that begin later."""
        return self._count

    def of(self, wanted: Wanted, *, since: int = 0) -> list[Call]:
        """Find the finished calls of a method, or those for which a predicate holds."""
        return [call for call in self._done if call.number > since and _is(call, wanted)]

    async def wait_for(
        self, wanted: Wanted, *, since: int = 0, count: int = 1, begun: bool = False, timeout: float = 10
    ) -> Call:
        """Wait for the `count`-th wanted call after `since` and return it.

        `begun`: a call that has only begun will do (one that a fault keeps hanging never finishes).
        Raises AssertionError, with what was called instead, after `timeout` seconds.
        """

        def look() -> Call | None:
            found = self.of(wanted, since=since)
            if begun:
                found += [call for call in self.running if call.number > since and _is(call, wanted)]
            return found[count - 1] if len(found) >= count else None

        try:
            return await self._changes.until(look, timeout)
        except TimeoutError:
            seen = ", ".join(call.method for call in self._done if call.number > since) or "nothing"
            message = f"the bot did not call {wanted!r} ({count} times) in {timeout} s; it called: {seen}"
            raise AssertionError(message) from None

    def begin(self, method: str, params: dict[str, Any], at: float) -> Call:
        """Write down that a call has come in."""
        self._count += 1
        call = Call(self._count, method, params, at)
        self._running[call.number] = call
        self._changes.fire()
        return call

    def finish(self, call: Call, result: object = None, error: str | None = None) -> None:
        """Write down how it ended."""
        del self._running[call.number]
        self._done.append(Call(call.number, call.method, call.params, call.at, result, error))
        self._changes.fire()


def _is(call: Call, wanted: Wanted) -> bool:
    return call.method == wanted if isinstance(wanted, str) else wanted(call)
