"""A language beside Polish and English: spoken only when every text of every question has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.files import models as m
from bot.files.reader import Document, Path_

#: So many missing texts are named; of the others the number is told.
MOST_NAMED = 6


def complete(document: Document, models: Sequence[m.QuestionModel]) -> None:
    """Hold that each language which questions have beyond Polish and English stands in all their texts.

    One problem a language: where it is missing first, or, where it is missing in most texts, where it stands first.
    """
    texts = [found for index, model in enumerate(models) for found in _texts((index,), model)]
    for language in sorted({language for _, _, text in texts for language in _extra(text)}):
        lacking = [(path, name) for path, name, text in texts if language not in _extra(text)]
        if not lacking:
            continue
        having = [path for path, _, text in texts if language in _extra(text)]
        at = lacking[0][0] if len(lacking) < len(having) else (*having[0], language, "<key>")
        named = ", ".join(name for _, name in lacking[:MOST_NAMED])
        more = f", … (+{len(lacking) - MOST_NAMED})" if len(lacking) > MOST_NAMED else ""
        document.problem(at, "language-gaps", language=language, missing=named + more)


def _extra(text: m.TextModel) -> set[str]:
    return set(text.__pydantic_extra__ or {})


def _texts(path: Path_, model: m.QuestionModel) -> Iterator[tuple[Path_, str, m.TextModel]]:
    """Give every text of a question: where it stands, how it is named, the text."""
    for key in ("short", "neutral", "ask", "hint", "why"):
        text = getattr(model, key)
        if text is not None:
            yield (*path, key), f"{model.id}.{key}", text
    for number, option in enumerate(model.options):
        yield (*path, "options", number, "label"), f"{model.id}.{option.id}", option.label
