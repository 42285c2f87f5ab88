"""The units for systemd, held by its own tool: they are read without a complaint, and the service is shut in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import exits
from bot.settings import Settings
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ("drogowskaz.service", "drogowskaz-backup.service", "drogowskaz-backup.timer")
#: Systemd's own measure, from 0 (safe) to 10 (unsafe), times ten.
MOST_EXPOSED = 15


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Give the units in a folder, with a program that is there in place of the installed one."""
    for name in UNITS:
        written = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(written.replace("/opt/drogowskaz/bin/drogowskaz", sys.executable))
    return tmp_path


def analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        told = "systemd-analyze is not on the PATH. On Debian: apt install systemd"
        if os.environ.get("REQUIRE_SERVERS") == "1":
            pytest.fail(told)
        pytest.skip(told)
    return subprocess.run([tool, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_systemd_reads_them_without_a_complaint(units: Path) -> None:
    done = analyze(units, "verify", "--recursive-errors=no", *(f"./{name}" for name in UNITS))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_shut_in(units: Path, name: str) -> None:
    done = analyze(units, "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", f"./{name}")
    assert done.returncode == 0, done.stdout[-2000:]
    assert re.search(rf"Overall exposure level for {name}: (\d\.\d)", done.stdout)


def test_the_service_is_not_started_again_where_that_changes_nothing() -> None:
    unit = (DEPLOY / "drogowskaz.service").read_text()
    (codes,) = re.findall(r"^RestartPreventExitStatus=(.*)$", unit, re.MULTILINE)
    assert {int(code) for code in codes.split()} == {exits.BAD_USAGE, exits.REFUSED}


@pytest.mark.parametrize("name", ["drogowskaz.service", "drogowskaz-backup.service", "environment.example"])
def test_units_name_only_settings_that_the_program_can_use(name: str) -> None:
    found = dict(re.findall(r"^(?:Environment=|#)?(BOT_[A-Z_]+)=(.*)$", (DEPLOY / name).read_text(), re.MULTILINE))
    assert found
    del_files = {setting: value for setting, value in found.items() if not setting.endswith("_FILE")}
    Settings.from_environment(del_files)


def test_the_example_of_the_settings_can_also_be_read_by_a_shell() -> None:
    # By hand commands run with the same settings: a value with a blank in it must not end there.
    line = f'set -a; . {DEPLOY / "environment.example"}; printf %s "$BOT_OPERATOR"'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)  # noqa: S607 -- our file
    assert (done.stdout, done.stderr) == ("Urząd Miasta", "")
