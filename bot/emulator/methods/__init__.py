"""The Bot API's methods, as far as this bot uses them: one function each, gathered in `table`."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.emulator.methods import about, answering, files, messages, profile, receiving, sending
from bot.emulator.world import World

Method = Callable[[World, dict[str, Any]], Any]


def table() -> Mapping[str, tuple[str, Method]]:
    """Gather the methods under their names in lower case (Telegram does not mind the case)."""
    modules = (receiving, messages, sending, files, answering, profile, about)
    found = [method for module in modules for method in module.METHODS.items()]
    return {name.lower(): (name, method) for name, method in found}


# The calls that let a person see something: after one of them the bot has answered.
SHOWING = frozenset(
    {"sendMessage", "editMessageText", "editMessageReplyMarkup", "sendVenue", "sendContact", "sendDocument"}
)
