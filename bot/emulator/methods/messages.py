"""Texts: sent, edited, deleted."""

from html import escape
from typing import Any

from bot.emulator.chats import Chat
from bot.emulator.formatting import Formatted, from_html, plain, utf16_length
from bot.emulator.keyboard import read_markup
from bot.emulator.messages import Message
from bot.emulator.refusals import NOT_MODIFIED, bad_request
from bot.emulator.world import World

LONGEST = 4096
_DELETABLE_FOR = 48 * 3600
_MOST_DELETED = 100


def read_text(params: dict[str, Any], name: str = "text", longest: int = LONGEST) -> Formatted:
    """Read a text with its `parse_mode`, or with `entities`; RefusalError when Telegram would not take it."""
    source, mode = params.get(name), params.get("parse_mode") or ""
    if source is None or source == "":
        if name == "caption":
            return Formatted("", "")
        raise bad_request("message text is empty")
    if not isinstance(source, str) or not isinstance(mode, str):
        raise bad_request(f'field "{name}" must be of type String')
    if mode and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text = from_html(source) if mode else plain(source)
    if not text.text and name == "text":
        raise bad_request("text must be non-empty")
    if utf16_length(text.text) > longest:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    entities = params.get("entities" if name == "text" else "caption_entities")
    return Formatted(text.text, text.html, tuple(entities)) if entities and not mode else text


def send_message(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Send a text."""
    text = read_text(params)
    return post(world, params, "text", {"text": text.text, **listed("entities", text)}, text)


def post(world: World, params: dict[str, Any], kind: str, body: dict[str, Any], shown: Formatted) -> dict[str, Any]:
    """Put a new message of the bot into a chat: `body` is what its Message carries, `shown` what a person reads."""
    markup = read_markup(params.get("reply_markup"))
    chat = world.open_chat(params.get("chat_id"))
    raw = {"message_id": world.next_message_id(), "from": world.bot, "chat": chat.info, "date": world.now(), **body}
    if markup.raw is not None:
        raw["reply_markup"] = markup.raw
    chat.put(Message(raw["message_id"], True, raw["date"], raw, shown.text, shown.html, markup.rows, kind))  # noqa: FBT003 - by the bot
    if markup.beside is not None:
        chat.keep_beside(markup.beside)
    return raw


def listed(name: str, text: Formatted) -> dict[str, Any]:
    """Give the entities under their field, which is left out when there are none."""
    return {name: list(text.entities)} if text.entities else {}


def edit_text(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Put another text in place of a message; a keyboard not given again is gone."""
    text = read_text(params)
    chat, old = _editable(world, params)
    if old.kind != "text":
        raise bad_request("there is no text in the message to edit")
    kept = {key: value for key, value in old.raw.items() if key not in {"text", "entities", "reply_markup"}}
    return _replace(world, params, chat, old, {**kept, "text": text.text, **listed("entities", text)}, text.html)


def edit_markup(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Put another keyboard under a message."""
    chat, old = _editable(world, params)
    kept = {key: value for key, value in old.raw.items() if key != "reply_markup"}
    return _replace(world, params, chat, old, kept, old.html)


def _editable(world: World, params: dict[str, Any]) -> tuple[Chat, Message]:
    chat = world.open_chat(params.get("chat_id"))
    message_id = params.get("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    old = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if old is None:
        raise bad_request("message to edit not found")
    if not old.by_bot:
        raise bad_request("message can't be edited")
    return chat, old


def _replace(  # noqa: PLR0913, PLR0917
    world: World, params: dict[str, Any], chat: Chat, old: Message, raw: dict[str, Any], html: str
) -> dict[str, Any]:
    markup = read_markup(params.get("reply_markup"))
    if markup.raw is not None:
        raw["reply_markup"] = markup.raw
    before = {key: value for key, value in old.raw.items() if key != "edit_date"}
    if {key: value for key, value in raw.items() if key != "edit_date"} == before:
        raise bad_request(NOT_MODIFIED)
    raw["edit_date"] = world.now()
    text = raw.get("text", old.text)
    chat.put(Message(old.message_id, True, old.date, raw, text, html, markup.rows, old.kind))  # noqa: FBT003
    return raw


def delete(world: World, params: dict[str, Any]) -> bool:
    """Delete one message, the bot's or the person's; Telegram does so for 48 hours."""
    chat = world.chat(params.get("chat_id"))
    message = chat.messages.get(params.get("message_id", 0))
    if message is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(world, message):
        raise bad_request("message can't be deleted for everyone")
    chat.remove(message.message_id)
    return True


def delete_many(world: World, params: dict[str, Any]) -> bool:
    """Delete up to 100 messages; those that are not there are passed over."""
    chat, ids = world.chat(params.get("chat_id")), params.get("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= _MOST_DELETED:
        raise bad_request(
            "message identifiers are not specified" if not ids else "too many message identifiers specified"
        )
    for message in [chat.messages[message_id] for message_id in dict.fromkeys(ids) if message_id in chat.messages]:
        if _is_deletable(world, message):
            chat.remove(message.message_id)
    return True


def _is_deletable(world: World, message: Message) -> bool:
    return world.clock.now() - message.date < _DELETABLE_FOR


def safe(text: str) -> Formatted:
    """Make a shown text of plain words, such as the name of a venue."""
    return Formatted(text, escape(text, quote=False))


METHODS = {
    "sendMessage": send_message,
    "editMessageText": edit_text,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete,
    "deleteMessages": delete_many,
}
