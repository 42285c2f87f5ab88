"""The copy of the last sound catalogue: a new one replaces it whole, or not at all."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.files.loader import load
from bot.living import Living
from bot.resources import folder as resources
from bot.staff import good
from bot.text.other import About
from tests.conftest import ROOT
from tests.staff.conftest import PROGRAMME


def no_room(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def not_the_new_one(path: Path, target: Path) -> Path:
    if path.name.endswith(".new"):
        no_room()
    return Path(shutil.move(path, target))


@pytest.mark.parametrize(("what", "fails"), [("write_bytes", no_room), ("rename", not_the_new_one)])
def test_a_copy_that_fails_leaves_the_one_before_and_nothing_beside(
    what: str, fails: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))
    kept = good.last_good(tmp_path / "staff")
    good.keep_in_use(folder, kept, lambda: False)
    before = (kept / PROGRAMME).read_bytes()
    (folder / PROGRAMME).write_bytes(before + b"# changed\n")
    with monkeypatch.context() as patch:
        patch.setattr(Path, what, fails)
        good.keep_in_use(folder, kept, lambda: False)
    assert (kept / PROGRAMME).read_bytes() == before
    assert [path.name for path in kept.parent.iterdir()] == ["good"]
    good.keep_in_use(folder, kept, lambda: False)
    assert (kept / PROGRAMME).read_bytes() == before + b"# changed\n"


def test_what_was_edited_again_meanwhile_is_not_kept_for_the_last_good_version(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers"))
    kept, sound = good.last_good(tmp_path / "staff"), (folder / PROGRAMME).read_bytes()

    def make() -> Assistant:
        return Assistant.over(load(folder), resources("locales"), About(None, 24))

    living = Living(folder, make(), make)
    good.keep_in_use(folder, kept, living.changed)
    (folder / PROGRAMME).write_bytes(sound[: len(sound) // 2])
    good.keep_in_use(folder, kept, living.changed)
    assert (kept / PROGRAMME).read_bytes() == sound
    assert [path.name for path in kept.parent.iterdir()] == ["good"]
