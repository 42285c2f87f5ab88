"""Answering a tap, in time and once."""

from typing import Any

from bot.emulator.formatting import utf16_length
from bot.emulator.refusals import QUERY_TOO_OLD, bad_request
from bot.emulator.world import World

LONGEST = 200


def answer(world: World, params: dict[str, Any]) -> bool:
    """Answer a callback query, with a short text or silently."""
    text = params.get("text") or ""
    if not isinstance(text, str) or utf16_length(text) > LONGEST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.pop(str(params.get("callback_query_id")), None)
    if query is not None:
        query.chat.changes.fire()
    if query is None or world.clock.now() - query.at > world.query_timeout:
        raise bad_request(QUERY_TOO_OLD)
    if text:
        query.chat.toast(text, alert=bool(params.get("show_alert")))
    return True


METHODS = {"answerCallbackQuery": answer}
