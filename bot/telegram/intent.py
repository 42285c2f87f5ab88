"""What an update asks for: the routers make one of these of each update, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.assistant import Said
from bot.core.actions import Action
from bot.staff.wishes import Wish


@dataclass(frozen=True, slots=True)
class Intent:
    """Somebody did or wrote something in a private chat.

    `tap` is the id to answer a tap with, `message` the message whose button was tapped; both None for typed words.
    """

    chat: int
    did: Action | Said
    language_code: str | None
    tap: str | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """The bot was put into a group or a channel: say one line and leave."""

    chat: int
    can_speak: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody blocked the bot: erase what is kept."""

    chat: int


@dataclass(frozen=True, slots=True)
class Staffed:
    """A member of staff asks for something, in the staff chat or in private. `tap`, `message`: as with `Intent`."""

    chat: int
    member: int
    wish: Wish
    tap: str | None = None
    message: int | None = None


Wanted = Intent | Leave | Gone | Staffed
