"""The page of all sources is fresh, and nothing is told without one."""

from __future__ import annotations

from bot.core.catalogue import Catalogue
from bot.files.sources import page, values
from tests.conftest import ROOT


def test_the_page_of_sources_is_fresh(catalogue: Catalogue) -> None:
    assert (ROOT / "docs" / "sources.md").read_text(encoding="utf-8") == page(catalogue), "run `make sources`"


def test_every_value_of_a_contact_point_has_a_source_and_a_grade(catalogue: Catalogue) -> None:
    for contact in catalogue.contacts.values():
        for _, fact in values(contact):
            assert fact.source.startswith("http"), contact.id
            assert fact.grade in ("A", "B", "C"), contact.id
            assert fact.grade != "C" or fact.source_name, contact.id


def test_every_offer_has_a_source_that_was_checked(catalogue: Catalogue) -> None:
    for offer in catalogue.offers.values():
        assert offer.sources, offer.id
        for source in offer.sources:
            assert source.checked_on, offer.id


def test_every_standing_offer_names_pages_and_grades(catalogue: Catalogue) -> None:
    for offer in catalogue.offers.values():
        if offer.programme.dates.last is None:
            assert all(source.url and source.grade for source in offer.sources), offer.id
