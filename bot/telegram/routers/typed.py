"""Everything else a person sends: words, pictures, places, contacts, changed and forwarded messages."""

from __future__ import annotations

from aiogram import Router
from aiogram.enums import ContentType as C
from aiogram.types import Message

from bot.assistant import Said
from bot.core import actions as a
from bot.telegram.intent import Intent

#: Kind of content -> the remark that answers it; anything not named here gets "photo".
REMARKS: dict[str, str] = {C.LOCATION: "location", C.VENUE: "location", C.CONTACT: "contact"}
#: What people send. All other kinds are notes of Telegram's own, such as that a message was pinned: nobody said a word.
SENT = {
    C.PHOTO, C.VIDEO, C.VIDEO_NOTE, C.AUDIO, C.VOICE, C.DOCUMENT, C.STICKER, C.ANIMATION, C.DICE, C.POLL, C.STORY,
    C.GAME, C.INVOICE, C.PAID_MEDIA, C.CHECKLIST, C.UNKNOWN, *REMARKS,
}  # fmt: skip


def router() -> Router:
    """Make the router of what people send."""
    made = Router(name="typed")
    made.edited_message.register(on_edited)
    made.message.register(on_forwarded, is_forwarded)
    made.message.register(on_words, has_words)
    made.message.register(on_other)
    return made


# Coroutines, for the reason told in `groups.py`.
async def is_forwarded(message: Message) -> bool:
    """Tell whether a message is somebody else's, passed on."""
    return message.forward_origin is not None


async def has_words(message: Message) -> bool:
    """Tell whether a message is a text."""
    return message.text is not None


async def on_words(message: Message) -> Intent:
    """Read typed words."""
    return _intent(message, Said(message.text or ""))


async def on_forwarded(message: Message) -> Intent:
    """Forwarded words are somebody else's: they are not read."""
    return _intent(message, a.Tell("forwarded"))


async def on_edited(message: Message) -> Intent:
    """Changed messages are not read again."""
    return _intent(message, a.Tell("edited"))


async def on_other(message: Message) -> Intent | None:
    """Pictures, recordings and the rest: read what is written below them, or say what can be read."""
    if message.content_type not in SENT:
        return None
    remark = REMARKS.get(message.content_type, "photo")
    # Somebody in danger may write below a picture what was done to them.
    return _intent(message, Said(message.caption, unread=remark) if message.caption else a.Tell(remark))


def _intent(message: Message, did: a.Tell | Said) -> Intent:
    return Intent(message.chat.id, did, message.from_user.language_code if message.from_user else None)
