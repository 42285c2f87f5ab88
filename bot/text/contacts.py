"""Contact points as a resident reads them: what they do, how to reach them, whether they are open, who says so."""

from __future__ import annotations

import re
from datetime import datetime

from bot.core import actions as a
from bot.core import screens as s
from bot.core.contacts import ContactPoint
from bot.text.buttons import to_contacts, turning
from bot.text.format import WEEKDAYS, day, esc, link, map_link, open_now, phone_label, say, sourced
from bot.text.message import Button, Message, Row, button
from bot.text.words import Words, mark

CONTACTS_PER_PAGE = 5
PHONES_SHOWN = 3
#: Telegram's limit for a text that a button copies.
MOST_COPIED = 256


def brief(contact: ContactPoint, now: datetime, words: Words) -> str:
    """One contact point in two lines: name and whether it is open, then how to reach it."""
    stands = open_now(contact, now, words)
    lines = [f"• <b>{say(contact.name, words)}</b>{f' – {stands}' if stands else ''}"]
    reach = []
    if contact.phones:
        reach.append(f"{words('phone')} {esc(contact.phones[0].fact.value)}")
    if contact.address:
        reach.append(esc(contact.address.value))
    if not reach and contact.website:
        reach.append(esc(contact.website.value))
    if not reach and contact.email:
        reach.append(esc(contact.email.value))
    return "\n".join([*lines, "   " + ", ".join(reach)])


def to_keep(contact: ContactPoint, words: Words) -> str:
    """One contact point as it stands in a message to keep: no "open now", which ages."""
    lines = [say(contact.name, words)]
    lines += [f"{words('Phone')}: {phone_label(phone, words)}" for phone in contact.phones[:2]]
    if contact.address:
        lines.append(f"{words('Address')}: {esc(contact.address.value)}")
    if contact.hours_fact:
        lines.append(f"{words('Opening hours')}: {hours_in(contact.hours_fact.value, words)}")
    if not contact.phones and contact.website:
        lines.append(f"{words('Website')}: {esc(contact.website.value)}")
    return "\n".join(lines)


def card(screen: s.ContactCard, now: datetime, words: Words) -> Message:
    """One contact point with everything known, each value with its year; buttons copy, show a map, open a page."""
    contact = screen.contact
    stands = open_now(contact, now, words)
    lines = [f"<b>{say(contact.name, words)}</b>", say(contact.about, words), ""]
    if stands:
        lines.append(stands[:1].upper() + stands[1:] + ".")
    for phone in contact.phones:
        told = f"{words('Phone')}: {phone_label(phone, words)}"
        lines.append(f"{told} <i>({sourced(phone.fact, words)})</i>")
    for label, fact in (
        (words("Address"), contact.address),
        (words("Opening hours"), contact.hours_fact),
        (words("E-mail"), contact.email),
        (words("Website"), contact.website),
    ):
        if fact:
            shown = hours_in(fact.value, words) if fact is contact.hours_fact else esc(fact.value)
            lines.append(f"{label}: {shown} <i>({sourced(fact, words)})</i>")
    lines.append("")
    checked = day(contact.checked_on, words)
    if contact.address:
        lines.append(f"<i>{words('Checked on {day}. Phone before you go.', day=checked)}</i>")
    else:  # a helpline or a page: there is nowhere to go
        lines.append(f"<i>{words('Checked on {day}.', day=checked)}</i>")
    return Message("\n".join(lines).replace("\n\n\n", "\n\n"), _buttons(contact, words))


#: Staff write the days of the week in short; residents get them in full: a voice would spell "pn-pt" letter by letter.
DAYS = ("pn", "wt", "śr", "czw", "pt", "sb", "nd")
WEEKS = {"pn-pt": mark("Monday to Friday"), "pn-sb": mark("Monday to Saturday"), "pn-nd": mark("every day")}
_DAYS = re.compile(rf"\b(?:{'|'.join((*WEEKS, *DAYS))})\b")


def hours_in(written: str, words: Words) -> str:
    """Give opening hours with the days written out in the language."""
    if written.strip().lower() == "całą dobę":
        return words("day and night")
    return esc(_DAYS.sub(lambda found: _days(found[0], words), written))


def _days(written: str, words: Words) -> str:
    if written in WEEKS:
        return words(WEEKS[written])
    return words(WEEKDAYS[DAYS.index(written)])


def _buttons(contact: ContactPoint, words: Words) -> tuple[Row, ...]:
    rows: list[Row] = [
        (Button(words("Copy {number}", number=phone.fact.value)[:30], copy=phone.fact.value[:MOST_COPIED]),)
        for phone in contact.phones[:PHONES_SHOWN]
    ]
    if contact.address:
        rows.append((Button(words("Show on the map"), url=map_link(contact.address.value)),))
    if contact.website:
        rows.append((Button(words("Open the website"), url=link(contact.website)),))
    if contact.email:
        rows.append((Button(words("Copy the e-mail"), copy=contact.email.value[:MOST_COPIED]),))
    rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
    return tuple(rows)


def listed(screen: s.ContactList, now: datetime, words: Words) -> Message:
    """A page of contact points, each with a button."""
    return page_of(screen, ("contacts",), words("Where to go today"), now, words)


def page_of(found: s.ContactList | s.Help, path: tuple[str, ...], heading: str, now: datetime, words: Words) -> Message:
    """Give a page of contact points under a heading."""
    contacts = found.contacts
    pages = [contacts[start : start + CONTACTS_PER_PAGE] for start in range(0, len(contacts), CONTACTS_PER_PAGE)]
    pages = pages or [()]
    page = min(found.page, len(pages) - 1)
    text = "\n".join([f"<b>{heading}</b>", *(brief(contact, now, words) for contact in pages[page])])
    rows = to_contacts(pages[page], words) + turning(path, page, len(pages), words)
    rows.append((button(words("Back"), a.Back()), button(words("Show results"), a.Go(("results",)))))
    return Message(text, tuple(rows))
