"""The examples of docs/commands.md are typed as they stand there, and say what stands there; `...` is anything."""

from __future__ import annotations

import os
import re
import shlex
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.cli import main
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "commands.md").read_text()
BLOCKS = re.findall(r"^```console\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
#: Typed line -> what follows it.
EXAMPLES = dict(re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", "".join(BLOCKS), re.MULTILINE))
#: What hangs on the history of the files, or does not end by itself.
NOT_TYPED = ("drogowskaz diff ", "drogowskaz demo ")
TYPED = [typed for typed in EXAMPLES if not typed.startswith(NOT_TYPED)]


def said(typed: str) -> str:
    """Type a line. Gives what is read on the screen."""
    words = shlex.split(typed)
    before, arguments = words[: words.index("drogowskaz")], words[words.index("drogowskaz") + 1 :]
    quiet = arguments[-1:] == ["2>/dev/null"]
    screen, nowhere = BytesIO(), BytesIO()
    rows = TextIOWrapper(BytesIO("".join(before[1:2]).encode()), encoding="utf-8")
    out, err = (
        TextIOWrapper(to, encoding="utf-8", write_through=True) for to in (screen, nowhere if quiet else screen)
    )
    with patch("sys.stdin", rows), patch("sys.stdout", out), patch("sys.stderr", err), pytest.raises(SystemExit):
        main(arguments[:-1] if quiet else arguments)
    return screen.getvalue().decode()


@pytest.mark.parametrize("typed", TYPED)
def test_an_example_says_what_the_program_says(typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    parts = [re.escape(part.strip()) for part in EXAMPLES[typed].split("...")]
    found = said(typed)
    assert re.fullmatch(r"\s*.*?\s*".join(parts), found.strip(), re.DOTALL), found


def test_every_example_that_ends_by_itself_is_typed() -> None:
    assert len(EXAMPLES) - len(TYPED) == len(NOT_TYPED)
    assert len(BLOCKS) > len(NOT_TYPED)
