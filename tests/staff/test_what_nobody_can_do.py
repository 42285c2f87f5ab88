"""What must not happen in the staff chat: nothing is read, written or lost that was not meant."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from bot.emulator.messages import Message
from bot.living import Doubtful, Edit, Living
from bot.staff.names import Meant, Unclear, names, which
from bot.staff.trial import Trial, weigh
from tests.staff.conftest import PROGRAMME, Office, Working

TITLE = "Porada dla rodziców"


def data(message: Message, label: str) -> str:
    """Give what a button carries."""
    return next(button.data or "" for button in message.buttons if label in button.text)


def cut(office: Office) -> str:
    """Give the second offer of the project, to be taken away."""
    return office.programme[office.programme.index("  - id: tow-02") :]


async def test_two_who_say_yes_to_an_edit_both_hear_that_it_is_in_use(office: Office) -> None:
    office.edit(cut(office), "")
    asked = await office.tells("Ta zmiana usuwa oferty")
    yes = data(asked, "Tak")
    await office.group.tap_data(office.anna, yes, message_id=asked.message_id)
    await office.group.tap_data(office.jan, yes, message_id=asked.message_id)
    assert "Ta zmiana już działa" in office.told[-1].text
    assert office.log == [f"action=accepted user={office.anna.id} file={PROGRAMME}"]


async def test_a_yes_that_comes_twice_because_of_a_restart_is_answered_twice(closed: Office, working: Working) -> None:
    async with working():
        closed.edit(cut(closed), "")
        asked = await closed.tells("Ta zmiana usuwa oferty")
        yes = data(asked, "Tak")
        await closed.group.tap_data(closed.anna, yes, message_id=asked.message_id)
    async with working() as running:
        assert list(running.living.assistant().catalogue.offers) == ["tow-01"]
        await closed.group.tap_data(closed.anna, yes, message_id=asked.message_id)
        assert "Ta zmiana już działa" in closed.told[-1].text
    assert closed.log == [f"action=accepted user={closed.anna.id} file={PROGRAMME}"]


async def test_a_start_does_not_take_what_staff_were_only_asked_about(closed: Office, working: Working) -> None:
    """The program ends while the question waits; the yes to either of the two questions counts."""
    async with working():
        closed.edit(TITLE, "Rozmowa")
        await closed.tells("Działa zmieniony katalog")
        closed.edit(cut(closed), "")
        asked = await closed.tells("Ta zmiana usuwa oferty")
    async with working() as running:
        assert list(running.living.assistant().catalogue.offers) == ["tow-01", "tow-02"]
        await closed.group.wait_for(lambda _: len(closed.told) > 2, timeout=20)
        assert "Ta zmiana usuwa oferty" in closed.told[-1].text
        await closed.group.tap_data(closed.anna, data(asked, "Tak"), message_id=asked.message_id)
        assert list(running.living.assistant().catalogue.offers) == ["tow-01"]
    async with working() as running:
        assert running.living.sound
        assert list(running.living.assistant().catalogue.offers) == ["tow-01"]


async def test_a_no_counts_beyond_a_restart_and_the_next_edit_is_asked_about(closed: Office, working: Working) -> None:
    async with working():
        closed.edit(TITLE, "Rozmowa")
        await closed.tells("Działa zmieniony katalog")
        closed.edit(cut(closed), "")
        await closed.tells("Ta zmiana usuwa oferty")
        await closed.group.tap(closed.anna, "Nie, zostaw poprzednią")
        assert "Działa dalej poprzednia wersja" in closed.told[-1].text
    told = len(closed.told)
    async with working() as running:
        assert list(running.living.assistant().catalogue.offers) == ["tow-01", "tow-02"]
        closed.edit("58 511 01 21", "58 511 01 22", "contacts.yaml")
        await closed.tells("Ta zmiana usuwa oferty")
        assert len(closed.told) == told + 1
        await closed.group.tap(closed.anna, "Tak, ma tak być")
        assert list(running.living.assistant().catalogue.offers) == ["tow-01"]


async def test_where_nobody_can_be_asked_a_start_uses_what_lies_in_the_folder(closed: Office, working: Working) -> None:
    async with working(chat=None) as running:
        assert running.living.sound
    closed.edit(cut(closed), "")
    async with working(chat=None) as running:
        assert list(running.living.assistant().catalogue.offers) == ["tow-01"]


async def test_a_yes_said_to_one_worker_counts_for_the_others(office: Office) -> None:
    beside = office.service.living
    other = Living(beside.folder, beside.assistant(), beside.make, every=0.01, decided=beside.decided)
    asked = asyncio.Queue[Edit]()
    watching = asyncio.create_task(other.watch(asked.put))
    office.edit(cut(office), "")
    await office.tells("Ta zmiana usuwa oferty")
    assert isinstance(await asked.get(), Doubtful)
    assert "tow-02" in other.assistant().catalogue.offers
    await office.group.tap(office.anna, "Tak, ma tak być")
    async with asyncio.timeout(20):
        while "tow-02" in other.assistant().catalogue.offers:  # noqa: ASYNC110 -- nobody is told of it
            await asyncio.sleep(0)
    watching.cancel()
    assert asked.empty()


async def test_offers_lost_by_another_edit_do_not_go_with_a_change_that_has_nothing_to_do_with_it(
    office: Office,
) -> None:
    """Anna sends a telephone; before her tap the folder loses half of the offers, as a broken synchronisation does."""
    contacts = (office.folder / "contacts.yaml").read_bytes().replace(b"58 511 01 21", b"58 511 01 22")
    await office.group.send_document(office.anna, "contacts.yaml", contacts)
    offered = office.told[-1]
    assert "Zniknęłyby" not in offered.text
    office.edit(cut(office), "")
    await office.tells("Ta zmiana usuwa oferty")
    await office.group.tap_data(office.anna, data(offered, "Wprowadź"), message_id=offered.message_id)
    again = office.group.chat.messages[offered.message_id]
    assert "Zniknęłyby oferty: 1 z 2" in again.text
    assert "tow-02" in office.service.living.assistant().catalogue.offers
    assert b"58 511 01 21" in (office.folder / "contacts.yaml").read_bytes()
    await office.group.tap_data(office.anna, data(again, "Wprowadź"), message_id=again.message_id)
    assert "tow-02" not in office.service.living.assistant().catalogue.offers


async def test_a_link_out_of_the_folder_is_neither_read_nor_given(office: Office, tmp_path: Path) -> None:
    """Whoever may save into a synchronised folder may not read the rest of the computer through it."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: 12345\n")
    (office.folder / "programmes" / "secret.yaml").symlink_to(secret)
    told = await office.tells("odsyłaczem poza folder")
    assert "12345" not in told.text
    await office.group.say(office.anna, "/file programmes/secret.yaml")
    assert not [message for message in office.told if message.kind == "document"]
    assert "/file programmes/secret.yaml" not in office.told[-1].text


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
async def test_a_file_sent_under_the_name_of_what_is_no_file_of_ours_shows_nothing_of_it(
    office: Office, tmp_path: Path, kind: str
) -> None:
    secret, odd = tmp_path / "secret.txt", office.folder / "programmes" / "secret.yaml"
    secret.write_text("password: 12345\n")
    match kind:
        case "link":
            odd.symlink_to(secret)
        case "pipe":
            os.mkfifo(odd)
        case _:
            odd.mkdir()
    content = office.programme.replace("town_help", "secret").replace("tow-0", "sec-0").encode()
    await office.group.send_document(office.anna, "secret.yaml", content)
    assert "Nie znam pliku secret.yaml" in office.told[-1].text
    assert "12345" not in office.told[-1].text
    assert secret.read_text() == "password: 12345\n"


async def test_a_link_laid_where_files_are_written_first_spoils_nothing(office: Office, tmp_path: Path) -> None:
    secret = tmp_path / "key.txt"
    secret.write_text("secret")
    for name in (".drogowskaz.tmp", ".town_help.yaml.tmp"):
        (office.folder / "programmes" / name).symlink_to(secret)
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    await office.group.tap(office.anna, "Wprowadź")
    assert "już działa" in office.told[-1].text
    assert "Rozmowa" in office.programme
    assert secret.read_text() == "secret"


async def test_a_huge_file_among_the_others_keeps_nobody_from_changing_one(office: Office) -> None:
    """Somebody saved a backup of many gigabytes in the folder, under a name like those of the catalogue."""
    with (office.folder / "programmes" / "backup.yaml").open("wb") as file:
        file.truncate(1 << 40)
    contacts = (office.folder / "contacts.yaml").read_bytes().replace(b"58 511 01 21", b"58 511 01 22")
    await office.group.send_document(office.anna, "contacts.yaml", contacts)
    offered = next(message for message in office.told if "contacts.yaml: bez błędów" in message.text)
    assert "programmes/backup.yaml: Plik jest większy niż 1 MB" in offered.text
    await office.group.say(office.anna, "/file programmes/backup.yaml")
    assert "ma ponad 1 MB" in office.told[-1].text
    await office.group.send_document(office.anna, "backup.yaml", b"id: backup\n")
    assert "File too large" in office.told[-1].text


async def test_a_log_that_somebody_spoilt_keeps_nobody_from_changing_a_file(office: Office) -> None:
    """A remark was added with an editor that saves letters in an old way."""
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    remark = "to była pomyłka\n".encode("cp1250")
    (office.staff_folder / "log.txt").write_bytes(remark)
    await office.group.tap(office.anna, "Wprowadź")
    assert "zmiana wprowadzona i już działa" in office.told[-1].text
    written = (office.staff_folder / "log.txt").read_bytes()
    assert written.startswith(remark)
    assert b"action=taken" in written


async def test_nothing_is_changed_that_cannot_be_noted(office: Office) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    offered = office.told[-1]
    (office.staff_folder / "log.txt").mkdir()
    await office.group.tap(office.anna, "Wprowadź")
    assert "Nic się nie zmieniło" in office.told[-1].text
    assert TITLE in office.programme
    (office.staff_folder / "log.txt").rmdir()
    await office.group.tap_data(office.anna, data(offered, "Wprowadź"), message_id=offered.message_id)
    assert "już działa" in office.told[-1].text


@pytest.mark.parametrize("label", ["Wprowadź", "Cofnij"])
async def test_what_was_lost_or_spoilt_of_a_change_is_never_written_into_the_catalogue(
    office: Office, label: str
) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    if label == "Cofnij":
        await office.group.tap(office.anna, "Wprowadź")
    before = office.programme
    for kept in office.staff_folder.glob("changes/*/old"):
        kept.unlink()
    for kept in office.staff_folder.glob("changes/*/new"):
        kept.write_bytes(kept.read_bytes()[:100])
    await office.group.tap(office.anna, label)
    assert "zginęło albo jest uszkodzone" in office.told[-1].text
    assert office.programme == before


@pytest.mark.parametrize("label", ["Wprowadź", "Cofnij"])
async def test_what_a_colleague_saves_while_a_change_is_judged_anew_is_not_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    if label == "Cofnij":
        await office.group.tap(office.anna, "Wprowadź")
    # Another file is otherwise now, so the change is judged anew; meanwhile a colleague saves this one.
    office.edit("58 511 01 21", "58 511 01 22", "contacts.yaml")

    def while_judging(*given: Any, **named: Any) -> Trial:
        office.edit("Zapomoga", "Zasiłek")
        return weigh(*given, **named)

    monkeypatch.setattr("bot.staff.changes.weigh", while_judging)
    await office.group.tap(office.anna, label)
    assert ("w międzyczasie" if label == "Wprowadź" else "ale nie na tym czacie") in office.told[-1].text
    assert "Zasiłek" in office.programme


def test_only_files_of_the_catalogue_are_known(tmp_path: Path) -> None:
    for name in ("a.yaml", ".b.yaml", "~$a.yaml", "programmes/c.yml", "programmes/c.yaml~", "programmes/c.yaml.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "programmes" / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "programmes" / "pipe.yaml")
    (tmp_path / "programmes" / "gone.yaml").symlink_to(tmp_path / "nothing")
    assert names(tmp_path) == ("a.yaml", "programmes/c.yml")


@pytest.mark.parametrize("name", ["papers.yaml", "contacts.yaml"])
def test_a_file_that_stands_beside_the_folders_is_no_project_where_it_is_missing(tmp_path: Path, name: str) -> None:
    assert which(tmp_path, name) == Meant(name, new=True)


@pytest.mark.parametrize("name", ["con.yaml", "programmes/lpt1.yml", f"{'a' * 90}.yaml", "../x.yaml", "/etc/x.yaml"])
def test_a_name_that_some_computer_cannot_have_is_none(tmp_path: Path, name: str) -> None:
    assert which(tmp_path, name) == Unclear(name)


def test_a_folder_that_is_a_link_takes_no_new_file(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers" / "programmes").symlink_to(tmp_path)
    assert which(tmp_path / "offers", "new.yaml") == Unclear("new.yaml")


async def test_a_name_cannot_write_a_line_of_its_own_into_the_log_nor_html_into_the_chat(office: Office) -> None:
    odd = "x\n2026-01-01 action=taken user=1.yaml"
    (office.folder / odd).write_bytes(b"a: b\n")
    await office.tells("Działa zmieniony katalog")
    assert office.log == ["action=read file=x_2026-01-01_action=taken_user=1.yaml"]
    await office.group.send_document(office.anna, "<b>x</b>.odd", b"x")
    assert "Nie znam pliku <b>x</b>.odd" in office.told[-1].text


async def test_a_file_of_a_former_member_can_be_decided_by_others_but_not_by_them(office: Office) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", office.changed(TITLE, "Rozmowa"))
    offered = office.told[-1]
    screen = await office.stranger.tap_data(data(offered, "Wprowadź"))
    assert "już nie działa" in screen.text
    assert TITLE in office.programme


@pytest.mark.parametrize(
    "content",
    [b"a: &a [x, x]\n" + b"".join(b"b%d: [*a, *a]\n" % number for number in range(50)), b"[" * 50_000, b"- " * 50_000],
    ids=["bomb", "brackets", "dashes"],
)
async def test_a_file_made_to_hurt_is_answered_like_any_other(office: Office, content: bytes) -> None:
    await office.group.send_document(office.anna, "town_help.yaml", content)
    assert "1 rzecz do poprawy" in office.told[-1].text
