"""The table of forms is the one its words make today, and what stands in it is what residents may type."""

from __future__ import annotations

import json

import pytest

from bot.understand.forms import Forms
from tests.forms.__main__ import WRITTEN, written
from tests.forms.inflected import HOMOGRAPHS


@pytest.fixture(scope="module")
def table() -> dict[str, str]:
    found: dict[str, str] = json.loads(WRITTEN.read_text(encoding="utf-8"))
    return found


def test_the_table_is_fresh() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == written(), "run `make forms`"


def test_the_table_is_small(table: dict[str, str]) -> None:
    assert WRITTEN.stat().st_size < 300_000
    assert all(len(forms.split()) > 1 for forms in table.values())


@pytest.mark.parametrize(
    ("spelt", "typed"),
    [
        ("bezrobotny", "bezrobotną"),
        ("renta", "rentę"),
        ("straciłem", "straciłyśmy"),
        ("opiekuję", "opiekujemy"),
        ("psycholog", "psychologiem"),
        ("paczka", "paczkami"),
        ("niepełnosprawny", "niepełnosprawnych"),
    ],
)
def test_the_forms_of_a_word_are_one_word(spelt: str, typed: str) -> None:
    forms, plain = Forms.shipped(), str.maketrans("ąćęłńóśźż", "acelnoszz")
    assert set(forms.of_catalogue(spelt.translate(plain))) & set(forms.of_typed(typed.translate(plain)))


@pytest.mark.parametrize(("spelt", "typed"), [("mama", "mam"), ("pracuje", "pracowala"), ("mam", "mama")])
def test_another_word_or_another_time_is_no_form(spelt: str, typed: str) -> None:
    forms = Forms.shipped()
    assert not set(forms.of_catalogue(spelt)) & set(forms.of_typed(typed))


def test_every_homograph_left_out_says_why() -> None:
    lines = [line for line in HOMOGRAPHS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert lines
    assert all(len(line.split("#")[0].split()) == 2 and line.split("#")[1].strip() for line in lines)


def test_a_word_that_staff_added_since_is_known_by_its_spelling_and_its_stem() -> None:
    empty = Forms.of({})
    assert set(empty.of_catalogue("balkonik")) & set(empty.of_typed("balkonikiem")) == set()
    assert set(empty.of_catalogue("balkonik")) & set(empty.of_typed("balkonik"))
    assert set(empty.of_catalogue("balkonik")) & set(empty.of_typed("balkonikami"))
