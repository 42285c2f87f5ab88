"""Our own work per tap with a catalogue of a whole country, beside the real one and one of the same kind as small.

In the real one nearly all offers are near whoever asks; of as many that are spread over a country a dozen are.
"""

from __future__ import annotations

import gc
import random
from dataclasses import replace

from bot.assistant import Assistant
from bot.core.answers import Answers
from bot.core.offers import Dates
from bot.files.loader import load
from tests.bench.figures import Figure, Sizes
from tests.bench.matching.catalogues import ON, catalogue, residents
from tests.bench.taps import PART, Times, hold, percentile, real, warm_up
from tests.bench.walks import ROOT, Walk, Walker, assistant_of

#: Offers of the real catalogue, about.
SMALL = 105
#: How much longer a tap may take where there are a thousand times as many offers.
AIM = 2


def walks(assistant: Assistant, people: list[Answers], about: int) -> list[Walk]:
    """Make the walks of residents who answer what is asked and look at the results, and of others who tap about."""
    chance = random.Random(1)  # noqa: S311 -- the same walks in every run
    asked = [Walker(assistant, "pl", ON).as_persona(answers, writes=False) for answers in people]
    return [*asked, *(Walker(assistant, "pl", ON).tapping_about(chance) for _ in range(about))]


def with_projects_alone() -> Assistant:
    """Make an assistant with the offers of projects, and no services that have always been there: 51 offers."""
    whole = load(ROOT / "offers")
    projects = {id_: offer for id_, offer in whole.offers.items() if offer.programme.dates != Dates()}
    return assistant_of(replace(whole, offers=projects))


def held(offers: int, sizes: Sizes) -> Times:
    """Measure the taps of a bot that has served other people before."""
    made = catalogue(offers)
    # Two of them: what is measured meets these people for the first time, where the walks were made it has met them.
    maker, assistant = assistant_of(made), assistant_of(made)
    people, times = residents(made, 2 * sizes.walks), Times()
    before, own = (walks(maker, some, sizes.walks) for some in (people[: sizes.walks], people[sizes.walks :]))
    hold(assistant, warm_up(assistant, before), own, times)
    gc.unfreeze()
    return times


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure in one run: the real catalogue, its projects, one as small, and one as large as a country's."""
    known, projects = real(sizes), real(sizes, with_projects_alone)
    small, large = held(SMALL, sizes), held(sizes.large, sizes)
    found = []
    for share in (50, 90, 99):
        others = {"the real catalogue": known, "its projects": projects, f"made up, {SMALL} offers": small}
        whole = percentile(large.processor, share)
        found.append(Figure(PART, f"made up, {sizes.large} offers, p{share}, processor", whole, "ms"))
        for name, times in others.items():
            part = percentile(times.processor, share)
            found.append(Figure(PART, f"{name}, p{share}, processor", part, "ms", note=f"{len(times.wall)} taps"))
            found.append(Figure(PART, f"{sizes.large} / {name}, p{share}", whole / part, "x", at_most=AIM))
    return found
