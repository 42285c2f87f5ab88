"""How a phrase of the catalogue is written, and all the ways it may be typed.

mam/posiadam orzeczenie   a slash parts words that may stand here; "na_stałe" is one of several words
bije ... dziecko          up to three other words may stand here
opiekuję się <bliski>     any word of the group; <2-17> is a number
(znaczny)                 counts as an answer to its question only, or beside other facts
=bezdomny                 names the option: "nie jestem bezdomny" denies it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.groups import GROUPS
from bot.understand.numbers import NumberWords

#: Up to `MOST_BETWEEN` other words may stand here.
ANYTHING = "..."
MOST_BETWEEN = 3
#: Words that change nothing: left out of phrases, and skipped inside them.
IDLE = fw.table(
    "sie a an the juz teraz tylko tez takze bardzo obecnie aktualnie niestety ciagle wciaz nadal jeszcze "
    "sobie dosc troche really very just now currently still also already so been"
)
_RANGE = re.compile(r"<([0-9]+)-([0-9]+)>")
_GROUP = re.compile(r"<([^<>]+)>")
#: Polish words may change places; so many are turned round.
_TURNED = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: a word, a group, a number between two others, or `ANYTHING`."""

    word: str = ""
    group: str = ""
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to type a phrase. `answers_only` and `names`: see the brackets and "=" above."""

    slots: tuple[Slot, ...]
    answers_only: bool = False
    names: bool = False


def wordings(written: str, language: str, numbers: NumberWords) -> Iterator[Wording]:
    """Give every way in which a phrase of the catalogue may be typed."""
    answers_only, names = written.startswith("("), "=" in written[:2]
    places = [_alternatives(part, numbers) for part in written.strip("(=) .…").split()]
    for chosen in product(*places):
        slots = tuple(slot for part in chosen for slot in part if slot.word not in IDLE)
        if not any(slot.word != ANYTHING for slot in slots):
            continue
        yield Wording(slots, answers_only, names)
        if language == "pl" and len(slots) == _TURNED and not any(fw.is_small(slot.word) for slot in slots[:1]):
            yield Wording(slots[::-1], answers_only, names)


def _alternatives(part: str, numbers: NumberWords) -> list[tuple[Slot, ...]]:
    if not part.strip(".…"):
        return [(Slot(ANYTHING),)]
    return [_slots(one, numbers) for one in part.split("/")]


def _slots(one: str, numbers: NumberWords) -> tuple[Slot, ...]:
    between, group = _RANGE.fullmatch(one), _GROUP.fullmatch(one)
    if between:
        return (Slot(between=(int(between[1]), int(between[2]))),)
    if group and group[1] in GROUPS:
        return (Slot(group=group[1]),)
    written = fold_words(one.replace("_", " "))
    spelt = numbers.digits(" ".join(written))
    return tuple(Slot(word) for word in (written if spelt == " ".join(written) else fold_words(spelt)))
