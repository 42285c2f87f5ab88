"""People who tap, type and forge at random: what is kept of them holds no sensitive answer before they agreed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.assistant import Assistant, Said
from bot.core import actions as a
from bot.core.actions import Action
from bot.core.catalogue import Catalogue
from bot.core.resident import Resident
from bot.store.keeping import Kept, pack, unpack
from tests.bench.walks import fresh_assistant
from tests.hostile.buttons import forged
from tests.soak.rows import Figure

SENTENCES = Path(__file__).parent.parent / "understanding" / "sentences.jsonl"
FEWEST_STEPS, MOST_STEPS = 2, 14
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def walked(*, walks: int, seed: int = 13) -> Figure:
    """Walk so many times through the assistant; after each step look into the row that would be saved."""
    assistant, chance = fresh_assistant(), Random(seed)  # noqa: S311 -- the same in every run
    sensitive = frozenset(one.id for one in assistant.catalogue.questions.values() if one.sensitive)
    written = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    buttons = forged(assistant.catalogue, chance, max(walks, 1000))
    steps = agreed = rows = 0
    for _ in range(walks):
        resident = Resident(language="pl")
        for _ in range(chance.randrange(FEWEST_STEPS, MOST_STEPS)):
            did = _something(assistant, resident, chance, written, buttons)
            resident = assistant.after(resident, did, "pl", NOW)
            steps += 1
            if resident.may_ask_sensitive:
                agreed += 1
            else:
                rows += bool(answered(resident, assistant.catalogue) & sensitive)
    told = f"{walks:,} walks of {steps:,} steps, {agreed:,} of them after a yes: {rows} rows"
    return Figure(told, ok=not rows and agreed > 0)


def answered(resident: Resident, catalogue: Catalogue) -> frozenset[str]:
    """Give the questions of which something is known in the row that is saved. That one was skipped is no answer."""
    kept = unpack(pack(Kept(resident), catalogue), catalogue).resident
    known = {id_ for id_, one in kept.answers.items() if one.possible != catalogue.questions[id_].everything}
    ticked = {kept.view.path[1]} if kept.view.ticks else set()
    heard = {fact.question for fact in kept.view.heard.facts} | {id_ for id_, _ in kept.view.heard.before}
    return frozenset(known | ticked | heard)


def _something(
    assistant: Assistant, resident: Resident, chance: Random, written: list[str], buttons: list[str]
) -> Action | Said:
    """Tap what is seen, write something, or forge a button."""
    match chance.choices(("tap", "write", "forge"), (11, 4, 5))[0]:
        case "write":
            return Said(" ".join(chance.sample(written, chance.choice((1, 1, 2)))))
        case "tap":
            seen = [one.data for row in assistant.show(resident, "pl", NOW).rows for one in row if one.data]
            return (a.decode(chance.choice(seen)) if seen else None) or a.Tell("stale")
        case _:
            return a.decode(chance.choice(buttons)) or a.Tell("stale")
