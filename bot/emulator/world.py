"""Everything the local Telegram remembers: the bot, the chats, the open taps, the files. No HTTP here."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.emulator.chats import Chat
from bot.emulator.clock import Clock
from bot.emulator.profile import Profile
from bot.emulator.refusals import bad_request, forbidden
from bot.emulator.updates import Updates
from bot.emulator.webhook import Webhook

# Ids above 32 bits, as Telegram's are, so that a column too narrow for them is found out.
_FIRST_PERSON = 7_000_000_001
_FIRST_GROUP = -1_001_000_000_001
_FIRST_UPDATE = 900_000_001
_FIRST_QUERY = 4_300_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Query:
    """A tap the bot has not answered yet; `at` is when it was tapped."""

    chat: Chat
    at: float


@dataclass(frozen=True, slots=True)
class File:
    """A document that stands in a chat."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What the bot is, before it says anything about itself."""

    id: int
    name: str = "Demo"
    username: str = "local_demo_bot"


class World:
    """One bot and the people who talk to it."""

    def __init__(self, about: About, clock: Clock, *, query_timeout: float, webhook_retry: float) -> None:
        """Begin with the bot alone."""
        self.about = about
        self.clock = clock
        self.query_timeout = query_timeout
        self.profile = Profile(about.name)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, File] = {}
        self.updates = Updates(_FIRST_UPDATE)
        self.webhook = Webhook(self.updates, clock, webhook_retry)
        self._people = count(_FIRST_PERSON)
        self._groups = count(_FIRST_GROUP, -1)
        self._messages = count(1)
        self._queries = count(_FIRST_QUERY)

    @property
    def bot(self) -> dict[str, Any]:
        """Give the bot as a Telegram User."""
        name = self.profile.text("name", "")
        return {"id": self.about.id, "is_bot": True, "first_name": name, "username": self.about.username}

    def now(self) -> int:
        """Tell the time in whole seconds, as a message carries it."""
        return int(self.clock.now())

    def next_message_id(self) -> int:
        """Give a message its number."""
        return next(self._messages)

    def new_person(self, first_name: str, language_code: str | None, more: dict[str, Any]) -> Chat:
        """Let a person open the private chat with the bot."""
        person = {"id": next(self._people), "is_bot": False, "first_name": first_name, **more}
        if language_code is not None:
            person["language_code"] = language_code
        info = {"id": person["id"], "type": "private", "first_name": first_name}
        info |= {key: value for key, value in more.items() if key in {"last_name", "username"}}
        return self.keep(Chat(info, person))

    def new_group(self, title: str) -> Chat:
        """Open a group the bot is in."""
        return self.keep(Chat({"id": next(self._groups), "type": "supergroup", "title": title}))

    def keep(self, chat: Chat) -> Chat:
        """Remember a chat."""
        self.chats[chat.id] = chat
        return chat

    def keep_file(self, file: File) -> dict[str, Any]:
        """Remember a file, and give it as a Telegram Document."""
        file_id = f"document-{len(self.files) + 1}"
        self.files[file_id] = file
        return self.document(file_id)

    def document(self, file_id: str) -> dict[str, Any]:
        """Describe a file as a Telegram Document."""
        file = self.files[file_id]
        about: dict[str, Any] = {"file_id": file_id, "file_unique_id": file_id, "file_name": file.name}
        return about | {"mime_type": file.content_type, "file_size": len(file.content)}

    def announce(self) -> None:
        """Tell all pages that the bot says something else about itself now."""
        for chat in self.chats.values():
            chat.tell({"type": "about"})

    def ask(self, chat: Chat) -> str:
        """Open a tap: the bot has `query_timeout` seconds to answer it."""
        query_id = str(next(self._queries))
        self.queries[query_id] = Query(chat, self.clock.now())
        return query_id

    def chat(self, chat_id: object) -> Chat:
        """Find a chat; RefusalError when there is none."""
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, chat_id: object) -> Chat:
        """Find a chat the bot may write to; RefusalError 403 when it may not."""
        chat = self.chat(chat_id)
        if chat.left:
            raise forbidden("bot is not a member of the supergroup chat")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
