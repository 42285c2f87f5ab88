"""`diff`: what a change of the catalogue does to example residents, to texts and to ids."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.commands.small import GOOD, change, found, run, said, small

#: A second office in the town, in the lines of the first one.
ANOTHER = """  - id: office_town
    name: {pl: Urząd, en: Office}
    about: {pl: Daje pieniądze., en: Gives money.}
    bodies: [office]
    serves: [town]
    website: {value: example.pl, source: "https://example.pl/urzad", grade: B}
    checked_on: 2026-11-22
  - id: helpline
"""


def affected(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in told["residents"]["affected"]}


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=Staff", "-c", "user.email=staff@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True, capture_output=True)  # noqa: S607


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return small(tmp_path / "new")


def test_equal_folders_differ_in_nothing(new: Path) -> None:
    assert "Nothing that residents or staff could notice has changed." in said("diff", GOOD, new)


def test_a_narrower_rule_takes_the_offer_from_those_who_no_longer_fit(new: Path) -> None:
    change(new, "groups", "age: 18+", "age: 40+")
    told = said("diff", GOOD, new)
    assert "Example residents for whom something changes: 1 of 3" in told
    assert "mother: mama z Północy (1 June 2019; personas/people.yaml)" in told
    assert "- loses tow-01 (Advice for parents): fits, comes first, open" in told
    assert "~ changed: grown_up (being grown up): rule" in told
    back = said("diff", new, GOOD)
    assert "+ gains tow-01 (Advice for parents): fits, comes first, open" in back


def test_a_verdict_and_who_comes_first_may_change_while_the_offer_stays(new: Path) -> None:
    change(new, "town_help", "first: {disability: severe}", "first: {disability: mild}")
    change(new, "town_help", "rule: {is: parent}", "rule: {perhaps: {is: parent}}")
    one = affected(found("diff", GOOD, new))["mother"]
    assert (one["gains"], one["loses"]) == ([], [])
    (changed,) = one["changes"]
    assert changed == {
        "offer": "tow-01",
        "before": {"verdict": "fits", "first": True, "state": "open"},
        "after": {"verdict": "maybe", "first": False, "state": "open"},
    }
    assert "~ tow-01 (Advice for parents): fits → perhaps; comes first → does not come first" in said("diff", GOOD, new)


def test_residents_are_judged_on_their_own_day_or_on_the_one_asked_for(new: Path) -> None:
    change(new, "town_help", "to: 2022-12-31", "to: 2020-12-31")
    assert found("diff", GOOD, new)["residents"] == {"judged": 3, "affected": []}
    told = found("diff", GOOD, new, "--on", "2021-06-01")
    (changed,) = affected(told)["mother"]["changes"][:1]
    assert (changed["before"]["state"], changed["after"]["state"]) == ("open", "ended")
    assert {"id": "town_help", "fields": ["from, to"]} in told["things"]["programmes"]["changed"]


def test_a_question_that_no_longer_applies_to_somebody_is_told_by_the_offers_it_takes_away(new: Path) -> None:
    change(new, "questions", "asked_if: {age: 18+}", "asked_if: {age: 60+}")
    (lost,) = affected(found("diff", GOOD, new))["mother"]["loses"]
    assert (lost["offer"], lost["verdict"]) == ("tow-01", "fits")


def test_contact_points_that_come_and_go_are_told_for_each_resident(new: Path) -> None:
    change(new, "contacts", "  - id: helpline\n", ANOTHER)
    change(new, "contacts", "bodies: [centre, office]", "bodies: [centre]")
    change(new, "contacts", "need: [advice, money]", "need: [advice]")
    told = found("diff", GOOD, new)
    one = affected(told)["mother"]
    assert one["contacts"] == {"added": ["office_town"], "removed": [], "first": None}
    assert told["things"]["contacts"]["added"] == ["office_town"]
    assert told["things"]["contacts"]["changed"] == [{"id": "centre_town", "fields": ["bodies", "need"]}]
    back = said("diff", new, GOOD)
    assert "- no longer sees these contact points: office_town (Office)" in back


def test_who_is_shown_first_is_told_where_it_is_somebody_else(new: Path) -> None:
    change(new, "contacts", "    serves: [town]\n", "    serves: [elsewhere]\n")
    one = affected(found("diff", GOOD, new))["mother"]
    assert one["contacts"] == {"added": [], "removed": ["centre_town"], "first": ["centre_town", None]}
    assert "~ is sent to first: centre_town → none" in said("diff", GOOD, new)


@pytest.mark.parametrize(
    ("old", "replaced", "changed", "unchanged"),
    [
        ("gives: {pl: Rozmawiasz z doradcą.,", "gives: {pl: Doradca słucha.,", ["pl"], ["en"]),
        ("en: You talk with an adviser.}", "en: An adviser listens.}", ["en"], ["pl"]),
    ],
)
def test_a_text_that_changed_in_one_language_only_is_named_with_its_line(
    new: Path, old: str, replaced: str, changed: list[str], unchanged: list[str]
) -> None:
    change(new, "town_help", old, replaced)
    (text,) = found("diff", GOOD, new)["texts"]
    assert (text["changed"], text["unchanged"]) == (changed, unchanged)
    assert (text["text"], text["file"], text["line"]) == (["tow-01", "gives"], "programmes/town_help.yaml", 17)
    told = said("diff", GOOD, new)
    assert f"tow-01 · gives: changed in {changed[0]}, not in {unchanged[0]}" in told
    assert "[programmes/town_help.yaml:17]" in told


def test_a_text_that_changed_in_both_languages_is_no_forgotten_translation(new: Path) -> None:
    change(new, "contacts", "{pl: Pomaga ludziom., en: Helps people.}", "{pl: Pomaga., en: Helps.}")
    change(new, "town_help", "keywords: {pl: [porada]", "keywords: {pl: [porady]")
    told = found("diff", GOOD, new)
    assert [(text["text"], text["unchanged"]) for text in told["texts"]] == [
        (["contacts.yaml", "contacts", "centre_town", "about"], [])
    ]
    assert "No text changed in one language only." in said("diff", GOOD, new)


def test_a_new_id_is_one_thing_renamed_and_nobody_loses_anything(new: Path) -> None:
    for name in ("town_help", "people"):
        change(new, name, "tow-01", "advice-01")
    change(new, "contacts", "id: helpline", "id: line_112")
    told = found("diff", GOOD, new)
    assert told["things"]["offers"]["renamed"] == [{"from": "tow-01", "to": "advice-01", "fields": []}]
    assert told["things"]["contacts"]["renamed"] == [{"from": "helpline", "to": "line_112", "fields": []}]
    assert (told["things"]["offers"]["added"], told["things"]["offers"]["removed"]) == ([], [])
    assert told["residents"]["affected"] == []
    assert "! tow-01 → advice-01 (Advice for parents): the id changed" in said("diff", GOOD, new)


def test_things_added_and_removed_are_listed_by_kind(new: Path) -> None:
    change(new, "questions", "    - {id: mild, label: {pl: Lekkie, en: Mild}}\n", "")
    change(new, "groups", "parent:", "mum_or_dad:")
    change(new, "groups", "{pl: dzieci, en: children}", "{pl: mama lub tata, en: mum or dad}")
    change(new, "town_help", "is: parent", "is: mum_or_dad")
    told = found("diff", GOOD, new)["things"]
    assert told["options"]["removed"] == ["disability: mild"]
    assert told["questions"]["changed"] == [{"id": "disability", "fields": ["options"]}]
    assert (told["groups"]["added"], told["groups"]["removed"]) == (["mum_or_dad"], ["parent"])
    lines = said("diff", GOOD, new)
    assert "- removed: disability: mild (Mild)" in lines
    assert "+ added: mum_or_dad (mum or dad)" in lines


def test_an_answer_that_one_version_does_not_know_is_left_out_and_named(new: Path) -> None:
    change(
        new,
        "questions",
        "- {id: severe, label: {pl: Znaczne, en: Severe}}",
        "- {id: grave, label: {pl: Ciężkie, en: Grave}}",
    )
    change(new, "town_help", "disability: severe", "disability: grave")
    one = affected(found("diff", GOOD, new))["mother"]
    assert one["strange_answers"] == ["disability"]
    assert one["changes"][0]["after"]["first"] is None
    assert "! answers that one of the versions does not know: disability" in said("diff", GOOD, new)


def test_an_example_resident_of_the_old_version_alone_is_asked_about_too(new: Path) -> None:
    (new / "personas" / "people.yaml").write_text("- {id: one, who: ktoś, on: 2019-06-01, answers: {place: town}}\n")
    change(new, "groups", "age: 18+", "age: 40+")
    told = found("diff", GOOD, new)
    assert told["residents"]["judged"] == 4
    assert "mother" in affected(told)


def test_revisions_of_git_are_compared_where_the_catalogue_lies(tmp_path: Path) -> None:
    folder = small(tmp_path / "town" / "offers")
    git(tmp_path / "town", "init", "--quiet")
    git(tmp_path / "town", "add", ".")
    git(tmp_path / "town", "commit", "--quiet", "-m", "first")
    change(folder, "groups", "age: 18+", "age: 40+")
    told = found("diff", "HEAD", "--offers", folder)
    assert (told["old"], told["new"]) == ("HEAD", str(folder))
    assert [one["offer"] for one in affected(told)["mother"]["loses"]] == ["tow-01"]
    git(tmp_path / "town", "commit", "--quiet", "-am", "second")
    assert affected(found("diff", "HEAD~1", "HEAD", "--offers", folder)).keys() == {"mother"}
    assert "Nothing that residents" in said("diff", "HEAD", "--offers", folder)
    done = run("diff", "HEAD~7", "--offers", folder)
    assert (done.returncode, done.stderr) == (
        2, "drogowskaz: HEAD~7 is neither a folder nor a revision of git, such as HEAD~1.\n",
    )  # fmt: skip
    done = run("diff", "--offers", folder, "--", "--output=stolen")
    assert done.returncode == 2
    assert not list(tmp_path.rglob("stolen"))


@pytest.mark.parametrize("hurts", ["filter", "fetch"])
def test_a_repository_made_to_hurt_runs_nothing(tmp_path: Path, hurts: str) -> None:
    """A folder of unknown origin, its .git with it: its settings name programs that git would run by itself."""
    town, stolen = small(tmp_path / "town"), tmp_path / "stolen"
    git(town, "init", "--quiet")
    git(town, "add", ".")
    git(town, "commit", "--quiet", "-m", "first")
    if hurts == "filter":
        git(town, "config", "filter.evil.smudge", f"sh -c 'touch {stolen}; cat'")
        (town / ".git" / "info").mkdir(exist_ok=True)
        (town / ".git" / "info" / "attributes").write_text("* filter=evil\n")
        assert "Nothing that residents or staff could notice has changed." in said("diff", "--offers", town, "HEAD")
    else:
        git(town, "config", "core.repositoryFormatVersion", "1")
        git(town, "config", "extensions.partialClone", "origin")
        git(town, "config", "remote.origin.promisor", "true")
        git(town, "config", "remote.origin.url", str(town))
        git(town, "config", "remote.origin.uploadpack", f"touch {stolen}; git-upload-pack")
        for kept in (town / ".git" / "objects").glob("??/*"):
            kept.rename(kept.with_name("gone")) if _is_contacts(town, kept) else None
        assert run("diff", "--offers", town, "HEAD").returncode in {1, 2}
    assert not stolen.exists()


def _is_contacts(town: Path, kept: Path) -> bool:
    asked = ["git", "-C", str(town), "rev-parse", "HEAD:contacts.yaml"]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    return f"{kept.parent.name}{kept.name}" == done.stdout.strip()


def test_a_file_of_a_revision_that_is_far_too_large_is_told(tmp_path: Path) -> None:
    town = small(tmp_path / "town")
    (town / "programmes" / "backup.yaml").write_bytes(bytes(3 << 20))
    git(town, "init", "--quiet")
    git(town, "add", ".")
    git(town, "commit", "--quiet", "-m", "first")
    assert "programmes/backup.yaml:1:1: error: The file is larger than 1 MB." in run(
        "diff", "--offers", town, "HEAD").stderr  # fmt: skip


def test_a_revision_without_the_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing yet")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    done = run("diff", "HEAD", "--offers", small(tmp_path / "offers"))
    assert (done.returncode, done.stderr) == (2, "drogowskaz: The revision HEAD has no folder offers.\n")


def test_a_name_that_is_no_folder_where_there_is_no_git_says_so(
    new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = run("diff", "HEAD~1", "--offers", new)
    assert done.returncode == 2
    assert "HEAD~1 is no folder, and the catalogue" in done.stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("diff", "HEAD~1", "--offers", new)
    assert (done.returncode, done.stderr) == (
        2, "drogowskaz: git cannot be run. Give two folders instead of revisions.\n",
    )  # fmt: skip


def test_a_broken_version_is_told_with_its_problems_and_exit_code_1(new: Path) -> None:
    change(new, "groups", "age: 18+", "ages: 18+")
    done = run("diff", GOOD, new)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == f"{new} cannot be used: 1 problem"
    assert "groups.yaml:3:10: error:" in done.stderr
    done = run("diff", new, GOOD, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["broken"], told["problems"][0]["line"]) == (str(new), 3)


def test_example_residents_that_cannot_be_read_make_a_version_broken(new: Path) -> None:
    change(new, "people", "- id: mother", "- name: mother")
    done = run("diff", GOOD, new)
    assert done.returncode == 1
    assert "personas/people.yaml:1:3: error:" in done.stderr


def test_nothing_a_file_says_moves_the_cursor(new: Path) -> None:
    change(new, "town_help", "pl: Rozmawiasz z doradcą.", 'pl: "Rozmawiasz \\e[2J\\a."')
    done = run("diff", GOOD, new)
    assert "\x1b" not in done.stdout + done.stderr
