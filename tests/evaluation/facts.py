"""How well typed words become facts: precision, recall and F1 on the labelled sentences, half by half.

A fact is one question of one message; of a question with ticks each option is one. What is found is compared with the
label in its shortest written form: a set of values still possible must be exactly the one labelled.
"""

from __future__ import annotations

import gc
import json
import random
import time
import tracemalloc
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.answers import Form, read, write
from bot.core.catalogue import Catalogue
from bot.understand import Understanding
from tests.bench.figures import Figure

Row = Mapping[str, Any]
#: Right, false and missed facts.
Counts = Counter[str]

SENTENCES = Path(__file__).parent.parent / "understanding" / "sentences.jsonl"
#: The day the labels are seen from.
ON = date(2026, 11, 22)
HALVES = ("tuning", "apart")
LANGUAGES = ("pl", "en")
#: What the figures are meant to reach on the half kept apart.
PRECISION, RECALL, F1, CLEAR_F1, TYPO_F1, FALSE_SHARE = 0.96, 0.85, 0.90, 0.95, 0.87, 0.03
LOST_WITHOUT_DIACRITICS = 0.01
MS, MB = 10.0, 10.0
#: Questions that people answer in few ways.
CLEAR_ROLES = ("place", "age")
SEED = 20261122
#: Shorter words get no typo.
SHORTEST_MISTYPED = 4
_NEIGHBOURS = {
    letter: near
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for at, letter in enumerate(row)
    for near in [row[max(at - 1, 0) : at] + row[at + 1 : at + 2]]
}


def measure(catalogue: Catalogue, understanding: Understanding) -> list[Figure]:
    """Give every figure, half by half, then time and memory."""
    rows = sentences()
    halves = {half: [row for row in rows if row["half"] == half] for half in HALVES}
    figures = [figure for half, part in halves.items() for figure in _half(half, part, catalogue, understanding)]
    return [*figures, *_costs(rows, catalogue, understanding)]


def sentences() -> list[Row]:
    """Give the labelled messages."""
    return [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]


def judged(row: Row, catalogue: Catalogue, understanding: Understanding) -> dict[str, Counts]:
    """Give right, false and missed facts of one message, question by question."""
    found = understanding.understand(row["text"], row["lang"], row.get("ask"), ON).answers
    also = {question: forms for question, forms in row.get("also", {}).items() if question != "crisis"}
    answers: dict[str, Form] = row["answers"]
    return {
        id_: _best(
            _facts(catalogue, id_, found.get(id_, {})),
            [(_facts(catalogue, id_, answers.get(id_, {})), True)]
            + [(_facts(catalogue, id_, form), id_ in answers) for form in also.get(id_, [])],
        )
        for id_ in catalogue.questions
        if id_ in found or id_ in answers
    }


def mistyped(text: str, luck: random.Random) -> str:
    """Give the text with one slip of the finger in one of its longer words: swap, drop, double, neighbouring key."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST_MISTYPED and word.isalpha()]
    if not long:
        return text
    at = luck.choice(long)
    words[at] = _slip(words[at], luck)
    return " ".join(words)


def without_diacritics(text: str) -> str:
    """Give the text as typed on a keyboard without Polish letters."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def _slip(word: str, luck: random.Random) -> str:
    at = luck.randrange(len(word))
    match luck.choice(("swap", "drop", "double", "neighbour")):
        case "swap":
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[: at + 1] + word[at] + word[at + 1 :]
    near = _NEIGHBOURS.get(without_diacritics(word[at]).lower(), "")
    return word[:at] + (luck.choice(near) if near else word[at]) + word[at + 1 :]


def _facts(catalogue: Catalogue, id_: str, form: Form) -> dict[str, Any]:
    """Part a form into facts. An empty dictionary is none."""
    if form == {}:
        return {}
    if form is None:
        return {"": "refused"}
    question = catalogue.questions[id_]
    written = write(question, catalogue.places, read(question, catalogue.places, form))
    if question.kind != "many":
        return {"": json.dumps(written)}
    if isinstance(written, dict):
        return dict(written)
    return {option.id: option.id in written for option in question.options}  # type: ignore[operator]


def _best(found: dict[str, Any], wanted: Iterable[tuple[dict[str, Any], bool]]) -> Counts:
    """Judge by the label, or by the form as good that fits best. Without a label nothing is right and none missed."""
    return min(
        (_compared(found, facts, counts=counts) for facts, counts in wanted),
        key=lambda one: (one["false"] + one["missed"], -one["right"]),
    )


def _compared(found: dict[str, Any], wanted: dict[str, Any], *, counts: bool) -> Counts:
    right = sum(found.get(part) == value for part, value in wanted.items())
    false = sum(wanted.get(part) != value for part, value in found.items())
    missed = len(wanted) - right
    return Counter(right=right * counts, false=false, missed=missed * counts)


def _half(half: str, rows: Sequence[Row], catalogue: Catalogue, understanding: Understanding) -> list[Figure]:
    apart = half == "apart"
    told = [(row, judged(row, catalogue, understanding)) for row in rows]
    whole = _sum(one for _, counts in told for one in counts.values())
    figures = _scores(half, "facts", whole, (PRECISION, RECALL, F1) if apart else None)
    figures += [_false_share(half, lang, told, FALSE_SHARE if apart else None) for lang in LANGUAGES]
    for lang in LANGUAGES:
        spoken = _sum(one for row, counts in told if row["lang"] == lang for one in counts.values())
        figures += _scores(half, lang, spoken, None)
    for question in catalogue.questions.values():
        own = _sum(counts[question.id] for _, counts in told if question.id in counts)
        aim = CLEAR_F1 if apart and question.role in CLEAR_ROLES else None
        figures.append(Figure(half, f"{question.id} F1", _f1(own), "", at_least=aim, note=_note(own)))
        for lang in LANGUAGES:
            said = _sum(counts[question.id] for row, counts in told if question.id in counts and row["lang"] == lang)
            figures.append(Figure(half, f"{question.id} {lang} F1", _f1(said), "", note=_note(said)))
    plain = _sum(_again(rows, without_diacritics, catalogue, understanding))
    bound = _f1(whole) - LOST_WITHOUT_DIACRITICS if apart else None
    figures.append(Figure(half, "without diacritics F1", _f1(plain), "", at_least=bound, note=_note(plain)))
    luck = random.Random(SEED)  # noqa: S311 -- the same typos each time
    typos = _sum(_again(rows, lambda text: mistyped(text, luck), catalogue, understanding))
    aim = TYPO_F1 if apart else None
    figures.append(Figure(half, "one typo a message F1", _f1(typos), "", at_least=aim, note=_note(typos)))
    return figures


def _again(
    rows: Sequence[Row], change: Callable[[str], str], catalogue: Catalogue, understanding: Understanding
) -> Iterable[Counts]:
    for row in rows:
        yield from judged({**row, "text": change(row["text"])}, catalogue, understanding).values()


def _scores(half: str, name: str, counts: Counts, aims: tuple[float, float, float] | None) -> list[Figure]:
    precision, recall, f1 = aims or (None, None, None)
    found, wanted = counts["right"] + counts["false"], counts["right"] + counts["missed"]
    return [
        Figure(half, f"{name} precision", counts["right"] / max(found, 1), "", at_least=precision, note=_note(counts)),
        Figure(half, f"{name} recall", counts["right"] / max(wanted, 1), "", at_least=recall),
        Figure(half, f"{name} F1", _f1(counts), "", at_least=f1),
    ]


def _false_share(half: str, lang: str, told: Sequence[tuple[Row, dict[str, Counts]]], aim: float | None) -> Figure:
    spoken = [counts for row, counts in told if row["lang"] == lang]
    false = sum(any(one["false"] for one in counts.values()) for counts in spoken)
    note = f"{false} of {len(spoken)} messages"
    return Figure(half, f"messages with a false fact, {lang}", false / len(spoken), "", at_most=aim, note=note)


def _costs(rows: Sequence[Row], catalogue: Catalogue, understanding: Understanding) -> list[Figure]:
    texts = [row["text"] for row in rows]
    long = [" ".join(texts[at : at + 12])[:300] for at in range(0, len(texts), 4)]
    took = sorted(_took(understanding, text) for text in [*texts, *long])
    gc.collect()
    tracemalloc.start()
    kept = Understanding.of(catalogue)
    held = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    note = f"{len(took)} messages, {len(long)} of them of 300 characters"
    return [
        Figure("cost", "p50", took[len(took) // 2], "ms", note=note),
        Figure("cost", "p99", took[len(took) * 99 // 100], "ms", at_most=MS, note=note),
        Figure("cost", "memory of the tables", held, "MB", at_most=MB, note=f"{len(kept.facts.questions)} questions"),
    ]


def _took(understanding: Understanding, text: str) -> float:
    """Time one message in milliseconds of this process alone, the better of two runs: other work counts less."""
    took = []
    for _ in range(2):
        began = time.process_time()
        understanding.understand(text, "pl", None, ON)
        took.append((time.process_time() - began) * 1000)
    return min(took)


def _sum(counts: Iterable[Counts]) -> Counts:
    whole: Counts = Counter()
    for one in counts:
        whole.update(one)
    return whole


def _f1(counts: Counts) -> float:
    whole = 2 * counts["right"] + counts["false"] + counts["missed"]
    return 2 * counts["right"] / whole if whole else 1.0


def _note(counts: Counts) -> str:
    return f"{counts['right']} right, {counts['false']} false, {counts['missed']} missed"
