"""An audit that could not look says so: it never passes for one that found nothing."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """Load the script, which lies outside the packages."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / "deploy" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = made
    spec.loader.exec_module(made)
    return made


def looked_up(name: str, version: str, *vulnerabilities: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": version, "vulns": list(vulnerabilities)}


def test_every_package_of_the_lock_is_known_to_the_audit(audit: ModuleType) -> None:
    lock = (ROOT / "requirements.txt").read_text()
    found = audit.locked(lock)
    assert len(found) == len(re.findall(r"^\S+==", lock, re.MULTILINE)) > 30
    assert {"aiogram", "psycopg-binary", "sqlalchemy"} <= found.keys()


def test_a_clean_report_over_everything_passes(audit: ModuleType) -> None:
    judged = audit.judge({"a-b": "1", "c": "2"}, {"dependencies": [looked_up("A_b", "1"), looked_up("c", "2")]})
    assert (judged.code, judged.lines) == (0, ("2 packages checked, no known vulnerabilities.",))


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"dependencies": []},
        {"dependencies": [looked_up("a", "1")]},
        {"dependencies": [looked_up("a", "1"), looked_up("b", "1")]},
        {"dependencies": [looked_up("a", "1"), {"name": "b", "skip_reason": "Dependency not found"}]},
    ],
    ids=["nothing", "empty", "one missing", "another version", "skipped"],
)
def test_what_was_not_looked_up_fails_the_audit(audit: ModuleType, report: dict[str, Any]) -> None:
    judged = audit.judge({"a": "1", "b": "2"}, report)
    assert judged.code == 2
    assert judged.lines[0].startswith("NOT CHECKED: ")


def test_a_vulnerability_is_named_with_the_version_that_mends_it(audit: ModuleType) -> None:
    found = {"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}
    judged = audit.judge({"a": "1", "b": "2"}, {"dependencies": [looked_up("a", "1", found)]})
    assert (judged.code, judged.lines[0]) == (1, "a 1: PYSEC-1 (mended in: 1.1)")


def test_an_environment_without_the_library_fails_the_audit(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main([str(ROOT / "requirements.txt")]) == 2
    assert "NOT CHECKED" in capsys.readouterr().err
