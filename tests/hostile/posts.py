"""What strangers post to a webhook: twelve forged calls, and bodies damaged by chance."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from bot.telegram.intake import is_number, is_ours
from tests.conftest import SECRET
from tests.hostile.updates import Json, message

HEADER = "X-Telegram-Bot-Api-Secret-Token"
GENUINE = ((HEADER, SECRET),)
#: Case -> how a call differs from a genuine one.
FORGED: dict[str, dict[str, Any]] = {
    "no secret": {"headers": ()},
    "an empty secret": {"headers": ((HEADER, ""),)},
    "another secret": {"headers": ((HEADER, "x" * 32),)},
    "the beginning of the secret": {"headers": ((HEADER, SECRET[:-1]),)},
    "the secret and more": {"headers": ((HEADER, SECRET + "x"),)},
    "the secret in capitals": {"headers": ((HEADER, SECRET.upper()),)},
    "a secret that is no ASCII": {"headers": ((HEADER, "zażółć" * 6),)},
    "two secrets": {"headers": ((HEADER, SECRET), (HEADER, "x" * 32))},
    "the secret twice": {"headers": ((HEADER, SECRET), (HEADER, SECRET))},
    "the secret in another header": {"headers": (("Authorization", f"Bearer {SECRET}"),)},
    "another method": {"method": "PUT"},
    "a body over the limit": {"body": b'{"update_id":1,"x":"' + b"x" * (1 << 20) + b'"}'},
}
WORDS = (
    b"null",
    b"1e999",
    b"-0",
    b"NaN",
    b"[]",
    b"{}",
    b'""',
    b"\\ud800",
    b"\xff",
    b"9" * 5000,
    b"[" * 5000,
    b"\0",
    b'"',
)


def update(number: int = 1, text: str = "/start") -> Json:
    """A genuine update."""
    return {"update_id": number, "message": message(text=text)}


def fuzzed(seed: int) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Headers and a body that are no update of Telegram's: every other one shows the secret, but holds no update."""
    chance = Random(seed)  # noqa: S311 -- the same in every run
    if seed % 2:
        headers: tuple[tuple[str, str], ...] = chance.choice(
            [one["headers"] for one in FORGED.values() if "headers" in one]
        )
        return headers, _damaged(chance) if chance.random() < 0.5 else json.dumps(update(seed)).encode()
    while holds_update(body := _damaged(chance)):
        pass
    return GENUINE, body


def holds_update(body: bytes) -> bool:
    """Tell whether a body still is an update that is asked for."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and is_number(found.get("update_id")) and is_ours(found)


def _damaged(chance: Random) -> bytes:
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(200))
    body = bytearray(json.dumps(update(chance.randrange(1 << 30))).encode())
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(body) + 1)
        match chance.randrange(5):
            case 0:
                del body[at:]
            case 1:
                body[at:at] = chance.choice(WORDS)
            case 2:
                body[at : at + chance.randint(1, 20)] = chance.choice(WORDS)
            case 3:
                body[at:at] = chance.randbytes(3)
            case _:
                del body[at : at + chance.randint(1, 30)]
    return bytes(body)
