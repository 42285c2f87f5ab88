"""Another town takes the assistant over: one command, no line of Python, and a resident reaches its centre's card."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from bot.assistant import Assistant
from bot.core.errors import Level
from bot.files.loader import examine, load
from bot.files.reader import read
from bot.text.other import About
from bot.writing import schema
from bot.writing.nameless import Nameless, fold
from tests.conftest import ROOT, at_work
from tests.conversations.guide import Guide
from tests.writing.terminal import typed

OFFERS = ROOT / "offers"
TOWN = ("--town", "Nowe Miasto", "--powiat", "nowomiejski", "--voivodeship", "mazowieckie")
CENTRE = {
    "forms": "Nowym Mieście, Nowego Miasta", "town_id": "", "name": "OPS Nowe Miasto", "id": "",
    "about.pl": "Zapytaj, jaka pomoc jest dla Ciebie.", "about.en": "Ask what help there is for you.",
    "need": "", "crisis": "", "phone": "24 000 00 00", "website": "",
    "address": "ul. Przykładowa 1, 00-000 Nowe Miasto",
    "hours": "pn-pt 7:30-15:30", "source": "https://www.example.org/kontakt",
    "year": "2026", "grade": "A", "checked_on": "",
}  # fmt: skip
#: What a reader would know the shipped towns by, with any ending.
KNOWN_BY = re.compile(r"\b(gdansk|gdyn|sopo[tc]|torun|zielon\w+ gor|kartuz|kartusk|pomorsk|lubusk|trojmiast|kaszub)")
ADDRESS = re.compile(r"https?://\S+")


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that `init` wrote for Nowe Miasto."""
    target = tmp_path_factory.mktemp("town") / "nowe"
    with pytest.MonkeyPatch.context() as patched:
        assert typed(patched, "init", str(target), *TOWN, *given(CENTRE)) == 0
    return target


def given(answers: dict[str, str]) -> list[str]:
    return [part for name, value in answers.items() for part in ("--set", f"{name}={value}")]


def test_the_new_catalogue_passes_check_and_holds_what_is_true_everywhere(adopted: Path) -> None:
    catalogue, problems = examine(adopted)
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    assert catalogue is not None
    shipped = load(OFFERS)
    assert set(catalogue.offers) == {id_ for id_, offer in shipped.offers.items() if offer.own_sources}
    everywhere = {id_ for id_, contact in shipped.contacts.items() if contact.serves == (shipped.places.root.id,)}
    assert set(catalogue.contacts) == everywhere | {"ops_nowe_miasto"}
    assert catalogue.questions.keys() == shipped.questions.keys()
    assert catalogue.papers == shipped.papers
    assert catalogue.dangers.kinds == shipped.dangers.kinds
    assert [place.id for place in catalogue.places.path("nowe_miasto")] == ["nowe_miasto", "nowomiejski", "mazowieckie"]


@pytest.mark.parametrize("guide", ["adopt.md", "adopt.pl.md"])
def test_a_district_is_added_as_the_guide_shows(adopted: Path, tmp_path: Path, guide: str) -> None:
    (district,) = re.findall(r"```yaml\n( +parts:.*?)```", (ROOT / "docs" / guide).read_text("utf-8"), re.DOTALL)
    offers = Path(shutil.copytree(adopted, tmp_path / "offers"))
    places = offers / "places.yaml"
    written = places.read_text("utf-8")
    (town,) = re.findall(r"- id: nowe_miasto\n(?: {14}.*\n)+", written)
    places.write_text(written.replace(town, town + district), "utf-8")
    catalogue, problems = examine(offers)
    assert [
        problem.code for problem in problems if problem.level is Level.ERROR or "places" in problem.where.file
    ] == []
    assert catalogue is not None
    assert [part.id for part in catalogue.places.by_id["nowe_miasto"].parts] == [
        "nowe_miasto.stare",
        "nowe_miasto.other",
    ]


@pytest.mark.parametrize("guide", ["adopt.md", "adopt.pl.md"])
def test_ukrainian_is_taken_out_as_the_guide_shows(adopted: Path, tmp_path: Path, guide: str) -> None:
    (line,) = re.findall(
        r"^sed .*moje-miasto/questions\.yaml$", (ROOT / "docs" / guide).read_text("utf-8"), re.MULTILINE
    )
    offers = Path(shutil.copytree(adopted, tmp_path / "moje-miasto"))
    before = load(offers)
    assert before.languages == ("pl", "en", "uk")
    subprocess.run(shlex.split(line), cwd=tmp_path, check=True)
    after = load(offers)
    assert after.languages == ("pl", "en")
    for id_, question in before.questions.items():
        for language in ("pl", "en"):
            assert after.questions[id_].ask.in_(language) == question.ask.in_(language)


def test_the_guides_in_both_languages_show_the_same() -> None:
    shown = [
        re.findall(r"^```.*?^```", (ROOT / "docs" / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
        for name in ("adopt.md", "adopt.pl.md")
    ]
    assert len(shown[0]) == len(shown[1])
    for english, polish in zip(*shown, strict=True):
        commands = [[re.sub(r" +#.*| --lang en", "", line) for line in one.splitlines()] for one in (english, polish)]
        assert commands[0] == commands[1]


def test_every_fact_taken_over_keeps_the_page_it_rests_on(adopted: Path) -> None:
    shipped, catalogue = load(OFFERS), load(adopted)
    for id_, offer in catalogue.offers.items():
        pages = [(source.url, source.year, source.grade, source.checked_on) for source in offer.sources]
        assert pages == [(one.url, one.year, one.grade, one.checked_on) for one in shipped.offers[id_].sources]
    for id_, contact in catalogue.contacts.items():
        if id_ != "ops_nowe_miasto":
            assert contact.phones == shipped.contacts[id_].phones


def test_no_name_of_a_shipped_town_is_left_but_in_addresses_of_pages(adopted: Path) -> None:
    nameless = Nameless.of(load(OFFERS).places.root, ["Nowe Miasto"])
    for path in adopted.rglob("*"):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                said = ADDRESS.sub("", line)
                assert not KNOWN_BY.search(fold(said)), (path.name, line)
                assert not nameless.named(said), (path.name, line)


def test_editors_know_the_new_town(adopted: Path) -> None:
    made = schema.schemas(load(adopted))
    for path in adopted.rglob("*.yaml"):
        name = path.relative_to(adopted).as_posix()
        assert path.read_text(encoding="utf-8").startswith(schema.line(name))
        held = Draft202012Validator(made[schema.file_kind(name)])
        assert list(held.iter_errors(read(path, name).value)) == []
    assert '"nowe_miasto"' in (adopted / schema.FOLDER / "programme.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["pl", "en"])
async def test_a_resident_of_the_new_town_reaches_the_card_of_its_centre(
    adopted: Path, tmp_path: Path, language: str
) -> None:
    catalogue = load(adopted)
    assistant = Assistant.over(catalogue, ROOT / "locales", About(None, 24))
    async with at_work(assistant, tmp_path, date(2026, 11, 22)) as town:
        guide = Guide(town.resident(language), catalogue, language, {"place": "nowe_miasto", "need": ["advice"]})
        await guide.to_results()
        # What `init` asked for once, the centre's name, is the same in both languages.
        assert "OPS Nowe Miasto" in guide.screen.text
        assert "here are in Polish" not in guide.screen.text
        screen = await guide.open_contact(catalogue.contacts["ops_nowe_miasto"])
        assert "OPS Nowe Miasto" in screen.text
        assert "24 000 00 00" in screen.text
        assert "ul. Przykładowa 1" in screen.text


async def test_the_forms_of_its_name_are_understood(adopted: Path, tmp_path: Path) -> None:
    assistant = Assistant.over(load(adopted), ROOT / "locales", About(None, 24))
    async with at_work(assistant, tmp_path, date(2026, 11, 22)) as town:
        resident = town.resident()
        await resident.say("/start")
        screen = await resident.say("mieszkam w Nowym Mieście")
        assert "Nowe Miasto" in screen.text


@pytest.mark.parametrize(
    ("town", "said", "elsewhere"),
    [
        ("Katowice", ("katowicach", "katowic"), "białystok"),
        ("Warszawa", ("warszawie", "warszawy", "warsaw"), "kraków"),
        ("Kraków", ("krakowie", "cracow", "krakow"), "lodz"),
        ("Chełm", ("chełmie", "chełma"), "chełmża"),
        ("Bielsko-Biała", ("bielsko biała", "bielsku białej"), "zakopane"),
    ],
)
def test_nobody_is_sent_elsewhere_from_their_own_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, town: str, said: tuple[str, ...], elsewhere: str
) -> None:
    target = tmp_path / "inne"
    given_names = {**CENTRE, "forms": "", "town": town, "powiat": "", "voivodeship": "śląskie", "town_id": "mine"}
    assert typed(monkeypatch, "init", str(target), *given(given_names)) == 0
    places = load(target).places.by_id
    assert set(said) <= set(places["mine"].words)
    assert not set(places["mine"].words) & set(places["elsewhere"].words)
    assert elsewhere in places["elsewhere"].words


def test_a_town_that_is_a_county_of_its_own_lies_in_its_voivodeship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["Olsztynek", "", "województwo warmińsko-mazurskie", "", ""]
    lines += ["MOPS Olsztynek", "", "Zapytaj o pomoc.", "Ask for help.", "", "", "", "", "www.example.org", ""]
    lines += ["https://www.example.org", "", "", ""]
    target = tmp_path / "inne"
    target.mkdir()
    assert typed(monkeypatch, "init", str(target), lines="\n".join(lines) + "\n") == 0
    path = load(target).places.path("olsztynek")
    assert [place.name.in_("pl") for place in path] == ["Olsztynek", "Warmińsko-mazurskie"]


def test_whoever_stops_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "init", str(tmp_path / "nowe"), *TOWN, lines="Nowym Mieście\n") == 1
    assert list(tmp_path.iterdir()) == []
    assert "nic nie zostało zapisane" in capsys.readouterr().out


def test_a_folder_with_something_in_it_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text("mine")
    assert typed(monkeypatch, "init", str(tmp_path), *TOWN, *given(CENTRE)) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_what_would_not_pass_check_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nowe"
    assert typed(monkeypatch, "init", str(target), *TOWN, *given(CENTRE | {"town_id": "mazowieckie"})) == 1
    assert "places.yaml:" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zapytaj w urzędzie. W Gdańsku jest czat.", "Zapytaj w urzędzie."),
        ("W Gdańsku jest ośrodek przy ul. Kopernika (podaje portal). Zadzwoń.", "Zadzwoń."),
        ("Zadzwoń na Zieloną Linię.", "Zadzwoń na Zieloną Linię."),
        ("Mieszkańcy Torunia", ""),
    ],
)
def test_a_sentence_that_names_a_town_is_left_out_whole(text: str, left: str) -> None:
    assert Nameless.of(load(OFFERS).places.root, []).text(text) == left


def test_a_language_in_another_script_loses_the_same_sentences() -> None:
    nameless = Nameless.of(load(OFFERS).places.root, [])
    text = {"pl": "Zapytaj. W Gdańsku jest czat.", "en": "Ask. In Gdańsk, chat.", "uk": "Запитайте. У Гданську є чат."}
    assert nameless.value(text) == {"pl": "Zapytaj.", "en": "Ask.", "uk": "Запитайте."}
    source = {"url": "https://example.org", "checked_on": "2026-11-22", "name": {**text, "pl": "MOPR Gdańsk"}}
    assert nameless.value(source)["name"].keys() == {"pl", "en"}


def test_ukrainians_of_the_new_town_read_of_no_shipped_town_either(adopted: Path) -> None:
    said = "".join(path.read_text("utf-8") for path in adopted.rglob("*.yaml"))
    assert "Вашого міста немає" in said
    assert not re.search("Гданс|Торун|Ґдан|Гдин|Ґдин|Сопот|Картуз", said)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("MOPR Gdańsk: dzieci i rodzina", "Strona z innego miasta: dzieci i rodzina"),
        ("Super Express: schronienie przed mrozem w Gdańsku", "Super Express"),
        ("Miasto Gdynia: mieszkańcy Gdyni", "Strona z innego miasta"),
        ("Ustawa o pomocy społecznej", "Ustawa o pomocy społecznej"),
    ],
)
def test_a_page_of_another_town_is_called_that(name: str, left: str) -> None:
    assert Nameless.of(load(OFFERS).places.root, []).page(name, "pl") == left
