"""What must not happen in the staff chat: nothing is read, written or lost that was not meant."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.emulator.messages import Message
from bot.living import Doubtful, Edit, Living
from bot.staff.names import Meant, names, which
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
