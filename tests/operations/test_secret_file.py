"""The secret is made once, whole, and for its owner alone, whatever happens meanwhile."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.errors import BadUsageError
from bot.store.vault import load_secret


def test_a_crash_while_it_is_written_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.key"

    def crash(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as crashing:
        crashing.setattr(os, "link", crash)
        with pytest.raises(SystemExit):
            load_secret(None, path)
    assert not path.exists()
    assert len(load_secret(None, path)) == 64
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, link = os.fsync, os.link

    def flush(handle: int) -> None:
        order.append("flushed")
        fsync(handle)

    def name(old: Path, new: Path) -> None:
        order.append("named")
        link(old, new)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "link", name)
    load_secret(None, tmp_path / "secret.key")
    assert order == ["flushed", "named", "flushed"]


def test_of_many_programs_that_start_at_once_all_use_the_same_one(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with ThreadPoolExecutor(8) as many:
        found = set(many.map(lambda _: load_secret(None, path), range(32)))
    assert len(found) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadUsageError, match="Set BOT_SECRET_FILE to another place"):
        load_secret(None, tmp_path / "file" / "secret.key")
