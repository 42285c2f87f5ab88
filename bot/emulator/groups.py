"""A group with the bot in it, for tests."""

from collections.abc import Callable
from typing import Self

from bot.emulator import actions
from bot.emulator.chats import Chat
from bot.emulator.messages import Message
from bot.emulator.people import User
from bot.emulator.settling import Asked, Settling, Until, expect
from bot.emulator.world import File


class Group:
    """Several people and the bot."""

    def __init__(self, settling: Settling, chat: Chat, members: list[User]) -> None:
        """Gather the members."""
        self.chat = chat
        self.members = members
        self._settling = settling

    @property
    def id(self) -> int:
        """The group's id, a negative number."""
        return self.chat.id

    @property
    def left(self) -> bool:
        """Whether the bot has left."""
        return self.chat.left

    @property
    def messages(self) -> list[Message]:
        """Everything now visible in the group, oldest first."""
        return list(self.chat.messages.values())

    def send(self, member: User, text: str, *, until: Until = "shown") -> Asked:
        """Let a member write, and do not wait."""
        expect(not self.chat.left, "the bot has left this group and hears nothing")
        before = self.chat.shown
        update_id = actions.say(self._settling.world, self.chat, member.person, text)
        return Asked(self.chat, (update_id,), (), before, until)

    async def say(self, member: User, text: str, *, until: Until = "shown") -> None:
        """Let a member write, and wait until the bot has settled."""
        await self._settling.wait(self.send(member, text, until=until))

    async def send_document(
        self, member: User, name: str, content: bytes, caption: str = "", *, until: Until = "shown"
    ) -> None:
        """Let a member send a file, and wait until the bot has settled."""
        expect(not self.chat.left, "the bot has left this group and hears nothing")
        before, file = self.chat.shown, File(name, "application/octet-stream", content)
        update_id = actions.send_document(self._settling.world, self.chat, member.person, file, caption)
        await self._settling.wait(Asked(self.chat, (update_id,), (), before, until))

    @property
    def screen(self) -> Message | None:
        """The newest message of the bot."""
        return self.chat.newest_of_bot()

    async def tap(self, member: User, label: str, *, message: Message | None = None, until: Until = "shown") -> None:
        """Let a member tap a button under the bot's newest message or another one, and wait until it has settled."""
        at = message or self.screen
        found = [button for button in (at.buttons if at else ()) if label in button.text and button.data]
        expect(len(found) == 1, f"{len(found)} buttons say {label!r}; visible: {at.labels if at else []}")
        await self.tap_data(member, found[0].data or "", message_id=at.message_id if at else 0, until=until)

    async def tap_data(self, member: User, data: str, *, message_id: int, until: Until = "shown") -> None:
        """Let a member tap any button, seen or not."""
        before = self.chat.shown
        update_id, query_id = actions.tap(self._settling.world, self.chat, member.person, message_id, data)
        await self._settling.wait(Asked(self.chat, (update_id,), (query_id,), before, until))

    async def add_bot(self, member: User, *, until: Until = "confirmed") -> None:
        """Let a member add the bot: the update that says so."""
        before = self.chat.shown
        update_id = actions.move_bot(self._settling.world, self.chat, member.person, "left", "member")
        await self._settling.wait(Asked(self.chat, (update_id,), (), before, until))

    async def wait_for(self, predicate: Callable[[Self], bool], *, timeout: float | None = None) -> None:
        """Wait until `predicate(this group)` holds, such as the bot having left."""
        patience = self._settling.timeout if timeout is None else timeout
        try:
            await self.chat.changes.until(lambda: predicate(self), patience)
        except TimeoutError:
            seen = [message.text for message in self.messages]
            message = f"not so in {patience} s; in the group stand {seen}"
            raise AssertionError(message) from None
