"""Staff answer as people do: in other forms, by names, with mistakes that only the whole shows. No answer is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.files.loader import load
from tests.conftest import ROOT
from tests.writing.terminal import typed

CONTACT = (
    "Klub rodzica", "", "Porozmawiasz tu z innymi.", "Talk with others here.", "", "Town", "advice", "nie",
    "511010203", "ul. Długa 1, 81000 Gdynia", "https://www.example.org", "poniedziałek-piątek 8-16",
    "https://www.example.org/kontakt", "2026", "a", "20.11.2026",
)  # fmt: skip
QUESTION = (
    "praca", "work", "any", "one", "nie", "Pracujesz?", "Do you work?", "Bo tak.", "To know.", "Tak, Nie", "Yes, No",
)  # fmt: skip
OFFER = (
    "Klub", "Club", "Klub", "Club", "Spotkania.", "Meetings.", "", "advice", "",
    "od 60 lat", "", "klub", "club",
)  # fmt: skip


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """Give a copy of a small good catalogue."""
    return Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))


def new(monkeypatch: pytest.MonkeyPatch, offers: Path, what: str, *lines: str) -> int:
    """Run `new` in Polish with these lines typed; gives its exit code."""
    text = "".join(f"{line}\n" for line in lines)
    return typed(monkeypatch, "new", what, "--offers", str(offers), "--lang", "pl", lines=text)


def test_what_is_typed_in_another_form_is_written_in_the_right_one(
    monkeypatch: pytest.MonkeyPatch, offers: Path
) -> None:
    assert new(monkeypatch, offers, "contact", *CONTACT) == 0
    written = (offers / "contacts.yaml").read_text()
    for value in ("511 010 203", "ul. Długa 1, 81-000 Gdynia", "www.example.org", "pn-pt 8:00-16:00", "2026-11-20"):
        assert value in written
    assert load(offers).contacts["klub_rodzica"].serves == ("town",)


def test_a_telephone_and_a_page_that_are_none_are_asked_for_again_at_once(
    monkeypatch: pytest.MonkeyPatch, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [*CONTACT[:8], "58 511 01 21 22", CONTACT[8], CONTACT[9], "nie wiem", *CONTACT[10:]]
    assert new(monkeypatch, offers, "contact", *lines) == 0
    said = capsys.readouterr().out
    assert "Wpisz numer" in said
    assert "Wpisz stronę tak, jak wpisałby ją mieszkaniec" in said


def test_names_that_people_know_lead_to_the_id(
    monkeypatch: pytest.MonkeyPatch, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [*CONTACT[:4], "Ośrodek pomocy", "centre", "Północ", "town.north", "Pieniędzy", "money", *CONTACT[7:]]
    assert new(monkeypatch, offers, "contact", *lines) == 0
    said = capsys.readouterr().out
    for id_ in ("centre", "town.north", "money"):
        assert f"Czy chodziło o {id_}?" in said


def test_what_only_the_whole_shows_is_asked_once_more_with_every_answer_kept(
    monkeypatch: pytest.MonkeyPatch, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A word of conditions cannot be the name of a question: only that is typed again.
    assert new(monkeypatch, offers, "question", *QUESTION, "", "", "praca", *[""] * 8) == 0
    said = capsys.readouterr().out
    assert "questions.yaml: any to słowo używane w warunkach" in said
    assert "Sam Enter zostawia to, co już jest wpisane" in said
    written = load(offers).questions["praca"]
    assert written.ask.in_("pl") == "Pracujesz?"
    assert [option.label.in_("en") for option in written.options] == ["Yes", "No"]


def test_an_answer_is_taken_back_with_a_dash_when_it_is_asked_once_more(
    monkeypatch: pytest.MonkeyPatch, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Whoever is under 18 is not asked about children.
    lines = (*OFFER[:9], "..17", "family: children", *OFFER[11:])
    assert new(monkeypatch, offers, "offer", "town_help", *lines, *[""] * 10, "-", "", "", "") == 0
    assert "programmes/town_help.yaml: Tej oferty nikt nie dostanie" in capsys.readouterr().out
    rule = (offers / "programmes" / "town_help.yaml").read_text().partition("tow-03")[2]
    assert "family: children" in rule
    assert "age" not in rule


def test_whoever_stops_when_asked_once_more_leaves_everything_as_it_was(
    monkeypatch: pytest.MonkeyPatch, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (offers / "questions.yaml").read_text()
    assert new(monkeypatch, offers, "question", *QUESTION, "", "") == 1
    assert "nic nie zostało zapisane" in capsys.readouterr().out
    assert (offers / "questions.yaml").read_text() == before


def test_an_age_in_words_is_understood(monkeypatch: pytest.MonkeyPatch, offers: Path) -> None:
    assert new(monkeypatch, offers, "offer", "town_help", *OFFER) == 0
    assert "age: 60+" in (offers / "programmes" / "town_help.yaml").read_text()
