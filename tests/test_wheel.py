"""What is installed is what was tested: the wheel carries its data and runs without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: What the wheel is built from.
SOURCES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "bot", "offers", "locales")


def built(folder: Path, root: Path = ROOT, **environment: str) -> Path:
    """Build the wheel into a folder."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "-w",
        str(folder),
        str(root),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **environment})
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def plain_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built where there is no C compiler, though something was compiled there once, also for another Python."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "source").mkdir()
    for name in SOURCES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / "source" / name)
    (folder / "source" / "bot" / "core" / "_lanes.cpython-39-other.so").touch()
    return built(folder, folder / "source", CC="false")


def test_the_wheel_holds_the_catalogue_the_words_and_the_page_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert "bot/data/offers/questions.yaml" in names
    assert "bot/data/locales/pl/LC_MESSAGES/messages.mo" in names
    assert any(name.startswith("bot/emulator/page/") for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_the_fast_half_of_the_index_is_packed_where_it_could_be_compiled(wheel: Path, plain_wheel: Path) -> None:
    packed = [
        [
            name
            for name in zipfile.ZipFile(one).namelist()
            if name.startswith("bot/core/_lanes") and name.endswith(".so")
        ]
        for one in (wheel, plain_wheel)
    ]
    assert [len(names) for names in packed] == [1, 0]
    # It is for this Python and machine, the other for all of them.
    assert not wheel.stem.endswith("py3-none-any")
    assert plain_wheel.stem.endswith("py3-none-any")


@pytest.mark.parametrize("kind", ["wheel", "plain_wheel"])
def test_the_installed_wheel_checks_and_chats_outside_the_checkout(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with zipfile.ZipFile(request.getfixturevalue(kind)) as packed:
        packed.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"}
    checked = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert "105" in checked.stdout
    chat = [sys.executable, "-m", "bot", "chat", "--lang", "pl"]
    done = subprocess.run(chat, cwd=tmp_path, env=environment, input="1\n", capture_output=True, text=True, check=False)
    assert "Gdzie mieszkasz?" in done.stdout, done.stderr
