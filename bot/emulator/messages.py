"""One message as it stands in a chat. It is frozen: an edit puts another in its place."""

from dataclasses import dataclass
from typing import Any

from bot.emulator.keyboard import Button, Rows


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sees (`text`, `html`, `rows`) and what the bot gets (`raw`).

    `kind` is text, venue, location, contact, document, photo, sticker or voice.
    """

    message_id: int
    by_bot: bool
    date: int
    raw: dict[str, Any]
    text: str = ""
    html: str = ""
    rows: Rows = ()
    kind: str = "text"

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row after row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> list[str]:
        """What the buttons say, row after row."""
        return [button.text for button in self.buttons]

    def view(self) -> dict[str, Any]:
        """Give the page what it needs to draw this message."""
        return {
            "id": self.message_id,
            "by": "bot" if self.by_bot else "user",
            "date": self.date,
            "kind": self.kind,
            "html": self.html,
            "rows": [[_drawn(button) for button in row] for row in self.rows],
            "thing": self.raw.get(self.kind) if self.kind in {"venue", "location", "contact", "document"} else None,
            "forwarded": "forward_origin" in self.raw,
        }


def _drawn(button: Button) -> dict[str, str]:
    parts = {"text": button.text, "data": button.data, "url": button.url, "copy": button.copy, "style": button.style}
    return {name: part for name, part in parts.items() if part is not None}


Screen = Message
