"""What the preview wrote itself is told where it was pressed, and not a second time as an edit of somebody else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from bot.assistant import Assistant
from bot.clock import Clock
from bot.core.answers import read_all
from bot.core.resident import Resident
from bot.emulator.panel import Asked
from bot.files.loader import load
from bot.living import Living, Taken
from bot.preview.panel import Chats, Preview
from bot.resources import folder
from bot.text.other import About
from tests.conftest import ROOT


async def test_files_written_one_soon_after_the_other_are_none_of_them_news(tmp_path: Path) -> None:
    offers = Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))

    def make() -> Assistant:
        return Assistant.over(load(offers), folder("locales"), About(None, 24))

    living = Living(offers, make(), make)
    catalogue = living.assistant().catalogue
    answers = read_all(catalogue.questions, catalogue.places, {"place": "town.north", "age": 30})

    async def resident(_: int) -> Resident:
        return Resident(answers=answers)

    async def anew(*_: object) -> None: ...

    preview = Preview(living, Clock(date(2019, 6, 1)), offers, Chats(lambda: (), resident, anew), lambda: None)

    async def keep(name: str) -> str:
        return (await preview.press(Asked(1, "en", "write", {"who": "a mother", "file": name}))).said

    before = preview.look("en").edition
    # Both are written before the first is read anew.
    assert "people.yaml" in await keep("people.yaml")
    assert "kept.yaml" in await keep("kept.yaml")
    await preview.hear(Taken(("personas/people.yaml",)))
    await preview.hear(Taken(("personas/kept.yaml",)))
    assert preview.look("en").edition == before
    await preview.hear(Taken(("personas/people.yaml",)))
    assert preview.look("en").edition == before + 1
