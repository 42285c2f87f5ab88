"""What a person does with the phone, as updates: writing, tapping, sharing, blocking. Nothing waits for the bot."""

import re
from typing import Any

from bot.emulator.chats import Chat
from bot.emulator.formatting import Formatted, plain
from bot.emulator.messages import Message
from bot.emulator.world import File, World

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\S)")
Person = dict[str, Any]


def say(world: World, chat: Chat, person: Person, text: str, *, forwarded: bool = False) -> int:
    """Write a text; with `forwarded` it is somebody else's."""
    words = plain(text)
    body: dict[str, Any] = {"text": words.text}
    if command := _COMMAND.match(words.text):
        body["entities"] = [{"offset": 0, "length": command.end(), "type": "bot_command"}]
    if forwarded:
        body["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Somebody", "date": world.now()}
    return write(world, chat, person, "text", body, words)


def write(  # noqa: PLR0913, PLR0917 - what every message is made of
    world: World, chat: Chat, person: Person, kind: str, body: dict[str, Any], shown: Formatted | None = None
) -> int:
    """Put a person's message into the chat and queue its update; returns the `update_id`."""
    raw = {"message_id": world.next_message_id(), "from": person, "chat": chat.info, "date": world.now(), **body}
    words = shown or Formatted("", "")
    chat.put(Message(raw["message_id"], False, raw["date"], raw, words.text, words.html, kind=kind))  # noqa: FBT003 - not by the bot
    if chat.beside is not None and chat.beside.get("one_time_keyboard"):
        chat.keep_beside({})
    return world.updates.push({"message": raw}, chat)


def edit(world: World, chat: Chat, message: Message, text: str) -> int:
    """Change a text written before."""
    words = plain(text)
    raw = {**message.raw, "text": words.text, "edit_date": world.now()}
    chat.put(Message(message.message_id, False, message.date, raw, words.text, words.html))  # noqa: FBT003
    return world.updates.push({"edited_message": raw}, chat)


def tap(world: World, chat: Chat, person: Person, message_id: int, data: str) -> tuple[int, str]:
    """Tap a button, seen or forged; returns the ids of the update and of the query."""
    query_id = world.ask(chat)
    standing = chat.messages.get(message_id)
    # A message that is gone is told of as Telegram tells of it: without content, dated zero.
    message = standing.raw if standing else {"chat": chat.info, "message_id": message_id, "date": 0}
    query = {"id": query_id, "from": person, "message": message, "chat_instance": str(chat.id), "data": data}
    update_id = world.updates.push({"callback_query": query}, chat)
    if update_id not in world.updates.pending:
        del world.queries[query_id]
    return update_id, query_id


def share_location(world: World, chat: Chat, person: Person, latitude: float, longitude: float) -> int:
    """Share where the person is, in degrees."""
    return write(world, chat, person, "location", {"location": {"latitude": latitude, "longitude": longitude}})


def share_contact(world: World, chat: Chat, person: Person, phone_number: str) -> int:
    """Share the person's own telephone number."""
    contact = {"phone_number": phone_number, "first_name": person["first_name"], "user_id": person["id"]}
    return write(world, chat, person, "contact", {"contact": contact}, plain(phone_number))


def send_photo(world: World, chat: Chat, person: Person, caption: str) -> int:
    """Send a photograph, perhaps with a caption."""
    sizes = [{**_file("photo", size), "width": side, "height": side} for side, size in ((90, 1_500), (1280, 90_000))]
    words = plain(caption)
    return write(world, chat, person, "photo", {"photo": sizes, **({"caption": words.text} if caption else {})}, words)


def send_document(world: World, chat: Chat, person: Person, file: File, caption: str) -> int:
    """Send a file, perhaps with a caption."""
    words = plain(caption)
    body = {"document": world.keep_file(file), **({"caption": words.text} if caption else {})}
    return write(world, chat, person, "document", body, words)


def send_sticker(world: World, chat: Chat, person: Person) -> int:
    """Send a sticker."""
    more = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
    return write(world, chat, person, "sticker", {"sticker": {**_file("sticker", 20_000), **more}}, plain("👍"))


def send_voice(world: World, chat: Chat, person: Person) -> int:
    """Send a voice message of three seconds."""
    voice = {**_file("voice", 12_000), "duration": 3, "mime_type": "audio/ogg"}
    return write(world, chat, person, "voice", {"voice": voice})


def set_blocked(world: World, chat: Chat, person: Person, *, blocked: bool) -> int:
    """Block the bot, or let it back in."""
    chat.blocked = blocked
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    return move_bot(world, chat, person, old, new)


def move_bot(world: World, chat: Chat, person: Person, old: str, new: str) -> int:
    """Change what the bot is in a chat (Telegram's ChatMember statuses)."""
    change = {"chat": chat.info, "from": person, "date": world.now()}
    change |= {"old_chat_member": _member(world, old), "new_chat_member": _member(world, new)}
    return world.updates.push({"my_chat_member": change}, chat)


def _member(world: World, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": world.bot, "status": status, **until}


def _file(kind: str, size: int) -> dict[str, Any]:
    return {"file_id": f"{kind}-{size}", "file_unique_id": f"{kind}{size}", "file_size": size}
