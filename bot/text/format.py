"""Values as a resident reads them: escaped text, dates, hours, links."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from html import escape
from urllib.parse import quote

from bot.core.contacts import ContactPoint, Fact, Phone
from bot.core.hours import opening
from bot.core.offers import YearDay
from bot.core.texts import Text
from bot.text.words import Words, mark

#: As they stand in a date: "22 November", "22 listopada". A test holds every language to the names of Unicode's CLDR.
MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)


def esc(words: str) -> str:
    """Escape what is not ours for Telegram's HTML."""
    return escape(words, quote=False)


def say(text: Text, words: Words) -> str:
    """Give a text of the catalogue in the language, escaped."""
    return esc(text.in_(words.language))


def day(on: date, words: Words) -> str:
    """Give a day in full, as the language writes it."""
    return words("{day} {month} {year}", day=on.day, month=words(MONTHS[on.month - 1]), year=on.year)


def year_day(on: YearDay, words: Words) -> str:
    """Give a day of every year."""
    month, number = on
    return words("{day} {month}", day=number, month=words(MONTHS[month - 1]))


def clock(at: time) -> str:
    """Give a time of day."""
    return f"{at.hour}:{at.minute:02}"


def link(fact: Fact) -> str:
    """Give the address of a web page that was written without its scheme."""
    return fact.value if fact.value.startswith("http") else f"https://{fact.value}"


def map_link(address: str) -> str:
    """Give a page that shows an address on a map. Only the address of the office is in it."""
    return f"https://www.google.com/maps/search/?api=1&query={quote(address)}"


def open_now(contact: ContactPoint, now: datetime, words: Words) -> str:
    """Say whether a contact point is open; empty where its hours are not known."""
    hours = contact.hours or (contact.phones[0].hours if contact.phones else None)
    if hours is None:
        return ""
    stands = opening(hours, now)
    if hours.always:
        return words("open day and night")
    if stands.open and stands.until:
        return words("open now, until {time}", time=clock(stands.until))
    if stands.holiday:
        return words("closed today: a public holiday")
    if stands.next is None:
        return words("closed now")
    return words("closed now, opens {when}", when=_when(stands.next, now, words))


def _when(opens: datetime, now: datetime, words: Words) -> str:
    at = clock(opens.time())
    if opens.date() == now.date():
        return words("today at {time}", time=at)
    if opens.date() == now.date() + timedelta(days=1):
        return words("tomorrow at {time}", time=at)
    return words("{weekday} at {time}", weekday=words(WEEKDAYS[opens.weekday()]), time=at)


def sourced(fact: Fact, words: Words) -> str:
    """Say how old a value is, and who says so where that is not its owner."""
    year = words("as of {year}", year=fact.year) if fact.year else words("page without a date")
    return f"{esc(fact.source_name)}, {year}" if fact.source_name else year


def phone_label(phone: Phone, words: Words) -> str:
    """Give a telephone number with what it is for."""
    about = f" ({say(phone.about, words)})" if phone.about else ""
    free = f", {words('free of charge')}" if phone.free else ""
    return f"{esc(phone.fact.value)}{about}{free}"
