"""How the bot receives updates: polling and webhooks."""

import re
from typing import Any

from bot.emulator.refusals import WEBHOOK_ACTIVE, WEBHOOK_SET, bad_request, conflict
from bot.emulator.updates import LONGEST_POLL, MOST
from bot.emulator.webhook import Hook
from bot.emulator.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the updates not confirmed yet, waiting `timeout` seconds for the first."""
    if world.webhook.hook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    _allow(world, params)
    limit, timeout = params.get("limit", MOST), params.get("timeout", 0)
    limit = min(max(limit, 1), MOST) if isinstance(limit, int) else MOST
    timeout = min(max(timeout, 0), LONGEST_POLL) if isinstance(timeout, int) else 0
    offset = params.get("offset", 0)
    return await world.updates.poll(offset if isinstance(offset, int) else 0, limit, timeout)


def set_webhook(world: World, params: dict[str, Any]) -> bool:
    """Deliver by webhook from now on; an empty address means polling."""
    url, secret = params.get("url") or "", params.get("secret_token")
    if not isinstance(url, str) or (url and not url.startswith(("https://", "http://"))):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, params)
    _drop(world, params)
    most = params.get("max_connections")
    if url:
        world.updates.end_poll(WEBHOOK_SET)
    world.webhook.set(Hook(url, secret or None, most if isinstance(most, int) else 40) if url else None)
    return True


def delete_webhook(world: World, params: dict[str, Any]) -> bool:
    """Go back to polling."""
    _drop(world, params)
    world.webhook.set(None)
    return True


def get_webhook_info(world: World, _: dict[str, Any]) -> dict[str, Any]:
    """Tell where the updates go and what went wrong last."""
    hook, waiting = world.webhook.hook, len(world.updates.pending)
    info: dict[str, Any] = {"url": hook.url if hook else "", "has_custom_certificate": False}
    info |= {"pending_update_count": waiting, **world.webhook.failure}
    if hook is not None:
        info["max_connections"] = hook.most_at_once
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def _allow(world: World, params: dict[str, Any]) -> None:
    """Remember which kinds the bot wants; Telegram keeps the last list until another is given."""
    allowed = params.get("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed]


def _drop(world: World, params: dict[str, Any]) -> None:
    if params.get("drop_pending_updates"):
        for update_id in list(world.updates.pending):
            world.updates.confirm(update_id)


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
