"""Texts that residents would struggle with: too long, too hard to read, not translated, cut short, in odd quotes.

Only `check` looks at this. The limits leave room above what the catalogue has; what they measure stands in
`bot/files/readability.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from bot.files import models as m
from bot.files.readability import measure, sentences
from bot.files.reader import Document, Path_, Value, shown

#: Key -> the most characters that can be read on a phone at a glance. Buttons and titles have limits of their own.
LONGEST = {
    "ask": 80, "hint": 200, "why": 200, "about": 300, "also": 250, "steps": 200, "first_text": 350, "find": 200,
    "text": 200, "neutral": 30, "name": 120, "title": 120, "organiser": 120, "say": 200, "paper": 120,
}  # fmt: skip
#: Keys whose texts are sentences, not names.
SENTENCES = {"ask", "hint", "why", "about", "gives", "also", "steps", "first_text", "find", "text", "say"}
LONGEST_SENTENCE = 20
#: FOG-PL and Flesch-Kincaid grade of one text, and from how many words on they say something about it.
HARDEST, ENOUGH = 14, 15
#: Two languages may say the same in so many words: names, addresses.
SAME = 3
_QUOTED = re.compile(r"""[„“”«»][^„“”«»]*[„“”«»"]""")
#: What Telegram makes a link of: commands to the bot (one erases everything), names, pages, e-mails, costly numbers.
_TAPPED = re.compile(
    r"(?<![\w/.)])/[A-Za-z]\w{2,}|(?<![\w.])@[A-Za-z]\w{3,}|\b[a-z]+://\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w+"
    r"|(?<![\d-])(?:\+48[ -]?)?70\d[ -]?\d{3}[ -]?\d{3}(?!\d)"
)
_LANGUAGE = re.compile(m.LANGUAGE)

#: What a text is that stands in no entry: only papers do, each beside its id.
PAPER = "paper"

#: Where a text stands, the last key on the way to it, and the text.
Found = tuple[Path_, str, m.TextModel]


def texts(value: object, path: Path_ = (), key: str = PAPER) -> Iterator[Found]:
    """Give every text inside validated models."""
    if isinstance(value, m.TextModel):
        yield path, key, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name), name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index), key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, (*path, name), key)


def check(document: Document, model: object) -> None:
    """Look at every text of one file."""
    for path, key, text in texts(model):
        versions = {"pl": text.pl, "en": text.en, **(text.__pydantic_extra__ or {})}
        for language, words in versions.items():
            _text(document, (*path, language), key, language, words)
        if text.pl == text.en and len(text.pl.split()) > SAME and key in SENTENCES:
            document.warning((*path, "en"), "same-text")
    for path, value in leaves(document.value):
        _scalar(document, path, value)
        if {"keywords", "words"} & set(path) and re.search(r"[,;]", value):
            document.warning(path, "words-in-one", value=shown(value))


def _text(document: Document, path: Path_, key: str, language: str, words: str) -> None:
    most = LONGEST.get(key)
    if most and len(words) > most:
        document.warning(path, "long-text", length=str(len(words)), most=str(most))
    if key not in SENTENCES:
        return
    taps = _TAPPED.search(words)
    if taps:
        document.warning(path, "tap-in-text", value=shown(taps[0]))
    longest = max(sentences(words), key=len, default=[])
    if len(longest) > LONGEST_SENTENCE:
        begins = " ".join(longest[:4])
        document.warning(path, "long-sentence", length=str(len(longest)), most=str(LONGEST_SENTENCE), begins=begins)
    elif language in ("pl", "en") and len(words.split()) >= ENOUGH:
        found = measure([words], language)
        if found.words >= ENOUGH and (found.fog if language == "pl" else found.grade) > HARDEST:
            document.warning(path, "hard-text", word=found.hardest)


def leaves(value: Value, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Give every word or text that stands in a file, keys apart."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))


def _scalar(document: Document, path: Path_, value: str) -> None:
    """A text does not end at a # that was meant as part of it, nor stands in the quotation marks of a book."""
    where = document.where(path)
    line = document.line(where.line)
    if line.startswith(value, where.column - 1) and (rest := line[where.column - 1 + len(value) :]).lstrip()[:1] == "#":
        # A remark for staff has a space behind its #, and does not stand beside what residents read.
        language = bool(path) and bool(_LANGUAGE.match(str(path[-1])))
        if language or re.match(r"\s+#\S", rest):
            document.warning(path, "text-cut", value=shown(value))
    if path[-1:] in (("note",), ("who",)):
        return
    if _QUOTED.fullmatch(value):
        document.warning(path, "odd-quotes", value=shown(value))
    elif value.endswith('"') and value.count('"') % 2:
        document.warning(path, "lone-quote", value=shown(value))
