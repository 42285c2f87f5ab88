"""What the tests of operations share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.machine import Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on which nothing has run yet."""
    return Machine(tmp_path / "kept", monkeypatch)
