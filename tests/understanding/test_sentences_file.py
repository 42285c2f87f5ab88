"""The labelled messages of `sentences.jsonl` speak the language of the catalogue.

One object a line: `id`, `text`, `lang`, `ask` (the id of the question just put, often left out), `half`, `answers`
(what the text states about the one who answers, nothing more), `crisis` (whether helplines must come first). Dates are
seen from 2026-11-22. `also` names, question by question, other answers that are as good: in place of the label, or
where there is no label, of saying nothing; `{}` means that saying nothing is as good, `"crisis": [true]` that both
are right.
The half "tuning" may be read while rules are written; the half "apart" is for measuring alone.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.core.answers import read, write
from bot.core.catalogue import Catalogue

LANGUAGES = ("pl", "en")
HALVES = ("tuning", "apart")
KEYS = {"id", "text", "lang", "ask", "half", "answers", "crisis", "also"}


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_there_are_enough_sentences_each_with_an_id_and_a_text_of_its_own(sentences: list[dict[str, Any]]) -> None:
    assert len(sentences) >= 400
    assert {key for row in sentences for key in row} <= KEYS
    assert [id_ for id_, times in Counter(row["id"] for row in sentences).items() if times > 1] == []
    texts = Counter((row["text"].lower(), row["lang"], row.get("ask")) for row in sentences)
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_label_is_an_answer_of_the_catalogue_in_its_shortest_form(
    sentences: list[dict[str, Any]], catalogue: Catalogue
) -> None:
    for row in sentences:
        assert row.get("ask", "place") in catalogue.questions, row["id"]
        assert isinstance(row["crisis"], bool), row["id"]
        others = dict(row.get("also", {}))
        assert others.pop("crisis", [True]) == [True], row["id"]
        labels = [*row["answers"].items(), *((question, form) for question in others for form in others[question])]
        for id_, form in labels:
            question = catalogue.questions[id_]
            assert write(question, catalogue.places, read(question, catalogue.places, form)) == form, row["id"]


def test_a_label_says_something_and_another_form_says_something_else(sentences: list[dict[str, Any]]) -> None:
    for row in sentences:
        assert all(form not in (None, {}) for form in row["answers"].values()), row["id"]
        for question, forms in row.get("also", {}).items():
            assert row["answers"].get(question, ...) not in forms, row["id"]


def test_every_question_is_labelled_in_both_languages_and_in_both_halves(
    sentences: list[dict[str, Any]], catalogue: Catalogue
) -> None:
    labelled = {(question, row["lang"], row["half"]) for row in sentences for question in row["answers"]}
    everything = {(question, lang, half) for question in catalogue.questions for lang in LANGUAGES for half in HALVES}
    assert labelled == everything


def test_every_option_is_labelled_in_both_languages(sentences: list[dict[str, Any]], catalogue: Catalogue) -> None:
    seen = {
        (id_, option, row["lang"])
        for row in sentences
        for id_, form in row["answers"].items()
        if catalogue.questions[id_].options
        for option in ([form] if isinstance(form, str) else form)
        if not isinstance(form, dict) or form[option]
    }
    options = {(question.id, option.id) for question in catalogue.questions.values() for option in question.options}
    assert {(*option, lang) for option in options for lang in LANGUAGES} == seen


def test_many_messages_state_nothing(sentences: list[dict[str, Any]]) -> None:
    for lang in LANGUAGES:
        for half in HALVES:
            part = [row for row in sentences if (row["lang"], row["half"]) == (lang, half)]
            assert sum(not row["answers"] for row in part) >= 0.15 * len(part)
