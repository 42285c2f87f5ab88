"""The rest: who the bot is, what a chat is, leaving a group, and signing off."""

from typing import Any

from bot.emulator.refusals import bad_request
from bot.emulator.world import World


def get_me(world: World, _: dict[str, Any]) -> dict[str, Any]:
    """Tell who the bot is."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = {"can_connect_to_business": False, "has_main_web_app": False}
    return {**world.bot, **abilities, **more}


def get_chat(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """Describe a chat."""
    info = world.chat(params.get("chat_id")).info
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False)
    gifts["gifts_from_channels"] = False
    return {**info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def leave_chat(world: World, params: dict[str, Any]) -> bool:
    """Leave a group; a private chat cannot be left."""
    chat = world.open_chat(params.get("chat_id"))
    if chat.info["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.left = True
    return True


def chat_action(world: World, params: dict[str, Any]) -> bool:
    """Show that the bot is busy: kept in the journal only."""
    world.open_chat(params.get("chat_id"))
    if not params.get("action"):
        raise bad_request("wrong parameter action in request")
    return True


def sign_off(_: World, __: dict[str, Any]) -> bool:
    """Close, or log out: there is nothing to let go of here."""
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "sendChatAction": chat_action,
    "close": sign_off,
    "logOut": sign_off,
}
