"""The interface's words: every sentence is there in every language, and the collected list is fresh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.text.extract import sentences
from bot.text.format import MONTHS, WEEKDAYS
from bot.text.words import choose, languages, load_words
from tests.conftest import ROOT

LOCALES = ROOT / "locales"
VALUES = re.compile(r"\{\w+\}")


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def said() -> set[str | tuple[str, ...]]:
    """Give every sentence the code says."""
    found: set[str | tuple[str, ...]] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        with path.open("rb") as file:
            found |= {sentence for _, _, sentence, _ in sentences(file, (), (), None)}
    return found


def ids(catalog: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog if message.id}


def test_the_list_for_translators_is_fresh() -> None:
    assert ids(read(LOCALES / "messages.pot")) == said(), "run `make words`"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_language_says_every_sentence_with_the_same_values(language: str) -> None:
    catalog = read(LOCALES / language / "LC_MESSAGES" / "messages.po", language)
    assert ids(catalog) == said(), "run `make words`"
    for message in catalog:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(translated), message.id
        for sentence in translated:
            assert set(VALUES.findall(sentence)) == set(VALUES.findall(originals[-1])), message.id


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "Zostało najwyżej 1 pytanie"),
        (2, "Zostały najwyżej 2 pytania"),
        (5, "Zostało najwyżej 5 pytań"),
        (12, "Zostało najwyżej 12 pytań"),
        (22, "Zostały najwyżej 22 pytania"),
        (25, "Zostało najwyżej 25 pytań"),
    ],
)
def test_polish_counts_as_polish_does(count: int, told: str) -> None:
    words = load_words(LOCALES, "pl")
    assert words.many("{count} question left at most", "{count} questions left at most", count) == told


@pytest.mark.parametrize("language", languages(LOCALES))
def test_months_and_days_of_the_week_are_called_as_the_language_calls_them_in_a_date(language: str) -> None:
    words, known = load_words(LOCALES, language), Locale(language)
    assert [words(month) for month in MONTHS] == list(known.months["format"]["wide"].values())
    assert [words(weekday) for weekday in WEEKDAYS] == [known.days["format"]["wide"][number] for number in range(7)]


def test_compiled_words_say_the_same(tmp_path: Path) -> None:
    from bot.text.words import compile_po  # noqa: PLC0415 -- only here

    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.mo").write_bytes(compile_po(LOCALES / "pl" / "LC_MESSAGES" / "messages.po").getvalue())
    assert load_words(tmp_path, "pl")("Back") == load_words(LOCALES, "pl")("Back") == "Wstecz"


def test_a_language_without_words_speaks_english() -> None:
    assert load_words(LOCALES, "xx")("Back") == "Back"


@pytest.mark.parametrize(
    ("chosen", "code", "spoken"),
    [
        ("en", "pl", "en"),
        (None, "en-GB", "en"),
        (None, "EN_us", "en"),
        (None, "", "pl"),
        (None, None, "pl"),
        (None, "de", "pl"),
        ("xx", "e", "pl"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_phones_else_polish(
    chosen: str | None, code: str | None, spoken: str
) -> None:
    assert choose(chosen, code, languages(LOCALES), "pl") == spoken
