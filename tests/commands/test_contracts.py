"""The command lines other tools call: JSON Lines in and out, exit codes, one clear line on stderr."""

from __future__ import annotations

import json
import shutil
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


def test_staff_who_open_the_preview_of_a_broken_catalogue_read_why_in_their_language(tmp_path: Path) -> None:
    for language, told in (((), "błąd: "), (("--lang", "en"), "error: ")):
        done = run("demo", "--offers", str(tmp_path), *language)
        assert done.returncode == 1
        assert told in done.stderr


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
        (["check", "--lang", "xx"], {}, "--lang"),
        (["demo", "--lang", "xx"], {}, "--lang"),
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


BROKEN = ROOT / "tests" / "broken"


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """Give a small catalogue with one error and one warning in one file."""
    folder = Path(shutil.copytree(BROKEN / "_good", tmp_path / "offers"))
    text = (folder / "contacts.yaml").read_text()
    text = text.replace("58 511 01 21", "585110121").replace("pn-pt 7:30-15:30", "pon-pt 8-15")
    (folder / "contacts.yaml").write_text(text)
    return folder


def test_check_tells_problems_on_stderr_the_gravest_first_and_counts_them(spoilt: Path) -> None:
    done = run("check", str(spoilt))
    assert (done.returncode, done.stdout) == (1, "")
    error, warning, summary = done.stderr.splitlines()
    assert error == "contacts.yaml:16:95: błąd: Nie da się odczytać tych godzin: pon-pt 8-15.  Wpisz: pn-pt 8:00-15:00"
    assert warning.endswith("ostrzeżenie: 585110121: taki zapis trudno odczytać i wybrać.  Wpisz: 58 511 01 21")
    assert summary == "Znalezione: 1 błąd, 1 ostrzeżenie."


def test_check_writes_one_json_object_a_line_and_nothing_else(spoilt: Path) -> None:
    done = run("check", str(spoilt), "--json", "--lang", "en")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == run("check", str(spoilt), "--format", "json", "--lang", "en").stdout
    error, warning = read(done)
    assert list(error) == ["file", "line", "column", "level", "code", "message", "hint"]
    assert [(row["level"], row["code"]) for row in (error, warning)] == [("error", "hours"), ("warning", "phone-form")]


def test_check_writes_what_github_shows_beside_the_line(spoilt: Path) -> None:
    done = run("check", str(spoilt), "--format", "github", "--lang", "en")
    assert done.returncode == 1
    error, warning = done.stdout.splitlines()
    assert error.startswith("::error file=")
    assert f"{spoilt.name}/contacts.yaml,line=16,col=95,title=hours::These hours cannot be read: pon-pt 8-15." in error
    assert warning.startswith("::warning file=")


def test_check_writes_what_gitlab_shows_beside_the_line(spoilt: Path) -> None:
    done = run("check", str(spoilt), "--format", "gitlab", "--lang", "en")
    assert done.returncode == 1
    error, warning = json.loads(done.stdout)
    assert error["location"]["lines"] == {"begin": 16}
    assert error["location"]["path"].endswith("/offers/contacts.yaml")
    assert (error["check_name"], error["severity"], warning["severity"]) == ("hours", "critical", "minor")
    assert error["description"] == "These hours cannot be read: pon-pt 8-15. Type: pn-pt 8:00-15:00"
    assert error["fingerprint"] != warning["fingerprint"]
    assert json.loads(run("check", str(BROKEN / "_good"), "--format", "gitlab").stdout) == []


def test_a_path_inside_the_repository_is_told_from_its_top() -> None:
    done = run("check", "offers", "--format", "github")
    assert all(row.startswith("::warning file=offers/contacts.yaml,line=") for row in done.stdout.splitlines())
