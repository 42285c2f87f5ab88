"""The command lines other tools call: JSON Lines in and out, exit codes, one clear line on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

TOKEN = "42:" + "a" * 35


def run(*arguments: str, rows: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=rows, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60, encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", **environment},
    )  # fmt: skip


def rows(*written: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in written)


def read(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_match_judges_each_row_in_one_process() -> None:
    done = run(
        "match", "--on", "2019-06-01", "--json",
        rows=rows(
            {"id": 1, "answers": {"place": "gdansk.stogi", "age": 68, "work": "retired", "hardship": []}},
            {"id": "two", "answers": {}},
        ),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second = read(done)
    assert first["id"] == 1
    assert {row["offer"]: row["verdict"] for row in first["results"]}["gda-12"] == "fits"
    assert {row["state"] for row in first["results"] if row["offer"].startswith("gda")} == {"open"}
    assert "mopr_gdansk" in first["contacts"]
    assert set(first) == {"id", "results", "contacts", "next"}
    assert set(first["results"][0]) == {"offer", "verdict", "first", "state", "missing"}
    assert second["next"] == "place"


def test_match_shows_offers_that_do_not_fit_only_when_asked() -> None:
    written = rows({"id": 1, "answers": {"place": "sopot"}})
    shown = read(run("match", "--on", "2019-06-01", "--json", rows=written))[0]["results"]
    assert all(row["verdict"] in ("fits", "maybe") for row in shown)
    everything = read(run("match", "--on", "2019-06-01", "--json", "--all", rows=written))[0]["results"]
    hidden = {row["offer"] for row in everything if row["verdict"] == "no"}
    assert {row["offer"] for row in everything} == hidden | {row["offer"] for row in shown}
    assert hidden >= {"gda-01", "gdy-01", "kar-01", "tor-01", "zie-01"}


def test_a_bad_row_gets_an_error_in_its_place_and_the_rest_goes_on() -> None:
    written = "nonsense\n[]\n" + rows(
        {"id": 1, "answers": {"place": "krakow"}},
        {"id": 2, "answers": {"nic": 1}},
        {"id": 3, "answers": {"age": [70, 60]}},
        {"id": 4, "answers": {"family": ["psy"]}},
        {"id": 5, "answers": []},
        {"id": 6, "answers": {"place": "sopot"}, "unheard-of": 1},
    )
    done = run("match", "--on", "2019-06-01", "--json", rows=written)
    found = read(done)
    assert done.returncode == 1
    assert len(found) == 8
    assert all("error" in row for row in found[:7])
    assert "krakow" in found[2]["error"]
    assert "psy" in found[5]["error"]
    assert found[7]["id"] == 6
    assert "results" in found[7]


def test_understand_writes_answers_in_the_forms_of_match() -> None:
    done = run(
        "understand", "--on", "2026-11-22", "--json",
        rows=rows(
            {"id": 1, "text": "mieszkam w Gdyni", "lang": "pl"},
            {"id": 2, "text": "67", "lang": "pl", "ask": "age"},
            {"id": 3, "text": "nie chcę żyć", "lang": "pl"},
            {"id": 4, "text": 5, "lang": "pl"},
        ),
    )  # fmt: skip
    found = read(done)
    assert done.returncode == 1
    assert found[0] == {"id": 1, "answers": {"place": "gdynia"}, "crisis": False}
    assert found[1]["answers"] == {"age": 67}
    assert found[2]["crisis"] is True
    assert "error" in found[3]


def test_the_real_catalogue_is_without_fault() -> None:
    done = run("check", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "105 offers" in done.stdout
    problems = [json.loads(line) for line in run("check", "--json").stdout.splitlines()]
    assert {problem["code"] for problem in problems} <= {"no-contact"}


def test_a_broken_catalogue_never_starts_anything(tmp_path: Path) -> None:
    for command in (["match", "--on", "2019-06-01", "--json"], ["chat"], ["run"], ["demo"]):
        done = run(*command, "--offers", str(tmp_path))
        assert done.returncode == 1, command
        assert "Traceback" not in done.stderr
        assert "questions.yaml" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "word"),
    [
        (["match", "--on", "yesterday", "--json"], {}, "--on"),
        (["run"], {}, "BOT_TOKEN"),
        (["run"], {"BOT_TOKEN": "nonsense"}, "BOT_TOKEN"),
        (["run"], {"BOT_TODAY": "yesterday", "BOT_TOKEN": "1:a"}, "BOT_TODAY"),
        (["run"], {"BOT_KEEP_HOURS": "0", "BOT_TOKEN": "1:a"}, "BOT_KEEP_HOURS"),
        (["run"], {"BOT_SECRET": "short", "BOT_TOKEN": TOKEN}, "BOT_SECRET"),
        (["run"], {"BOT_DATABASE_URL": "oracle://x", "BOT_SECRET": "x" * 40, "BOT_TOKEN": TOKEN}, "BOT_DATABASE_URL"),
        (["run"], {"BOT_API_URL": "nonsense", "BOT_TOKEN": TOKEN}, "BOT_API_URL"),
        (["run"], {"BOT_LANGUAGE": "xx", "BOT_TOKEN": TOKEN}, "BOT_LANGUAGE"),
        (["run"], {"BOT_SECRET_FILE": "/proc/nowhere/key", "BOT_TOKEN": TOKEN}, "BOT_SECRET_FILE"),
        (["chat", "--lang", "xx"], {}, "--lang"),
        (["nonsense"], {}, "nonsense"),
        ([], {}, "COMMAND"),
    ],
)  # fmt: skip
def test_bad_usage_is_one_clear_line_and_exit_code_2(
    arguments: list[str], environment: dict[str, str], word: str, tmp_path: Path
) -> None:
    done = run(*arguments, **{"BOT_SECRET_FILE": str(tmp_path / "key"), **environment})
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("language", "words"), [("pl", "Gdzie mieszkasz?"), ("en", "Where do you live?")])
def test_the_terminal_chats_in_the_same_words(language: str, words: str) -> None:
    done = run("chat", "--lang", language, "--on", "2026-11-22", rows="1\nSopot\n/results\n/nic\n999\n")
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    assert "MOPS Sopot" in done.stdout
