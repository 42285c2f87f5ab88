"""How long after a file is saved the running bot answers from it: of one programme, and of what all programmes rest on.

Somebody asks again and again, over HTTP, until the answer shows the edit.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot.emulator import User
from tests.bench.figures import Figure, Sizes
from tests.bench.programs import Program, polling
from tests.bench.starts import Took
from tests.bench.walks import ROOT

PART, AIM_SECONDS = "a saved edit", 2.0
PROGRAMME = "programmes/gdansk_uslugi.yaml"
#: Nobody asks more often than this, and nobody longer.
PAUSE_SECONDS, PATIENCE_SECONDS = 0.1, 60.0
#: The short name of an offer in Polish, and the end of the question about the place.
SHORT, ASKED = re.compile(r'(short: \{pl: )("[^"]*"|[^",]*)(?=, en)'), re.compile(r"Gdzie mieszkasz\?+")


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: what is replaced in a file, by what; what is then seen, and how."""

    file: Path
    old: re.Pattern[str]
    new: str
    seen: str
    ask: Callable[[User, str], Awaitable[str]]

    def save(self) -> None:
        """Save the file."""
        self.file.write_text(self.old.sub(self.new, self.file.read_text(encoding="utf-8"), count=1), encoding="utf-8")


async def search(user: User, word: str) -> str:
    """Search for an offer by a word that stands nowhere else."""
    return (await user.say(f"/search {word}")).text


async def first_question(user: User, _: str) -> str:
    """Begin, and see the question about the place."""
    await user.say("/start")
    return (await user.tap("Zaczynam")).text


async def until_used(program: Program, edit: Edit) -> Took:
    """Save an edit and give what it takes until an answer shows it. Raises TimeoutError where none ever does."""
    user = program.telegram.user("pl")
    await edit.ask(user, edit.seen)
    edit.save()
    began, used = perf_counter(), program.processor_seconds
    async with asyncio.timeout(PATIENCE_SECONDS):
        while edit.seen not in await edit.ask(user, edit.seen):  # noqa: ASYNC110 -- a person can only ask again
            await asyncio.sleep(PAUSE_SECONDS)
    return Took(perf_counter() - began, program.processor_seconds - used)


async def measure(sizes: Sizes) -> list[Figure]:
    """Edit both kinds of files in turn, in a bot that runs."""
    programmes: list[Took] = []
    shared: list[Took] = []
    with tempfile.TemporaryDirectory() as made:
        folder, offers = Path(made), Path(shutil.copytree(ROOT / "offers", Path(made, "offers")))
        programme, questions = offers / PROGRAMME, offers / "questions.yaml"
        async with polling(ours=True, folder=folder, cache=folder / "cache", offers=offers) as program:
            for number in range(sizes.starts):
                word, asked = f"Zefirek{chr(ord('a') + number)}", f"Gdzie mieszkasz{'?' * (number + 2)}"
                programmes.append(await until_used(program, Edit(programme, SHORT, rf"\g<1>{word}", word, search)))
                shared.append(await until_used(program, Edit(questions, ASKED, asked, asked, first_question)))
    return [
        Figure(
            PART,
            f"{name}, is used after",
            statistics.median(one.wall for one in took),
            "s",
            at_most=AIM_SECONDS,
            note=", ".join(f"{one.wall:.2f}" for one in took)
            + "; of it the bot's processor time, answering meanwhile: "
            + ", ".join(f"{one.processor:.2f}" for one in took),
        )
        for name, took in (("one programme", programmes), ("a file that all rest on", shared))
    ]
