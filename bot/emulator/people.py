"""The user's side, for tests: a person who says, taps and shares, and sees what the bot shows."""

from collections.abc import Callable
from typing import Any, Self

from bot.emulator import actions
from bot.emulator.chats import Chat
from bot.emulator.keyboard import Button
from bot.emulator.messages import Message, Screen
from bot.emulator.settling import Asked, Settling, Until, expect
from bot.emulator.world import File

_NOTHING = Message(0, by_bot=True, date=0, raw={})


class User:
    """A person in a private chat with the bot.

    `say`, `tap` and the like do something and wait until the bot has settled; `send` and `press` do not wait. `until`
    and `shows` are those of `Asked`: an edit the bot ignores is `edit(text, until="confirmed")`, an answer of a text
    and a map is `say(text, shows=2)`.
    """

    def __init__(self, settling: Settling, chat: Chat) -> None:
        """Sit down before the phone."""
        self.chat = chat
        self.opened: list[str] = []
        self.clipboard: str | None = None
        self._settling = settling
        self._world = settling.world
        self.person: dict[str, Any] = chat.member or {}

    @property
    def id(self) -> int:
        """The person's id, which is the chat's id too."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Everything now visible in the chat, oldest first."""
        return list(self.chat.messages.values())

    @property
    def screen(self) -> Screen:
        """The newest message of the bot; an empty one with `message_id` 0 where there is none."""
        return self.chat.newest_of_bot() or _NOTHING

    @property
    def toasts(self) -> list[str]:
        """The texts the bot answered taps with."""
        return self.chat.toasts

    @property
    def menu(self) -> list[dict[str, Any]]:
        """The commands this person is offered."""
        return self._world.profile.menu(self.chat.id, self.chat.language)

    # -- saying

    def send(self, text: str, *, until: Until = "shown", shows: int = 1) -> Asked:
        """Write a text and do not wait."""
        return self._asked(lambda: actions.say(self._world, self.chat, self.person, text), until, shows)

    async def say(self, text: str, *, until: Until = "shown", shows: int = 1) -> Screen:
        """Write a text."""
        return await self.settled(self.send(text, until=until, shows=shows))

    async def forward(self, text: str, *, until: Until = "shown") -> Screen:
        """Forward somebody else's text."""
        return await self._do(lambda: actions.say(self._world, self.chat, self.person, text, forwarded=True), until)

    async def edit(self, text: str, *, until: Until = "shown") -> Screen:
        """Change the newest text this person wrote."""
        texts = [message for message in self.messages if not message.by_bot and message.kind == "text"]
        expect(bool(texts), "there is no text to edit")
        return await self._do(lambda: actions.edit(self._world, self.chat, texts[-1], text), until)

    async def share_location(self, latitude: float, longitude: float, *, until: Until = "shown") -> Screen:
        """Share a location, in degrees."""
        return await self._do(
            lambda: actions.share_location(self._world, self.chat, self.person, latitude, longitude), until
        )

    async def share_contact(self, phone_number: str = "+99966000001", *, until: Until = "shown") -> Screen:
        """Share the person's own number."""
        return await self._do(lambda: actions.share_contact(self._world, self.chat, self.person, phone_number), until)

    async def send_photo(self, caption: str = "", *, until: Until = "shown") -> Screen:
        """Send a photograph."""
        return await self._do(lambda: actions.send_photo(self._world, self.chat, self.person, caption), until)

    async def send_document(
        self, name: str, content: bytes, caption: str = "", *, until: Until = "shown", shows: int = 1
    ) -> Screen:
        """Send a file."""
        file = File(name, "application/octet-stream", content)
        sent = self._asked(
            lambda: actions.send_document(self._world, self.chat, self.person, file, caption), until, shows
        )
        return await self.settled(sent)

    async def send_sticker(self, *, until: Until = "shown") -> Screen:
        """Send a sticker."""
        return await self._do(lambda: actions.send_sticker(self._world, self.chat, self.person), until)

    async def send_voice(self, *, until: Until = "shown") -> Screen:
        """Send a voice message."""
        return await self._do(lambda: actions.send_voice(self._world, self.chat, self.person), until)

    # -- tapping

    def button(self, label: str, *, message_id: int | None = None) -> tuple[Message, Button]:
        """Find a visible button by its label, whole or a part no other has; AssertionError with the visible ones."""
        message = self._keyboard(message_id)
        exact = [button for button in message.buttons if button.text == label]
        found = exact or [button for button in message.buttons if label in button.text]
        expect(len(found) == 1, f"{len(found)} buttons say {label!r}; visible: {message.labels}")
        return message, found[0]

    def press(self, label: str, *, until: Until = "shown", shows: int = 1, message_id: int | None = None) -> Asked:
        """Tap a button that asks the bot something, and do not wait."""
        message, button = self.button(label, message_id=message_id)
        expect(button.data is not None, f"{label!r} asks the bot nothing")
        return self._pressed(message.message_id, button.data or "", until, shows)

    async def tap(self, label: str, *, until: Until = "shown", shows: int = 1, message_id: int | None = None) -> Screen:
        """Tap a visible button of the newest message that has any, or of `message_id`.

        A link goes to `opened`, a copied text to `clipboard`; the bot hears of neither.
        """
        _, button = self.button(label, message_id=message_id)
        if button.url is not None:
            self.opened.append(button.url)
        elif button.copy is not None:
            self.clipboard = button.copy
        else:
            return await self.settled(self.press(label, until=until, shows=shows, message_id=message_id))
        return self.screen

    async def tap_data(self, data: str, *, message_id: int | None = None, until: Until = "shown") -> Screen:
        """Tap a button that is not there: forged, or under a message long gone."""
        at = self.screen.message_id if message_id is None else message_id
        return await self.settled(self._pressed(at, data, until, 1))

    async def double_tap(self, label: str, *, until: Until = "shown") -> Screen:
        """Tap twice before the bot can answer; both taps are answered before this returns."""
        before = self.chat.shown
        taps = [self.press(label, until=until) for _ in range(2)]
        updates = tuple(update_id for tap in taps for update_id in tap.update_ids)
        queries = tuple(query_id for tap in taps for query_id in tap.query_ids)
        return await self.settled(Asked(self.chat, updates, queries, before, until))

    # -- turning away

    async def block(self, *, until: Until = "confirmed") -> None:
        """Block the bot: it is told so, and may not write any more."""
        await self._move(until, blocked=True)

    async def unblock(self, *, until: Until = "confirmed") -> None:
        """Let the bot write again."""
        await self._move(until, blocked=False)

    # -- waiting

    async def settled(self, asked: Asked, *, timeout: float | None = None) -> Screen:
        """Wait until the bot has settled what was asked, and give the screen after it."""
        await self._settling.wait(asked, timeout)
        return self.screen

    async def wait_for(self, predicate: Callable[[Self], bool], *, timeout: float | None = None) -> None:
        """Wait until `predicate(this user)` holds, such as a message being gone; AssertionError when it never does."""
        await self._until(lambda: predicate(self), timeout)

    async def wait_for_screen(self, predicate: Callable[[Screen], bool], *, timeout: float | None = None) -> Screen:
        """Wait until the newest message of the bot is as wanted, and return it."""
        await self._until(lambda: predicate(self.screen), timeout)
        return self.screen

    async def _until(self, look: Callable[[], bool], timeout: float | None) -> None:
        patience = self._settling.timeout if timeout is None else timeout
        try:
            await self.chat.changes.until(look, patience)
        except TimeoutError:
            message = f"not so in {patience} s; the screen says {self.screen.text!r} {self.screen.labels}"
            raise AssertionError(message) from None

    def downloaded(self, message: Message) -> bytes:
        """Give the content of a document that stands in the chat."""
        return self._world.files[message.raw["document"]["file_id"]].content

    def _keyboard(self, message_id: int | None) -> Message:
        if message_id is not None:
            return self.chat.messages[message_id]
        shown = [message for message in self.messages if message.by_bot and message.rows]
        return shown[-1] if shown else self.screen

    def _pressed(self, message_id: int, data: str, until: Until, shows: int) -> Asked:
        before = self.chat.shown
        update_id, query_id = actions.tap(self._world, self.chat, self.person, message_id, data)
        return self._heard(Asked(self.chat, (update_id,), (query_id,), before, until, shows))

    def _asked(self, act: Callable[[], int], until: Until, shows: int = 1) -> Asked:
        expect(not self.chat.blocked, "this person has blocked the bot and must unblock it first")
        before = self.chat.shown
        self.chat.started = True
        return self._heard(Asked(self.chat, (act(),), (), before, until, shows))

    def _heard(self, asked: Asked) -> Asked:
        """Fail at once where the bot never hears of it, instead of after the whole wait."""
        updates = self._world.updates
        heard = asked.until == "confirmed" or all(update_id in updates.pending for update_id in asked.update_ids)
        expect(heard, f"the bot does not hear of this: it asks for {updates.allowed} only")
        return asked

    async def _do(self, act: Callable[[], int], until: Until) -> Screen:
        return await self.settled(self._asked(act, until))

    async def _move(self, until: Until, *, blocked: bool) -> None:
        before = self.chat.shown
        update_id = actions.set_blocked(self._world, self.chat, self.person, blocked=blocked)
        await self._settling.wait(Asked(self.chat, (update_id,), (), before, until))
