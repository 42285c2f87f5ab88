"""What every engine must find: the rules of the bot judged one by one, without any index."""

from __future__ import annotations

from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.knowledge import Known
from bot.core.rules import judge
from tests.bench.matching.engines import Found


def expected(catalogue: Catalogue, known: Known) -> Found:
    """Judge every offer of a catalogue. Gives ids in alphabetical order."""
    found: dict[Truth, list[str]] = {truth: [] for truth in Truth}
    for id_, ready in catalogue.ready.items():
        found[judge(ready.rule, known.values)].append(id_)
    return sorted(found[Truth.YES]), sorted(found[Truth.UNKNOWN])
