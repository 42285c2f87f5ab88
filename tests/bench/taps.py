"""Our own work per tap: everything between an update that was read and a message that is sent, without HTTP and disk.

Opening what is kept, the action, the screen, the message as it is sent, and sealing what is kept again.
"""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from time import perf_counter, thread_time

from bot.assistant import Assistant
from bot.core.resident import Resident
from bot.store.keeping import Kept, pack, unpack
from bot.store.vault import Vault
from bot.telegram.show import screen
from tests.bench.figures import Figure, Sizes
from tests.bench.walks import TODAY, Walk, fresh_assistant, walks

PART = "own work per tap"
AIM_MS = 5


@dataclass
class Times:
    """Milliseconds: by the clock on the wall, and of the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def percentile(values: list[float], share: int) -> float:
    """Give the value below which so many of a hundred lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def hold(assistant: Assistant, vault: Vault, held: Iterable[Walk], times: Times) -> None:
    """Hold conversations and time every step as `Desk` makes it."""
    for chat, walk in enumerate(held, start=7_000_000_001):
        now = walk.now
        sealed = vault.seal_for(chat, pack(Kept(Resident(language=walk.language), 1), assistant.catalogue))
        for step in walk.steps:
            did = step.did
            wall, processor = perf_counter(), thread_time()
            kept = unpack(vault.open_for(chat, sealed), assistant.catalogue)
            language = assistant.language(kept.resident, walk.language)
            resident = assistant.after(replace(kept.resident, language=language), did, language, now)
            sealed = vault.seal_for(chat, pack(replace(kept, resident=resident), assistant.catalogue))
            vault.key(chat)
            screen(assistant.show(resident, resident.language or language, now))
            times.processor.append((thread_time() - processor) * 1000)
            times.wall.append((perf_counter() - wall) * 1000)


def warm_up(assistant: Assistant, others: Iterable[Walk]) -> Vault:
    """Have other people served before, as `run` does it, and give what opens and seals."""
    vault = Vault(os.urandom(32))
    hold(assistant, vault, others, Times())
    # As `run` does after its start, so that what stays is not looked at again and again.
    gc.collect()
    gc.freeze()
    return vault


def real(sizes: Sizes, make: Callable[[], Assistant] = fresh_assistant) -> Times:
    """Measure the taps of a bot with the real catalogue, or another, that has served other people before."""
    guide, serving, times = make(), make(), Times()
    held = walks(guide, sizes)
    hold(serving, warm_up(serving, walks(guide, sizes, seed=2, on=TODAY)), held, times)
    gc.unfreeze()
    return times


async def measure(sizes: Sizes) -> list[Figure]:
    """Measure a bot that has served other people before, and one that has just started."""
    warm, cold, held = real(sizes), Times(), walks(fresh_assistant(), sizes)
    vault = warm_up(fresh_assistant(), ())
    for walk in held[:: max(1, len(held) // sizes.cold)]:
        hold(fresh_assistant(), vault, [walk], cold)
    gc.unfreeze()
    many = f"{len(warm.wall)} taps and texts of {len(held)} conversations"
    few = f"{len(cold.wall)} taps, each conversation the first one after a start"
    return [
        Figure(PART, "serving, p50", percentile(warm.wall, 50), "ms", note=many),
        Figure(PART, "serving, p99", percentile(warm.wall, 99), "ms", at_most=AIM_MS, note="wall clock"),
        Figure(PART, "serving, p99, processor", percentile(warm.processor, 99), "ms", note="free of other programs"),
        Figure(PART, "nothing worked out yet, p50", percentile(cold.wall, 50), "ms", note=few),
        Figure(PART, "nothing worked out yet, p99", percentile(cold.wall, 99), "ms", note="wall clock"),
    ]
