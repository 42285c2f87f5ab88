"""The folder is edited while somebody chats: a sound edit is used at once, a bad one is told once."""

from __future__ import annotations

import asyncio
import logging
import os

import pytest

from bot.emulator import User
from tests.staff.conftest import PROGRAMME, Office, Working

TITLE = "Porada dla rodziców"


async def at_the_results(resident: User) -> None:
    """Lead somebody to the list of projects."""
    await resident.say("/start")
    await resident.tap("Zaczynam")
    await resident.say("Północ")


async def test_answers_stay_and_old_buttons_work_while_a_file_is_edited(office: Office) -> None:
    resident = office.stranger
    await at_the_results(resident)
    office.edit("ask: {pl: Czego szukasz?, en", "ask: {pl: Jakiej pomocy szukasz dzisiaj?, en", "questions.yaml")
    told = await office.tells("Działa zmieniony katalog: questions.yaml")
    assert "questions.yaml · need · ask: zmienione: pl; bez zmiany: en" in told.text
    before = resident.screen
    await resident.tap("Porada")
    assert resident.screen.message_id == before.message_id
    assert "Jakiej pomocy szukasz dzisiaj?" in resident.screen.text
    screen = await resident.say("/answers")
    assert "miejsce: " in screen.text
    assert "Północ" in screen.text


async def test_an_edit_quicker_than_the_copy_of_the_last_good_version_is_told_with_what_it_changes(
    closed: Office, working: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.staff.good.keep_in_use", lambda *_: False)
    async with working() as running:
        closed.running = running
        closed.edit("ask: {pl: Czego szukasz?, en", "ask: {pl: Jakiej pomocy szukasz dzisiaj?, en", "questions.yaml")
        told = await closed.tells("Działa zmieniony katalog: questions.yaml")
    assert "zmienione: need (Jakiej pomocy szukasz dzisiaj?): ask" in told.text


async def test_an_answer_keeps_its_meaning_when_options_move(office: Office) -> None:
    """Between reading the answers and showing them the catalogue changes under the conversation."""
    resident = office.stranger
    await at_the_results(resident)
    office.telegram.fault("editMessageText", 429, retry_after=2)
    asked = resident.press("Porada")
    await office.telegram.journal.wait_for(lambda call: call.method == "editMessageText" and not call.ok)
    first = "    - {id: advice, label: {pl: Porada, en: Advice}, words: {pl: [porada], en: advice}}\n"
    second = "    - {id: money, label: {pl: Pieniądze, en: Money}}\n"
    office.edit(first + second, second + first, "questions.yaml")
    await office.service.living.judge()
    await resident.settled(asked)
    await resident.tap("Gotowe")
    screen = await resident.say("/answers")
    assert "szukana pomoc: Porada" in screen.text


async def test_a_bad_edit_is_told_once_with_line_and_what_to_type(office: Office) -> None:
    office.edit("to: 2022-12-31", "to: 31.12.2022")
    told = await office.tells("nie da się użyć")
    assert f"{PROGRAMME}, wiersz 6, znak 5:" in told.text
    assert "Wpisz: 2022-12-31" in told.text
    office.edit("to: 31.12.2022", "to: 2023-12-31")
    await office.tells("Działa zmieniony katalog")
    assert len(office.told) == 2
    assert office.log == [f"action=read file={PROGRAMME}"]


class Heard(logging.Handler):
    """Lines of the log, as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: asyncio.Queue[str] = asyncio.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        """Take one line."""
        self.lines.put_nowait(record.getMessage())


async def test_without_a_staff_chat_edits_go_to_the_log_in_one_line(closed: Office, working: Working) -> None:
    heard, log = Heard(), logging.getLogger("bot.telegram.staff")
    log.addHandler(heard)
    try:
        async with working(chat=None):
            closed.edit("to: 2022-12-31", "to: 31.12.2022")
            line = await asyncio.wait_for(heard.lines.get(), 20)
            assert f"is not used: {PROGRAMME}:6:" in line
            assert "Wpisz: 2022-12-31" in line
            assert "\n" not in line
            closed.edit("to: 31.12.2022", "to: 2023-12-31")
            assert await asyncio.wait_for(heard.lines.get(), 20) == f"a changed catalogue is in use: {PROGRAMME}"
            closed.edit(closed.programme[closed.programme.index("  - id: tow-02") :], "")
            assert "takes away 1 of 2 offers and is not used: tow-02" in await asyncio.wait_for(heard.lines.get(), 20)
    finally:
        log.removeHandler(heard)


async def test_losing_many_offers_waits_for_a_yes(office: Office) -> None:
    office.edit(office.programme[office.programme.index("  - id: tow-02") :], "")
    told = await office.tells("Ta zmiana usuwa oferty: 1 z 2")
    assert "tow-02" in told.text
    assert "tow-02" in office.service.living.assistant().catalogue.offers
    await office.group.tap(office.anna, "Nie, zostaw poprzednią")
    assert "Działa dalej poprzednia wersja" in office.told[-1].text
    assert "tow-02" in office.service.living.assistant().catalogue.offers


async def test_a_yes_takes_the_edit(office: Office) -> None:
    office.edit(office.programme[office.programme.index("  - id: tow-02") :], "")
    await office.tells("Ta zmiana usuwa oferty")
    await office.group.tap(office.anna, "Tak, ma tak być")
    assert "Działa zmieniony katalog" in office.told[-1].text
    assert "tow-02" not in office.service.living.assistant().catalogue.offers
    assert office.log == [f"action=accepted user={office.anna.id} file={PROGRAMME}"]


async def test_a_start_with_a_broken_file_serves_the_last_good_catalogue_and_tells(
    closed: Office, working: Working
) -> None:
    async with working() as running:
        closed.edit(TITLE, "Rozmowa")
        await closed.tells("Działa zmieniony katalog")
    closed.edit("to: 2022-12-31", "to: 31.12.2022")
    async with working() as running:
        assert running.living.assistant().catalogue.offers["tow-01"].title.in_("pl") == "Rozmowa"
        told = await closed.tells("nie da się użyć")
        assert f"{PROGRAMME}, wiersz 6, znak 5:" in told.text
        closed.edit("to: 31.12.2022", "to: 2023-12-31")
        await closed.tells("Działa zmieniony katalog")


async def test_commands_are_set_anew_only_where_they_changed(office: Office) -> None:
    await office.telegram.journal.wait_for("setMyShortDescription", count=2)
    office.edit(TITLE, "Rozmowa")
    await office.tells("Działa zmieniony katalog")
    await office.service.introduce()
    assert len(office.telegram.journal.of("setMyCommands")) == 2


async def test_files_that_were_only_saved_again_are_not_told(office: Office) -> None:
    """As a program that synchronises does every time it looks, and an editor that locks what is open."""
    async with asyncio.timeout(20):
        while not office.service.counter.office.changes.copied:  # noqa: ASYNC110 -- nothing is said of it
            await asyncio.sleep(0.05)
    for name in (PROGRAMME, "contacts.yaml"):
        os.utime(office.folder / name, (1, 1))
    (office.folder / "programmes" / "~$town_help.yaml").write_bytes(b"x")
    used = office.service.living.assistant()
    async with asyncio.timeout(20):
        while office.service.living.assistant() is used:  # noqa: ASYNC110 -- nothing is said of it
            await asyncio.sleep(0.05)
    office.edit("Zapomoga", "Zasiłek")
    await office.tells("Działa zmieniony katalog")
    assert len(office.told) == 1
    assert office.log == [f"action=read file={PROGRAMME}"]


async def test_that_all_is_well_again_is_told_also_where_nothing_is_otherwise_than_before(office: Office) -> None:
    before = office.programme
    office.edit("to: 2022-12-31", "to: someday")
    await office.tells("nie da się użyć")
    (office.folder / PROGRAMME).write_text(before, encoding="utf-8")
    await office.tells("Działa zmieniony katalog")
