"""Towns with what stands around them, and an example resident of a town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from bot.core.answers import NO_ANSWERS, given, read
from bot.core.catalogue import Catalogue
from bot.core.matcher import Verdict
from bot.core.places import Place
from bot.core.planner import Planner
from bot.text.words import mark
from bot.writing.asking import Asker, fresh_id, several, slug, words_up_to
from bot.writing.change import Change
from bot.writing.nameless import fold

#: As many offers an example resident of a town names.
MOST_NAMED = 3
#: How much a form of a name looks like it: Ustce like Ustka, Cracow like Kraków.
ALIKE = 0.6
#: What people type before the name of a voivodeship and of a county.
_KIND_OF_REGION, _KIND_OF_COUNTY = re.compile(r"^(województwo|woj\.?) +"), re.compile(r"^(powiat|pow\.?) +")
PLACES, RESIDENTS = "places.yaml", "personas/miasta.yaml"


@dataclass(frozen=True)
class Town:
    """A town as it was told. `powiat` is an adjective ("kartuski") or empty: a town that is a county of its own."""

    id: str
    name: str
    forms: tuple[str, ...]
    voivodeship: str
    powiat: str

    def place(self) -> dict[str, Any]:
        """Give the town as it stands in places.yaml."""
        words = list(dict.fromkeys([self.name.lower(), *(form.lower() for form in self.forms)]))
        return {"id": self.id, "level": "gmina", "name": self.name, "listed": "first", "words": words}

    @property
    def powiat_id(self) -> str:
        """The id of its county."""
        return slug(self.powiat)

    def county(self) -> dict[str, Any]:
        """Give its county with the town and a part for the rest."""
        adjective = self.powiat
        words = [f"powiat {adjective}"]
        if adjective.endswith("i"):
            words += [f"powiecie {adjective}m", f"powiatu {adjective}ego"]
        county = f"{adjective[:1].upper()}{adjective[1:]} county"
        rest = {"pl": f"Inna gmina, powiat {adjective}", "en": f"Rest of {county}"}
        return {
            "id": self.powiat_id,
            "level": "powiat",
            "name": {"pl": f"Powiat {adjective}", "en": county},
            "words": words,
            "parts": [self.place(), {"id": f"{self.powiat_id}.other", "level": "gmina", "name": rest}],
        }

    def region(self) -> dict[str, Any]:
        """Give its voivodeship with everything of it that is known: the town, or its county."""
        inside = self.county() if self.powiat else self.place()
        name = self.voivodeship[:1].upper() + self.voivodeship[1:]
        return {"id": slug(self.voivodeship), "level": "voivodeship", "name": name, "parts": [inside]}


def asked(asker: Asker, taken: set[str], places: Place) -> Town:
    """Ask for a town. Forms of its name that are counted to "somewhere else" among these places are its own now."""
    words, check = asker.words, words_up_to(60)
    name = asker.ask("town", words(mark("What is the town or gmina called?")), check, example="Nowe Miasto")
    told = words(mark("How is its name written in sentences? Parted by commas; nothing: only like that"))
    forms = asker.ask("forms", told, several(check, empty=True), example="Nowym Mieście, Nowego Miasta")
    told = words(mark("In which voivodeship is it?"))
    region = asker.ask("voivodeship", told, check, example="mazowieckie")
    told = words(mark("In which county (powiat)? Nothing: it is a county of its own"))
    county = asker.ask("powiat", told, str, example="nowomiejski")
    told = words(mark("A lasting name for the town, for files only"))
    id_ = asker.ask("town_id", told, fresh_id(taken, slug(name)), default=slug(name))
    plain = _KIND_OF_COUNTY.sub("", county.lower())
    known = [name, *forms]
    known += [word for _, rest in _rests(places, (0,)) for word in _alike(rest.words, known)]
    return Town(id_, name, tuple(known[1:]), _KIND_OF_REGION.sub("", region.lower()), plain)


def _alike(words: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """Give what stands beside one of these names in a list, without a gap, and looks like the first: forms of it."""
    name, folded, names = _plain(known[0]), [_plain(word) for word in words], {_plain(one) for one in known}
    looks = [word in names or SequenceMatcher(None, name, word).ratio() >= ALIKE for word in folded]
    for run, places in groupby(range(len(words)), looks.__getitem__):
        together = list(places)
        if run and any(folded[place] in names for place in together):
            yield from (words[place] for place in together)


def _plain(name: str) -> str:
    return fold(name).replace("-", " ")


def add(change: Change, places: Place, town: Town) -> None:
    """Put a town where it belongs in the tree, and nowhere else by its names. Raises CannotInsertError."""
    for path, _ in _rests(places, (0,)):
        change.remove(PLACES, (*path, "words"), frozenset(town.place()["words"]))
    region = next((part for part in places.parts if part.id == slug(town.voivodeship)), None)
    if region is None:
        nowhere = next((part.id for part in places.parts if not part.parts), None)
        change.append(PLACES, (0, "parts"), town.region(), before=nowhere)
        return
    inside = (0, "parts", places.parts.index(region), "parts")
    county = next((part for part in region.parts if part.id == town.powiat_id), None) if town.powiat else None
    if county is None or not county.parts:
        change.append(PLACES, inside, town.county() if town.powiat else town.place())
        return
    rest = next((part.id for part in county.parts if part.id.endswith(".other")), None)
    change.append(PLACES, (*inside, region.parts.index(county), "parts"), town.place(), before=rest)


def _rests(place: Place, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Give the parts that stand for what is not listed, of the country or of a place in it, with their paths."""
    for index, part in enumerate(place.parts):
        inside = (*path, "parts", index)
        if part.id.endswith(".other") or (len(path) == 1 and not part.parts):
            yield inside, part
        yield from _rests(part, inside)


def left_behind(before: Catalogue, after: Catalogue) -> Iterator[tuple[Place, Place, list[str]]]:
    """Give each new place that was counted to the rest of its county, that rest, and the contact points there.

    They serve the rest by its id, so they do not serve the new place any more.
    """
    for place in after.places.root.walk():
        above = after.places.parents.get(place.id)
        if place.id in before.places.by_id or above is None:
            continue
        for rest in above.parts:
            served = [point.id for point in before.contacts.values() if rest.id in point.serves]
            if rest.id.endswith(".other") and rest.id in before.places.by_id and served:
                yield place, rest, served


def resident(catalogue: Catalogue, town: str, name: str, centre: str, on: date) -> dict[str, Any]:
    """Give an example resident of a town who looks for the first kind of help its centre has, as they are judged."""
    kind = catalogue.contacts[centre].need[0]
    forms = {catalogue.place.id: town, **({need.id: [kind]} if (need := catalogue.role("need")) else {})}
    answers = NO_ANSWERS
    for id_, form in forms.items():
        answers = given(answers, id_, read(catalogue.questions[id_], catalogue.places, form))  # type: ignore[arg-type]  # an id, or ids
    plan = Planner.of(catalogue).plan(answers, on)
    found: dict[str, Any] = {
        "id": f"{town}-osrodek"[:40],
        "who": f"ktoś z miejsca {name}",
        "on": on.isoformat(),
        "answers": forms,
    }
    for key, verdict in (("fits", Verdict.FITS), ("maybe", Verdict.MAYBE)):
        named = [result.offer.id for result in plan.results if result.verdict is verdict][:MOST_NAMED]
        found |= {key: named} if named else {}
    offered = [contact.id for contact in plan.contacts]
    return found | ({"contacts": [centre]} if centre in offered else {})
