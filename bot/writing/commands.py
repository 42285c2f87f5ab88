"""`schema`, `new` and `init`: what they read and write, and the exit codes they give."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, BadUsageError, Problem
from bot.exits import BAD_DATA, DONE, INTERRUPTED
from bot.files.loader import load
from bot.resources import folder
from bot.text import problems as sentences
from bot.text.words import Words, mark, words_asked_for
from bot.writing import adopt, asking_contacts, asking_offers, asking_questions, tables, towns
from bot.writing import schema as schemas
from bot.writing.asking import Asker, Named, StoppedError, WrongAnswerError
from bot.writing.change import Change
from bot.writing.examples import guards
from bot.writing.parts import Parts
from bot.writing.written import CannotInsertError

CONTACTS, QUESTIONS = "contacts.yaml", "questions.yaml"
LEFT_BEHIND = mark(
    "Look at contacts.yaml: {points}. They serve {rest}, and {place} is no part of that any more. "
    "Whoever is there for it too needs {place} under serves."
)


def schema(options: argparse.Namespace, offers: Path, out: TextIO) -> int:
    """Write the schemas, print one, or renew the tables of fields. Raises BadUsageError."""
    _words(options)
    for path in options.tables or ():
        if not path.is_file():
            msg = f"--tables: there is no file {path}."
            raise BadUsageError(msg)
        document = path.read_text(encoding="utf-8")
        path.write_text(tables.refreshed(document), encoding="utf-8")
    if options.tables:
        return DONE
    if options.kind is not None and options.kind not in schemas.KINDS:
        msg = f"there is no kind of file {options.kind!r}. Choose one of: {', '.join(schemas.KINDS)}."
        raise BadUsageError(msg)
    catalogue: Catalogue | None
    try:
        catalogue = load(offers)
    except BadCatalogueError:
        # An editor is needed most where something is wrong: then any id may stand.
        catalogue = None
    if options.kind is not None:
        out.write(schemas.text(schemas.schema(options.kind, catalogue, options.lang)))
        return DONE
    if not offers.is_dir():
        msg = f"there is no folder {offers}."
        raise BadUsageError(msg)
    for path in schemas.write(offers, catalogue, options.lang):
        print(path, file=out)
    return DONE


def new(options: argparse.Namespace, offers: Path, today: date, typed: TextIO, out: TextIO) -> int:
    """Ask and write one thing. Raises BadCatalogueError and BadUsageError."""
    catalogue = load(offers)
    asker = Asker(_words(options), typed, out, _given(options.set))

    def write() -> int:
        change = _made(options.what, asker, catalogue, Change(offers, today))
        while isinstance(change, tuple):
            _refused(change, asker)
            if not asker.again():
                return BAD_DATA
            change = _made(options.what, asker, catalogue, Change(offers, today))
        for name in change.make():
            asker.say(mark("Written: {file}"), file=offers / name)
        judged = load(offers)
        for place, rest, points in towns.left_behind(catalogue, judged):
            asker.say(LEFT_BEHIND, points=", ".join(points), rest=rest.id, place=place.id)
        if (offers / schemas.FOLDER).is_dir():
            schemas.write(offers, judged)
        if options.offers is None:
            asker.say(mark("All good. Look at it: drogowskaz chat"))
        else:
            asker.say(mark("All good. Look at it: drogowskaz chat --offers {file}"), file=offers)
        return DONE

    return _told(write, asker)


def init(options: argparse.Namespace, offers: Path, today: date, typed: TextIO, out: TextIO) -> int:
    """Write a catalogue for another town. Raises BadCatalogueError and BadUsageError."""
    target: Path = options.directory
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        msg = f"{target} is there already and not empty. Name a new folder."
        raise BadUsageError(msg)
    named = {name: getattr(options, name) for name in ("town", "powiat", "voivodeship")}
    given = _given(options.set) | {name: value for name, value in named.items() if value is not None}
    asker = Asker(_words(options), typed, out, given)
    shipped = load(offers)

    def write() -> int:
        told = adopt.asked(asker, shipped, today)
        _all_used(asker)
        problems = adopt.write(told, offers, target, today)
        if problems:
            _refused(problems, asker)
            return BAD_DATA
        asker.say(mark("Written: {file}"), file=target)
        asker.say(mark("All good. Look at it: drogowskaz chat --offers {file}"), file=target)
        return DONE

    return _told(write, asker)


def _made(what: str, asker: Asker, catalogue: Catalogue, change: Change) -> Change | tuple[Problem, ...]:
    """Ask for a thing and give the change that writes it, or what is wrong with it."""
    fill, persona = _asked(what, Parts(asker, catalogue, change.today), change)
    _all_used(asker)
    fill()
    judged, problems = change.tried()
    if judged is not None and not problems:
        persona(judged)
        judged, problems = change.tried()
    return change if judged is not None and not problems else problems


def _told(write: Callable[[], int], asker: Asker) -> int:
    """Do it, and say what became of it where it was not done."""
    try:
        return write()
    except StoppedError:
        asker.say(mark("No more answers: nothing was written."))
        return BAD_DATA
    except KeyboardInterrupt:
        asker.say(mark("Stopped: nothing was written."))
        return INTERRUPTED
    except CannotInsertError:
        asker.say(mark("The file is written in a way in which I cannot add to it. Add it by hand, as the guide shows."))
        return BAD_DATA
    except WrongAnswerError as error:
        raise BadUsageError(asker.words(error.sentence, **error.values)) from None


def _asked(what: str, parts: Parts, change: Change) -> tuple[Callable[[], None], Callable[[Catalogue], None]]:
    """Ask for a thing. Gives what puts it into the files, and what adds example residents once it is judged."""
    if what == "programme":
        return _programme(parts, change)
    if what == "offer":
        return _offer(parts, change)
    if what == "town":
        return _town(parts, change)
    if what == "contact":
        contact = asking_contacts.contact(parts)
        return (lambda: change.append(CONTACTS, ("contacts",), contact)), lambda _: None
    question = asking_questions.question(parts)
    return (lambda: change.append(QUESTIONS, (), question)), lambda _: None


def _programme(parts: Parts, change: Change) -> tuple[Callable[[], None], Callable[[Catalogue], None]]:
    names = {path.stem for path in (change.folder / "programmes").glob("*.y*ml")}
    made = asking_offers.programme(parts, names)
    offer = asking_offers.offer(parts, parts.catalogue.offers, f"{made['id'][:30]}-", standing="standing" in made)
    made["offers"] = [offer]
    return (lambda: change.create(f"programmes/{made['id']}.yaml", made)), _guarded(
        parts, change, made["id"], offer["id"]
    )


def _offer(parts: Parts, change: Change) -> tuple[Callable[[], None], Callable[[Catalogue], None]]:
    offers = parts.catalogue.offers
    language = parts.asker.words.language
    projects = Named((offer.programme.id, offer.programme.title.in_(language)) for offer in offers.values())
    chosen = parts.one_of("programme", mark("To which project does it belong?"), projects, next(iter(projects), ""))
    inside = [offer for offer in offers.values() if offer.programme.id == chosen]
    prefix = inside[-1].id.rstrip("0123456789")
    standing = inside[0].programme.dates.first is None and inside[0].programme.dates.last is None
    offer = asking_offers.offer(parts, offers, prefix, standing=standing)
    name = next(
        path.name
        for path in sorted((change.folder / "programmes").glob(f"{chosen}.y*ml"))
        if path.suffix in (".yaml", ".yml")
    )
    return (
        lambda: change.append(f"programmes/{name}", ("offers",), offer),
        _guarded(parts, change, chosen, offer["id"]),
    )


def _guarded(parts: Parts, change: Change, programme: str, offer: str) -> Callable[[Catalogue], None]:
    def add(judged: Catalogue) -> None:
        dates = judged.offers[offer].programme.dates
        on = dates.first or dates.last or parts.today
        change.add_personas(f"personas/{programme}.yaml", guards(judged, offer, on))

    return add


def _town(parts: Parts, change: Change) -> tuple[Callable[[], None], Callable[[Catalogue], None]]:
    catalogue = parts.catalogue
    town = towns.asked(parts.asker, set(catalogue.places.by_id), catalogue.places.root)
    parts.asker.say(mark("Now its social-assistance centre, so that nobody is left without a place to go."))
    centre = asking_contacts.contact(parts, serves=[town.id], bodies=list(catalogue.bodies)[:1])

    def fill() -> None:
        towns.add(change, catalogue.places.root, town)
        change.append(CONTACTS, ("contacts",), centre)

    def persona(judged: Catalogue) -> None:
        change.add_personas(towns.RESIDENTS, [towns.resident(judged, town.id, town.name, centre["id"], parts.today)])

    return fill, persona


def _words(options: argparse.Namespace) -> Words:
    return words_asked_for(folder("locales"), options.lang)


def _given(settings: Iterable[str]) -> dict[str, str]:
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            msg = f"--set has value {setting!r}. Write it like name=value."
            raise BadUsageError(msg)
        found[name.strip()] = value
    return found


def _all_used(asker: Asker) -> None:
    if asker.unused():
        msg = f"--set: nothing here is called {', '.join(asker.unused())}."
        raise BadUsageError(msg)


def _refused(problems: Iterable[Problem], asker: Asker) -> None:
    """Say what is wrong, without line numbers: what was typed stands in no file."""
    asker.say(mark("With this the catalogue would be broken, so nothing was written:"))
    for problem in problems:
        wrong, right = sentences.sentence(problem, asker.words)
        print(f"{problem.where.file}: {wrong}  {right}", file=asker.out)
