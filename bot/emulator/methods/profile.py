"""What the bot says about itself: commands, name and descriptions, per language."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.emulator.formatting import utf16_length
from bot.emulator.profile import DEFAULT
from bot.emulator.refusals import bad_request
from bot.emulator.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_MOST_COMMANDS = 100
_LONGEST_COMMAND = 256


def set_commands(world: World, params: dict[str, Any]) -> bool:
    """Keep the commands of one scope and language."""
    given = params.get("commands")
    if not isinstance(given, list) or len(given) > _MOST_COMMANDS:
        raise bad_request("expected an Array of BotCommand" if not isinstance(given, list) else "BOT_COMMANDS_TOO_MUCH")
    world.profile.keep_commands(_scope(params), _language(params), [_command(command) for command in given])
    world.announce()
    return True


def _command(given: object) -> dict[str, str]:
    if not isinstance(given, dict):
        raise bad_request("expected an Array of BotCommand")
    name, description = given.get("command"), given.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= utf16_length(description.strip()) <= _LONGEST_COMMAND:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description.strip()}


def get_commands(world: World, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the commands kept for exactly this scope and language."""
    return world.profile.commands(_scope(params), _language(params))


def delete_commands(world: World, params: dict[str, Any]) -> bool:
    """Forget them."""
    world.profile.keep_commands(_scope(params), _language(params), [])
    world.announce()
    return True


def _language(params: dict[str, Any]) -> str:
    code = params.get("language_code") or ""
    if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(params: dict[str, Any]) -> str:
    scope = params.get("scope")
    return json.dumps(scope, sort_keys=True, separators=(",", ":")) if scope else DEFAULT


def _setter(kind: str, longest: int) -> Callable[[World, dict[str, Any]], bool]:
    def keep(world: World, params: dict[str, Any]) -> bool:
        text = params.get(kind) or ""
        if not isinstance(text, str) or utf16_length(text) > longest:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        world.profile.keep_text(kind, _language(params), text)
        world.announce()
        return True

    return keep


def _getter(kind: str) -> Callable[[World, dict[str, Any]], dict[str, str]]:
    def give(world: World, params: dict[str, Any]) -> dict[str, str]:
        return {kind: world.profile.text(kind, _language(params))}

    return give


METHODS: dict[str, Callable[[World, dict[str, Any]], Any]] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _setter("name", 64),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", 512),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", 120),
    "getMyShortDescription": _getter("short_description"),
}
