"""Residents write where they live: in all cases, with typos, in passing, and with other places beside it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.core.catalogue import Catalogue
from bot.files.loader import load
from bot.understand import Understanding
from tests.conftest import ROOT
from tests.understanding.conftest import Understand

#: text, language, the question just put, the place understood (None: none)
LIVES: list[tuple[str, str, str | None, str]] = [
    # the answer to "where do you live?"
    ("Gdynia", "pl", "place", "gdynia"),
    ("GDYNIA!!", "pl", "place", "gdynia"),
    ("gdansk", "pl", "place", "gdansk"),
    ("w Gdańsku", "pl", "place", "gdansk"),
    ("w Toruniu", "pl", "place", "torun"),
    ("zielona gora", "pl", "place", "zielona_gora"),
    ("Zielonej Górze", "pl", "place", "zielona_gora"),
    ("zg", "pl", "place", "zielona_gora"),
    ("orunia", "pl", "place", "gdansk.orunia"),
    ("oruni", "pl", "place", "gdansk.orunia"),
    ("na Oruni", "pl", "place", "gdansk.orunia"),
    ("w nowym porcie", "pl", "place", "gdansk.nowy_port"),
    ("biskupia gorka", "pl", "place", "gdansk.biskupia_gorka"),
    ("Podgórz", "pl", "place", "torun.podgorz"),
    ("na bydgoskim", "pl", "place", "torun.bydgoskie_przedmiescie"),
    ("Gdańsk Wrzeszcz", "pl", "place", "gdansk.other"),
    ("gdynia centrum", "pl", "place", "gdynia"),
    ("gdynia ul. świętojańska 5", "pl", "place", "gdynia"),
    ("ulica Długa w Gdańsku", "pl", "place", "gdansk"),
    ("moje miasto to Gdynia", "pl", "place", "gdynia"),
    ("no Gdynia", "pl", "place", "gdynia"),
    ("powiat kartuski", "pl", "place", "kartuski"),
    ("gmina Żukowo", "pl", "place", "zukowo"),
    ("Banino", "pl", "place", "zukowo"),
    ("w Kiełpinie", "pl", "place", "kartuzy"),
    ("z Kosakowa", "pl", "place", "pucki.other"),
    ("pruszcz gdanski", "pl", "place", "pruszcz_gdanski"),
    ("Nowy Dwór Gdański", "pl", "place", "nowy_dwor_gdanski"),
    ("od urodzenia w Gdyni", "pl", "place", "gdynia"),
    ("mieszkam z mamą w Gdyni", "pl", "place", "gdynia"),
    ("Gdynia szukam pracy", "pl", "place", "gdynia"),
    ("hej, jestem z gdyni :)", "pl", "place", "gdynia"),
    ("gdzieś indziej", "pl", "place", "elsewhere"),
    ("Kraków", "pl", "place", "elsewhere"),  # the catalogue names some large towns as "elsewhere"
    ("Warszawa, Stare Miasto", "pl", "place", "elsewhere"),
    ("Gdynia", "en", "place", "gdynia"),
    ("the city of Gdansk", "en", "place", "gdansk"),
    ("I live in Gdynia, district Orlowo", "en", "place", "gdynia"),
    ("Kartuzy county", "en", "place", "kartuski"),
    ("somewhere else", "en", "place", "elsewhere"),
    # typos in the answer
    ("gdnask", "pl", "place", "gdansk"),
    ("gdanks", "pl", "place", "gdansk"),
    ("gdank", "pl", "place", "gdansk"),
    ("gydnia", "pl", "place", "gdynia"),
    ("gdynai", "pl", "place", "gdynia"),
    ("torum", "pl", "place", "torun"),
    ("tourn", "pl", "place", "torun"),
    ("sopod", "pl", "place", "sopot"),
    ("zielonagora", "pl", "place", "zielona_gora"),
    ("zieona gora", "pl", "place", "zielona_gora"),
    ("kartzuy", "pl", "place", "kartuzy"),
    ("żukwo", "pl", "place", "zukowo"),
    ("wejcherowo", "pl", "place", "wejherowo"),
    ("orumia", "pl", "place", "gdansk.orunia"),
    ("nowyport", "pl", "place", "gdansk.nowy_port"),
    ("biskupia gurka", "pl", "place", "gdansk.biskupia_gorka"),
    ("rubinkwo", "pl", "place", "torun.other"),
    ("w Gdasnku", "pl", "place", "gdansk"),
    ("Gdaynia", "en", "place", "gdynia"),
    # typos in the words around it
    ("mieskzam w Gdyni", "pl", None, "gdynia"),
    ("jestme z Torunia", "pl", None, "torun"),
    ("Gdańsk, dzeilnica Stogi", "pl", "place", "gdansk.stogi"),
    ("Toruń, Bydgoskie Przedmiśecie", "pl", None, "torun.bydgoskie_przedmiescie"),
    ("I am livng in Sopot", "en", None, "sopot"),
    ("Gdańsk? Nie, Gdynia", "pl", "place", "gdynia"),
    # said by the way, in clear words
    ("mieszkam w Gdyni", "pl", None, "gdynia"),
    ("Gdynia", "pl", None, "gdynia"),
    ("oruni", "pl", None, "gdansk.orunia"),
    # the town put before or behind what is told
    ("wdowa 74 lata gdynia", "pl", None, "gdynia"),
    ("gdynia pomoc", "pl", None, "gdynia"),
    ("sopot choruje", "pl", None, "sopot"),
    ("widow 74 torun", "en", None, "torun"),
    ("jestem z Torunia", "pl", None, "torun"),
    ("mieszkam w Gdasku", "pl", None, "gdansk"),
    ("w Gdnasku", "pl", None, "gdansk"),
    ("Mieszkam na Oruni w Gdańsku", "pl", None, "gdansk.orunia"),
    ("mieszkam na starym mieście w toruniu", "pl", None, "torun.stare_miasto"),
    ("Toruń, Stare Miasto", "pl", None, "torun.stare_miasto"),
    ("stare miasto gdańsk", "pl", None, "gdansk.other"),
    ("gdańsk chełm", "pl", None, "gdansk.other"),
    ("gdynia śródmieście", "pl", None, "gdynia"),
    ("emerytka z Kartuz", "pl", None, "kartuzy"),
    ("bezrobotny w Gdyni", "pl", None, "gdynia"),
    ("samotna mama z Oruni", "pl", None, "gdansk.orunia"),
    ("jestem gdańszczanką", "pl", None, "gdansk"),
    ("jestem mieszkanką Gdyni", "pl", None, "gdynia"),
    ("przeprowadziłam się do Torunia", "pl", None, "torun"),
    ("przeprowadziłem się z Gdańska do Gdyni", "pl", None, "gdynia"),
    ("Mieszkam w Gdyni, gdzie znajdę prawnika?", "pl", None, "gdynia"),
    ("I live in Gdynia", "en", None, "gdynia"),
    ("I'm from Torun", "en", None, "torun"),
    ("living in Gdansk, Orunia", "en", None, "gdansk.orunia"),
    ("single mom in Gdynia", "en", None, "gdynia"),
    ("we live in a flat in Gdynia", "en", None, "gdynia"),
    ("I moved to Gdynia last year", "en", None, "gdynia"),
    # with another place beside it
    ("pod Gdańskiem, w Żukowie", "pl", "place", "zukowo"),
    ("koło Kartuz, dokładnie w Żukowie", "pl", None, "zukowo"),
    ("mieszkam w Gdyni, pracuję w Gdańsku", "pl", "place", "gdynia"),
    ("mieszkam w Gdyni i pracuję w Gdańsku", "pl", None, "gdynia"),
    ("w Gdyni mieszkam, w Gdańsku pracuję", "pl", None, "gdynia"),
    ("mieszkam i pracuję w Gdyni", "pl", None, "gdynia"),
    ("mieszkam w Gdańsku, ale pracuję w Gdyni", "pl", "place", "gdansk"),
    ("urodziłem się w Gdyni, mieszkam w Sopocie", "pl", None, "sopot"),
    ("mieszkałem w Gdańsku, teraz mieszkam w Gdyni", "pl", None, "gdynia"),
    ("mama mieszka w Gdyni, a ja w Gdańsku", "pl", None, "gdansk"),
    ("nie mieszkam w Gdyni tylko w Sopocie", "pl", "place", "sopot"),
    ("nie z Gdyni tylko z Sopotu", "pl", "place", "sopot"),
    ("tylko Gdynia", "pl", "place", "gdynia"),
    ("near Gdansk, in Zukowo", "en", "place", "zukowo"),
    ("I work in Gdansk but live in Gdynia", "en", None, "gdynia"),
    ("born in Torun, live in Sopot", "en", None, "sopot"),
]


@pytest.mark.parametrize(("text", "language", "ask", "place"), LIVES)
def test_a_resident_who_says_where_they_live_is_understood(
    understand: Understand, text: str, language: str, ask: str | None, place: str
) -> None:
    understood = understand(text, language, ask)
    assert dict(understood.forms).get("place") == place
    assert understood.unsure is None


@pytest.mark.parametrize(
    ("text", "language", "ask"),
    [
        # not where they live
        ("nie mieszkam w Gdyni", "pl", "place"),
        ("już nie mieszkam w Gdyni", "pl", None),
        ("mieszkam pod Gdańskiem", "pl", "place"),
        ("nie mieszkam w Gdyni albo w Sopocie", "pl", "place"),
        ("pracuję tylko w Gdańsku", "pl", "place"),
        ("I work only in Gdansk", "en", None),
        ("nie jestem z Gdańska", "pl", "place"),
        ("mieszkam niedaleko Torunia", "pl", None),
        ("wioska koło Kartuz", "pl", "place"),
        ("dojeżdżam do Gdańska", "pl", None),
        ("Pracuję w Gdańsku", "pl", None),
        ("pracuję w Gdańsku", "pl", "place"),
        ("jestem w szpitalu w Gdańsku", "pl", None),
        ("moja mama mieszka w Tczewie", "pl", None),
        ("mama mieszka w Gdyni", "pl", "place"),
        ("mój syn mieszka w Gdańsku", "pl", None),
        ("kolega z Gdyni", "pl", None),
        ("mieszkałam w Gdyni", "pl", None),
        ("chcę się przeprowadzić do Gdyni", "pl", None),
        ("urodziłam się w Toruniu", "pl", None),
        ("I used to live in Gdansk", "en", None),
        ("I don't live in Gdynia", "en", "place"),
        ("I'm not from Gdynia", "en", None),
        ("my mother lives in Sopot", "en", None),
        ("moving to Gdynia", "en", None),
        ("I would like to live in Gdynia", "en", None),
        # the words that say so, mistyped
        ("parcuję w Gdańsku", "pl", "place"),
        ("szkuam pracy w Gdyni", "pl", "place"),
        ("niedalkeo Torunia", "pl", "place"),
        # help looked for somewhere
        ("szukam pracy w Gdyni", "pl", None),
        ("psycholog w Toruniu", "pl", None),
        ("potrzebuję prawnika w Gdańsku", "pl", None),
        ("czy w Gdyni jest psycholog?", "pl", None),
        ("gdzie w Toruniu dostanę jedzenie?", "pl", None),
        ("looking for a job in Gdynia", "en", None),
        # ordinary words that look like a place
        ("prawnik", "pl", "place"),
        ("dziecko", "pl", "place"),
        ("mam", "pl", "place"),
        ("mam dziecko", "pl", "place"),
        ("praca", "pl", "place"),
        ("osoba", "pl", "place"),
        ("rada", "pl", "place"),
        ("chcę poznać ludzi", "pl", "place"),
        ("stogi siana", "pl", "place"),
        ("stogi siana", "pl", None),
        ("zupa z oliwy", "pl", None),
        ("mokre buty", "pl", None),
        ("kupiłam hel", "pl", None),
        ("mam renty i długi", "pl", None),
        # a typo, but nothing says that it is a place
        ("Gdnask", "pl", None),
        ("Gdnask", "pl", "work"),
        # too wide to say something, or nowhere in the catalogue
        ("Polska", "pl", "place"),
        ("pomorskie", "pl", "place"),
        ("Trójmiasto", "pl", "place"),
        ("Grójec", "pl", "place"),
        ("Dąbrowa Górnicza", "pl", "place"),
        ("w Dąbrowie Górniczej", "pl", "place"),
        ("Nowe Miasto Lubawskie", "pl", "place"),
        ("Lipce Reymontowskie", "pl", "place"),
        ("Krynica Zdrój", "pl", "place"),
        ("London", "en", "place"),
    ],
)
def test_a_place_is_not_made_of_other_words(understand: Understand, text: str, language: str, ask: str | None) -> None:
    understood = understand(text, language, ask)
    assert "place" not in dict(understood.forms)
    assert understood.unsure is None


@pytest.mark.parametrize(
    ("text", "ask", "candidates"),
    [
        ("stare miasto", "place", ("gdansk.other", "torun.stare_miasto", "zielona_gora")),
        ("Stare Miasto", None, ("gdansk.other", "torun.stare_miasto", "zielona_gora")),
        ("nowe miasto", "place", ("torun", "zielona_gora")),
        ("mieszkam w śródmieściu", None, ("gdansk.other", "gdynia")),
        ("chełm", "place", ("gdansk.other", "elsewhere")),
        ("nowy dwór", "place", ("nowy_dwor_gdanski", "elsewhere")),
        ("inna dzielnica", "place", ("gdansk.other", "torun.other")),
        ("kamienna góra", "place", ("gdynia", "elsewhere")),
        ("Gdynia albo Sopot", "place", ("gdynia", "sopot")),
        ("gdynia gdansk", "place", ("gdansk", "gdynia")),
        ("mieszkam w Gdyni i w Gdańsku", None, ("gdansk", "gdynia")),
        ("orunia stogi", "place", ("gdansk.orunia", "gdansk.stogi")),
        ("Orunia, Gdynia", "place", ("gdynia", "gdansk.orunia")),
        ("dgansk", "place", ("gdansk",)),
        ("oksywe", "place", ("gdynia",)),
        ("banin", "place", ("zukowo",)),
    ],
)
def test_a_place_that_is_not_clear_is_asked_back(
    understand: Understand, text: str, ask: str | None, candidates: tuple[str, ...]
) -> None:
    understood = understand(text, "pl", ask)
    assert "place" not in dict(understood.forms)
    assert understood.unsure is not None
    assert understood.unsure[0] == "place"
    assert set(understood.unsure[1]) == set(candidates)


def test_never_more_than_four_places_are_asked_back_about(
    understand: Understand, understanding: Understanding, catalogue: Catalogue
) -> None:
    words = [word for place in catalogue.places.root.walk() for word in (*place.words, place.name.in_("pl"))]
    for word in words:
        for typed in (word, word[1:], word[:-1], word[0] + word[2:]):
            unsure = understand(typed, "pl", "place").unsure
            assert unsure is None or len(unsure[1]) <= 4
    assert understanding.table.places is catalogue.places


def test_every_word_of_every_place_leads_to_it_or_asks_back(understand: Understand, catalogue: Catalogue) -> None:
    for place in catalogue.places.root.walk():
        for word in place.words:
            understood = understand(word, "pl", "place")
            heard = dict(understood.forms).get("place")
            asked = understood.unsure[1] if understood.unsure else ()
            assert place.id in (heard, *asked), word


TOWNS_OF_OTHERS = """
Radom Zakopane Tarnów Opole Gliwice Zabrze Sosnowiec Częstochowa Rybnik Tychy Kalisz Legnica Leszno Konin Sanok
Piła Ełk Iława Mława Płock Sieradz Gniezno Krosno Przemyśl Zamość Lubin Głogów Wałbrzych Świdnica Jaworzno Bytom
Chorzów Żory Będzin Zawiercie Oświęcim Olkusz Wieliczka Bochnia Jasło Mielec Tarnobrzeg Sandomierz Ostrowiec
Starachowice Końskie Bełchatów Radomsko Kutno Łowicz Zgierz Pabianice Żyrardów Pruszków Grodzisk Piaseczno Otwock
Wołomin Legionowo Stargard Świnoujście Kołobrzeg Szczecinek Wałcz Białogard Darłowo Sławno Ustka Człuchów Sztum
Ostróda Giżycko Mrągowo Szczytno Pisz Gołdap Suwałki Augustów Łomża Ostrołęka Ciechanów Pułtusk Wyszków Brodnica
Rypin Lipno Ciechocinek Nakło Świecie Tuchola Chełmno Mogilno Żnin Chodzież Września Śrem Kościan Gostyń Rawicz
Jarocin Ostrów Kępno Turek Zielonka Lubań Zgorzelec Bolesławiec Jawor Kłodzko Nysa Brzeg Kluczbork Racibórz
Cieszyn Żywiec Wadowice Limanowa Gorlice Chmielnik Sulęcin Sieraków Łęczyca Żuromin Żukowice Oława Oleśnica
Brzesko Warka Garwolin Łuków Międzyrzecz Świebodzin Żagań Gubin Słubice Kostrzyn Choszczno Police Goleniów Mielno
Łeba Hajnówka Sokołów Marki Ząbki Józefów Błonie Sochaczew Sierpc Osiek
"""


@pytest.mark.parametrize("ask", ["place", None])
@pytest.mark.parametrize("town", TOWNS_OF_OTHERS.split())
def test_another_polish_town_is_never_taken_for_one_of_ours(understand: Understand, town: str, ask: str | None) -> None:
    for text in (town, f"mieszkam w {town}", town.lower()):
        assert dict(understand(text, "pl", ask).forms).get("place") in (None, "elsewhere")


def test_a_town_of_which_one_district_is_known_is_named_by_either_name(tmp_path: Path) -> None:
    places = """
- {id: country, level: country, name: Kraj, parts: [
    {id: town, level: gmina, name: Drugowo, words: [drugowie], parts: [
      {id: town.old, level: district, name: Stare Drugowo, words: [starym drugowie]}]},
    {id: elsewhere, level: gmina, name: Gdzie indziej}]}
"""
    offers = shutil.copytree(ROOT / "tests" / "broken" / "_good", tmp_path / "offers")
    for name in ("personas", "programmes"):
        shutil.rmtree(offers / name)
    (offers / "places.yaml").write_text(places, "utf-8")
    (offers / "contacts.yaml").write_text(
        (offers / "contacts.yaml").read_text("utf-8").replace("poland", "country"), "utf-8"
    )
    understanding = Understanding.of(load(offers))
    told = ("Drugowo", "mieszkam w Drugowie", "stare drugowo", "Drugowo, Stare Drugowo")
    heard = [understanding.understand(text, "pl", "place", date(2026, 11, 22)).answers["place"] for text in told]
    assert heard == ["town", "town", "town.old", "town.old"]
