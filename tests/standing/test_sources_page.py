"""The page of all sources is fresh, and nothing is told without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.catalogue import Catalogue
from bot.core.texts import Text
from bot.files.sources import page, values
from tests.conftest import ROOT

#: Six digits or more in a row make a telephone number; sums of money are shorter or have a comma.
NUMBER = re.compile(r"\d(?:[ -]?\d){5,}")


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


def test_every_standing_offer_has_pages_and_grades_of_its_own(catalogue: Catalogue) -> None:
    for offer in catalogue.offers.values():
        if offer.programme.dates.last is None:
            assert offer.own_sources, f"{offer.id}: write down under `sources` where it comes from"
            assert all(source.url and source.grade for source in offer.sources), offer.id


def test_a_telephone_number_told_in_a_sentence_is_one_of_a_contact_point_so_it_has_a_source(
    catalogue: Catalogue,
) -> None:
    known = {_digits(phone.fact.value) for contact in catalogue.contacts.values() for phone in contact.phones}
    told = [(id_, _digits(number)) for id_, text in _sentences(catalogue) for number in NUMBER.findall(text)]
    assert told
    assert [(id_, number) for id_, number in told if number not in known] == []


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _sentences(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give every text of the catalogue that residents read beside the values themselves, in every language."""
    texts: list[tuple[str, Text | None]] = [*catalogue.papers.items()]
    texts += [(body.id, body.find) for body in catalogue.bodies.values()]
    texts += [(point.id, text) for point in catalogue.contacts.values() for text in (point.name, point.about)]
    for question in catalogue.questions.values():
        texts += [(question.id, text) for text in (question.ask, question.hint, question.why)]
    for offer in catalogue.offers.values():
        told = (offer.gives, offer.programme.about, offer.first_text, *offer.also, *offer.steps)
        texts += [(offer.id, text) for text in (*told, *(amount.text for amount in offer.amounts))]
    for id_, text in texts:
        if text is not None:
            yield from ((id_, text.in_(language)) for language in catalogue.languages)
