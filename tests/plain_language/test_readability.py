"""Everything a resident reads is plain: short words, short sentences, in both languages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.core.catalogue import Catalogue
from bot.core.texts import Text
from bot.files.readability import Readability, measure, polish_syllables, sentences
from tests.plain_language.terms import TERMS, Term

LANGUAGES = ("pl", "en")
BOT = Path(__file__).parents[2] / "bot"
#: Packages that talk with staff alone.
STAFF = ("insight", "operations", "preview", "staff", "writing")
LOCALES = Path(__file__).parents[2] / "locales"
Texts = Callable[[Catalogue, str], Iterator[str]]


def of_staff() -> set[str]:
    """Give the sentences that staff read about their files and their catalogue: residents never see them."""
    sources = [BOT / "text" / "problems.py", *(path for name in STAFF for path in sorted((BOT / name).glob("*.py")))]
    written = (node for source in sources for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    return {node.value for node in written if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def interface(_: Catalogue, language: str) -> Iterator[str]:
    """Give the bot's own words."""
    staff = of_staff()
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file):
            ids = [message.id] if isinstance(message.id, str) else [*message.id]
            written = [message.string] if isinstance(message.string, str) else [*(message.string or ids)]
            if ids[0] and ids[0] not in staff:
                yield written[-1] or ids[-1]


def in_language(texts: Iterator[Text | None], language: str) -> Iterator[str]:
    return (text.in_(language) for text in texts if text is not None)


def questions(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Give what stands on a question."""
    every = catalogue.questions.values()
    yield from in_language((text for one in every for text in (one.ask, one.hint, one.why)), language)


def answers(catalogue: Catalogue, language: str) -> Iterator[str]:
    every = catalogue.questions.values()
    yield from in_language((option.label for one in every for option in one.options), language)


def summaries(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Give what stands on a list of offers and at the top of a card."""
    every = catalogue.offers.values()
    yield from in_language((text for one in every for text in (one.short, one.gives)), language)


def details(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Give what else a card tells: what nobody can test here, and what happens next."""
    every = catalogue.offers.values()
    yield from in_language((text for one in every for text in (*one.also, *one.steps)), language)


def who_comes_first(catalogue: Catalogue, language: str) -> Iterator[str]:
    yield from dict.fromkeys(in_language((one.first_text for one in catalogue.offers.values()), language))


def how_to_find(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Give how a body is found where no contact point is known."""
    yield from in_language((body.find for body in catalogue.bodies.values()), language)


def contact_points(catalogue: Catalogue, language: str) -> Iterator[str]:
    yield from in_language((contact.about for contact in catalogue.contacts.values()), language)


def first_words_in_danger(catalogue: Catalogue, language: str) -> Iterator[str]:
    yield from in_language((danger.say for danger in catalogue.dangers.kinds), language)


def papers(catalogue: Catalogue, language: str) -> Iterator[str]:
    yield from in_language(iter(catalogue.papers.values()), language)


def read(texts: Texts, catalogue: Catalogue, language: str) -> Readability:
    written = [*texts(catalogue, language)]
    words = {word.lower() for text in written for sentence in sentences(text) for word in sentence}
    known = frozenset(word for word in words if any(word.startswith(term.stem) for term in TERMS))
    return measure(written, language, known)


#: What is read, the FOG-PL and the Flesch-Kincaid grade it may have, and the words of its longest sentence.
LIMITS: list[tuple[Texts, float, float, int]] = [
    (interface, 6, 4, 15), (questions, 6, 4, 15), (summaries, 9, 5, 20), (details, 9, 5, 20),
    (who_comes_first, 9, 9, 20), (how_to_find, 9, 6, 20), (contact_points, 9, 8, 20), (papers, 9, 7, 20),
    (first_words_in_danger, 6, 4, 12),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("limits", LIMITS, ids=lambda limits: limits[0].__name__)
def test_what_residents_read_is_plain(
    catalogue: Catalogue, limits: tuple[Texts, float, float, int], language: str
) -> None:
    texts, fog, grade, longest = limits
    found = read(texts, catalogue, language)
    assert found.words > 0
    assert (found.fog if language == "pl" else found.grade) <= (fog if language == "pl" else grade)
    assert len(found.longest) <= longest, " ".join(found.longest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_of_answers_are_a_few_words(catalogue: Catalogue, language: str) -> None:
    assert max(len(sentence) for label in answers(catalogue, language) for sentence in sentences(label)) <= 6


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.stem)
def test_a_term_that_cannot_be_replaced_is_explained_where_it_is_asked_about(catalogue: Catalogue, term: Term) -> None:
    stem, question, explained = term
    asked = catalogue.questions[question]
    assert asked.hint is not None
    shown = f"{asked.ask.in_('pl')} {asked.hint.in_('pl')}"
    assert explained in shown
    assert stem in explained.lower()


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("nie", 1), ("miasto", 2), ("autobus", 3), ("orzeczenie", 4), ("neutralny", 3), ("źle", 1), ("w", 1), ("ósma", 2)],
)
def test_polish_syllables_are_counted_as_they_are_spoken(word: str, syllables: int) -> None:
    assert polish_syllables(word) == syllables
