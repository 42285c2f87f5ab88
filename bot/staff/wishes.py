"""What a member of staff asks for, and what they get."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.message import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """A file was sent: where Telegram keeps it, how it is called, what stands beneath it, and its size in bytes."""

    file_id: str
    name: str
    caption: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Decide:
    """A button under a change or an edit was tapped. `about` is the change's number or the edit's key."""

    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Give:
    """The present file is wanted; all names where none is given."""

    name: str


@dataclass(frozen=True, slots=True)
class Last:
    """The last change is wanted, to undo it."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be done here."""


Wish = Sent | Decide | Give | Last | Help

#: Decisions on a change that was sent, and on an edit of the folder that loses many offers.
TAKE, LEAVE, UNDO, ACCEPT, DECLINE = "take", "leave", "undo", "accept", "decline"
DECISIONS = (TAKE, LEAVE, UNDO, ACCEPT, DECLINE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a message, and perhaps a file with its name."""

    message: Message
    file: tuple[str, bytes] | None = None


def data(what: str, about: object) -> str:
    """Write what a button carries."""
    return f"staff:{what}:{about}"


def decode(written: str) -> Decide | None:
    """Read what a button carries; None where it is no button of ours."""
    kind, _, rest = written.partition(":")
    what, _, about = rest.partition(":")
    return Decide(what, about) if kind == "staff" and what in DECISIONS and about else None
