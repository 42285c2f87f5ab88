"""The staff chat: the one in the settings, or what became of it. A group that grows gets another id from Telegram."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path

from bot.staff.shelf import write

log = logging.getLogger(__name__)


@dataclass
class Room:
    """Knows which chat is that of staff. `given`: its id in the settings, None for no such chat.

    Where it moved to is kept in a file: other workers, and the next start, know it too.
    """

    given: int | None
    folder: Path
    id: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.id = self.given
        self._look()

    def is_here(self, chat: int) -> bool:
        """Tell whether a chat is that of staff."""
        # Only a group may be what the staff chat became, and few groups write to a bot that leaves them.
        if self.id is not None and chat != self.id and chat < 0:
            self._look()
        return chat == self.id

    def move(self, to: int) -> None:
        """Note that Telegram gave the staff chat another id."""
        if to == self.id:
            return
        self.id = to
        log.error("the staff chat has another id now: set BOT_STAFF_CHAT=%s. Until then I go on in it.", to)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write(self._file, json.dumps({"from": self.given, "to": to}).encode())
        except OSError as error:
            log.warning("that could not be noted, and a new start will not know it: %s", error.strerror)

    def _look(self) -> None:
        """Read where the chat of the settings moved to, if it did."""
        try:
            found = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return
        if isinstance(found, dict) and found.get("from") == self.given and isinstance(found.get("to"), int):
            self.id = found["to"]

    @property
    def _file(self) -> Path:
        return self.folder / "chat.json"
