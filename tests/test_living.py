"""The catalogue is edited while the bot serves."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from weakref import ref

import pytest

from bot.assistant import Assistant
from bot.files.loader import load
from bot.living import Doubtful, Edit, Living, Refused, Taken, key, look, said
from bot.resources import folder
from bot.text.other import About

GOOD = Path(__file__).parent / "broken" / "_good"
PROGRAMME = "programmes/town_help.yaml"
Edits = asyncio.Queue[Edit]


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """A small catalogue that staff may change."""
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


@pytest.fixture
def living(offers: Path) -> Living:
    def make() -> Assistant:
        return Assistant.over(load(offers), folder("locales"), About(None, 24))

    return Living(offers, make(), make, every=0.01)


@asynccontextmanager
async def watched(living: Living) -> AsyncIterator[Edits]:
    edits: Edits = asyncio.Queue()
    watching = asyncio.create_task(living.watch(edits.put))
    try:
        yield edits
    finally:
        watching.cancel()


def changed(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def title(living: Living) -> str:
    return next(iter(living.assistant().catalogue.offers.values())).short.in_("pl")


async def test_a_saved_edit_is_in_use_soon(living: Living, offers: Path) -> None:
    async with watched(living) as edits:
        changed(offers / PROGRAMME, lambda text: text.replace("{pl: Porada, en", "{pl: Rozmowa, en"))
        assert await edits.get() == Taken((PROGRAMME,))
    assert title(living) == "Rozmowa"


async def test_a_bad_edit_leaves_the_last_good_catalogue_and_is_told_once(living: Living, offers: Path) -> None:
    before = living.assistant()
    async with watched(living) as edits:
        changed(offers / PROGRAMME, lambda text: text.replace("to: 2022-12-31", "to: 31.12.2022"))
        told = await edits.get()
        assert isinstance(told, Refused)
        assert told.problems[0].where.file == PROGRAMME
        assert told.problems[0].where.line == 6
        assert living.assistant() is before
        # Saved again with the same error: nobody is told twice. Then it is mended.
        changed(offers / PROGRAMME, lambda text: text + "\n")
        assert await living.read(look(offers)) is None
        changed(offers / PROGRAMME, lambda text: text.replace("to: 31.12.2022", "to: 2023-12-31"))
        assert isinstance(await edits.get(), Taken)
    assert living.assistant() is not before


async def test_taking_a_bad_edit_back_is_no_edit(living: Living, offers: Path) -> None:
    good = (offers / PROGRAMME).read_bytes()
    async with watched(living) as edits:
        (offers / PROGRAMME).write_bytes(good[: len(good) // 2])
        assert isinstance(await edits.get(), Refused)
        (offers / PROGRAMME).write_bytes(good)
        assert isinstance(await edits.get(), Taken)
    assert title(living) == "Porada"


async def test_losing_many_offers_waits_for_a_yes(living: Living, offers: Path) -> None:
    before = living.assistant()
    async with watched(living) as edits:
        (offers / "personas").rename(offers.parent / "personas")
        changed(offers / PROGRAMME, lambda text: text[: text.index("  - id: tow-02")])
        told = await edits.get()
    assert told == Doubtful(("tow-02",), 2)
    assert living.assistant() is before
    assert isinstance(living.confirm(), Taken)
    assert "tow-02" not in living.assistant().catalogue.offers
    assert living.confirm() is None


@pytest.fixture
def many(offers: Path) -> Callable[[int], None]:
    """Ten offers, each in a file of its own; gives what leaves only so many of them."""
    text, kept = (offers / PROGRAMME).read_text(encoding="utf-8"), offers / "programmes"
    for number in range(8):
        one = text[: text.index("  - id: tow-02")].replace("town_help", f"help_{number}")
        (kept / f"help_{number}.yaml").write_text(one.replace("tow-01", f"one-{number}"), encoding="utf-8")

    def leave(count: int) -> None:
        for number in range(count - 2, 8):
            (kept / f"help_{number}.yaml").unlink(missing_ok=True)

    return leave


async def test_offers_that_go_one_by_one_are_counted_together(living: Living, many: Callable[[int], None]) -> None:
    """As a program that synchronises takes files away: none of the edits alone loses a third."""
    assert isinstance(await living.judge(), Taken)
    for left in (9, 8, 7):
        many(left)
        edit = await living.judge()
        assert isinstance(edit, Taken)
        assert edit.now is not None
        assert len(edit.now.offers) == left
    many(6)
    told = await living.judge()
    assert isinstance(told, Doubtful)
    assert (len(told.lost), told.before, told.earlier) == (4, 10, 3)
    assert len(living.assistant().catalogue.offers) == 7
    # Somebody says yes: what goes after that is counted from there.
    assert isinstance(living.confirm(told.key), Taken)
    many(5)
    assert isinstance(await living.judge(), Taken)


async def test_offers_that_went_long_ago_are_not_counted(
    living: Living, many: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(await living.judge(), Taken)
    monkeypatch.setattr("bot.living.SERIES_SECONDS", 0.0)
    for left in range(9, 5, -1):
        many(left)
        assert isinstance(await living.judge(), Taken)


async def test_a_yes_counts_for_the_edit_it_was_said_to_and_for_no_later_one(living: Living, offers: Path) -> None:
    async with watched(living) as edits:
        changed(offers / PROGRAMME, lambda text: text[: text.index("  - id: tow-02")])
        assert isinstance(await edits.get(), Doubtful)
    (offers / PROGRAMME).write_text("id: town_help\n", encoding="utf-8")
    assert living.confirm() is None
    assert "tow-02" in living.assistant().catalogue.offers


async def test_an_edit_that_staff_said_no_to_is_asked_about_again_only_when_files_change(
    living: Living, offers: Path
) -> None:
    changed(offers / PROGRAMME, lambda text: text[: text.index("  - id: tow-02")])
    answer = said(key(look(offers)), yes=False)
    living.decided = lambda: answer
    assert await living.read(look(offers)) is None
    changed(offers / PROGRAMME, lambda text: text + "\n")
    assert isinstance(await living.read(look(offers)), Doubtful)
    # Nobody has answered this one: saved again, it is not asked about twice.
    changed(offers / PROGRAMME, lambda text: text + "\n")
    assert await living.read(look(offers)) is None
    assert "tow-02" in living.assistant().catalogue.offers


async def test_a_thousand_half_written_files_never_leave_the_bot_without_a_catalogue(
    living: Living, offers: Path
) -> None:
    whole = (offers / PROGRAMME).read_bytes()
    for number in range(1_000):
        (offers / PROGRAMME).write_bytes(whole[: number * len(whole) // 1_000])
        if number % 50 == 0:
            await living.read({"changed": (number, 0, 0)})
        assert living.assistant().catalogue.offers
    (offers / PROGRAMME).write_bytes(whole)
    assert isinstance(await living.read({"changed": (1_000, 0, 0)}), Taken)
    assert list(living.assistant().catalogue.offers) == ["tow-01", "tow-02"]


async def test_what_was_replaced_goes_only_when_nobody_may_use_it(living: Living, offers: Path) -> None:
    former = ref(living.assistant())
    changed(offers / PROGRAMME, lambda text: text + "\n")
    assert isinstance(await living.judge(), Taken)
    living.let_go()
    assert former() is not None
    living.let_go(idle=0)
    assert former() is None


async def test_what_was_replaced_stays_while_staff_are_told_of_it(living: Living, offers: Path) -> None:
    former, kept = ref(living.assistant()), asyncio.Queue[bool]()

    async def tell(_: Edit) -> None:
        living.let_go(idle=0)
        kept.put_nowait(former() is not None)

    watching = asyncio.create_task(living.watch(tell))
    changed(offers / PROGRAMME, lambda text: text + "\n")
    assert await kept.get()
    watching.cancel()


def test_files_in_folders_and_files_that_are_gone_are_looked_at(offers: Path) -> None:
    (offers / "gone.yaml").symlink_to(offers / "nowhere.yaml")
    (offers / "notes.txt").write_text("", encoding="utf-8")
    seen = look(offers)
    assert PROGRAMME in seen
    assert set(seen) == {str(path.relative_to(offers)) for path in offers.rglob("*.y*ml") if path.exists()}
    assert look(offers / "nowhere") == {}
