"""How hard a text is to read: the FOG index for Polish, the Flesch-Kincaid grade for English, the longest sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+| • ")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: What stands in for words that are put in later ("{count}"), and the marks of a message's format.
#: Words are looked at from their beginning only: a word of a million letters would be gone through a million times.
NOT_TEXT = re.compile(r"\{[a-z_]+\}|<[^<>]*>|https?://\S+|(?<!\S)\S+@\S+|(?<!\S)\S+\.(?:pl|gov|com|eu|org)\S*")
_PL_VOWELS = "aąeęioóuy"
_EN_GROUP = re.compile(r"[aeiouy]+")
_PL_HARD, _EN_LONG = 4, 3


def sentences(text: str) -> list[list[str]]:
    """Split a text into sentences of words; numbers, addresses and marks are no words."""
    parts = SENTENCE_END.split(NOT_TEXT.sub(" ", text))
    return [words for part in parts if (words := WORD.findall(part))]


def polish_syllables(word: str) -> int:
    """Count syllables: groups of vowels, "i" before a vowel is silent, "au" and "eu" are one."""
    letters = word.lower()
    letters = re.sub(rf"i(?=[{_PL_VOWELS}])", "", letters)
    letters = letters.replace("au", "a").replace("eu", "e")
    return max(1, sum(letter in _PL_VOWELS for letter in letters))


def english_syllables(word: str) -> int:
    """Count syllables: groups of vowels, without a silent "e" at the end."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) > _EN_LONG and re.search(r"[^aeiouyl]e$|[^td]ed$|[^aeiouysxz]es$", letters):
        letters = re.sub(r"e[ds]?$", "", letters)
    return max(1, len(_EN_GROUP.findall(letters)))


@dataclass(frozen=True, slots=True)
class Readability:
    """Sums over texts; `longest` holds the words of the longest sentence, `hardest` the word of most syllables."""

    sentences: int
    words: int
    syllables: int
    hard: int
    longest: tuple[str, ...]
    hardest: str = ""

    @property
    def fog(self) -> float:
        """FOG-PL: 0.4 x (words a sentence + per cent of words of four syllables and more)."""
        return 0.4 * (self.words / self.sentences + 100 * self.hard / self.words)

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: years of school in English."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measure(texts: Iterable[str], language: str, known: frozenset[str] = frozenset()) -> Readability:
    """Measure texts together. `known`: words that cannot be avoided and are explained; they do not count as hard."""
    split = [sentence for text in texts for sentence in sentences(text)]
    count = polish_syllables if language == "pl" else english_syllables
    counted = [(word, count(word)) for sentence in split for word in sentence]
    longest = max(split, key=len) if split else []
    return Readability(
        len(split),
        len(counted),
        sum(1 if word.lower() in known else syllables for word, syllables in counted),
        sum(syllables >= _PL_HARD and word.lower() not in known for word, syllables in counted),
        tuple(longest),
        max(counted, key=lambda one: one[1], default=("", 0))[0],
    )
