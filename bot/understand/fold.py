"""Any text -> plain lower-case words without diacritics, and the clauses it falls into. Never raises."""

from __future__ import annotations

import re
import unicodedata

#: Longer texts are cut before anything else is done with them.
MOST = 300
#: So much is read where words of danger are looked for: as much as Telegram lets anybody write at once.
MOST_FOR_DANGER = 4096

#: Letters that do not decompose, and the many shapes of an apostrophe and of a dash.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "l", "đ": "d", "ø": "o", **dict.fromkeys("’‘`´ʼ", "'"), **dict.fromkeys("‐‑‒−", "-")}
)
#: Format and control characters vanish, except those that end a line or part words.
_SPACES = {"\n": " ; ", "\r": " ; ", "\t": " ", "\v": " ", "\f": " "}

#: Contractions, also as people write them without an apostrophe.
_CONTRACTIONS = (
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"\bi'?ve\b"), "i have"),
    (re.compile(r"\bca(?:n't|nt|nnot)\b"), "can not"),
    (re.compile(r"\bwo(?:n't|nt)\b"), "will not"),
    (re.compile(r"\b(do|does|did|have|has|is|are|was|were)n'?t\b"), r"\1 not"),
    (re.compile(r"(\w)n't\b"), r"\1 not"),
    (re.compile(r"(\w)'re\b"), r"\1 are"),
    (re.compile(r"(\w)'ll\b"), r"\1 will"),
    (re.compile(r"(\w)'d\b"), r"\1 would"),
    (re.compile(r"\by/o\b"), "yo"),
)
#: "nieee" is "nie"; but "iii" is a number ("iii grupa"), so three of that letter stay.
_DRAWN_OUT = re.compile(r"([a-hj-z])\1{2,}|(i)\2{3,}")
#: Short for words that names of places are made of.
_SHORT = ((re.compile(r"\bpow\."), "powiat "), (re.compile(r"\bgm\."), "gmina "))
#: Most texts hold none of the above; then nothing of it is tried.
_MAY_CONTRACT = re.compile(r"'|\bi(?:m|ve)\b|nt\b|cannot|y/o|\bpow\.|\bgm\.")
#: After these a full stop does not end a sentence.
_ABBREVIATIONS = re.compile(r"\b(ur|ul|os|sw|woj|al|pl|nr|ok|tzw)\.")
_RANGE = re.compile(r"(?<=[0-9])\s?[-–—]\s?(?=[0-9])")
_SPACE = re.compile(r"\s+")
_CLAUSE_ENDS = re.compile(r"[;!?()\[\]{}\"„”“«»|•]+|(?<![0-9])[.,/]|[.,/](?![0-9])|\s[-–—]+\s|[–—](?![0-9])")
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
#: Most texts become ASCII letter by letter; only the others are taken apart sign by sign, which takes far longer.
_LETTERS = _PLAIN | str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzacelnoszz")


def fold(text: str, most: int = MOST) -> str:
    """Give the text in lower case without diacritics, control characters and marks; punctuation stays.

    Of a longer text the first `most` characters.
    """
    folded = text[:most].translate(_LETTERS)
    if folded.isascii() and folded.isprintable():
        folded = folded.lower()
    else:
        # One character can unfold into many (ligatures of other scripts), so the result is cut again.
        decomposed = unicodedata.normalize("NFKD", text[:most].translate(_PLAIN))[: 2 * most]
        folded = "".join(map(_folded, decomposed)).casefold().translate(_PLAIN)
    if _MAY_CONTRACT.search(folded):
        for pattern, plain in (*_CONTRACTIONS, *_SHORT):
            folded = pattern.sub(plain, folded)
    if folded.isalpha():  # of one word nothing else is to be looked for
        return _shortened(folded)
    folded = _shortened(_RANGE.sub("-", folded).replace("'", ""))
    if "." in folded:
        folded = _ABBREVIATIONS.sub(r"\1 ", folded)
    return _SPACE.sub(" ", folded).strip()


def _shortened(text: str) -> str:
    return _DRAWN_OUT.sub(r"\1\2", text) if _DRAWN_OUT.search(text) else text


def _folded(character: str) -> str:
    kind = unicodedata.category(character)
    if character in _SPACES:
        return _SPACES[character]
    if kind[0] in "MC":  # marks (zalgo too), controls, bidi and zero-width signs, lone surrogates
        return ""
    return " , " if kind == "So" else character  # a smiley parts what stands around it


def clauses(folded: str) -> tuple[str, ...]:
    """Part a folded text where punctuation parts it; dates and decimal numbers stay whole."""
    parts = (part.strip(" :").rstrip(" -") for part in _CLAUSE_ENDS.split(folded))
    return tuple(part for part in parts if part)


def words(folded: str) -> tuple[str, ...]:
    """Give the words and numbers of a folded text; "67l" is two of them."""
    return tuple(_WORD.findall(folded))


def fold_words(text: str) -> tuple[str, ...]:
    """Fold a text of the catalogue into words."""
    return words(fold(text))
