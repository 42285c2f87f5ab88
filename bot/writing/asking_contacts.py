"""What `new` and `init` ask about a contact point, and how it stands in contacts.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.files.checks import LONGEST_TEXT, LONGEST_TITLE
from bot.text.words import mark
from bot.writing.asking import (
    NO,
    WrongAnswerError,
    address,
    hours,
    known,
    maybe,
    page,
    phone,
    several,
    slug,
    website,
    words_up_to,
    yes_or_no,
)
from bot.writing.parts import EXAMPLE_PAGE, Asked, Parts, Thing

#: So many kinds of help are proposed for a contact point.
MOST_PROPOSED = 2
NOTHING_REACHABLE = mark("Residents need at least one way there: a telephone, an address or a page. Once more.")
HELPS: Asked = (
    mark("What do they help with? One or two short sentences, in Polish"),
    mark("What do they help with? One or two short sentences, in English"),
)


def contact(parts: Parts, *, serves: list[str] | None = None, bodies: list[str] | None = None, name: str = "") -> Thing:
    """Ask for a contact point; what is known already is not asked."""
    asker, words = parts.asker, parts.asker.words
    told = words(mark("The name of the place where people can go or call"))
    called = asker.ask("name", told, words_up_to(LONGEST_TITLE), example="Klub rodzica, Gdynia", default=name)
    everything = parts.bodies()
    made: Thing = {
        "id": parts.id(mark("A lasting name for it, for files only"), parts.catalogue.contacts, slug(called)),
        "name": called,
        "about": parts.both(
            "about", HELPS, LONGEST_TEXT, ("Zapytaj, jaka pomoc jest dla Ciebie.", "Ask what help there is.")
        ),
    }
    if bodies is None:
        asked = mark("Whose tasks does it have? Kinds of office, parted by commas; nothing: of none")
        told = words(asked)
        bodies = asker.ask("bodies", told, several(known(everything), empty=True), possible=everything)
    made["bodies"] = bodies
    asked = mark("Which places does it serve? Parted by commas")
    made["serves"] = serves or parts.some_of("serves", asked, parts.catalogue.places.by_id)
    made["need"] = parts.needs(_usual(parts, bodies))
    told = words(mark("Is it there for somebody in danger now? yes or no"))
    if asker.ask("crisis", told, yes_or_no, default=words(NO)):
        made["crisis"] = "yes"
    return made | _reached(parts)


def _usual(parts: Parts, bodies: Iterable[str]) -> str:
    """Give the kinds of help that most contact points with these tasks have, as they would be typed."""
    alike = [point for point in parts.catalogue.contacts.values() if not set(bodies).isdisjoint(point.bodies)]
    counted = Counter(kind for point in alike for kind in point.need)
    return ", ".join(kind for kind, _ in counted.most_common(MOST_PROPOSED))


def _reached(parts: Parts) -> Thing:
    asker, words = parts.asker, parts.asker.words
    while True:
        number = asker.ask("phone", words(mark("The telephone; nothing: none")), maybe(phone), example="58 000 00 00")
        told = words(mark("The address; nothing: none"))
        found = asker.ask("address", told, maybe(address), example="ul. Przykładowa 1, 81-000 Gdynia")
        site = asker.ask("website", words(mark("Its page; nothing: none")), maybe(website), example="www.example.org")
        if number or found or site:
            break
        if asker.given.keys() & {"phone", "address", "website"}:
            raise_unreachable()
        asker.say(NOTHING_REACHABLE)
    told = words(mark("When is it open? Nothing: not known"))
    opened = asker.ask("hours", told, maybe(hours), example="pn, wt, czw 7:30-15:30; śr 8:00-17:00")
    told = words(mark("On which page does all this stand?"))
    source: Thing = {"source": asker.ask("source", told, page, example=EXAMPLE_PAGE)}
    source |= parts.dated(graded=True)
    if source["grade"] == "C":
        told = words(mark("Who says so? Residents will read this name"))
        source["source_name"] = asker.ask("source_name", told, words_up_to(60), example="Głos Miasta")
    made: Thing = {"phones": [{"value": number, **source}]} if number else {}
    for key, value in (("address", found), ("hours", opened), ("website", site)):
        made |= {key: {"value": value, **source}} if value else {}
    return made | {"checked_on": parts.checked()}


def raise_unreachable() -> None:
    """Refuse answers given beforehand that leave no way to a contact point."""
    raise WrongAnswerError(NOTHING_REACHABLE)
