"""The interface's words: every sentence is there in every language, and the collected list is fresh."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.text.extract import sentences
from bot.text.format import MONTHS, WEEKDAYS
from bot.text.words import choose, languages, load_words, script
from tests.conftest import ROOT

LOCALES = ROOT / "locales"
VALUES = re.compile(r"\{\w+\}")
#: What staff read, who read Polish: in a further language it may stay empty, and is said in Polish then.
FOR_STAFF = (
    "checking.py",
    "insight/",
    "operations/",
    "preview/",
    "staff/",
    "telegram/staff.py",
    "text/problems.py",
    "writing/",
)


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def said(but: tuple[str, ...] = ()) -> set[str | tuple[str, ...]]:
    """Give every sentence the code says, but for some of its files."""
    found: set[str | tuple[str, ...]] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        if but and path.relative_to(ROOT / "bot").as_posix().startswith(but):
            continue
        with path.open("rb") as file:
            found |= {sentence for _, _, sentence, _ in sentences(file, (), (), None)}
    return found


def ids(catalog: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog if message.id}


def test_the_list_for_translators_is_fresh() -> None:
    assert ids(read(LOCALES / "messages.pot")) == said(), "run `make words`"


@pytest.mark.parametrize("language", languages(LOCALES))
def test_a_language_says_every_sentence_with_the_same_values(language: str) -> None:
    catalog = read(LOCALES / language / "LC_MESSAGES" / "messages.po", language)
    assert ids(catalog) == said(), "run `make words`"
    to_residents = said(but=FOR_STAFF)
    for message in catalog:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if language not in ("pl", "en") and message.id not in to_residents and not any(translated):
            continue
        assert all(translated), message.id
        for sentence in translated:
            assert set(VALUES.findall(sentence)) == set(VALUES.findall(originals[-1])), message.id


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "Do wyników najwyżej 1 pytanie"),
        (2, "Do wyników najwyżej 2 pytania"),
        (5, "Do wyników najwyżej 5 pytań"),
        (12, "Do wyników najwyżej 12 pytań"),
        (22, "Do wyników najwyżej 22 pytania"),
        (25, "Do wyników najwyżej 25 pytań"),
    ],
)
def test_polish_counts_as_polish_does(count: int, told: str) -> None:
    words = load_words(LOCALES, "pl")
    assert (
        words.many("At most {count} question before the results", "At most {count} questions before the results", count)
        == told
    )


@pytest.mark.parametrize("language", languages(LOCALES))
def test_months_and_days_of_the_week_are_called_as_the_language_calls_them_in_a_date(language: str) -> None:
    words, known = load_words(LOCALES, language), Locale(language)
    assert [words(month) for month in MONTHS] == list(known.months["format"]["wide"].values())
    assert [words(weekday) for weekday in WEEKDAYS] == [known.days["format"]["wide"][number] for number in range(7)]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "До результатів щонайбільше 1 запитання"),
        (2, "До результатів щонайбільше 2 запитання"),
        (5, "До результатів щонайбільше 5 запитань"),
        (11, "До результатів щонайбільше 11 запитань"),
        (12, "До результатів щонайбільше 12 запитань"),
        (21, "До результатів щонайбільше 21 запитання"),
        (25, "До результатів щонайбільше 25 запитань"),
    ],
)
def test_ukrainian_counts_as_ukrainian_does(count: int, told: str) -> None:
    words = load_words(LOCALES, "uk")
    assert (
        words.many("At most {count} question before the results", "At most {count} questions before the results", count)
        == told
    )


def test_what_a_translation_lacks_is_said_in_polish() -> None:
    assert load_words(LOCALES, "uk")("A condition belongs here.") == "Tu musi stać warunek."


@pytest.mark.parametrize(
    ("text", "named"), [("Добрий day", "CYRILLIC"), ("Gdańsk, вул.", "LATIN"), ("67 ✓", ""), ("", "")]
)
def test_the_script_of_a_text_is_that_of_most_of_its_letters(text: str, named: str) -> None:
    assert script(text) == named


def test_a_count_without_all_its_forms_is_said_in_polish_and_never_half_in_english(tmp_path: Path) -> None:
    shutil.copytree(LOCALES / "pl", tmp_path / "pl")
    begun = tmp_path / "de" / "LC_MESSAGES" / "messages.po"
    begun.parent.mkdir(parents=True)
    with (LOCALES / "messages.pot").open("rb") as file:
        template = read_po(file, locale="de")
    for message in template:
        if message.id == "Back":
            message.string = "Zurück"
        elif message.id == ("{count} hour", "{count} hours"):
            message.string = ("{count} Stunde", "")
        elif message.id == ("{count} error", "{count} errors"):
            message.string = ("{count} Fehler", "{count} Fehler")
    with begun.open("wb") as file:
        write_po(file, template)
    words = load_words(tmp_path, "de")
    assert words("Back") == "Zurück"
    assert words.many("{count} error", "{count} errors", 3) == "3 Fehler"
    assert [words.many("{count} hour", "{count} hours", n) for n in (1, 3, 24)] == [
        "1 godzinę",
        "3 godziny",
        "24 godziny",
    ]


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
