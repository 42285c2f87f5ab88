"""How well offers are found by words: the labelled queries half by half, as typed and mistyped, and what noise costs.

Run alone: `python -m tests.evaluation.search`. Only the half "tuning" was looked at while words were added.
"""

from __future__ import annotations

import json
import random
import time
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue
from bot.files.loader import load
from bot.understand.finder import PERHAPS, Finder
from bot.understand.place_table import PlaceTable
from tests.bench.figures import Figure, table

Row = Mapping[str, Any]
Find = Callable[[str], Sequence[str]]

ROOT = Path(__file__).parent.parent.parent
SETS = ROOT / "tests" / "understanding"
#: The day the labels are seen from: all projects have ended.
ON = date(2026, 11, 22)
HALVES, LANGUAGES = ("tuning", "apart"), ("pl", "en")
#: A query is answered where one of its offers stands among so many first ones.
FIRST = 3
TOP_THREE, MS, MB = 0.87, 10.0, 10.0
#: Shorter words get no typo.
SHORTEST_MISTYPED = 5
LONGEST = 300
SEED = 20261122
ROUNDS = 3


def measure(catalogue: Catalogue) -> list[Figure]:
    """Give every figure: quality half by half, what is found where nothing was searched for, time and memory."""
    finder, megabytes = _built(catalogue)
    rows = queries()
    figures = []
    for half in HALVES:
        part = [row for row in rows if row["half"] == half]
        figures += _quality(f"search, {half}", part, lambda text: finder.find(text, None, ON))
        figures.append(_top(f"search, {half}", "first three, as plain text", part, _plain(finder)))
    figures.append(_top("search", "first three, all", rows, lambda text: finder.find(text, None, ON), TOP_THREE))
    figures.append(_noise(finder))
    return [*figures, *_times(finder, rows), Figure("search", "memory", megabytes, "MB", at_most=MB)]


def queries() -> list[Row]:
    """Give the labelled queries."""
    return _rows("queries.jsonl")


def share(rows: Sequence[Row], find: Find, first: int = FIRST) -> float:
    """Give the share of queries with one of their offers among the first ones found."""
    return sum(bool({*find(row["text"])[:first]} & {*row["offers"]}) for row in rows) / len(rows)


def mistyped(text: str, chance: random.Random) -> str:
    """Make one slip in one word: a letter left out, doubled, or swapped with its neighbour. The first letter stays."""
    parts = text.split(" ")
    long = [number for number, word in enumerate(parts) if len(word) >= SHORTEST_MISTYPED and word.isalpha()]
    if not long:
        return text
    number = chance.choice(long)
    word = parts[number]
    at = chance.randrange(1, len(word) - 1)
    slip, eaten = chance.choice([(word[at] * 2, 1), ("", 1), (word[at + 1] + word[at], 2)])
    parts[number] = word[:at] + slip + word[at + eaten :]
    return " ".join(parts)


def without_diacritics(text: str) -> str:
    """Write a text as on a keyboard without Polish letters."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _built(catalogue: Catalogue) -> tuple[Finder, float]:
    """Build the finder and give the megabytes it keeps."""
    places = PlaceTable(catalogue.places)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    finder = Finder.of(catalogue, places)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return finder, (after - before) / 1e6


def _plain(finder: Finder) -> Find:
    return lambda text: finder.find(text, None, ON, PERHAPS)


def _quality(part: str, rows: Sequence[Row], find: Find) -> list[Figure]:
    chance = random.Random(SEED)  # noqa: S311 -- chance, not secrets
    slips = [{**row, "text": mistyped(row["text"], chance)} for row in rows for _ in range(ROUNDS)]
    plain = [{**row, "text": without_diacritics(row["text"])} for row in rows]
    figures = [
        Figure(part, "first", share(rows, find, 1), "share", note=_count(rows)),
        _top(part, "first three", rows, find, TOP_THREE),
    ]
    for language in LANGUAGES:
        spoken = [row for row in rows if row["lang"] == language]
        figures.append(Figure(part, f"first, {language}", share(spoken, find, 1), "share", note=_count(spoken)))
        figures.append(_top(part, f"first three, {language}", spoken, find))
    figures.append(_top(part, "first three, one typo", slips, find))
    figures.append(_top(part, "first three, no diacritics", plain, find))
    return figures


def _top(part: str, name: str, rows: Sequence[Row], find: Find, aim: float | None = None) -> Figure:
    return Figure(part, name, share(rows, find), "share", at_least=aim, note=_count(rows))


def _count(rows: Sequence[Row]) -> str:
    return f"{len(rows)} queries"


def _noise(finder: Finder) -> Figure:
    """Give the share of messages that are neither an answer nor a cry for help for which something is found."""
    rows = [row for row in _rows("sentences.jsonl") if row["half"] == "tuning"]
    idle = [row["text"] for row in rows if not row["answers"] and not row["crisis"]]
    found = sum(bool(_plain(finder)(text)) for text in idle) / len(idle)
    note = f"{len(idle)} messages that answer nothing; many of them name a matter, such as drink or a pension"
    return Figure("search", "something found for a message that answers nothing", found, "share", note=note)


def _times(finder: Finder, rows: Sequence[Row]) -> list[Figure]:
    """Time queries and messages of the greatest length; the least of three times, without turns of other programs."""
    chance = random.Random(SEED)  # noqa: S311 -- chance, not secrets
    texts = [row["text"] for row in rows]
    long = [" ".join(chance.sample(texts, 12))[:LONGEST] for _ in texts]
    figures = []
    for name, typed in (("a query", texts), (f"{LONGEST} characters", long)):
        spent = sorted(min(_spent(finder, text) for _ in range(ROUNDS)) for text in typed)
        figures.append(Figure("search", f"{name}, p50", spent[len(spent) // 2], "ms"))
        figures.append(Figure("search", f"{name}, p99", spent[len(spent) * 99 // 100], "ms", at_most=MS))
    return figures


def _spent(finder: Finder, text: str) -> float:
    begun = time.perf_counter()
    finder.find(text, None, ON)
    return (time.perf_counter() - begun) * 1000


def _rows(name: str) -> list[Row]:
    return [json.loads(line) for line in _lines(SETS / name)]


def _lines(path: Path) -> Iterable[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    print(table(measure(load(ROOT / "offers"))))  # noqa: T201 -- this is the terminal
