"""`coverage`: what the catalogue lacks, in words, for programs and as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.commands.small import GOOD, found, run, said, small

DAY = ("--on", "2019-06-01")


def coverage(folder: Path, *more: str) -> dict[str, Any]:
    return found("coverage", "--offers", folder, *(more or DAY))


def part(told: str, heading: str) -> list[str]:
    """Give the lines under a heading."""
    return [line.strip() for line in told.partition(heading)[2].partition("\n\n")[0].splitlines()[1:]]


def test_a_catalogue_without_holes_has_none() -> None:
    told = said("coverage", "--offers", GOOD, *DAY)
    assert "The catalogue on 1 June 2019" in told
    assert part(told, "Offers that nobody can reach") == ["none"]
    assert part(told, "Questions that decide nothing") == ["none"]


@pytest.mark.parametrize(
    "rule",
    [
        "rule: {age: ..10, is: parent}",
        "rule: {all: [{age: 70+}, {not: {age: 60+}}]}",
        "rule: {lives_in: elsewhere}",
        "rule: {any: [{all: [{is: grown_up}, {age: ..17}]}, {not: anyone}]}",
    ],
)
def test_an_offer_whose_rule_nobody_can_satisfy_is_named_with_its_line(tmp_path: Path, rule: str) -> None:
    folder = small(tmp_path / "offers", town_help=("rule: {is: parent}", rule))
    assert coverage(folder)["unreachable"] == [{"offer": "tow-01", "file": "programmes/town_help.yaml", "line": 14}]
    told = said("coverage", "--offers", folder, *DAY)
    assert part(told, "Offers that nobody can reach") == ["tow-01 (Advice for parents)  [programmes/town_help.yaml:14]"]


def test_an_offer_that_fits_only_perhaps_can_be_reached(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", town_help=("rule: {is: parent}", "rule: {perhaps: {is: parent}}"))
    assert coverage(folder)["unreachable"] == []


def test_a_question_that_no_rule_needs_decides_nothing(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", town_help=("first: {disability: severe}", "first: {age: 60+}"))
    again = folder / "programmes" / "town_help.yaml"
    again.write_text(again.read_text().replace("{not: {disability: none}}", "{age: 80+}"))
    told = coverage(folder)
    assert [one["question"] for one in told["idle_questions"]] == ["disability"]
    assert told["idle_questions"][0]["file"] == "questions.yaml"


def test_options_that_nothing_tells_apart_and_ticks_that_change_nothing_are_named() -> None:
    told = coverage(GOOD)
    assert told["same_options"] == []
    # Who raises children alone has children: nothing more is asked of them.
    assert told["idle_options"] == [
        {"question": "family", "options": ["single_parent"], "file": "questions.yaml", "line": 36}
    ]


def test_options_that_every_rule_treats_alike_are_named_together(tmp_path: Path) -> None:
    folder = small(
        tmp_path / "offers", town_help=("first: {disability: severe}", "first: {disability: [mild, severe]}")
    )
    assert [one["options"] for one in coverage(folder)["same_options"]] == [["mild", "severe"]]


def test_towns_and_groups_with_nothing_depend_on_the_day() -> None:
    then, now = coverage(GOOD), coverage(GOOD, "--on", "2026-11-22")
    assert then["towns"] == [
        {"place": "town", "offers": 2, "contacts": 1},
        {"place": "elsewhere", "offers": 0, "contacts": 0},
    ]
    assert then["towns_without"] == ["elsewhere"]
    assert now["towns_without"] == ["town", "elsewhere"]
    told = said("coverage", "--offers", GOOD, "--on", "2026-11-22")
    assert part(told, "Towns with no offer today") == ["Miasto, Elsewhere"]


def test_each_group_has_a_count_in_each_town_of_what_may_fit_and_what_names_it() -> None:
    groups = {one["id"]: one["towns"]["town"] for one in coverage(GOOD)["groups"]}
    assert groups["age: 0-17"] == {"possible": 1, "named": 1}
    assert groups["family: children"] == {"possible": 2, "named": 2}
    assert groups["disability: severe"] == {"possible": 2, "named": 0}
    assert groups["parent"] == {"possible": 2, "named": 2}
    assert "disability: none" not in groups


def test_kinds_of_help_without_a_contact_point_are_named_with_the_place(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", contacts=("need: [advice, money]", "need: [advice]"))
    kinds = {one["kind"]: one for one in coverage(folder)["kinds"]}
    assert kinds["advice"] == {"kind": "advice", "nobody": ["elsewhere"], "national_only": []}
    # The centre has the tasks of the office that answers for the money.
    assert kinds["money"]["nobody"] == ["elsewhere"]
    contacts = folder / "contacts.yaml"
    contacts.write_text(contacts.read_text().replace("bodies: [centre, office]", "bodies: [centre]"))
    assert {one["kind"]: one["nobody"] for one in coverage(folder)["kinds"]}["money"] == ["poland"]
    contacts.write_text(contacts.read_text().replace("serves: [poland]", "serves: [poland]\n    need: [money]"))
    assert {one["kind"]: one["national_only"] for one in coverage(folder)["kinds"]}["money"] == ["poland"]


def test_an_offer_that_nobody_can_reach_leads_nobody_to_its_office(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", contacts=("need: [advice, money]", "need: [advice]"))
    programme = folder / "programmes" / "town_help.yaml"
    rule = "at_least: {2: [{age: ..64}, {not: {disability: none}}, {perhaps: {family: children}}]}"
    nobody = "any: [{all: [{is: grown_up}, {age: ..10}]}, {all: [{is: parent}, {age: ..17}]}]"
    programme.write_text(programme.read_text().replace(rule, nobody))
    told = coverage(folder)
    assert [one["offer"] for one in told["unreachable"]] == ["tow-02"]
    assert {one["kind"]: one["nobody"] for one in told["kinds"]}["money"] == ["poland"]


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_the_page_stands_alone_and_says_in_a_table_what_it_draws(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    told = said("coverage", "--offers", GOOD, *DAY, "--html", file)
    assert "The catalogue on 1 June 2019" in told
    html = file.read_text(encoding="utf-8")
    page = Page(html)
    assert page.open == []
    assert page.count("script") == page.count("link") == page.count("img") == 0
    assert not re.search(r"https?://|url\(|@import| on[a-z]+=", html)
    assert not any(key in ("src", "href") for _, values in page.tags for key in values)
    assert page.count("svg") == page.count("table") == 2
    # Every number that is drawn stands in a table too.
    assert page.count("rect") == page.count("td") - page.count("table")
    assert html.count('role="img"') == 2
    assert "prefers-color-scheme: dark" in html
    assert "<title>I have children, Miasto: 2 name the group, 2 may fit</title>" in html
    # What only a pointer finds in the picture stands in the table.
    assert re.search(r'I have children</th><td class="s\d \w+">2 \(2\)</td>', html)
    # On paper nothing is cut off that would be scrolled to on a screen.
    assert re.search(r"@media print \{[^@]*\.wide \{ overflow: visible; \}", html)


def test_the_page_speaks_the_language_asked_for_and_escapes_what_the_catalogue_says(tmp_path: Path) -> None:
    folder = small(tmp_path / "offers", groups=("{pl: dzieci, en: children}", '{pl: "<b>dzieci</b>", en: children}'))
    file = tmp_path / "strona.html"
    said("coverage", "--offers", folder, *DAY, "--html", file, "--lang", "pl")
    html = file.read_text(encoding="utf-8")
    assert '<html lang="pl">' in html
    assert "Katalog w dniu 1 czerwca 2019" in html
    assert "<b>" not in html
    assert "&lt;b&gt;dzieci" in html


def test_a_page_that_cannot_be_written_is_bad_usage(tmp_path: Path) -> None:
    done = run("coverage", "--offers", GOOD, *DAY, "--html", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"drogowskaz: --html: this file cannot be written: {tmp_path}\n")


def test_the_real_catalogue_can_be_looked_at() -> None:
    from tests.conftest import ROOT  # noqa: PLC0415 -- only here

    told = coverage(ROOT / "offers", "--on", "2026-11-22")
    assert told["unreachable"] == []
    assert told["idle_questions"] == []
    assert told["towns_without"] == []
    assert all(town["offers"] for town in told["towns"])
