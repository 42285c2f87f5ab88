"""What the tests of operations share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.machine import Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing has run yet."""
    return Machine(tmp_path / "var", monkeypatch, f"sqlite:///{tmp_path / 'var' / 'bot.db'}")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Machine:
    """The same, once with each kind of database."""
    url = f"sqlite:///{tmp_path / 'var' / 'bot.db'}" if database.startswith("sqlite") else database
    return Machine(tmp_path / "var", monkeypatch, url)
