"""When has the bot settled its answer? The rule, and the place where a test may put a stricter one.

The rule, for a text or a tap: the update is confirmed (or answered 2xx), every tap is answered, nothing the bot asks of
this chat is under way, and since the update was queued the bot has shown something here once for each update: a message
sent, or edited, or found not modified. Confirmation alone says nothing: this bot confirms before it handles.
What the rule cannot see is a bot that will do more a moment later, such as deleting its former message. A test that
looks at that waits for it by name, or passes `settled=`, which can ask the bot itself whether its work is done.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.emulator.chats import Chat
from bot.emulator.journal import Journal
from bot.emulator.world import World

Until = Literal["shown", "answered", "confirmed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a person did and the bot owes an answer to.

    `until` says how much of one: shown on the screen, only the tap answered, or only the update confirmed. `shows` is
    how many messages make a whole answer; `shown_before` is how many the bot had shown when it was asked.
    """

    chat: Chat
    update_ids: tuple[int, ...]
    query_ids: tuple[str, ...]
    shown_before: int
    until: Until = "shown"
    shows: int = 1


Settled = Callable[[Asked], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Settling:
    """Waits until the bot has settled. `rule` runs after the standing rule and may wait for more."""

    world: World
    journal: Journal
    timeout: float
    rule: Settled | None = None

    async def wait(self, asked: Asked, timeout: float | None = None) -> None:
        """Wait; AssertionError, with what is missing, after `timeout` seconds."""
        patience = self.timeout if timeout is None else timeout
        try:
            await asked.chat.changes.until(lambda: self.missing(asked) is None, patience)
        except TimeoutError:
            calls = [_told(call.method, call.error) for call in self.journal.calls if call.chat_id == asked.chat.id]
            message = f"not settled in {patience} s: {self.missing(asked)}; calls to this chat: {calls[-8:]}"
            raise AssertionError(message) from None
        if self.rule is not None:
            await self.rule(asked)

    def missing(self, asked: Asked) -> str | None:
        """Say what the bot still owes, or None."""
        if any(update_id in self.world.updates.pending for update_id in asked.update_ids):
            return "the bot has not confirmed the update"
        if asked.until == "confirmed":
            return None
        if any(query_id in self.world.queries for query_id in asked.query_ids):
            return "the bot has not answered the tap"
        if asked.chat.busy:
            return "a call to this chat is under way"
        shown, owed = asked.chat.shown - asked.shown_before, asked.shows * len(asked.update_ids)
        if asked.until == "shown" and shown < owed:
            return f"the bot has shown {shown} of {owed}"
        return None


def expect(so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as an assertion
    """Raise AssertionError, also where Python runs without assertions."""
    if not so:
        raise AssertionError(otherwise)


def _told(method: str, error: str | None) -> str:
    return f"{method} ({error})" if error else method
