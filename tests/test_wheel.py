"""What is installed is what was tested: the wheel carries its data and runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
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
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_catalogue_the_words_and_the_page_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert "bot/data/offers/questions.yaml" in names
    assert "bot/data/locales/pl/LC_MESSAGES/messages.mo" in names
    assert any(name.startswith("bot/emulator/page/") for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_the_installed_wheel_checks_and_chats_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
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
