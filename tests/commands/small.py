"""A small catalogue to change, and the command line that looks at it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bot.cli import main
from tests.conftest import ROOT

GOOD = ROOT / "tests" / "broken" / "_good"


def small(folder: Path, **changes: tuple[str, str]) -> Path:
    """Copy the small catalogue to a folder. `changes`: name of a file without its ending -> what to replace by what."""
    shutil.copytree(GOOD, folder)
    for name, (old, new) in changes.items():
        change(folder, name, old, new)
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of a catalogue, all of them."""
    (path,) = folder.rglob(f"{name}.yaml")
    written = path.read_text()
    assert old in written
    path.write_text(written.replace(old, new))


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    """Run a command in this process. What it says is English where nothing else is asked for."""
    language = () if "--lang" in arguments else ("--lang", "en")
    streams = [BytesIO() for _ in range(3)]
    typed, out, err = (TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in streams)
    with (
        patch("sys.stdin", typed),
        patch("sys.stdout", out),
        patch("sys.stderr", err),
        pytest.raises(SystemExit) as ended,
    ):
        main([*map(str, arguments), *language])
    return Done(int(ended.value.code or 0), streams[1].getvalue().decode(), streams[2].getvalue().decode())


def said(*arguments: str | Path) -> str:
    """Give what a command that must succeed says."""
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def found(*arguments: str | Path) -> dict[str, Any]:
    """Give what a command that must succeed writes for programs."""
    (line,) = said(*arguments, "--json").splitlines()
    read: dict[str, Any] = json.loads(line)
    return read
