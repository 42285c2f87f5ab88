"""`explain`: why an offer fits somebody, condition by condition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.small import GOOD, found, run, said, small

MOTHER = '{"place": "town.north", "age": 30, "disability": "severe", "family": ["single_parent"]}'


def explain(offer: str, answers: str, *more: str) -> str:
    return said("explain", offer, "--offers", GOOD, "--on", "2019-06-01", "--answers", answers, *more)


def node(tree: dict[str, Any], kind: str) -> dict[str, Any]:
    """Find the first condition of a kind."""
    if tree["kind"] == kind:
        return tree
    return next((one for part in tree.get("parts", ()) if (one := node(part, kind))), {})


def test_each_condition_says_yes_or_no_the_answer_and_its_line() -> None:
    told = explain("tow-01", MOTHER)
    assert "tow-01: Advice for parents" in told
    assert "On 1 June 2019: fits; comes first; open." in told
    assert "✓ yes: place: Miasto (answered: Miasto, Północ)  [programmes/town_help.yaml:7]" in told
    assert "✓ yes: group parent: children  [programmes/town_help.yaml:19]" in told
    assert "✓ yes: group grown_up: being grown up  [groups.yaml:8]" in told
    assert "✓ yes: age: 18 or over (answered: 30)  [groups.yaml:3]" in told
    assert "✓ yes: disability: Severe (answered: Severe)  [programmes/town_help.yaml:8]" in told
    assert "No further answer changes this." in told


def test_polish_is_what_staff_read_when_nothing_else_is_asked_for() -> None:
    told = said("explain", "tow-01", "--offers", GOOD, "--on", "2019-06-01", "--answers", MOTHER, "--lang", "pl")
    assert "Wynik: pasuje; ma pierwszeństwo; otwarta." in told
    assert "Dla kogo (rule)" in told
    assert "✓ tak: rodzina: Mam dzieci lub Wychowuję bez pary" in told


def test_an_unknown_says_which_answers_would_settle_it() -> None:
    told = explain("tow-01", '{"place": "town", "family": {"children": true}}')
    assert "? not known: age: 18 or over (not answered)" in told
    changes = told.partition("What an answer would change")[2]
    assert "        fits: 18 or over\n        does not fit: up to 17" in changes
    first = told.partition("What an answer would change about who comes first")[2]
    assert "        yes: Severe\n        no: No or Mild" in first


def test_an_answer_that_was_refused_is_not_asked_again_and_one_left_open_by_the_document_is_the_offices() -> None:
    refused = explain("tow-01", '{"place": "town", "age": null, "family": ["children"]}')
    assert "age: 18 or over (answered: prefers not to say)" in refused
    assert "→ this person prefers not to say: it is not asked again" in refused
    assert "the office judges it, or this person would not say" in refused
    left_open = explain("tow-02", '{"place": "town", "age": 70, "disability": "mild", "family": ["children"]}')
    assert "? not known: the office will judge this (perhaps)" in left_open
    assert "? not known: at least 2 of these 3 (at_least)" in left_open
    assert "No answer settles this: the office judges it." in left_open


def test_a_question_that_does_not_apply_is_said_not_to() -> None:
    told = explain("tow-01", '{"place": "town", "age": 12}')
    assert "family: I have children or I raise them alone (the question does not apply)" in told
    unsure = explain("tow-01", '{"place": "town"}')
    assert "→ perhaps the question does not apply: another answer decides" in unsure


def test_conditions_on_one_question_are_judged_together_and_that_is_said(tmp_path: Path) -> None:
    either = "rule:\n      any:\n        - age: ..64\n        - {age: 65+, disability: severe}\n        - age: 60+"
    old = "rule:\n      at_least: {2: [{age: ..64}, {not: {disability: none}}, {perhaps: {family: children}}]}"
    folder = small(tmp_path / "offers", town_help=(old, either))
    given = ("--offers", folder, "--on", "2019-06-01", "--answers", '{"place": "town", "age": [50, 70]}')
    told = said("explain", "tow-02", *given)
    assert "✓ yes: at least one of these (any)" in told
    assert "? not known: age: up to 64 (answered: 50–70)" in told
    assert "! conditions on one question are judged together: age" in told
    tree = found("explain", "tow-02", *given)["conditions"]["rule"]
    assert node(tree, "any")["judged_together"] == ["age"]
    assert node(tree, "any")["truth"] == "yes"
    assert [part["truth"] for part in node(tree, "any")["parts"]] == ["unknown", "unknown", "unknown"]


def test_an_example_resident_is_named_by_number_or_id_and_judged_on_their_day() -> None:
    for which in ("1", "mother"):
        told = found("explain", "tow-01", "--offers", GOOD, "--persona", f"people.yaml#{which}")
        assert (told["on"], told["verdict"], told["first"], told["state"]) == ("2019-06-01", "fits", True, "open")
    path = GOOD / "personas" / "people.yaml"
    told = found("explain", "tow-01", "--offers", GOOD, "--persona", f"{path}#3", "--on", "2026-11-22")
    assert (told["verdict"], told["state"]) == ("no", "ended")


def test_answers_may_stand_in_a_file_also_as_a_row_of_match(tmp_path: Path) -> None:
    file = tmp_path / "row.json"
    file.write_text('\ufeff{"id": 1, "answers": ' + MOTHER + "}", encoding="utf-8")
    told = found("explain", "tow-01", "--offers", GOOD, "--on", "2019-06-01", "--answers", file)
    assert told == found("explain", "tow-01", "--offers", GOOD, "--on", "2019-06-01", "--answers", MOTHER)


def test_programs_get_the_tree_with_lines_and_what_each_answer_leads_to() -> None:
    given = ("--offers", GOOD, "--on", "2019-06-01", "--answers", '{"place": "town", "age": [10, 20]}')
    told = found("explain", "tow-01", *given)
    assert (told["offer"], told["verdict"], told["matched"]) == ("tow-01", "maybe", True)
    assert told["missing"] == ["age", "family"]
    settling = {json.dumps(one["answer"]): one["verdict"] for one in told["settling"]}
    assert settling["[10, 17]"] == "no"
    assert settling["[18, 20]"] == "maybe"
    rule = node(told["conditions"]["rule"], "range")
    assert rule | {"words": ""} == {
        "kind": "range", "words": "", "truth": "unknown", "file": "groups.yaml", "line": 3, "question": "age",
        "open": "open", "missing": ["age"],
    }  # fmt: skip
    assert set(told["conditions"]) == {"rule", "first"}


def test_nobody_known_is_everything_open_and_an_offer_to_be_browsed_says_so(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", town_help=("prefer: anyone", "browse: yes"))
    told = said("explain", "tow-02", "--offers", folder)
    assert "nothing yet" in told
    assert "This offer is found by looking around only (browse)" in told
    assert "nobody goes before others" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tow-1"], "There is no offer tow-1. Did you mean tow-01?"),
        (["zzz"], "There is no offer zzz. Type one of these: tow-01, tow-02."),
        (["tow-01", "--answers", "{}", "--persona", "people.yaml#1"], "Give --answers or --persona, not both."),
        (["tow-01", "--answers", "nowhere.json"], "--answers: this file cannot be read: nowhere.json"),
        (["tow-01", "--persona", "people.yaml"], "Write it like gdansk.yaml#1."),
        (["tow-01", "--persona", "nobody.yaml#1"], "--persona: there is no such file: nobody.yaml"),
        (["tow-01", "--persona", "people.yaml#4"], "people.yaml has 3 example residents and none of them is 4."),
        (["tow-01", "--lang", "xx"], "--lang has value 'xx'"),
        (["tow-01", "--on", "soon"], "--on has value 'soon'"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(arguments: list[str], told: str) -> None:
    done = run("explain", *arguments, "--offers", GOOD)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ('{"place": "atlantis"}', "place: no such place: atlantis"),
        ('{"shoe": 42}', "no such question: shoe"),
        ('{"place": ', "--answers: not JSON at line 1, character 11"),
        ('{"answers": []}', '--answers: write an object such as {"place": "gdynia"}'),
        ('{"age": ' + "[" * 100_000, "too deep"),
    ],
)
def test_bad_answers_are_one_line_and_exit_code_1(answers: str, told: str) -> None:
    done = run("explain", "tow-01", "--offers", GOOD, "--answers", answers)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_answers_of_an_example_resident_that_the_catalogue_does_not_know_are_named(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", people=("place: elsewhere", "place: atlantis"))
    done = run("explain", "tow-01", "--offers", folder, "--persona", "people.yaml#3")
    assert (done.returncode, done.stderr) == (
        2, "drogowskaz: --persona: the catalogue does not know these answers: place\n",
    )  # fmt: skip


def test_a_broken_catalogue_says_what_to_type_in_the_language_asked_for(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", groups=("age: 18+", "ages: 18+"))
    done = run("explain", "tow-01", "--offers", folder, "--lang", "pl")
    assert done.returncode == 1
    assert "groups.yaml:3:10: błąd:" in done.stderr
