"""Commands as typed in a terminal, in this process."""

from __future__ import annotations

from io import StringIO

import pytest

from bot import cli


class Typed(StringIO):
    """Lines typed in a terminal."""

    def reconfigure(self, **_: str) -> None:
        """Take any encoding."""


def typed(monkeypatch: pytest.MonkeyPatch, *arguments: str, lines: str = "") -> int:
    """Run a command whose questions are answered with these lines. Gives its exit code."""
    monkeypatch.setattr("sys.stdin", Typed(lines))
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert isinstance(left.value.code, int)
    return left.value.code
