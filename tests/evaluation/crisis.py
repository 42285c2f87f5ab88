"""How well messages of somebody in danger are told from look-alikes: `python -m tests.evaluation.crisis`."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.files.loader import load
from bot.understand import Understanding
from tests.bench.figures import Figure, table
from tests.evaluation.facts import mistyped, without_diacritics

ROOT = Path(__file__).parents[2]
SETS = ("crisis.jsonl", "crisis_more.jsonl")
ON = date(2026, 11, 22)
#: Messages in danger must all be noticed; of the harmless ones so many may bring the numbers of help.
LEAST_RECALL, MOST_FALSE = 100.0, 2.0
#: A message as long as understanding reads, in milliseconds.
LONGEST, MOST_MS = 300, 10.0
_MOST_OF_ALL = 99


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; `set` is the file and the half it belongs to."""

    text: str
    language: str
    kind: str
    set: str

    @property
    def crisis(self) -> bool:
        """Whether somebody is in danger."""
        return self.kind != "none"


def messages(names: Iterable[str] = SETS) -> list[Message]:
    """Read the sets."""
    found = []
    for name in names:
        lines = (ROOT / "tests" / "understanding" / name).read_text(encoding="utf-8").splitlines()
        rows = map(json.loads, lines)
        found += [Message(row["text"], row["lang"], row["kind"], f"{name} {row['half']}") for row in rows]
    return found


def misspelt(text: str) -> str:
    """Give the text with one slip in one longer word; the same text always gets the same slip."""
    return mistyped(text, random.Random(text))  # noqa: S311 -- no secret, a repeatable slip


def as_typed(text: str) -> str:
    """Give the text as it is."""
    return text


WRITTEN: dict[str, Callable[[str], str]] = {"": as_typed, "no diacritics, ": without_diacritics, "one typo, ": misspelt}


def measure(understanding: Understanding, listed: Sequence[Message], *, timed: bool = True) -> list[Figure]:
    """Measure recall and false alarms per set, language and kind, with a typo and without diacritics; and the time."""
    found: list[Figure] = []
    for how, change in WRITTEN.items():
        noticed = {one: _is_crisis(understanding, change(one.text), one.language) for one in listed}
        for name, group in _groups(listed, kinds=not how):
            found += _figures(how + name, [(one, noticed[one]) for one in group], aimed=not how)
    return [*found, *(_times(understanding, listed) if timed else ())]


def _is_crisis(understanding: Understanding, text: str, language: str) -> bool:
    return understanding.understand(text, language, None, ON).crisis


def _groups(listed: Sequence[Message], *, kinds: bool) -> Iterable[tuple[str, list[Message]]]:
    yield "all", list(listed)
    keys: list[Callable[[Message], str]] = [lambda one: one.set, lambda one: one.language]
    if kinds:
        keys.append(lambda one: one.kind if one.crisis else "")
    for key in keys:
        for value in sorted({key(one) for one in listed} - {""}):
            yield value, [one for one in listed if key(one) == value]


def _figures(name: str, group: Sequence[tuple[Message, bool]], *, aimed: bool) -> list[Figure]:
    found = []
    for label, crisis in (("noticed", True), ("false alarms", False)):
        hits = [hit for one, hit in group if one.crisis == crisis]
        if hits:
            share = 100 * sum(hits) / len(hits)
            least = LEAST_RECALL if aimed and crisis else None
            most = MOST_FALSE if aimed and not crisis else None
            note = f"{sum(hits)} of {len(hits)}"
            found.append(Figure("crisis words", f"{name}: {label}", share, "%", most, least, note))
    return found


def _times(understanding: Understanding, listed: Sequence[Message]) -> list[Figure]:
    """Time the whole understanding of texts as long as it reads, messages one after another: its own time alone."""
    texts, text = [], ""
    for one in listed:
        text = f"{text} {one.text}." if text else one.text
        if len(text) >= LONGEST:
            texts.append(text[:LONGEST])
            text = ""
    taken = []
    for long in texts:
        start = time.thread_time()
        understanding.understand(long, "pl", None, ON)
        taken.append(1000 * (time.thread_time() - start))
    parts = statistics.quantiles(taken, n=100)
    note = f"{len(taken)} texts of {LONGEST} characters"
    return [
        Figure("crisis words", "whole understanding, p50", parts[49], "ms", note=note),
        Figure("crisis words", "whole understanding, p99", parts[_MOST_OF_ALL - 1], "ms", at_most=MOST_MS, note=note),
    ]


def main() -> None:
    """Measure and print the table, and with `--wrong` the messages that are taken wrongly."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.crisis")
    parser.add_argument("--wrong", action="store_true", help="list what is missed and what is a false alarm")
    given = parser.parse_args()
    understanding = Understanding.of(load(ROOT / "offers"))
    listed = messages()
    print(table(measure(understanding, listed)))  # noqa: T201 -- a command's answer
    if given.wrong:
        for how, change in WRITTEN.items():
            for one in listed:
                text = change(one.text)
                if _is_crisis(understanding, text, one.language) != one.crisis:
                    print(how or "as typed, ", "MISSED" if one.crisis else "FALSE", one.kind, text)  # noqa: T201


if __name__ == "__main__":
    main()
