"""A named member of staff sends a changed file: it is tried, taken over with a tap, and undone with another."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.staff import shelf
from tests.staff.conftest import PROGRAMME, Office, Working

TITLE = "Porada dla rodziców"


async def send(office: Office, content: bytes, caption: str = "", name: str = "town_help.yaml") -> str:
    """Let Anna send a file in the staff chat; gives what the bot says to it."""
    await office.group.send_document(office.anna, name, content, caption)
    return office.told[-1].text


async def test_a_sound_file_says_what_it_changes_and_is_taken_over_and_undone(office: Office) -> None:
    before = office.programme
    told = await send(office, office.changed("rule: {is: parent}", "rule: {all: [{is: parent}, {age: 40+}]}"))
    assert "📄 programmes/town_help.yaml: bez błędów." in told
    assert "mother: mama z Północy" in told
    assert "traci tow-01" in told
    assert office.programme == before
    await office.group.tap(office.jan, "Wprowadź zmianę")
    assert "zmiana wprowadzona i już działa" in office.told[-1].text
    assert "age: 40+" in office.programme
    await office.group.tap(office.anna, "Cofnij")
    assert "Znów działa poprzednia wersja" in office.told[-1].text
    assert office.programme == before
    taken, undone = office.log
    assert taken.startswith(f"action=taken user={office.jan.id} file={PROGRAMME} bytes=")
    assert undone.startswith(f"action=undone user={office.anna.id} file={PROGRAMME} bytes=")


async def test_what_is_taken_over_is_in_use_at_once(office: Office) -> None:
    resident = office.stranger
    await resident.say("/browse")
    await send(office, office.changed(TITLE, "Rozmowa o dzieciach"))
    await office.group.tap(office.anna, "Wprowadź zmianę")
    catalogue = office.service.living.assistant().catalogue
    assert catalogue.offers["tow-01"].title.in_("pl") == "Rozmowa o dzieciach"
    assert not [message for message in office.told if "Działa zmieniony katalog" in message.text]


async def test_a_text_changed_in_one_language_only_is_told(office: Office) -> None:
    told = await send(office, office.changed(TITLE, "Rozmowa o dzieciach"))
    assert "tow-01 · title: zmienione: pl; bez zmiany: en" in told


async def test_a_broken_file_is_answered_with_every_problem_and_offers_no_button(office: Office) -> None:
    content = office.changed("to: 2022-12-31", "to: 31.12.2022").replace(
        "Dostajesz pieniądze., en: You get money.".encode(), b"x"
    )
    told = await send(office, content)
    assert "2 rzeczy do poprawy" in told
    assert "• wiersz 6, znak 5: 31.12.2022 to nie jest data. Wpisz: 2022-12-31\n   » to: 31.12.2022" in told
    assert office.told[-1].labels == []
    assert office.log == []


async def test_letters_saved_in_an_old_way_get_their_hint(office: Office) -> None:
    told = await send(office, office.programme.encode("cp1250"))
    assert "Windows-1250" in told


async def test_many_problems_are_cut_to_one_message(office: Office) -> None:
    odd = "".join(f"nieznany_klucz_{number}: x\n" for number in range(200))
    told = await send(office, (office.programme + odd).encode())
    assert "200 rzeczy do poprawy" in told
    assert "i jeszcze" in told
    assert len(told.encode("utf-16-le")) // 2 <= 4096


async def test_a_new_project_is_a_new_file_and_undoing_takes_it_away(office: Office) -> None:
    content = office.programme.replace("id: town_help", "id: new_help").replace("tow-", "new-").encode()
    told = await send(office, content, name="new_help.yaml")
    assert "To nowy plik." in told
    assert "new-01" in told
    await office.group.tap(office.anna, "Wprowadź zmianę")
    assert "new-01" in office.service.living.assistant().catalogue.offers
    await office.group.tap(office.anna, "Cofnij")
    assert "Nowego pliku już nie ma" in office.told[-1].text
    assert not (office.folder / "programmes" / "new_help.yaml").exists()
    assert "new-01" not in office.service.living.assistant().catalogue.offers


async def test_the_name_may_stand_beneath_the_file_and_a_second_copy_is_known(office: Office) -> None:
    content = office.changed(TITLE, "Rozmowa")
    assert f"📄 {PROGRAMME}" in await send(office, content, f"nowa wersja {PROGRAMME}.", name="plik.txt")
    assert f"📄 {PROGRAMME}" in await send(office, content, name="town_help (1).yaml")


async def test_files_of_the_same_name_are_asked_about(office: Office) -> None:
    (office.folder / "personas" / "town_help.yaml").write_bytes(b"[]\n")
    told = await send(office, office.changed(TITLE, "Rozmowa"))
    assert "personas/town_help.yaml, programmes/town_help.yaml" in told
    assert f"📄 {PROGRAMME}" in await send(office, office.changed(TITLE, "Rozmowa"), PROGRAMME)


@pytest.mark.parametrize(
    "name",
    ["nowe oferty", "../../etc/passwd.yaml", "Ż.yaml", "", "programmes/../x.yaml", "nowy.yaml/../../../passwd"],
)
async def test_anything_else_is_no_file_of_the_catalogue(office: Office, name: str) -> None:
    told = await send(office, b"x", name=name)
    assert "Nie znam pliku" in told
    assert not office.telegram.journal.of("getFile")


async def test_a_file_too_large_is_not_fetched(office: Office) -> None:
    assert "ponad 1 MB" in await send(office, b"#" * ((1 << 20) + 1))
    assert not office.telegram.journal.of("getFile")


async def test_the_file_that_is_there_already_changes_nothing(office: Office) -> None:
    assert "taki plik już jest" in await send(office, office.programme.encode())


async def test_a_newer_file_takes_the_place_of_an_older_one(office: Office) -> None:
    await send(office, office.changed(TITLE, "Pierwsza"))
    older = office.told[-1]
    await office.group.send_document(office.jan, "town_help.yaml", office.changed(TITLE, "Druga"))
    newer = office.told[-1]
    await office.group.tap(office.anna, "Wprowadź zmianę", message=older)
    assert "wysłał nowszą wersję" in office.group.chat.messages[older.message_id].text
    assert TITLE in office.programme
    await office.group.tap(office.anna, "Wprowadź zmianę", message=newer)
    assert "Druga" in office.programme


async def test_a_file_changed_on_disk_meanwhile_is_not_overwritten(office: Office) -> None:
    await send(office, office.changed(TITLE, "Z czatu"))
    office.edit(TITLE, "Z dysku")
    await office.group.tap(office.anna, "Wprowadź zmianę")
    assert "ktoś zmienił ten plik w międzyczasie" in office.told[-1].text
    assert "Z dysku" in office.programme


async def test_another_file_changed_meanwhile_is_looked_at_again(office: Office) -> None:
    """The file sent names a group that is gone by the time of the tap."""
    office.edit("rule: {is: parent}", "rule: {family: children}")
    await office.tells("Działa zmieniony katalog")
    await send(office, office.changed("rule: {family: children}", "rule: {is: parent}"))
    offered = office.told[-1]
    office.edit("parent:", "mother:", "groups.yaml")
    await office.group.tap(office.anna, "Wprowadź zmianę", message=offered)
    assert "do poprawy" in office.group.chat.messages[offered.message_id].text
    assert "rule: {family: children}" in office.programme


async def test_leaving_it_changes_nothing_and_ends_it(office: Office) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    offered = office.told[-1]
    (take,) = [button for button in offered.buttons if "Wprowadź" in button.text]
    await office.group.tap(office.anna, "Zostaw bez zmian")
    assert "zostaje bez zmian" in office.told[-1].text
    await office.group.tap_data(office.jan, take.data or "", message_id=offered.message_id)
    assert "tej zmiany nie wprowadzono" in office.told[-1].text
    assert TITLE in office.programme


async def test_of_two_who_decide_at_the_same_time_one_does(office: Office) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    offered = office.told[-1]
    async with asyncio.TaskGroup() as both:
        both.create_task(office.group.tap(office.anna, "Wprowadź zmianę", message=offered))
        both.create_task(office.group.tap(office.jan, "Zostaw bez zmian", message=offered))
    await office.service.desk.drain()
    (decided,) = [line for line in office.log if line.startswith(("action=taken", "action=left"))]
    assert decided.startswith("action=taken") == ("Rozmowa" in office.programme)


@pytest.mark.parametrize(
    "data", ["staff:take:1", "staff:undo:x", "staff:accept:00", "staff:decline:00", "staff:leave:²"]
)
async def test_a_stale_or_forged_button_says_so(office: Office, data: str) -> None:
    await send(office, office.changed(TITLE, "Rozmowa"))
    await office.group.tap_data(office.anna, data, message_id=office.told[-1].message_id)
    assert "Ten przycisk już nie działa" in office.told[-1].text
    assert TITLE in office.programme


async def test_undo_brings_back_one_change_after_another(office: Office) -> None:
    for title in ("Pierwsza", "Druga"):
        old = TITLE if title == "Pierwsza" else "Pierwsza"
        await send(office, office.changed(old, title))
        await office.group.tap(office.anna, "Wprowadź zmianę")
    first = office.told[0]
    await office.group.tap(office.anna, "Cofnij", message=first)
    assert "ktoś zmienił ten plik jeszcze raz" in office.told[0].text
    for title in ("Pierwsza", TITLE):
        await office.group.say(office.jan, "/undo")
        await office.group.tap(office.jan, "Cofnij")
        assert title in office.programme
    await office.group.say(office.jan, "/undo")
    assert "Nie ma zmiany" in office.told[-1].text


async def test_a_change_that_takes_many_offers_away_says_so_before(office: Office) -> None:
    text = office.programme
    told = await send(office, text[: text.index("  - id: tow-02")].encode())
    assert "Zniknęłyby oferty: 1 z 2" in told
    assert "Po tej zmianie sprawdź też:" in told
    await office.group.tap(office.anna, "Wprowadź zmianę")
    assert list(office.service.living.assistant().catalogue.offers) == ["tow-01"]


async def test_one_of_two_broken_files_can_be_mended_at_a_time(office: Office) -> None:
    good = office.programme.encode()
    office.edit("to: 2022-12-31", "to: 31.12.2022")
    office.edit("parent:\n", "parent:\n  nieznany: x\n", "groups.yaml")
    await office.tells("nie da się użyć")
    told = await send(office, good)
    assert "Inne pliki mają błędy" in told
    assert "groups.yaml, wiersz" in told
    await office.group.tap(office.anna, "Wprowadź zmianę")
    assert "zmiana zapisana, ale jeszcze nie działa" in office.told[-1].text
    office.edit("  nieznany: x\n", "", "groups.yaml")
    await office.tells("Działa zmieniony katalog")


async def test_the_present_file_is_had_without_a_shell(office: Office) -> None:
    await office.anna.say("/file town_help.yaml")
    assert office.anna.screen.kind == "document"
    assert office.anna.downloaded(office.anna.screen) == office.programme.encode()
    await office.group.say(office.anna, "/file")
    assert f"/file {PROGRAMME}" in office.told[-1].text
    await office.group.say(office.anna, "/file nic.yaml")
    assert f"/file {PROGRAMME}" in office.told[-1].text


async def test_the_help_is_short(office: Office) -> None:
    await office.group.say(office.anna, "/staff")
    assert "Bez Twojego przycisku nic się nie zmieni." in office.told[-1].text


async def test_a_folder_that_cannot_be_written_is_told_plainly(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        return False

    monkeypatch.setattr(shelf, "writable", refuse)
    told = await send(office, office.changed(TITLE, "Rozmowa"))
    assert "Nie mogę zapisywać w folderze katalogu" in told
    assert office.told[-1].labels == []


async def test_a_download_that_fails_is_tried_again_and_shows_the_token_nowhere(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.telegram.fault("downloadFile", 502)
    office.telegram.fault("downloadFile", reset=True)
    assert f"📄 {PROGRAMME}" in await send(office, office.changed(TITLE, "Rozmowa"))
    assert len(office.telegram.journal.of("downloadFile")) == 3
    ours = [record for record in caplog.records if record.name.startswith("bot.") and "emulator" not in record.name]
    assert not [record for record in ours if "42:TEST" in record.getMessage() + str(record.exc_text)]


async def test_a_file_telegram_no_longer_has_is_asked_for_again(office: Office) -> None:
    office.telegram.fault(
        "getFile", 400, description="Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    assert "Nie udało się pobrać pliku town_help.yaml" in await send(office, office.changed(TITLE, "Rozmowa"))


async def test_a_crash_between_taking_over_and_answering_loses_nothing(closed: Office, working: Working) -> None:
    async with working() as running:
        await send(closed, closed.changed(TITLE, "Rozmowa"))
        closed.telegram.fault("editMessageText", hang=True, times=None)
        await closed.group.tap(closed.anna, "Wprowadź zmianę", until="answered")
        await closed.telegram.journal.wait_for("editMessageText", begun=True)
        # What a crash leaves behind: the file is there, the answer is not.
        await running.desk.drain(0)
    assert "Rozmowa" in closed.programme
    closed.telegram.faults.clear()
    async with working():
        await closed.tells("zmiana wprowadzona")
        await closed.group.tap(closed.anna, "Cofnij")
    assert [line.split()[0] for line in closed.log] == ["action=taken", "action=undone"]
    assert TITLE in closed.programme


async def test_a_crash_right_after_the_file_was_written_still_ends_as_taken_over(
    closed: Office, working: Working
) -> None:
    content = closed.changed(TITLE, "Rozmowa")
    async with working():
        await send(closed, content)
    (closed.folder / PROGRAMME).write_bytes(content)
    async with working():
        await closed.group.tap(closed.anna, "Wprowadź zmianę")
        assert "zmiana wprowadzona" in closed.told[-1].text
        await closed.group.tap(closed.anna, "Cofnij")
    assert TITLE in closed.programme


async def test_a_disk_that_fails_after_the_file_was_written_says_so_and_the_rest_is_done_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: shelf.Shelf, __: shelf.Change) -> None:
        raise OSError(28, "No space left on device")

    await send(office, office.changed(TITLE, "Rozmowa"))
    asked = office.told[-1].message_id
    for button, title, done in (("Wprowadź zmianę", "Rozmowa", "zmiana wprowadzona"), ("Cofnij", TITLE, "cofnięto")):
        with monkeypatch.context() as patch:
            patch.setattr(shelf.Shelf, "set", refuse)
            await office.group.tap(office.anna, button, message=office.group.chat.messages[asked])
        told = office.group.chat.messages[asked].text
        assert "dysk jest pełny" in told
        assert "Nic się nie zmieniło" not in told
        assert title in office.programme
        await office.group.tap(office.anna, button, message=office.group.chat.messages[asked])
        assert done in office.group.chat.messages[asked].text
    noted = [line.split()[0] for line in office.log if "action=read" not in line]
    assert noted == ["action=taken", "action=undone"]
