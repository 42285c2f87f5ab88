"""What was read is remembered for the next start and for the next edit, with the words of the offers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.catalogue import Catalogue
from bot.core.offers import Offer
from bot.maker import Maker
from bot.settings import Settings
from bot.understand import offer_words
from bot.understand.tables import Tables

GOOD = Path(__file__).parent / "broken" / "_good"
PROGRAMME = "programmes/town_help.yaml"
ON = date(2026, 11, 22)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over a small catalogue that staff may change."""
    offers = Path(shutil.copytree(GOOD, tmp_path / "offers"))
    return replace(Settings.from_environment({}), offers=offers, cache=tmp_path / "cache")


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The offers whose texts were read for their words."""
    read: list[str] = []
    real = offer_words._texts  # noqa: SLF001 -- whether it is called is what these tests are about

    def noted(catalogue: Catalogue, offer: Offer) -> Iterator[tuple[str, float]]:
        read.append(offer.id)
        return real(catalogue, offer)

    monkeypatch.setattr(offer_words, "_texts", noted)
    return read


def found(tables: Tables) -> tuple[tuple[str, ...], object]:
    return tables.finder.find("porada", None, ON), tables.understanding.understand("mam 67 lat", "pl", None, ON)


def test_a_second_start_finds_the_same_and_reads_no_text(settings: Settings, texts_read: list[str]) -> None:
    first = found(Maker(settings).make_ready().tables)
    assert texts_read
    assert first[0]
    texts_read.clear()
    assert found(Maker(settings).make_ready().tables) == first
    assert texts_read == []


def test_after_an_edit_new_words_are_found_and_old_ones_are_not(settings: Settings, texts_read: list[str]) -> None:
    maker = Maker(settings)
    before = maker.make_ready()
    path = settings.offers / PROGRAMME
    path.write_text(path.read_text(encoding="utf-8").replace("Porada", "Rozmowa"), encoding="utf-8")
    texts_read.clear()
    after = maker.make_ready()
    assert sorted(texts_read) == sorted(after.catalogue.offers)
    assert after.tables.finder.find("rozmowa", None, ON)
    assert not before.tables.finder.find("rozmowa", None, ON)
    texts_read.clear()
    (settings.offers / "groups.yaml").write_text(
        (settings.offers / "groups.yaml").read_text(encoding="utf-8") + "# uwaga\n", encoding="utf-8"
    )
    assert maker.make_ready().tables.finder.find("rozmowa", None, ON)
    assert sorted(texts_read) == sorted(after.catalogue.offers)


def test_without_a_cache_nothing_is_written(settings: Settings, tmp_path: Path) -> None:
    found(Maker(replace(settings, cache=None)).make_ready().tables)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"HOME": "/home/a"}, Path("/home/a/.cache/drogowskaz")),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/cache"}, Path("/cache/drogowskaz")),
        ({"HOME": "/home/a", "BOT_CACHE": "/other"}, Path("/other")),
        ({"HOME": "/home/a", "BOT_CACHE": "off"}, None),
    ],
)
def test_where_it_is_kept(environment: dict[str, str], expected: Path | None) -> None:
    assert Settings.from_environment(environment).cache == expected
