"""What was read is kept for the next start: only sound files, only where nobody else can write, never a wrong value."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.errors import BadCatalogueError
from bot.files import assemble
from bot.files.kept import ENDING, MOST_FILES, Kept, digest, stamp_of
from bot.files.loader import Memory, load
from bot.files.packed import packed, unpacked

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "broken" / "_good"
STAMP = digest(b"this version")
PROGRAMME = "programmes/town_help.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small catalogue that staff may change."""
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "town.kept"


def remembered(town: Path, file: Path, stamp: bytes = STAMP) -> Memory:
    """Load the catalogue as a start does, and keep what was read."""
    memory = Memory(Kept(file, stamp))
    load(town, memory)
    memory.kept.save()
    return memory


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let nothing be read from the files any more."""

    def forbid() -> None:
        def fail(*_: object) -> None:
            pytest.fail("a file was read anew")

        monkeypatch.setattr(assemble, "base_of", fail)
        monkeypatch.setattr(assemble, "Programmes", fail)

    return forbid


def test_the_real_catalogue_comes_back_as_it_was(tmp_path: Path, unread: Callable[[], None]) -> None:
    file = tmp_path / "cache" / "real.kept"
    remembered(ROOT / "offers", file)
    expected = load(ROOT / "offers")
    unread()
    assert load(ROOT / "offers", Memory(Kept(file, STAMP))) == expected


def test_what_is_one_thing_stays_one_thing(tmp_path: Path) -> None:
    memory = remembered(ROOT / "offers", tmp_path / "cache" / "real.kept")
    offers = next(made for made in reversed(memory.used.values()) if len(made) > 1)
    back = unpacked(packed(offers))
    assert back == offers
    assert all(offer.programme is back[0].programme for offer in back)


def test_a_second_start_reads_no_file(town: Path, file: Path, unread: Callable[[], None]) -> None:
    remembered(town, file)
    unread()
    assert load(town, Memory(Kept(file, STAMP))).offers


def test_an_edit_is_read_and_what_did_not_change_stays_the_same_thing(town: Path, file: Path) -> None:
    memory = remembered(town, file)
    before = load(town, memory)
    path = town / PROGRAMME
    other = town / "programmes" / "other.yaml"
    text = path.read_text(encoding="utf-8")
    ids = [offer.id for offer in before.offers.values()]
    for id_ in ids:
        text = text.replace(f"id: {id_}\n", f"id: {id_}-too\n")
    other.write_text(text.replace("id: town_help\n", "id: other\n"), encoding="utf-8")
    now = load(town, memory)
    assert list(now.offers) == [*(f"{id_}-too" for id_ in ids), *ids]
    assert all(now.offers[id_] is before.offers[id_] for id_ in ids)
    assert now.questions is before.questions


def test_only_what_is_in_use_is_kept(town: Path, file: Path) -> None:
    remembered(town, file)
    path = town / PROGRAMME
    path.write_text(path.read_text(encoding="utf-8") + "# uwaga\n", encoding="utf-8")
    size = file.stat().st_size
    memory = Memory(Kept(file, STAMP))
    load(town, memory)
    memory.kept.save()
    assert file.stat().st_size == size
    written = file.stat().st_mtime_ns
    memory.kept = Kept(file, STAMP)
    load(town, memory)
    memory.kept.save()
    assert file.stat().st_mtime_ns == written, "nothing changed, so nothing is written"


@pytest.mark.parametrize("name", [PROGRAMME, "places.yaml"])
def test_errors_are_told_with_their_line_although_a_sound_version_was_kept(town: Path, file: Path, name: str) -> None:
    remembered(town, file)
    with (town / name).open("a", encoding="utf-8") as end:
        end.write("unknown: [\n")
    last = len((town / name).read_text(encoding="utf-8").splitlines())
    for _ in range(2):  # what is broken is not kept
        memory = Memory(Kept(file, STAMP))
        with pytest.raises(BadCatalogueError) as refused:
            load(town, memory)
        memory.kept.save()
        assert {problem.where.file for problem in refused.value.problems} == {name}
        assert max(problem.where.line for problem in refused.value.problems) >= last - 1


def test_an_offer_in_two_files_is_told_although_each_was_kept(town: Path, file: Path) -> None:
    remembered(town, file)
    copied = (town / PROGRAMME).read_text(encoding="utf-8").replace("id: town_help\n", "id: zz\n")
    other = town / "programmes" / "zz.yaml"
    moved = (town / PROGRAMME).rename(town / "away")
    other.write_text(copied, encoding="utf-8")
    remembered(town, file)  # sound alone
    moved.rename(town / PROGRAMME)
    memory = Memory(Kept(file, STAMP))
    for _ in range(2):
        with pytest.raises(BadCatalogueError) as refused:
            load(town, memory)
        told = {(problem.where.file, problem.code) for problem in refused.value.problems}
        assert told == {("programmes/zz.yaml", "offer-twice")}


def test_a_copy_of_a_file_is_told_as_one(town: Path, file: Path) -> None:
    memory = remembered(town, file)
    shutil.copyfile(town / PROGRAMME, town / "programmes" / "a_copy.yaml")
    shutil.copyfile(town / PROGRAMME, town / "programmes" / "town_help.yml")
    with pytest.raises(BadCatalogueError) as refused:
        load(town, memory)
    told = {(problem.where.file, problem.code) for problem in refused.value.problems}
    assert told == {("programmes/a_copy.yaml", "same-file"), ("programmes/town_help.yml", "same-file")}


def test_an_offer_of_a_file_with_errors_is_told_where_it_stands_again(town: Path) -> None:
    path = town / PROGRAMME
    text = path.read_text(encoding="utf-8")
    (town / "programmes" / "zz.yaml").write_text(text.replace("id: town_help\n", "id: zz\n"), encoding="utf-8")
    spoil = text.replace("body: ", "body: x", 1)
    path.write_text(spoil, encoding="utf-8")
    with pytest.raises(BadCatalogueError) as refused:
        load(town)
    told = {(problem.where.file, problem.code) for problem in refused.value.problems}
    assert told == {(PROGRAMME, "unknown-body"), ("programmes/zz.yaml", "offer-twice")}


def test_a_programme_that_cannot_be_opened_is_told(town: Path) -> None:
    (town / "programmes" / "gone.yaml").symlink_to(town / "nowhere.yaml")
    with pytest.raises(BadCatalogueError) as refused:
        load(town)
    assert [problem.code for problem in refused.value.problems] == ["missing-file"]


def test_the_file_is_of_this_user_alone(town: Path, file: Path) -> None:
    remembered(town, file)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def longer(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def damaged(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def open_to_others(file: Path) -> None:
    file.chmod(0o644)


def in_an_open_folder(file: Path) -> None:
    file.parent.chmod(0o777)


def a_link(file: Path) -> None:
    file.rename(file.with_suffix(".real"))
    file.symlink_to(file.with_suffix(".real"))


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "spoil", [longer, damaged, shorter, empty, open_to_others, in_an_open_folder, a_link, a_folder]
)
def test_a_file_that_cannot_be_trusted_counts_as_none(town: Path, file: Path, spoil: Callable[[Path], None]) -> None:
    remembered(town, file)
    spoil(file)
    kept = Kept(file, STAMP)
    memory = Memory(kept)
    assert load(town, memory) == load(town)
    assert not any(Kept(file, STAMP).still(key) for key in memory.used)
    kept.save()  # made anew where that can be, and never an error


def test_another_version_of_the_program_reads_anew(town: Path, file: Path) -> None:
    memory = remembered(town, file)
    other = Kept(file, digest(b"another version"))
    assert not any(other.still(key) for key in memory.used)


def test_the_version_is_that_of_every_file_of_the_code(tmp_path: Path) -> None:
    code = tmp_path / "core" / "rules.py"
    code.parent.mkdir()
    code.write_text("a = 1\n")
    before = stamp_of(tmp_path)
    assert stamp_of(tmp_path) == before
    assert stamp_of(tmp_path, "other") != before
    code.write_text("a = 12\n")
    assert stamp_of(tmp_path) != before


def test_nothing_is_kept_where_nothing_can_be(town: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = remembered(town, tmp_path / "file" / "town.kept")
    assert memory.used


def test_a_full_disk_leaves_no_half_file(town: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    remembered(town, file)
    assert list(file.parent.iterdir()) == []


def test_files_of_folders_that_are_gone_do_not_pile_up(town: Path, file: Path) -> None:
    file.parent.mkdir(mode=0o700)
    others = [file.with_name(f"{number}{ENDING}") for number in range(MOST_FILES)]
    for number, other in enumerate(others):
        other.touch()
        os.utime(other, (number, number))
    foreign = file.with_name("notes.txt")
    foreign.touch()
    remembered(town, file)
    assert {path for path in (*others, file, foreign) if path.exists()} == {*others[1:], file, foreign}


def test_what_is_let_go_is_known_no_longer_and_stays_on_the_disk(file: Path) -> None:
    first = Kept(file, STAMP)
    first.put(b"k" * 16, "value")
    first.save()
    kept = Kept(file, STAMP)
    assert kept.get(b"k" * 16) == "value"
    kept.let_go()
    assert kept.get(b"k" * 16) is None
    assert Kept(file, STAMP).get(b"k" * 16) == "value"
