"""What came from Telegram is kept before it is acknowledged, then handed on: polled or posted, it is the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.store.store import Incoming
from bot.telegram.desk import Desk

#: The kinds of update that are asked for. Whatever else arrives is not kept.
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
#: While so many chats are being served no more updates are taken: Telegram keeps them meanwhile.
MOST_BUSY = 500
#: Stands for an update that cannot be written down: it is set aside like any other that cannot be read.
UNWRITABLE = b"null"


@dataclass(frozen=True)
class Intake:
    """Reads updates as they came, and gives the desk those that are ours to keep and to handle."""

    desk: Desk

    async def keep(self, raw: Sequence[Any]) -> int | None:
        """Commit updates to the inbox, then hand them on; after this they cannot be lost.

        Gives the offset that confirms them to Telegram, None where none has a number. Raises StoreError: nothing is
        kept then, and Telegram must deliver them again.
        """
        numbered = [update for update in raw if isinstance(update, dict) and is_number(update.get("update_id"))]
        batch = [Incoming(one["update_id"], chat_of(one), payload_of(one)) for one in numbered if is_ours(one)]
        if batch:
            await self.desk.receive(batch)
        return max((one["update_id"] for one in numbered), default=-1) + 1 or None

    @property
    def overfull(self) -> bool:
        """Tell whether no more updates should be taken for now."""
        return self.desk.busy > MOST_BUSY


def is_number(value: object) -> bool:
    """Tell whether a value can be the number of an update."""
    return type(value) is int and 0 <= value < 1 << 62


def is_ours(update: dict[str, Any]) -> bool:
    """Tell whether an update is of a kind that was asked for."""
    return any(update.get(kind) is not None for kind in ALLOWED)


def chat_of(update: dict[str, Any]) -> int | None:
    """Give the chat an update belongs to, without trusting its shape."""
    for kind in ALLOWED:
        inner = update.get(kind)
        if not isinstance(inner, dict):
            continue
        holder = inner.get("from") if kind == "callback_query" else inner.get("chat")
        chat = holder.get("id") if isinstance(holder, dict) else None
        if type(chat) is int and abs(chat) < 1 << 62:
            return chat
    return None


def payload_of(update: dict[str, Any]) -> bytes:
    """Write an update down as it is kept."""
    try:
        return json.dumps(needed(update)).encode()
    except (ValueError, RecursionError):
        return UNWRITABLE


def needed(update: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is never read: the screen a button was tapped on, which may show what somebody answered."""
    tap = update.get("callback_query")
    tapped = tap.get("message") if isinstance(tap, dict) else None
    if not isinstance(tap, dict) or not isinstance(tapped, dict):
        return update
    message = {key: tapped[key] for key in ("message_id", "date", "chat") if key in tapped}
    return {**update, "callback_query": {**tap, "message": message}}
