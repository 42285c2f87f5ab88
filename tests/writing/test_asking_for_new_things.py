"""Staff answer one question after another and it stands in the right file; a wrong answer is asked again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.errors import Level
from bot.files.loader import examine, load
from bot.writing import schema
from tests.conftest import ROOT
from tests.writing.terminal import Typed, typed

GOOD = ROOT / "tests" / "broken" / "_good"
OFFER = {
    "title.pl": "Klub dla rodziców", "title.en": "Club for parents",
    "short.pl": "Klub", "short.en": "Club",
    "gives.pl": "Spotkania raz w tygodniu.", "gives.en": "A meeting once a week: come!",
    "id": "", "need": "advice", "place": "town.north", "age": "18+", "rule": "family: children, single_parent",
    "keywords.pl": "klub rodzica, mama", "keywords.en": "club",
}  # fmt: skip
PROGRAMME = {
    "project.pl": "Kluby sąsiedzkie", "project.en": "Neighbourhood clubs", "project_id": "",
    "organiser.pl": "Miasto", "organiser.en": "The town", "body": "office",
    "standing": "nie", "from": "2027-01-01", "to": "2029-12-31", "lives_in": "town",
    "about.pl": "Kluby otwarte dla sąsiadów.", "about.en": "Clubs open to neighbours.",
    "source": "https://www.example.org/kluby", "source_name.pl": "Strona", "source_name.en": "Page",
    "year": "2026", "checked_on": "",
}  # fmt: skip
CONTACT = {
    "name": "Klub rodzica", "id": "", "about.pl": "Porozmawiasz tu z innymi.", "about.en": "Talk with others here.",
    "bodies": "", "serves": "town", "need": "advice", "crisis": "no",
    "phone": "58 000 00 00", "address": "ul. Przykładowa 1", "website": "www.example.org",
    "hours": "pn-pt 8:00-16:00", "source": "https://www.example.org/kontakt",
    "year": "2026", "grade": "a", "checked_on": "",
}  # fmt: skip
TOWN = {
    "town": "Żabno Małe",
    "forms": "Żabnie Małym",
    "voivodeship": "mazowieckie",
    "powiat": "powiat żabski",
    "town_id": "",
}
QUESTION = {
    "short.pl": "praca", "short.en": "work", "id": "", "kind": "one", "sensitive": "yes",
    "neutral.pl": "sprawy", "neutral.en": "matters", "ask.pl": "Pracujesz?", "ask.en": "Do you work?",
    "why.pl": "Są oferty dla osób bez pracy.", "why.en": "Some offers are for people without work.",
    "options.pl": "Tak, Nie", "options.en": "Yes, No",
}  # fmt: skip
THINGS = {
    "offer": {"programme": "town_help", **OFFER},
    "programme": {**PROGRAMME, **OFFER, "id": "", "place": ""},
    "contact": CONTACT,
    "town": {**TOWN, **{key: value for key, value in CONTACT.items() if key not in ("bodies", "serves")}},
    "question": QUESTION,
}


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """Give a copy of a small good catalogue."""
    return Path(shutil.copytree(GOOD, tmp_path / "offers"))


Do = Callable[..., int]


@pytest.fixture
def do(monkeypatch: pytest.MonkeyPatch, offers: Path) -> Do:
    """Run `new` with answers given beforehand and lines typed; gives the exit code."""

    def run(what: str, given: dict[str, str], lines: str = "", language: str = "en") -> int:
        sets = [part for name, value in given.items() for part in ("--set", f"{name}={value}")]
        arguments = ["new", what, "--offers", str(offers), "--lang", language, *sets]
        return typed(monkeypatch, *arguments, lines=lines)

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def errors(folder: Path) -> list[str]:
    return [problem.code for problem in examine(folder)[1] if problem.level is Level.ERROR]


@pytest.mark.parametrize("what", THINGS)
def test_what_is_written_passes_check_and_nothing_else_in_the_files_changes(do: Do, offers: Path, what: str) -> None:
    before = files(offers)
    assert do(what, THINGS[what]) == 0
    after = files(offers)
    assert errors(offers) == []
    assert after != before
    for name, old in before.items():
        rest = after[name].decode().splitlines()
        kept = iter(rest)
        assert all(line in kept for line in old.decode().splitlines()), name


def test_an_offer_stands_in_its_project_with_somebody_who_gets_it_and_somebody_who_does_not(
    do: Do, offers: Path
) -> None:
    assert do("offer", THINGS["offer"]) == 0
    catalogue = load(offers)
    offer = catalogue.offers["tow-03"]
    assert offer.programme.id == "town_help"
    assert offer.gives.in_("en") == "A meeting once a week: come!"
    people = (offers / "personas" / "town_help.yaml").read_text(encoding="utf-8")
    assert people.startswith(schema.line("personas/town_help.yaml"))
    assert "fits: [tow-03]" in people
    assert "no: [tow-03]" in people


def test_the_people_of_a_second_offer_stand_beside_those_of_the_first(do: Do, offers: Path) -> None:
    assert do("offer", THINGS["offer"]) == 0
    assert do("offer", THINGS["offer"] | {"rule": "", "age": "", "place": ""}) == 0
    people = (offers / "personas" / "town_help.yaml").read_text(encoding="utf-8")
    assert "fits: [tow-03]" in people
    assert "fits: [tow-04]" in people
    assert load(offers).offers["tow-04"].general


def test_a_permanent_service_says_its_own_source(do: Do, offers: Path) -> None:
    given = {key: value for key, value in THINGS["programme"].items() if key not in ("from", "to")}
    assert do("programme", given | {"standing": "tak", "grade": "B", "rule": ""}) == 0
    added = load(offers).offers["kluby_sasiedzkie-01"]
    assert added.own_sources[0].url == "https://www.example.org/kluby"
    assert added.own_sources[0].grade == "B"
    assert do("offer", {**OFFER, "programme": "kluby_sasiedzkie", "need": "money"}) == 1  # its source is missing


def test_what_one_may_choose_from_is_shown_before_anybody_types(do: Do, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {name: value for name, value in CONTACT.items() if name not in ("bodies", "need")}
    assert do("contact", asked, "\nadvice\n") == 0
    shown = capsys.readouterr().out
    assert "[bodies]\n  Possible:\n    centre: centre\n    office: office\n" in shown
    assert "[need]\n  Possible:\n    advice: Advice\n" in shown


def test_staff_read_what_an_id_means_in_their_language_and_may_type_that(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("body", "standing", "need", "rule")
    given = {key: value for key, value in THINGS["programme"].items() if key not in asked}
    lines = "urzad\nurząd\nnie\nporda\nPORADA\nfamily: psy\nfamily: mam dzieci\n"
    assert do("programme", given, lines, "pl") == 0
    shown = capsys.readouterr().out
    assert "\n  Możliwe:\n    centre: ośrodek\n    office: urząd\n" in shown
    assert "    family: rodzina\n" in shown
    assert "children (Mam dzieci)" in shown
    assert "Na przykład: nie\n" in shown
    made = load(offers).offers["kluby_sasiedzkie-01"]
    assert (made.body, made.need) == ("office", ("advice",))


def test_the_kinds_of_help_of_such_offices_are_proposed(do: Do, offers: Path) -> None:
    assert do("contact", CONTACT | {"bodies": "centre", "need": ""}) == 0
    assert load(offers).contacts["klub_rodzica"].need == ("advice", "money")
    assert do("contact", CONTACT | {"id": "second", "bodies": "", "need": ""}) == 2


def test_it_is_said_how_to_look_at_that_catalogue(
    do: Do, offers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do("contact", CONTACT) == 0
    assert f"drogowskaz chat --offers {offers}\n" in capsys.readouterr().out
    monkeypatch.setenv("BOT_OFFERS", str(offers))
    sets = [f"--set={name}={value}" for name, value in (CONTACT | {"id": "second"}).items()]
    assert typed(monkeypatch, "new", "contact", "--lang", "en", *sets) == 0
    assert capsys.readouterr().out.endswith("drogowskaz chat\n")


def test_a_town_stands_in_its_county_and_has_a_centre_and_a_resident(do: Do, offers: Path) -> None:
    assert do("town", THINGS["town"]) == 0
    catalogue = load(offers)
    assert [place.id for place in catalogue.places.path("zabno_male")] == ["zabno_male", "zabski", "mazowieckie"]
    assert [place.id for place in catalogue.places.root.parts] == ["town", "mazowieckie", "elsewhere"]
    assert catalogue.contacts["klub_rodzica"].bodies == ("centre",)
    assert "contacts: [klub_rodzica]" in (offers / "personas" / "miasta.yaml").read_text(encoding="utf-8")
    second = {"town": "Raj", "powiat": "żabski", "town_id": "raj", "name": "OPS Raj", "id": "ops_raj"}
    assert do("town", THINGS["town"] | second) == 0
    county = load(offers).places.by_id["zabski"]
    assert [place.id for place in county.parts] == ["zabno_male", "raj", "zabski.other"]
    third = {"town": "Grodno", "powiat": "", "town_id": "grodno", "name": "OPS Grodno", "id": "ops_grodno"}
    assert do("town", THINGS["town"] | third) == 0
    assert [place.id for place in load(offers).places.by_id["mazowieckie"].parts] == ["zabski", "grodno"]


def test_a_town_is_no_longer_somewhere_else_by_any_of_its_names(do: Do, offers: Path) -> None:
    places = offers / "places.yaml"
    elsewhere = '[gdzie indziej, żabno małe,\n        "żabnie małym", radom, żabno małe]'
    places.write_text(
        places.read_text("utf-8").replace("en: Elsewhere}", f"en: Elsewhere}}, words: {elsewhere}"), "utf-8"
    )
    assert do("town", THINGS["town"] | {"voivodeship": "Woj. mazowieckie"}) == 0
    assert load(offers).places.by_id["elsewhere"].words == ("gdzie indziej", "radom")
    assert [place.id for place in load(offers).places.root.parts] == ["town", "mazowieckie", "elsewhere"]
    assert "[gdzie indziej, radom]" in places.read_text("utf-8")


def test_forms_of_its_name_that_were_somewhere_else_are_its_own(do: Do, offers: Path) -> None:
    places = offers / "places.yaml"
    elsewhere = "[żabnica, radom, żabno małe, żabna małego, kielce]"
    places.write_text(
        places.read_text("utf-8").replace("en: Elsewhere}", f"en: Elsewhere}}, words: {elsewhere}"), "utf-8"
    )
    assert do("town", THINGS["town"]) == 0
    found = load(offers).places.by_id
    assert found["zabno_male"].words == ("żabno małe", "żabnie małym", "żabna małego")
    assert found["elsewhere"].words == ("żabnica", "radom", "kielce")


def test_names_of_a_town_in_a_list_with_dashes_are_left_to_whoever_wrote_it(do: Do, offers: Path) -> None:
    places = offers / "places.yaml"
    listed = "- id: elsewhere\n      level: gmina\n      name: Gdzie indziej\n      words:\n        - żabno małe\n"
    rest = places.read_text("utf-8").partition("- {id: elsewhere")[0]
    places.write_text(rest + listed, "utf-8")
    assert do("town", THINGS["town"]) == 0
    assert "town-elsewhere" in [problem.code for problem in examine(offers)[1]]


def test_contact_points_of_the_rest_of_a_county_are_named_where_a_town_leaves_it(
    do: Do, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do("town", THINGS["town"]) == 0
    assert do("contact", CONTACT | {"id": "labour", "serves": "zabno_male, zabski.other"}) == 0
    assert do("contact", CONTACT | {"id": "county", "serves": "zabski"}) == 0
    assert "contacts.yaml: " not in capsys.readouterr().out
    second = {"town": "Raj", "powiat": "żabski", "town_id": "raj", "name": "OPS Raj", "id": "ops_raj"}
    assert do("town", THINGS["town"] | second) == 0
    assert "contacts.yaml: labour. They serve zabski.other, and raj is no part" in capsys.readouterr().out


def test_a_question_has_its_answers_in_both_languages(do: Do, offers: Path) -> None:
    assert do("question", QUESTION) == 0
    question = load(offers).questions["work"]
    assert [(option.id, option.label.in_("pl")) for option in question.options] == [("yes", "Tak"), ("no", "Nie")]
    assert question.sensitive
    assert do("question", {**QUESTION, "short.en": "number of children", "kind": "number", "sensitive": "no"}) == 2


def test_a_question_is_asked_for_in_every_language_of_the_questions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The shipped questions speak Ukrainian too: one that lacked it would keep everything from being written.
    offers = Path(shutil.copytree(ROOT / "offers", tmp_path / "offers"))
    given = QUESTION | {"short.en": "pregnancy", "id": "pregnancy", "sensitive": "no"}
    sets = [f"--set={name}={value}" for name, value in given.items() if not name.startswith("neutral")]
    ukrainian = "робота\nВи працюєте?\nЄ допомога для людей без роботи.\nТак\nТак, Ні\n"
    assert typed(monkeypatch, "new", "question", "--offers", str(offers), "--lang", "en", *sets, lines=ukrainian) == 0
    assert "The same in the language Українська (uk) [ask.uk]" in capsys.readouterr().out
    # An older reader of YAML stumbles over a question mark without quotation marks.
    assert 'ask: {pl: "Pracujesz?"' in (offers / "questions.yaml").read_text("utf-8")
    question = load(offers).questions["pregnancy"]
    assert (question.short.in_("uk"), question.ask.in_("uk")) == ("робота", "Ви працюєте?")
    assert [option.label.in_("uk") for option in question.options] == ["Так", "Ні"]
    assert "uk" in load(offers).languages


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_wrong_answer_is_asked_again_with_what_to_type(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    typed = [
        "town_hel", "town_help",
        "", "x" * 81, "Klub", "Club", "x" * 31, "Klub", "Club", "Spotkania.", "Meetings.",
        "Zła Nazwa", "tow-01", "tow-09", "advise, money", "advice", "mars", "town.north",
        "young", "80..20", "7..700", "18+", "family", "moon: x", "family: cat",
        "family: children; disability: none", "klub", "club",
    ]  # fmt: skip
    assert do("offer", {}, "\n".join(typed) + "\n", language) == 0
    said = capsys.readouterr().out
    assert errors(offers) == []
    told = {
        "pl": ["Wpisz najwyżej 80.", "Wpisz najwyżej 30.", "tow-01 już jest.",
               "Czy chodziło o advice?", "Wpisz tak: 18+"],
        "en": ["Type at most 80.", "Type at most 30.", "tow-01 is there already.",
               "Did you mean advice?", "Type it like this: 18+"],
    }  # fmt: skip
    assert [sentence for sentence in told[language] if sentence not in said] == []
    assert load(offers).offers["tow-09"].need == ("advice",)


def test_a_contact_point_is_asked_again_for_what_cannot_be_so(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {key: CONTACT[key] for key in ("name", "id", "about.pl", "about.en", "bodies", "serves", "need")}
    typed = [
        "perhaps", "tak", "", "", "", "call us", "112", "", "", "od rana", "całą dobę",
        "example.org", "http://[", "https://example.org/kontakt", "long ago", "", "D", "C", "Gazeta",
        "wczoraj", "20.11.2026",
    ]  # fmt: skip
    assert do("contact", given, "\n".join(typed) + "\n") == 0
    said = capsys.readouterr().out
    for told in ("Type yes or no.", "at least one way", "Type the number", 'I cannot read "od rana"', "whole address"):
        assert told in said
    for told in ("Type a year such as 2026", "Type one of these: A, B, C.", "year-month-day"):
        assert told in said
    contact = load(offers).contacts["klub_rodzica"]
    assert contact.crisis
    assert contact.phones[0].fact.source_name == "Gazeta"
    assert str(contact.checked_on) == "2026-11-20"


def test_a_project_cannot_end_before_it_begins_and_answers_come_in_equal_numbers(
    do: Do, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {key: value for key, value in THINGS["programme"].items() if key != "to"}
    assert do("programme", given, "2026-01-01\n2028-01-01\n") == 0
    assert "The last day comes after the first one, 2027-01-01." in capsys.readouterr().out
    given = {key: value for key, value in QUESTION.items() if not key.startswith("options")}
    assert do("question", given, "Tak\nTak, Nie\nYes\nYes, No, Perhaps\nYes, No\n") == 0
    said = capsys.readouterr().out
    assert "Type at least two answers" in said
    assert "Type 2 answers, as many as in Polish." in said


@pytest.mark.parametrize("what", THINGS)
def test_whoever_stops_in_the_middle_leaves_everything_as_it_was(
    do: Do, offers: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(offers)
    given = dict(list(THINGS[what].items())[:-1])
    assert do(what, given) == 1
    assert files(offers) == before
    assert "nothing was written" in capsys.readouterr().out


def test_ctrl_c_leaves_everything_as_it_was(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Typed) -> str:
        raise KeyboardInterrupt

    before = files(offers)
    monkeypatch.setattr(Typed, "readline", stop)
    assert do("contact", {}, "anything\n") == 130
    assert files(offers) == before
    assert "nothing was written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (("offer", {"programme": "moon"}), "programme: There is no moon."),
        (("contact", CONTACT | {"phone": "", "address": "", "website": ""}), "at least one way"),
        (("question", QUESTION | {"colour": "red"}), "nothing here is called colour"),
    ],
    ids=["offer", "contact", "question"],
)
def test_an_answer_given_beforehand_that_cannot_be_used_is_told_by_its_name(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str], what: tuple[str, dict[str, str]], told: str
) -> None:
    before = files(offers)
    assert do(*what) == 2
    assert told in capsys.readouterr().err
    assert files(offers) == before


def test_options_that_mean_nothing_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, told in ((["--set", "moon"], "Write it like name=value."), (["--lang", "xx"], "Choose one of")):
        assert typed(monkeypatch, "new", "offer", *arguments) == 2
        assert told in capsys.readouterr().err


def test_what_would_break_the_catalogue_is_taken_back_and_told(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The example resident of the town expects a question about work that nobody else has.
    people = offers / "personas" / "people.yaml"
    people.write_text(people.read_text().replace("age: 20}", "age: 20}\n  contacts: [helpline]"))
    before = files(offers)
    given = THINGS["contact"] | {"id": "x" * 40, "name": "Nazwa", "hours": "", "serves": "poland", "bodies": "centre"}
    assert do("contact", given) == 0
    assert files(offers) != before
    crowded = {**QUESTION, "id": "any"}
    before = files(offers)
    assert do("question", crowded) == 1
    said = capsys.readouterr().out
    assert "so nothing was written" in said
    assert "questions.yaml:" in said
    assert files(offers) == before


def test_what_else_lies_in_the_folder_keeps_nobody_from_writing_a_new_thing(
    do: Do, offers: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    os.mkfifo(offers / "pipe")
    (offers / "gone.txt").symlink_to("nothing")
    (offers / "everything").symlink_to("/")
    (offers / "itself").symlink_to(offers)
    (offers / ".contacts.yaml.new").symlink_to(secret)
    with (offers / "backup.zip").open("wb") as file:
        file.truncate(1 << 40)
    assert do("contact", THINGS["contact"]) == 0
    assert not (offers / "contacts.yaml").is_symlink()
    assert secret.read_text() == "secret"


def test_a_list_on_one_line_is_left_to_staff(do: Do, offers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = (offers / "contacts.yaml").read_text().split("contacts:")[0]
    (offers / "contacts.yaml").write_text(groups + "contacts: []\n")
    (offers / "personas" / "people.yaml").unlink()
    before = files(offers)
    assert do("contact", CONTACT) == 1
    assert "Add it by hand" in capsys.readouterr().out
    assert files(offers) == before


def test_windows_line_ends_a_mark_at_the_beginning_and_a_missing_last_line_end_stay(do: Do, offers: Path) -> None:
    path = offers / "contacts.yaml"
    text = "\ufeff# Uwaga: nie ruszać\n" + path.read_text(encoding="utf-8").rstrip("\n") + "  # koniec"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    before = path.read_bytes()
    assert do("contact", CONTACT) == 0
    after = path.read_bytes()
    assert after.startswith(before + b"\r\n  - id: klub_rodzica\r\n")
    assert after.count(b"\r\n") == after.count(b"\n")
    assert errors(offers) == []


def test_schemas_that_lie_beside_the_files_learn_the_new_ids(do: Do, offers: Path) -> None:
    schema.write(offers, load(offers))
    assert do("town", THINGS["town"]) == 0
    assert '"zabno_male"' in (offers / schema.FOLDER / "programme.json").read_text(encoding="utf-8")


def test_a_page_written_next_century_is_not_taken_over(
    do: Do, offers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(offers)
    assert do("contact", THINGS["contact"] | {"year": "2099"}) == 1
    assert files(offers) == before
    assert "2099 has not come yet" in "".join(capsys.readouterr())
