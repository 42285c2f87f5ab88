"""A group with the bot in it, for tests."""

from collections.abc import Callable
from typing import Self

from bot.emulator import actions
from bot.emulator.chats import Chat
from bot.emulator.messages import Message
from bot.emulator.people import User
from bot.emulator.settling import Asked, Settling, Until, expect


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
