"""What forged buttons carry: signs by chance, real buttons damaged, ids of things that do not exist."""

from __future__ import annotations

from random import Random

from bot.core import actions as a
from bot.core.actions import MOST_BYTES, encode
from bot.core.catalogue import Catalogue
from tests.core.residents import every_action

SIGNS = "abcdefghijklmnopqrstuvwxyz_.:0123456789-\u202e\u2066\u200b\0\x07\n\ufeffż🙂"
STRANGE = (
    "k:yes", "k:no", "k:yes:0", "k:yes:2", "k:yes:99", "k:YES:1", "k:yes:1:1", "k:yes:1", "k:no:1", "k:withdraw",
    "g:offer:nic-99", "g:contact:nic", "g:ask:nic", "g:ask:disability", "c:disability:mild", "c:nic:nic", "d:hardship",
    "t:hardship:poverty:1", "s:nic", "y:00000000", "u:00000000", "h:99", "l:xx", "p:nic-99:1", "g:next:+",
    "g:found:nic",
)  # fmt: skip


def forged(catalogue: Catalogue, chance: Random, count: int) -> list[str]:
    """Give so many, none longer than Telegram lets a button be."""
    real = [encode(action) for action in every_action(catalogue)] + [encode(a.Consent(agreed=True))]
    return [_cut(_one(real, chance)) for _ in range(count)]


def _one(real: list[str], chance: Random) -> str:
    match chance.randrange(5):
        case 0:
            return "".join(chance.choices(SIGNS, k=chance.randrange(MOST_BYTES)))
        case 1:
            return chance.choice(STRANGE)
        case 2:
            one = chance.choice(real)
            at = chance.randrange(len(one) + 1)
            return one[:at] + chance.choice(SIGNS) + one[at + chance.randrange(2) :]
        case 3:
            return ":".join(chance.sample([part for one in chance.sample(real, 3) for part in one.split(":")], 3))
        case _:
            return chance.choice(real)  # of a screen that is not there


def _cut(data: str) -> str:
    return data.encode()[:MOST_BYTES].decode(errors="ignore")
