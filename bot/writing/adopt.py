"""A small catalogue for another town, made of the shipped one: what holds in the whole country, without its towns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.errors import Level, Problem
from bot.files.loader import examine, load
from bot.files.reader import read
from bot.text.words import mark
from bot.writing import schema, towns
from bot.writing.asking import Asker
from bot.writing.asking_contacts import contact
from bot.writing.nameless import Nameless, is_text
from bot.writing.parts import Parts
from bot.writing.towns import Town
from bot.writing.written import dump

#: Kept as they are, but for sentences that name a town.
COPIED = ("questions.yaml", "papers.yaml", "crisis.yaml")
SAID = (
    "# Ten katalog powstał z wzoru: zostało to, co działa w całej Polsce. Dopisz, co jest u Ciebie.\n"
    "# Made from the shipped catalogue: what holds in all of Poland. Add what there is in your town.\n"
)


@dataclass(frozen=True)
class Adopted:
    """A town and its social-assistance centre, as it will stand in contacts.yaml."""

    town: Town
    centre: dict[str, Any]


def asked(asker: Asker, shipped: Catalogue, today: date) -> Adopted:
    """Ask for the town and its centre."""
    root = shipped.places.root
    town = towns.asked(asker, {root.id, *(part.id for part in root.parts if not part.parts)}, root)
    asker.say(mark("Now its social-assistance centre, so that nobody is left without a place to go."))
    return Adopted(town, contact(Parts(asker, shipped, today), serves=[town.id], bodies=list(shipped.bodies)[:1]))


def write(adopted: Adopted, shipped: Path, target: Path, today: date) -> tuple[Problem, ...]:
    """Write the catalogue, whole or not at all. Gives the errors that kept it from being written."""
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        for name, text in _files(adopted, shipped):
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_text(text, encoding="utf-8")
        catalogue, problems = examine(fresh, today)
        if catalogue is not None:
            town = adopted.town
            person = towns.resident(catalogue, town.id, town.name, adopted.centre["id"], today)
            text = schema.line(towns.RESIDENTS) + dump([person])
            (fresh / towns.RESIDENTS).write_text(text, encoding="utf-8")
            schema.write(fresh, catalogue)
            catalogue, problems = examine(fresh, today)
        errors = tuple(problem for problem in problems if problem.level is Level.ERROR)
        if not errors:
            if target.exists():
                target.rmdir()
            fresh.rename(target)
        return errors
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _files(adopted: Adopted, shipped: Path) -> Iterator[tuple[str, str]]:
    """Give every file with its text."""
    town = adopted.town
    catalogue = load(shipped)
    nameless = Nameless.of(catalogue.places.root, [town.name, town.voivodeship, *town.forms])
    for name in COPIED:
        if (shipped / name).is_file():
            yield name, _copied(shipped / name, name, nameless)
    programmes = dict(_programmes(shipped, nameless))
    for name, programme in programmes.items():
        yield name, _emitted(name, programme)
    groups = _read(shipped, "groups.yaml")
    used = _used(list(programmes.values()), groups)
    yield "groups.yaml", _emitted("groups.yaml", nameless.value({id_: groups[id_] for id_ in groups if id_ in used}))
    yield "contacts.yaml", _emitted("contacts.yaml", _contacts(adopted, shipped, catalogue, nameless))
    yield "places.yaml", _emitted("places.yaml", [_places(adopted, shipped, nameless)])
    offers = {offer["id"] for programme in programmes.values() for offer in programme["offers"]}
    name = "personas/stala_pomoc.yaml"
    yield name, _emitted(name, list(_people(shipped, nameless, catalogue.place.id, town.id, offers)))


def _read(folder: Path, name: str) -> Any:
    return read(folder / name, name).value


def _emitted(name: str, value: Any) -> str:
    return schema.line(name) + SAID + dump(value)


def _copied(path: Path, name: str, nameless: Nameless) -> str:
    """Give a file with only those texts changed that name a town, and without such comments."""
    text = path.read_text(encoding="utf-8")
    value = read(path, name).value
    for old, left in _changes(value, nameless):
        # Where nothing is left, the whole line of a list goes.
        written, instead = (old, left) if left else (f"    - {old}\n", "")
        if text.count(written) != 1:
            return _emitted(name, nameless.value(value))
        text = text.replace(written, instead)
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("#") or not nameless.named(line))


def _changes(value: Any, nameless: Nameless) -> Iterator[tuple[str, str]]:
    """Give what names a town, with what is left of it."""
    if isinstance(value, str):
        if nameless.named(value):
            yield value, nameless.text(value)
    elif isinstance(value, Mapping) and is_text(value):
        spoken = nameless.spoken(value)
        yield from ((said, spoken[language]) for language, said in value.items() if said != spoken[language])
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _changes(inner, nameless)


def _programmes(shipped: Path, nameless: Nameless) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the permanent services, with the offers that are still whole."""
    for path in sorted((shipped / "programmes").glob("[!.]*.y*ml")):
        name = f"programmes/{path.name}"
        written = _read(shipped, name)
        if "standing" not in written or nameless.named(str(written["id"]) + str(written["rule"])):
            continue
        cleaned = nameless.value(written)
        cleaned["offers"] = [offer for offer in cleaned["offers"] if _whole(offer)]
        if cleaned["offers"]:
            yield name, cleaned


def _whole(offer: Mapping[str, Any]) -> bool:
    return all(offer.get(key) for key in ("title", "short", "gives", "rule"))


def _used(value: Any, groups: Mapping[str, Any]) -> set[str]:
    """Give the groups that conditions refer to, also through other groups."""
    found: set[str] = set()
    if isinstance(value, Mapping):
        group = value.get("is")
        if isinstance(group, str):
            found |= {group} | _used(groups[group]["rule"], groups)
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            found |= _used(inner, groups)
    return found


def _contacts(adopted: Adopted, shipped: Path, catalogue: Catalogue, nameless: Nameless) -> dict[str, Any]:
    """Give the bodies, the town's centre and what serves the whole country, in the order of the file."""
    written = _read(shipped, "contacts.yaml")
    root = catalogue.places.root.id
    national = [contact for contact in written["contacts"] if contact["serves"] in (root, [root])]
    cleaned = nameless.value({"bodies": written["bodies"], "contacts": national})
    return {"bodies": cleaned["bodies"], "contacts": [*cleaned["contacts"], adopted.centre]}


def _places(adopted: Adopted, shipped: Path, nameless: Nameless) -> dict[str, Any]:
    """Give the tree: the country, the town's voivodeship, and elsewhere."""
    (root,) = _read(shipped, "places.yaml")
    elsewhere = [dict(part) for part in root["parts"] if "parts" not in part]
    mine = {word.lower() for word in adopted.town.place()["words"]}
    for part in elsewhere:
        part["words"] = [word for word in part.get("words", []) if word not in mine and not nameless.named(word)]
    return {**root, "parts": [adopted.town.region(), *elsewhere]}


def _people(shipped: Path, nameless: Nameless, place: str, town: str, offers: set[str]) -> Iterator[dict[str, Any]]:
    """Give the example residents who guard the permanent services, all of them living in the new town."""
    seen: set[str] = set()
    for path in sorted((shipped / "personas").glob("[!.]*.y*ml")):
        for person in _read(shipped, f"personas/{path.name}"):
            kept = {key: [id_ for id_ in _listed(person.get(key)) if id_ in offers] for key in ("fits", "maybe", "no")}
            # Who must be shown certain contact points guards a town, not a service.
            if "contacts" in person or person["id"] in seen or not any(kept.values()):
                continue
            seen.add(person["id"])
            who = ", ".join(part for part in person["who"].split(", ") if not nameless.named(part))
            first = {id_: said for id_, said in person.get("first", {}).items() if id_ in offers}
            verdicts = {key: value for key, value in {**kept, "first": first}.items() if value}
            answers = {**person["answers"], place: town}
            yield {"id": person["id"], "who": who or "mieszkaniec", "on": person["on"], "answers": answers, **verdicts}


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value or []
