"""Our own work per tap with a catalogue of a whole country, beside one of the same kind as small as the real one."""

from __future__ import annotations

import gc
import os
import random

from bot.assistant import Assistant
from bot.core.answers import Answers
from bot.store.vault import Vault
from bot.text.other import About
from tests.bench.figures import Figure, Sizes
from tests.bench.matching.catalogues import ON, catalogue, residents
from tests.bench.taps import PART, Times, hold, percentile
from tests.bench.walks import ROOT, Walk, Walker

#: Offers of the real catalogue, about.
SMALL = 105
#: How much slower a tap may be where there are a thousand times as many offers.
AIM = 2


def walks(assistant: Assistant, people: list[Answers], about: int) -> list[Walk]:
    """Make the walks of residents who answer what is asked and look at the results, and of others who tap about."""
    chance = random.Random(1)  # noqa: S311 -- the same walks in every run
    asked = [Walker(assistant, "pl", ON).as_persona(answers, writes=False) for answers in people]
    return [*asked, *(Walker(assistant, "pl", ON).tapping_about(chance) for _ in range(about))]


def held(offers: int, sizes: Sizes) -> Times:
    """Measure the taps of a bot that has served other people before."""
    made = catalogue(offers)
    # Two of them: what is measured meets these people for the first time, where the walks were made it has met them.
    maker, assistant = (Assistant.over(made, ROOT / "locales", About(None, 24)) for _ in range(2))
    people = residents(made, 2 * sizes.walks)
    vault, times = Vault(os.urandom(32)), Times()
    before, own = (walks(maker, some, sizes.walks) for some in (people[: sizes.walks], people[sizes.walks :]))
    hold(assistant, vault, before, Times())
    gc.collect()
    gc.freeze()
    hold(assistant, vault, own, times)
    gc.unfreeze()
    return times


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure both, one after the other in one run."""
    small, large = held(SMALL, sizes), held(sizes.large, sizes)
    found = []
    for share in (50, 99):
        one, other = (percentile(times.processor, share) for times in (small, large))
        found += [
            Figure(PART, f"made up, {SMALL} offers, p{share}, processor", one, "ms", note=f"{len(small.wall)} taps"),
            Figure(PART, f"made up, {sizes.large} offers, p{share}, processor", other, "ms"),
            Figure(PART, f"made up, {sizes.large} / {SMALL} offers, p{share}", other / one, "x", at_most=AIM),
        ]
    return found
