"""A chat: its messages, who watches it, and what the bot is doing in it right now."""

import asyncio
from typing import Any

from bot.emulator.changes import Changes
from bot.emulator.messages import Message


class Chat:
    """One conversation. `info` is Telegram's Chat object; `member` is the person of a private chat."""

    def __init__(self, info: dict[str, Any], member: dict[str, Any] | None = None) -> None:
        """Begin empty."""
        self.id: int = info["id"]
        self.info = info
        self.member = member
        self.messages: dict[int, Message] = {}
        self.toasts: list[str] = []
        self.beside: dict[str, Any] | None = None
        self.blocked = False
        self.left = False
        self.started = True
        self.changes = Changes()
        # For knowing when the bot has settled: how often it showed something, and its calls not yet answered.
        self.shown = 0
        self.busy = 0
        self._watchers: set[asyncio.Queue[dict[str, Any]]] = set()

    @property
    def language(self) -> str:
        """Two letters, or "" when the person's language is not known."""
        code = (self.member or {}).get("language_code")
        return code[:2].lower() if isinstance(code, str) else ""

    def put(self, message: Message) -> None:
        """Show a new message, or the new state of one that stands already."""
        self.messages[message.message_id] = message
        self.tell({"type": "message", "message": message.view()})

    def remove(self, message_id: int) -> None:
        """Let a message disappear."""
        del self.messages[message_id]
        self.tell({"type": "removed", "id": message_id})

    def toast(self, text: str, *, alert: bool) -> None:
        """Show the text of an answered tap."""
        self.toasts.append(text)
        self.tell({"type": "toast", "text": text, "alert": alert})

    def keep_beside(self, beside: dict[str, Any]) -> None:
        """Show, or take away, the keyboard beside the text field."""
        self.beside = beside if beside.get("keyboard") else None
        self.tell({"type": "beside", "keyboard": (self.beside or {}).get("keyboard")})

    def newest_of_bot(self) -> Message | None:
        """Find the bot's newest visible message."""
        return next((message for message in reversed(self.messages.values()) if message.by_bot), None)

    def watch(self) -> asyncio.Queue[dict[str, Any]]:
        """Listen to this chat; the first event is everything that stands in it now."""
        watcher: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        watcher.put_nowait({"type": "all", "messages": [message.view() for message in self.messages.values()]})
        watcher.put_nowait({"type": "beside", "keyboard": (self.beside or {}).get("keyboard")})
        self._watchers.add(watcher)
        return watcher

    def unwatch(self, watcher: asyncio.Queue[dict[str, Any]]) -> None:
        """Stop listening."""
        self._watchers.discard(watcher)

    def tell(self, event: dict[str, Any]) -> None:
        """Tell everybody who watches this chat."""
        for watcher in self._watchers:
            watcher.put_nowait(event)
