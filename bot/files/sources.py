"""One page with every number, address and claim of the catalogue and where it comes from, for a person to check."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.catalogue import Catalogue
from bot.core.contacts import ContactPoint, Fact
from bot.core.offers import Offer, Source, YearDay
from bot.core.texts import BASE_LANGUAGE

HEAD = """# Sources

Every telephone, address, opening time, e-mail and page that residents are shown, and every offer, with where it comes
from; then every sum of money with its day and every window of the year with the year of its source. Made from the
catalogue by `make sources`; do not edit. Grades: A own official page of 2023 or later, B own or official page older or
without a date, C press or third party (named). A dash: the page has no date.
"""


def page(catalogue: Catalogue) -> str:
    """Write the page."""
    parts = [HEAD, "## Contact points\n", _table("Contact point", "What", "Value")]
    parts += [row for contact in catalogue.contacts.values() for row in _contact(contact)]
    parts += ["\n## Offers\n", _table("Offer", "Title", "Source")]
    parts += [row for offer in catalogue.offers.values() for row in _offer(offer)]
    parts += ["\n## Sums of money and windows of the year\n"]
    parts += ["Their sources are those of the offer, above.\n", _head("Offer", "What", "Told", "Day or year")]
    parts += [row for offer in catalogue.offers.values() for row in _dated(offer)]
    return "\n".join(parts) + "\n"


def _table(*first: str) -> str:
    return _head(*first, "Address of the source", "Year", "Grade", "Checked")


def _head(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}"


def values(contact: ContactPoint) -> Iterator[tuple[str, Fact]]:
    """Give every value of a contact point with what it is."""
    for phone in contact.phones:
        yield "phone", phone.fact
    named = (
        ("address", contact.address),
        ("hours", contact.hours_fact),
        ("e-mail", contact.email),
        ("page", contact.website),
    )
    for name, fact in named:
        if fact is not None:
            yield name, fact


def _contact(contact: ContactPoint) -> Iterator[str]:
    for name, fact in values(contact):
        source = f"{fact.source_name}: {fact.source}" if fact.source_name else fact.source
        yield _row(contact.id, name, fact.value, source, fact.year, fact.grade, contact.checked_on)


def _offer(offer: Offer) -> Iterator[str]:
    for source in offer.sources:
        yield _row(offer.id, *_told(offer, source), source.year, source.grade, source.checked_on)


def _dated(offer: Offer) -> Iterator[str]:
    for amount in offer.amounts:
        yield _row(offer.id, "sum", amount.text.in_(BASE_LANGUAGE), amount.as_of)
    for season in offer.seasons:
        about = "about " if season.about else ""
        yield _row(offer.id, "window", f"{about}{_day(season.opens)} to {_day(season.closes)}", season.year)


def _day(day: YearDay) -> str:
    """Write a day of every year as staff do."""
    month, number = day
    return f"{month:02}-{number:02}"


def _told(offer: Offer, source: Source) -> tuple[str, str, str]:
    return offer.title.in_(BASE_LANGUAGE), source.name.in_(BASE_LANGUAGE), source.url or "–"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell if cell is not None else "–").replace("|", "\\|") for cell in cells) + " |"
