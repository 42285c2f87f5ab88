"""Words of somebody in danger. Here a false alarm is better than a miss: it only shows the helplines first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.phrases import ANYTHING, Phrases
from bot.understand.stems import stem

#: Typos are repaired in words from this length on, in phrases of so many letters.
_SHORTEST_REPAIRED, _SHORTEST_PHRASE = 5, 8
#: Words that change nothing, dropped from both sides.
_IDLE = frozenset(
    "juz tak dalej naprawde znow znowu ciagle caly czas dzis dzisiaj wczoraj ostatnio czesto czasem codziennie zawsze teraz po "
    "prostu bardzo tez moze chyba zaraz really just so now always often sometimes still today yesterday very even already "
    "please a an the".split()  # noqa: SIM905 -- a table
)
#: Right after a phrase these make it a figure of speech.
_FIGURES = tuple(
    tuple(figure.split())
    for figure in (
        "ze smiechu|ze wstydu|z nudow|z nudy|z ciekawosci|wiedzy|sukcesu|wrazen|przygod|prad|rekordy|rekord|brawo|laughing|"
        "of laughter|from laughing|of boredom|from boredom|of embarrassment|of curiosity|savings|"
        "for knowledge|for success|for attention|for adventure|for more|allergies|allergy|parcels|intolerance"
    ).split("|")
)


class CrisisReader:
    """Finds the phrases of `crisis.yaml`, all languages at once: the language of a short text cannot be told."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = ((spelt, True) for phrase in phrases for spelt in spelt_out(phrase))
        self._phrases = Phrases(listed, stem, gaps=True)

    def is_crisis(self, words: Sequence[str]) -> bool:
        """Tell whether the words hold a phrase of somebody in danger."""
        said = [word for word in words if word not in _IDLE]
        for found in self._phrases.find(
            said, lambda at: len(said[at]) >= _SHORTEST_REPAIRED, lambda word: word not in fw.NEGATIONS
        ):
            if found.slips and (found.letters < _SHORTEST_PHRASE or found.slips > 1 + (found.end - found.start) // 3):
                continue
            after = tuple(said[found.end : found.end + 2])
            if not any(after[: len(figure)] == figure for figure in _FIGURES):
                return True
        return False


def spelt_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Give every phrase that "bije/bił ... mnie/nas" stands for; "..." becomes `ANYTHING`."""
    slots: list[list[tuple[str, ...]]] = []
    for slot in phrase.split():
        if slot.strip(".…"):
            slots.append([fold_words(one.replace("_", " ")) for one in slot.split("/")])
        else:
            slots.append([(ANYTHING,)])
    for chosen in product(*slots):
        spelt = tuple(word for part in chosen for word in part if word not in _IDLE)
        if any(word != ANYTHING for word in spelt):
            yield spelt
