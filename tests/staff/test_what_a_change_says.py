"""What staff read before they take a change over: the lines that differ, who gains or loses, and nothing they knew."""

from __future__ import annotations

from bot.staff import lines
from tests.staff.conftest import PROGRAMME, Office

CONTACTS = "contacts.yaml"
SIX_MORE = "".join(
    f"- {{id: p-{number}, who: mama numer {number}, on: 2019-06-01, "
    "answers: {place: town.north, age: 30, family: [children]}, fits: [tow-01]}\n"
    for number in range(6)
)


async def sent(office: Office, name: str, old: str, new: str) -> str:
    """Let Anna send a file with a change; gives what the bot says to it."""
    text = (office.folder / name).read_text(encoding="utf-8")
    assert old in text
    await office.group.send_document(office.anna, name.rpartition("/")[2], text.replace(old, new).encode(), name)
    return office.told[-1].text


async def test_a_telephone_is_told_before_and_after(office: Office) -> None:
    told = await sent(office, CONTACTS, "58 511 01 21", "58 511 01 22")
    assert "Zmienione wiersze: 1\n16: − - {value: 58 511 01 21, source: " in told
    assert "16: + - {value: 58 511 01 22, source: " in told


async def test_an_older_file_shows_the_colleagues_edit_it_would_undo(office: Office) -> None:
    """Anna changes a phone in a copy she fetched before Jan took over new hours."""
    old = (office.folder / CONTACTS).read_bytes()
    office.edit("7:30-15:30", "7:30-17:00", CONTACTS)
    await office.tells("Działa zmieniony katalog")
    await office.group.send_document(office.anna, CONTACTS, old.replace(b"58 511 01 21", b"58 511 01 22"))
    told = office.told[-1].text
    assert "7:30-17:00" in told
    assert "7:30-15:30" in told


async def test_ends_of_lines_and_a_mark_at_the_beginning_are_no_changed_lines(office: Office) -> None:
    content = b"\xef\xbb\xbf" + office.changed("to: 2022-12-31", "to: 2023-12-31").replace(b"\n", b"\r\n")
    await office.group.send_document(office.anna, "town_help.yaml", content)
    assert "Zmienione wiersze: 1\n6: − to: 2022-12-31\n6: + to: 2023-12-31\n" in office.told[-1].text


async def test_a_new_offer_is_quoted_and_cut_where_it_is_long(office: Office) -> None:
    offer = office.programme[office.programme.index("  - id: tow-02") :].replace("tow-02", "tow-03").encode()
    await office.group.send_document(office.anna, "town_help.yaml", office.programme.encode() + offer)
    told = office.told[-1].text
    assert "+ - id: tow-03" in told
    assert "i jeszcze 6" in told


async def test_what_happens_to_many_examples_is_told_once(office: Office) -> None:
    office.edit("- id: stranger", SIX_MORE + "- id: stranger", "personas/people.yaml")
    await office.tells("Działa zmieniony katalog")
    told = await sent(office, PROGRAMME, "rule: {is: parent}", "rule: {all: [{is: parent}, {age: 40+}]}")
    assert told.count("traci tow-01 (Porada dla rodziców): pasuje, nie ma pierwszeństwa, otwarta") <= 1
    assert "p-0: mama numer 0; p-1: mama numer 1; i jeszcze 4" in told


async def test_what_check_said_before_is_not_said_again(office: Office) -> None:
    office.edit("    keywords: {pl: [porada], en: [advice]}\n", "")
    await office.tells("Działa zmieniony katalog")
    told = await sent(office, PROGRAMME, "to: 2022-12-31", "to: 2023-12-31")
    assert "sprawdź też" not in told
    told = await sent(office, PROGRAMME, "    keywords: {pl: [zapomoga], en: [allowance]}\n", "")
    assert "sprawdź też" in told
    assert told.count("nie ma słów") == 1


async def test_a_day_that_has_not_come_is_refused_in_the_chat_too(office: Office) -> None:
    await sent(office, CONTACTS, "year: 2025", "year: 2199")
    assert "1 rzecz do poprawy" in office.told[-1].text
    assert "Popraw to i wyślij" in office.told[-1].text


async def test_one_offer_that_nobody_can_get_does_not_keep_other_files_from_being_changed(office: Office) -> None:
    """`check` calls it an error; the bot serves the catalogue all the same."""
    office.edit("rule: {is: parent}", "rule: {all: [{age: ..10}, {age: 60+}]}")
    await office.tells("Działa zmieniony katalog")
    assert "Inne pliki mają błędy" not in await sent(office, CONTACTS, "58 511 01 21", "58 511 01 22")


async def test_a_change_of_a_group_that_leaves_an_offer_to_nobody_is_refused(office: Office) -> None:
    told = await sent(office, "groups.yaml", "- is: grown_up", "- age: ..10\n      - age: 60+")
    assert "do poprawy" in told
    assert "groups.yaml" in told


async def test_a_change_that_leaves_an_offer_of_another_file_to_nobody_is_refused(office: Office) -> None:
    """The group that was sent is sound by itself, and so is the offer that uses it."""
    office.edit("rule: {is: parent}", "rule: {is: parent, age: 60+}")
    await office.tells("Działa zmieniony katalog")
    told = await sent(office, "groups.yaml", "- is: grown_up\n", "- age: 18..40\n")
    assert "do poprawy" in told
    assert f"{PROGRAMME}, wiersz 19" in told
    assert office.told[-1].labels == []


def test_a_file_that_has_nothing_in_common_with_the_old_one_is_not_quoted() -> None:
    old, new = (b"\n".join(b"%s %d" % (word, number) for number in range(4000)) for word in (b"old", b"new"))
    assert lines.changed(old, new) is None
    assert lines.changed(old, old) == ()


def test_only_as_much_of_a_long_line_is_shown_as_tells_it_apart() -> None:
    long = "x" * 200
    assert lines.shown(f"{long}1{long}", f"{long}22{long}") == (f"…{'x' * 24}1{'x' * 24}…", f"…{'x' * 24}22{'x' * 24}…")
    assert lines.shown("  to: 2", None) == ("to: 2", "")
    assert lines.shown("a", "aa") == ("a", "aa")
