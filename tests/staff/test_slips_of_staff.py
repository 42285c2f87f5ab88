"""Slips of people who know a spreadsheet and Notepad: odd names, other programs' files, and a disk that gives out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.staff import shelf
from bot.staff.shelf import Change, Shelf
from tests.staff.conftest import PROGRAMME, Office

TITLE = "Porada dla rodziców"


async def send(office: Office, content: bytes, name: str = "town_help.yaml", caption: str = "") -> str:
    """Let Anna send a file in the staff chat; gives what the bot says to it."""
    await office.group.send_document(office.anna, name, content, caption)
    return office.told[-1].text


async def tap(office: Office, label: str) -> str:
    """Let Anna tap a button under the newest message; gives what the bot says then."""
    await office.group.tap(office.anna, label)
    return office.told[-1].text


@pytest.mark.parametrize(
    "name",
    [
        "town_help.yaml.txt",  # Notepad
        "town_help.txt",
        "Town_Help.YAML",
        "town_help — kopia.yaml",
        "town_help - Kopia (2).yaml",
        "town_help(1).yaml",
    ],
)
async def test_a_name_that_a_program_changed_is_still_known(office: Office, name: str) -> None:
    assert f"📄 {PROGRAMME}: bez błędów" in await send(office, office.changed(TITLE, "Rozmowa"), name)


@pytest.mark.parametrize("name", ["town help.yaml", "town-help.yaml", "Kopia town_help.yaml"])
async def test_a_name_almost_right_is_asked_about_and_answered_beneath(office: Office, name: str) -> None:
    content = office.changed(TITLE, "Rozmowa")
    told = await send(office, content, name)
    assert f"Czy to {PROGRAMME}? Wyślij go jeszcze raz i wpisz w podpisie: {PROGRAMME}" in told
    assert f"📄 {PROGRAMME}: bez błędów" in await send(office, content, name, PROGRAMME)


async def test_a_project_under_a_new_name_is_told_whose_it_is(office: Office) -> None:
    told = await send(office, office.changed(TITLE, "Rozmowa"), "town_help_nowy.yaml")
    assert f"Ten sam projekt jest w dwóch plikach: w tym i w {PROGRAMME}. Usuń kopię." in told
    assert f"Czy to nowa wersja pliku {PROGRAMME}? Wyślij go jeszcze raz i wpisz w podpisie: {PROGRAMME}" in told


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("oferty.xlsx", "dokument Worda, Excela"),
        ("town_help.DOCX", "dokument Worda, Excela"),
        ("offers.zip", "spakowany folder"),
        ("IMG_2034.jpg", "zdjęcie"),
        ("kontakty.pdf", "PDF"),
    ],
)
async def test_a_file_of_another_program_is_called_what_it_is(office: Office, name: str, what: str) -> None:
    told = await send(office, b"x", name)
    assert what in told.partition(", a czytam tylko pliki tekstowe")[0]
    assert "Pobierz obecny plik poleceniem /file" in told
    assert not office.telegram.journal.of("getFile")


async def test_a_file_cut_off_in_its_last_line_is_told_as_such(office: Office) -> None:
    told = await send(office, office.programme.encode()[:-20])
    assert "Plik się kończy" in told
    assert "Weź jeszcze raz cały plik." in told


@pytest.mark.parametrize("name", ["town_help", "Town_help.yaml", "town_help.txt"])
async def test_the_present_file_is_had_by_the_name_people_type(office: Office, name: str) -> None:
    await office.anna.say(f"/file {name}")
    assert office.anna.downloaded(office.anna.screen) == office.programme.encode()


@pytest.mark.parametrize("name", ["przewodnik", "README.md"])
async def test_the_guide_is_had_without_a_shell(office: Office, name: str) -> None:
    await office.group.say(office.anna, "/staff")
    assert "/file przewodnik" in office.told[-1].text
    await office.anna.say(f"/file {name}")
    assert office.anna.screen.raw["document"]["file_name"] == "przewodnik.txt"
    assert "Pułapki zapisu" in office.anna.downloaded(office.anna.screen).decode()


async def test_an_unknown_name_is_not_passed_over(office: Office) -> None:
    await office.group.say(office.anna, "/file gdynia")
    assert office.told[-1].text.startswith("Nie ma pliku gdynia.\nNapisz, który plik wysłać:")


@pytest.mark.parametrize("command", ["/help", "/start", "/pomoc", "/cofnij"])
async def test_whoever_is_lost_in_the_staff_chat_is_told_what_can_be_done(office: Office, command: str) -> None:
    await office.group.say(office.anna, command)
    assert "/undo – przywraca wersję sprzed ostatniej zmiany." in office.told[-1].text


async def test_others_and_plain_words_are_not_answered_in_the_staff_chat(office: Office) -> None:
    await office.group.say(office.stranger, "/help", until="confirmed")
    await office.group.say(office.anna, "Kto dziś wysyła kontakty?", until="confirmed")
    await office.service.desk.drain()
    assert office.told == []


async def test_undoing_what_was_changed_outside_the_chat_leads_on(office: Office) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    await tap(office, "Wprowadź zmianę")
    taken = office.told[-1]
    office.edit("Rozmowa", "Z dysku")
    await office.tells("Działa zmieniony katalog")
    await office.group.tap(office.anna, "Cofnij", message=taken)
    told = office.group.chat.messages[taken.message_id].text
    assert "ale nie na tym czacie. Nic nie cofnięto." in told
    assert f"/file {PROGRAMME}" in told
    assert "Z dysku" in office.programme


async def test_an_undo_that_residents_do_not_see_yet_says_so(office: Office) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    await tap(office, "Wprowadź zmianę")
    taken = office.told[-1]
    office.edit("parent:\n", "parent:\n  nieznany: x\n", "groups.yaml")
    await office.tells("nie da się użyć")
    await office.group.tap(office.anna, "Cofnij", message=taken)
    told = office.group.chat.messages[taken.message_id].text
    assert "cofnięto, ale mieszkańcy jeszcze tego nie widzą: inne pliki mają błędy" in told
    assert "groups.yaml, wiersz" in told
    assert TITLE in office.programme


async def test_a_disk_that_fails_before_the_file_is_written_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "write", _full)
        told = await tap(office, "Wprowadź zmianę")
    assert "(dysk jest pełny). Nic się nie zmieniło." in told
    assert TITLE in office.programme


async def test_a_disk_that_fails_after_the_file_was_written_is_told_truly(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    for button, done, action in (
        ("Wprowadź zmianę", "zmiana wprowadzona i już działa", "taken"),
        ("Cofnij", "Znów działa poprzednia wersja", "undone"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Shelf, "set", _full)
            told = await tap(office, button)
        assert done in told
        assert "Nie udało się jednak zapisać, kto i co zmienił (dysk jest pełny)." in told
        assert "Nic się nie zmieniło" not in told
        assert ("Rozmowa" in office.programme) == (action == "taken")
        told = await tap(office, button)
        assert done in told
        assert "Nie udało się" not in told
    assert [line.split()[0] for line in office.log] == ["action=taken", "action=undone"]


def _full(*_: Path | bytes | Shelf | Change) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
