"""Backups: made while the bot runs, brought back row by row, and nobody who erased themselves comes back with them."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from time import time

import pytest

from bot.core.catalogue import Catalogue
from bot.operations.backup import backup, weights
from bot.operations.database import DatabaseTroubleError, opened
from bot.store.erasures import Erasures
from bot.store.keeping import Kept
from bot.store.store import Incoming
from tests.operations.machine import CHAT, Machine, lived_in, somebody
from tests.store.test_migrations import of_the_first_version

NOW = int(time())


async def test_what_was_backed_up_while_the_bot_runs_comes_back_row_by_row(
    installed: Machine, catalogue: Catalogue
) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 30, NOW)
    before = installed.rows()
    told = installed.run("backup", installed.file)
    assert told.code == 0
    assert "resident: 30 rows" in told.out
    assert "The secret is not in it" in told.out
    await store.accept([Incoming(5000, CHAT, b"{}")], NOW)
    store.close()
    installed.lost()
    restored = installed.run("restore", installed.file)
    assert (restored.code, restored.err) == (0, "")
    assert installed.rows() == before
    again = installed.store(catalogue)
    assert await again.load(CHAT) == somebody(catalogue)
    assert len(await again.waiting()) == 30
    again.close()


async def test_a_backup_is_for_its_owner_alone_and_says_nothing_without_the_secret(
    machine: Machine, catalogue: Catalogue
) -> None:
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 2, NOW)
    store.close()
    assert machine.run("backup", machine.file).code == 0
    assert stat.S_IMODE(machine.file.stat().st_mode) == 0o600
    secret = (machine.folder / "secret.key").read_bytes().strip()
    for word in (b"canary", b"severe", str(CHAT).encode(), secret, secret.lower()[:32]):
        assert word not in machine.file.read_bytes()
    assert sorted(os.listdir(machine.file.parent)) == ["one.backup", "var"]  # noqa: PTH208 -- a name is enough


async def test_verify_says_that_every_row_comes_back_and_touches_nothing(
    installed: Machine, catalogue: Catalogue
) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 3, NOW)
    installed.run("backup", installed.file)
    await store.erase(CHAT, NOW)
    before = installed.rows()
    told = installed.run("restore", installed.file, "--verify")
    store.close()
    assert told.code == 0
    assert "every row came back" in told.out
    assert "resident: 3 rows" in told.out
    assert installed.rows() == before


async def backed_up(machine: Machine, catalogue: Catalogue) -> None:
    """Let people use the bot, and write a backup."""
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 2, NOW)
    store.close()
    machine.run("backup", machine.file)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM resident WHERE rowid = 1", "the table resident is not what was written"),
        ("UPDATE inbox SET received_at = received_at + 1", "the table inbox is not what was written"),
        ("DELETE FROM backup WHERE name = 'fingerprint'", "does not say what it holds"),
        ("DROP TABLE backup", "no backup"),
        ("UPDATE backup SET value = 99 WHERE name = 'format'", "newer version"),
    ],
)
@pytest.mark.parametrize("option", [["--verify"], []], ids=["verify", "restore"])
async def test_a_damaged_backup_is_refused_and_changes_nothing(
    machine: Machine, catalogue: Catalogue, damage: str, said: str, option: list[str]
) -> None:
    await backed_up(machine, catalogue)
    with closing(sqlite3.connect(machine.file)) as connection, connection:
        connection.execute(damage)
    before = machine.rows()
    told = machine.run("restore", machine.file, "--force", *option)
    assert told.code == 1
    assert said in told.err
    assert machine.rows() == before


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
TRIGGER = "CREATE TRIGGER t AFTER DELETE ON resident BEGIN INSERT INTO erased VALUES (randomblob(32), 1); END"


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (f"ALTER TABLE backup RENAME TO b; CREATE VIEW backup AS {ENDLESS} x AS name, x AS value FROM n", "more than"),
        (f"DROP TABLE resident; CREATE VIEW resident AS {ENDLESS} x AS key, x AS sealed, x AS used_at FROM n", "more"),
        (TRIGGER, "more than"),
        ("CREATE TABLE another (x)", "more than"),
        ("CREATE VIRTUAL TABLE inbox_ USING fts5(x)", "more than"),
        ("UPDATE resident SET used_at = 'never'", "used_at holds what does not belong there"),
        ("UPDATE resident SET key = hex(key)", "key holds what does not belong there"),
        ("UPDATE inbox SET chat = 'chat'", "chat holds what does not belong there"),
        ("UPDATE inbox SET received_at = 'x'", "received_at holds what does not belong there"),
        ("INSERT INTO erased VALUES ('abc', 'def')", "key holds what does not belong there"),
        ("UPDATE backup SET value = '99999999999999999' WHERE name = 'at'", "does not say what it holds"),
        ("UPDATE backup SET value = x'00ff' WHERE name = 'program'", "does not say what it holds"),
        ("UPDATE backup SET value = printf('%.*c', 5000, '9') WHERE name = 'format'", "does not say what it holds"),
    ],
)
@pytest.mark.parametrize("option", [["--verify"], []], ids=["verify", "restore"])
async def test_a_backup_made_to_harm_is_refused_in_one_line_and_changes_nothing(
    machine: Machine, catalogue: Catalogue, harm: str, said: str, option: list[str]
) -> None:
    await backed_up(machine, catalogue)
    with closing(sqlite3.connect(machine.file)) as connection:
        connection.executescript(harm)
    weighed_anew(machine.file)
    before = machine.rows()
    told = machine.run("restore", machine.file, "--force", *option)
    assert told.code == 1
    assert said in told.err
    assert told.err.count("\n") == 1
    assert machine.rows() == before


def weighed_anew(file: Path) -> None:
    """Write what the tables weigh now into a backup, as whoever made it to harm would."""
    with closing(sqlite3.connect(file)) as connection:
        kinds = {row[0] for row in connection.execute("SELECT type FROM sqlite_master")}
        if kinds - {"table", "index"}:
            return
        with suppress(DatabaseTroubleError), opened(f"sqlite:///{file}") as engine:
            found = weights(engine)
            for name, weight in found.items():
                value = f"{weight.count} {weight.digest}"
                connection.execute("UPDATE backup SET value = ? WHERE name = ?", (value, f"table:{name}"))
        connection.commit()


async def test_an_update_whose_chat_was_exchanged_is_set_aside_and_stops_nobody(
    machine: Machine, catalogue: Catalogue
) -> None:
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 3, NOW)
    store.close()
    with closing(sqlite3.connect(machine.database)) as connection, connection:
        connection.execute("UPDATE inbox SET chat = payload WHERE update_id = 1")
    again = machine.store(catalogue)
    assert len(await again.waiting()) == 2
    assert await again.aside() == 1
    again.close()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\1" * 5000])
async def test_a_file_that_is_no_backup_is_refused(machine: Machine, content: bytes) -> None:
    machine.folder.mkdir()
    (machine.folder / "secret.key").write_text("s" * 64)
    (machine.file).write_bytes(content)
    told = machine.run("restore", machine.file)
    assert told.code == 1
    assert "is no backup" in told.err
    assert not machine.database.exists()


async def test_flipped_bytes_in_a_backup_are_noticed(machine: Machine, catalogue: Catalogue) -> None:
    store = machine.store(catalogue)
    await lived_in(store, catalogue, 20, NOW)
    store.close()
    machine.run("backup", machine.file)
    with closing(sqlite3.connect(machine.file)) as connection:
        (sealed,) = connection.execute("select sealed from resident limit 1").fetchone()
    whole = machine.file.read_bytes()
    at = whole.index(sealed)
    machine.file.write_bytes(whole[:at] + bytes(byte ^ 255 for byte in whole[at : at + 8]) + whole[at + 8 :])
    assert machine.run("restore", machine.file, "--verify").code == 1


async def test_whoever_erased_themselves_after_the_backup_does_not_come_back(
    installed: Machine, catalogue: Catalogue
) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 3, NOW - 60)
    installed.run("backup", installed.file)
    await store.erase(CHAT + 1, NOW)
    store.close()
    installed.lost()
    told = installed.run("restore", installed.file)
    assert "erased themselves since: 1" in told.out
    again = installed.store(catalogue)
    assert [await again.load(CHAT + number) == Kept() for number in range(3)] == [False, True, False]
    # Nor does what they had written and was not handled yet.
    assert {waiting.chat for waiting in await again.waiting()} == {CHAT, CHAT + 2}
    again.close()


async def test_whoever_came_back_after_erasing_is_restored(installed: Machine, catalogue: Catalogue) -> None:
    store = installed.store(catalogue)
    await store.erase(CHAT, NOW - 600)
    await lived_in(store, catalogue, 1, NOW)
    installed.run("backup", installed.file)
    store.close()
    told = installed.run("restore", installed.file, "--force")
    assert "resident: 1 rows" in told.out


async def test_answers_that_are_too_old_do_not_come_back(installed: Machine, catalogue: Catalogue) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 2, NOW - 25 * 3600)
    installed.run("backup", installed.file)
    store.close()
    told = installed.run("restore", installed.file, "--force")
    assert "answers too old: 2" in told.out
    assert installed.rows()["resident"] == []


async def test_a_database_in_use_or_not_empty_is_replaced_only_with_force(
    installed: Machine, catalogue: Catalogue
) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 2, NOW)
    installed.run("backup", installed.file)
    in_use = installed.run("restore", installed.file)
    assert (in_use.code, "is in use" in in_use.err) == (2, True)
    store.close()
    before = installed.rows()
    full = installed.run("restore", installed.file)
    assert (full.code, "is not empty: " in full.err, "resident: 2 rows" in full.err) == (2, True, True)
    assert installed.rows() == before
    assert installed.run("restore", installed.file, "--force").code == 0
    assert installed.rows() == before


async def test_a_wrong_secret_is_noticed_before_anything_changes(installed: Machine, catalogue: Catalogue) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 1, NOW)
    store.close()
    installed.run("backup", installed.file)
    before = installed.rows()
    (installed.folder / "secret.key").write_text("another one" * 4)
    for option in ("--force", "--verify"):
        told = installed.run("restore", installed.file, option)
        assert (told.code, "belongs to another secret" in told.err) == (2, True)
    (installed.folder / "secret.key").unlink()
    gone = installed.run("restore", installed.file, "--force")
    assert (gone.code, "The secret is not there" in gone.err) == (2, True)
    assert not (installed.folder / "secret.key").exists()
    assert installed.rows() == before


async def test_a_backup_replaces_no_file_and_needs_a_database(machine: Machine, catalogue: Catalogue) -> None:
    machine.folder.mkdir()
    (machine.folder / "secret.key").write_text("s" * 64)
    none = machine.run("backup", machine.file)
    assert (none.code, "There is no database" in none.err) == (2, True)
    machine.store(catalogue).close()
    (machine.file).write_text("a letter")
    there = machine.run("backup", machine.file)
    assert (there.code, "is there already" in there.err) == (2, True)
    assert (machine.file).read_text() == "a letter"


async def test_backups_in_a_folder_are_named_by_the_moment_and_go_when_they_are_old(
    machine: Machine, catalogue: Catalogue, tmp_path: Path
) -> None:
    machine.store(catalogue).close()
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("drogowskaz-20200101-030000.backup", "drogowskaz-mine.backup", "holiday.jpg"):
        (folder / name).write_text("old")
    told = machine.run("backup", folder)
    assert "drogowskaz-20200101-030000.backup: removed, older than 35 days" in told.out
    names = sorted(path.name for path in folder.iterdir())
    assert names[1:] == ["drogowskaz-mine.backup", "holiday.jpg"]
    verified = machine.run("restore", folder, "--verify")
    assert (verified.code, names[0] in verified.out) == (0, True)
    (folder / names[0]).unlink()
    assert "There is no backup in" in machine.run("restore", folder, "--verify").err


async def test_a_backup_taken_while_many_write_is_of_one_moment(installed: Machine, catalogue: Catalogue) -> None:
    store = installed.store(catalogue)

    async def write() -> None:
        for number in range(200):
            await store.accept([Incoming(number, CHAT, b"{}")], NOW)
            await store.save(CHAT, somebody(catalogue), number, NOW)

    writing = asyncio.create_task(write())
    await store.accept([Incoming(1000, None, b"{}")], NOW)
    told = await asyncio.to_thread(installed.run, "backup", installed.file)
    await writing
    store.close()
    assert told.code == 0, told.err
    assert installed.run("restore", installed.file, "--verify").code == 0


def test_marks_are_kept_as_long_as_backups_and_a_cut_line_counts_for_nothing(tmp_path: Path) -> None:
    marks = Erasures(tmp_path / "erased", 35)
    for day in (1, 40, 90):
        marks.note(bytes([day]) * 32, day * 86400)
    with (tmp_path / "erased" / "1970-01-02.txt").open("a") as file:
        file.write("abc")
    assert sorted(marks.read()) == [bytes([day]) * 32 for day in (1, 40, 90)]
    marks.tidy(91 * 86400)
    assert sorted(marks.read()) == [bytes([90]) * 32]
    assert [path.name for path in (tmp_path / "erased").iterdir()] == ["1970-04-01.txt"]


async def test_marks_survive_in_the_database_where_the_files_are_lost(installed: Machine, catalogue: Catalogue) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 2, NOW - 60)
    installed.run("backup", installed.file)
    await store.erase(CHAT, NOW)
    store.close()
    shutil.rmtree(installed.folder / "erased")
    told = installed.run("restore", installed.file, "--force")
    assert "erased themselves since: 1" in told.out, told.err
    # And again, from the marks that were restored.
    assert "erased themselves since: 1" in installed.run("restore", installed.file, "--force").out
    assert [row["at"] for row in installed.rows()["erased"]] == [NOW]


async def test_marks_go_with_the_backups(machine: Machine, catalogue: Catalogue) -> None:
    store = machine.store(catalogue)
    await store.erase(CHAT, NOW - 37 * 86400)
    await store.erase(CHAT + 1, NOW - 34 * 86400)
    await store.housekeeping.purge(NOW, 3600)
    store.close()
    assert len(machine.rows()["erased"]) == len(machine.erasures.read()) == 1


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
async def test_a_backup_of_one_database_is_restored_into_the_other(
    installed: Machine, catalogue: Catalogue, into: str, request: pytest.FixtureRequest
) -> None:
    store = installed.store(catalogue)
    await lived_in(store, catalogue, 600, NOW)
    store.close()
    before = installed.rows()
    installed.run("backup", installed.file)
    installed.url = (
        request.getfixturevalue("postgres") if into == "postgresql" else f"sqlite:///{installed.folder / 'new.db'}"
    )
    installed.set(BOT_DATABASE_URL=installed.url)
    told = installed.run("restore", installed.file, "--force")
    assert (told.code, told.err) == (0, "")
    assert installed.rows() == before


async def test_a_backup_of_an_older_version_is_brought_up_on_the_way(installed: Machine, catalogue: Catalogue) -> None:
    installed.folder.mkdir()
    (installed.folder / "secret.key").write_text("s" * 40)
    older = f"sqlite:///{installed.folder / 'older.db'}"
    of_the_first_version(older, catalogue)
    backup(older, installed.vault.fingerprint, installed.file, NOW)
    assert installed.run("restore", installed.file, "--verify").code == 0
    told = installed.run("restore", installed.file)
    assert (told.code, "answers too old: 1" in told.out) == (0, True)
    store = installed.store(catalogue)
    assert await store.counts() == {"done": 1, "saved": 1, "new": 1, "set-aside": 1}
    store.close()


async def test_a_backup_of_a_newer_version_is_refused(machine: Machine, catalogue: Catalogue) -> None:
    machine.store(catalogue).close()
    with closing(sqlite3.connect(machine.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert machine.run("backup", machine.file).code == 0
    told = machine.run("restore", machine.file, "--force")
    assert (told.code, "has version 9999" in told.err) == (1, True)
