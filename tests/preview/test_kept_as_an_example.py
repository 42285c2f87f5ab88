"""A chat is kept as an example resident: what is written, and that nothing else in the file changes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.actions import CONSENT_VERSION
from bot.core.answers import Form, read_all
from bot.core.catalogue import Catalogue
from bot.core.planner import Planner
from bot.core.resident import Resident
from bot.files.loader import examine, load
from bot.preview.kept import Draft, add, as_yaml
from tests.conftest import ROOT

ON = date(2019, 6, 1)
MOTHER: dict[str, Form] = {"place": "town.north", "age": 30, "disability": "severe", "family": ["single_parent"]}


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """A small catalogue that staff may change."""
    return Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))


def resident(catalogue: Catalogue, forms: dict[str, Form]) -> Resident:
    """Somebody who gave these answers and agreed to be asked about health."""
    return replace(Resident(), answers=read_all(catalogue.questions, catalogue.places, forms), agreed=CONSENT_VERSION)


def entry(catalogue: Catalogue, forms: dict[str, Form], who: str = "mama", id_: str = "chat-1") -> str:
    """Give what would be written of them."""
    return as_yaml(catalogue, Planner.of(catalogue), resident(catalogue, forms), Draft(id_, who, ON))


def test_an_example_holds_the_answers_and_what_is_shown(offers: Path) -> None:
    written = entry(load(offers), MOTHER).splitlines()
    assert written[:3] == ["- id: chat-1", "  who: mama", "  on: 2019-06-01"]
    assert "  answers: {place: town.north, age: 30, disability: severe, family: [children, single_parent]}" in written
    assert "  fits: [tow-01, tow-02]" in written
    assert "  first: {tow-01: yes}" in written
    assert "  contacts: [centre_town]" in written


def test_what_is_not_known_and_what_is_refused_is_written_so(offers: Path) -> None:
    written = entry(load(offers), {"place": "town", "disability": None, "family": {"children": True}})
    assert "disability: null" in written
    assert "{children: yes}" in written or "family: [children]" in written


def test_somebody_who_is_shown_nothing_says_so(offers: Path) -> None:
    written = entry(load(offers), {"place": "elsewhere", "age": 20})
    assert "  nothing: yes\n" in written
    assert "fits" not in written


def test_a_new_file_begins_with_the_line_for_editors_and_an_old_one_gets_none(offers: Path) -> None:
    catalogue, top = load(offers), "# for editors\n"
    assert add(catalogue, offers, "kept.yaml", entry(catalogue, MOTHER), top=top) == ()
    assert add(catalogue, offers, "kept.yaml", entry(catalogue, MOTHER, id_="chat-2"), top=top) == ()
    written = (offers / "personas" / "kept.yaml").read_text("utf-8")
    assert written.startswith(top + "- id: chat-1")
    assert written.count(top) == 1


@pytest.mark.parametrize("who", ["mama: sama", "- mama", "#1", 'mówi "nie"', "a\tb", "no", "x" * 300])
def test_whatever_is_typed_about_somebody_is_a_text_in_the_file(offers: Path, who: str) -> None:
    catalogue = load(offers)
    assert add(catalogue, offers, "kept.yaml", entry(catalogue, MOTHER, who)) == ()
    assert examine(offers)[1] == ()


@pytest.mark.parametrize(
    "before", [b"", b"# nikt\n", b"\xef\xbb\xbf", b"- {id: a, who: b, on: 2019-06-01, answers: {age: 30}}"]
)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_what_stands_in_the_file_stays_byte_for_byte(offers: Path, before: bytes, ends: bytes) -> None:
    path = offers / "personas" / "kept.yaml"
    path.write_bytes(before.replace(b"\n", ends))
    before = path.read_bytes()
    catalogue = load(offers)
    assert add(catalogue, offers, "kept.yaml", entry(catalogue, MOTHER)) == ()
    assert path.read_bytes().startswith(before)
    assert examine(offers)[1] == ()


def test_an_example_that_the_check_refuses_is_not_written(offers: Path) -> None:
    path, catalogue = offers / "personas" / "people.yaml", load(offers)
    before = path.read_bytes()
    problems = add(catalogue, offers, "people.yaml", entry(catalogue, MOTHER, id_="mother"))
    assert [problem.code for problem in problems] == ["duplicate-id"]
    assert path.read_bytes() == before
