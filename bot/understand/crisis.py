"""Words of somebody in danger. Here a false alarm is better than a miss: it only shows the helplines first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.phrases import Phrases
from bot.understand.stems import stem

#: Typos are repaired in words from this length on, one slip in words, in phrases of so many letters.
_SHORTEST_REPAIRED, _SHORTEST_PHRASE = 5, 8
#: Words that change nothing, dropped from both sides.
_IDLE = frozenset(
    "juz tak dalej naprawde znow znowu ciagle caly czas dzis dzisiaj wczoraj ostatnio czesto czasem codziennie zawsze teraz po "
    "prostu bardzo tez moze chyba zaraz moj moja moje mojego mojej moim swoj swoja swoje swojego nasz nasze naszego wlasne "
    "really just so now anymore any more again right always often sometimes still today yesterday very even already please "
    "a an the my his her our their".split()  # noqa: SIM905 -- a table
)
#: Right after a phrase these make it a figure of speech.
_FIGURES = tuple(
    tuple(figure.split())
    for figure in (
        "ze smiechu|ze wstydu|z nudow|z nudy|z ciekawosci|wiedzy|sukcesu|wrazen|przygod|laughing|of laughter|from laughing|"
        "of boredom|from boredom|of embarrassment|prad|for knowledge|for success|for attention|for adventure|of curiosity"
    ).split("|")
)


class CrisisReader:
    """Finds the phrases of `crisis.yaml`, all languages at once: the language of a short text cannot be told."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = [tuple(word for word in fold_words(phrase) if word not in _IDLE) for phrase in phrases]
        self._phrases = Phrases([(phrase, True) for phrase in listed if phrase], stem, gaps=True)

    def is_crisis(self, words: Sequence[str]) -> bool:
        """Tell whether the words hold a phrase of somebody in danger."""
        said = [word for word in words if word not in _IDLE]
        typo: Callable[[int], bool] = lambda at: len(said[at]) >= _SHORTEST_REPAIRED  # noqa: E731
        for found in self._phrases.find(said, typo, lambda word: word not in fw.NEGATIONS):
            if found.slips and (found.letters < _SHORTEST_PHRASE or found.slips > 1 + (found.end - found.start) // 3):
                continue
            after = tuple(said[found.end : found.end + 2])
            if not any(after[: len(figure)] == figure for figure in _FIGURES):
                return True
        return False
