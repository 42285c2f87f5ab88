"""Words of somebody in danger. Here a false alarm is better than a miss: it only shows the helplines first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from bot.understand import function_words as fw
from bot.understand.fold import fold_words
from bot.understand.phrases import ANYTHING, Phrases
from bot.understand.stems import stem

#: Typos are forgiven in phrases of so many letters and words; the larger numbers where short words are repaired too.
_LETTERS = {False: 8, True: 10}
_WORDS = {False: 1, True: 3}
_MOST_SLIPS = 2
#: Words that change nothing, dropped from both sides.
_IDLE = fw.table(
    "juz tak dalej naprawde znow znowu ciagle caly czas dzis dzisiaj wczoraj ostatnio czesto czasem codziennie "
    "zawsze teraz po prostu bardzo tez moze chyba zaraz really just so now always often sometimes still today "
    "yesterday very even already please a an the"
)
#: Right after a phrase these make it a figure of speech.
_FIGURES = fw.phrases(
    "ze smiechu|ze wstydu|z nudow|z nudy|z ciekawosci|wiedzy|sukcesu|wrazen|przygod|prad|rekordy|rekord|brawo|laughing|"
    "of laughter|from laughing|of boredom|from boredom|of embarrassment|of curiosity|savings|"
    "for knowledge|for success|for attention|for adventure|for more|allergies|allergy|parcels|intolerance"
)


class CrisisReader:
    """Finds the phrases of `crisis.yaml`, all languages at once: the language of a short text cannot be told."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = ((spelt, True) for phrase in phrases for spelt in spelt_out(phrase))
        self._phrases = Phrases(listed, stem, gaps=True)

    def is_crisis(self, typed: Sequence[str], righted: Sequence[str]) -> bool:
        """Tell whether the words, as typed or with their typos put right, hold a phrase of somebody in danger."""
        said = [word for word in typed if word not in _IDLE]
        meant = [word for word in righted if word not in _IDLE]
        return (
            self._is_said(said, loosely=False)
            or (meant != said and self._is_said(meant, loosely=False))
            or self._is_said(said, loosely=True)
        )

    def _is_said(self, said: Sequence[str], *, loosely: bool) -> bool:
        for found in self._phrases.find_all(said, lambda _: True, _may_be_inside, loosely=loosely):
            if found.slips and (found.slips > 1 if loosely else found.slips > _MOST_SLIPS):
                continue
            if found.slips and (found.letters < _LETTERS[loosely] or found.words < _WORDS[loosely]):
                continue
            after = said[found.end : found.end + 2]
            if not _FIGURES & {" ".join(after), " ".join(after[:1])}:
                return True
        return False


def _may_be_inside(word: str) -> bool:
    """Tell whether a word may stand inside a phrase: no denial, which would turn it round."""
    return word not in fw.NEGATIONS


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
