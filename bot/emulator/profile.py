"""What the bot says about itself, for each language: name, descriptions, and commands for each scope."""

from collections.abc import Iterator
from typing import Any

PRIVATE = '{"type":"all_private_chats"}'
DEFAULT = '{"type":"default"}'


class Profile:
    """Texts by language ("" is every other language) and commands by scope and language."""

    def __init__(self, name: str) -> None:
        """Begin with a name and nothing else."""
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[str, str], list[dict[str, Any]]] = {}

    def keep_text(self, kind: str, language: str, text: str) -> None:
        """Keep a text of `kind` (name, description, short_description); an empty one is forgotten."""
        if text:
            self._texts[kind, language] = text
        else:
            self._texts.pop((kind, language), None)

    def text(self, kind: str, language: str) -> str:
        """Find the text shown to people of `language`."""
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")

    def keep_commands(self, scope: str, language: str, commands: list[dict[str, Any]]) -> None:
        """Keep the commands of one scope and language; none are forgotten."""
        if commands:
            self._commands[scope, language] = commands
        else:
            self._commands.pop((scope, language), None)

    def commands(self, scope: str, language: str) -> list[dict[str, Any]]:
        """Give what was kept for exactly this scope and language."""
        return self._commands.get((scope, language), [])

    def menu(self, chat_id: int, language: str) -> list[dict[str, Any]]:
        """Find the commands a person sees in a private chat: the narrowest scope wins, then their own language."""
        return next((found for found in self._candidates(chat_id, language) if found), [])

    def _candidates(self, chat_id: int, language: str) -> Iterator[list[dict[str, Any]]]:
        for scope in (f'{{"chat_id":{chat_id},"type":"chat"}}', PRIVATE, DEFAULT):
            yield self.commands(scope, language)
            yield self.commands(scope, "")
