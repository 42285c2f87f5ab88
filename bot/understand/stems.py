"""When two words are forms of one word: a careful guess by their endings, for words of the catalogue only."""

from __future__ import annotations

from bot.understand.function_words import table

#: Endings of Polish adjectives and nouns, the longest first. "-o" and "-ie" are left out on purpose: they make other
#: words ("zdrowy" is healthy, "zdrowie" is health).
_ENDINGS = table("ego emu iego iemu ymi imi ych ich iej ami owi ach ej ym im em om ow a e y i u")
_LENGTHS = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
#: Shorter words are compared as they are.
SHORTEST = 5
#: What must be left of a word.
_SHORTEST_STEM = 4


def stem(word: str) -> str:
    """Give what two forms of a word share. Both sides of a comparison must be put through this."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    if word.endswith("s") and not word.endswith("ss"):  # the English plural
        word = word[:-1]
    for length in _LENGTHS:
        if word[-length:] in _ENDINGS and len(word) - length >= _SHORTEST_STEM:
            return word[:-length]
    return word
