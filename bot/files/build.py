"""Validated models -> the frozen catalogue of `core`. Each function reads one file's kind of thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.conditions import All, Condition
from bot.core.contacts import Body, ContactPoint, Fact, Phone
from bot.core.dangers import Danger, Dangers
from bot.core.hours import Hours
from bot.core.offers import Amount, Dates, Offer, Programme, Season, Source
from bot.core.places import Place
from bot.core.questions import Option, Question
from bot.core.texts import Text
from bot.files import meant
from bot.files import models as m
from bot.files.conditions import ConditionReader
from bot.files.hours import read_hours
from bot.files.reader import Document, Path_, Value, shown


def text(written: m.TextModel | str) -> Text:
    """Give a text; a plain string is the same in every language."""
    if isinstance(written, str):
        return Text.same(written)
    return Text((("pl", written.pl), ("en", written.en), *sorted((written.__pydantic_extra__ or {}).items())))


def optional(written: m.TextModel | None) -> Text | None:
    """Give a text that may be left out."""
    return None if written is None else text(written)


def words(written: Mapping[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give word lists per language."""
    return tuple((language, tuple(listed)) for language, listed in written.items())


def question(model: m.QuestionModel, leaves: tuple[str, ...]) -> Question:
    """Build a question; `asked_if` is read later, when all questions are known."""
    return Question(
        id=model.id,
        kind=model.kind,
        role=model.role,
        sensitive=model.sensitive,
        ask=text(model.ask),
        short=text(model.short),
        neutral=optional(model.neutral),
        hint=optional(model.hint),
        why=text(model.why),
        options=tuple(
            Option(option.id, text(option.label), tuple(option.implies), words(option.words))
            for option in model.options
        ),
        minimum=model.min,
        maximum=model.max,
        leaves=leaves if model.kind == "place" else (),
    )


def place(model: m.PlaceModel) -> Place:
    """Build a place with everything inside it."""
    return Place(
        id=model.id,
        level=model.level,
        name=text(model.name),
        listed_first=model.listed == "first",
        words=tuple(model.words),
        teryt=model.teryt,
        parts=tuple(place(part) for part in model.parts),
    )


def fact(model: m.FactModel | None) -> Fact | None:
    """Build one sourced value."""
    if model is None:
        return None
    return Fact(model.value, model.source, model.grade, model.year, model.source_name)


def contact(model: m.ContactModel, document: Document, path: Path_) -> ContactPoint:
    """Build a contact point."""
    phones = []
    for index, phone in enumerate(model.phones):
        sourced = Fact(phone.value, phone.source, phone.grade, phone.year, phone.source_name)
        hours = _hours(phone.hours, document, (*path, "phones", index, "hours"))
        phones.append(Phone(sourced, optional(phone.about), phone.free, hours))
    return ContactPoint(
        id=model.id,
        name=text(model.name),
        about=text(model.about),
        bodies=tuple(model.bodies),
        serves=tuple(model.serves),
        need=tuple(model.need),
        checked_on=model.checked_on,
        crisis=model.crisis,
        dangers=tuple(model.dangers),
        phones=tuple(phones),
        address=fact(model.address),
        hours=_hours(model.hours.value if model.hours else None, document, (*path, "hours", "value")),
        hours_fact=fact(model.hours),
        email=fact(model.email),
        website=fact(model.website),
    )


def _hours(written: str | None, document: Document, path: Path_) -> Hours | None:
    if written is None:
        return None
    try:
        return read_hours(written)
    except ValueError as error:
        right = meant.hours(written)
        try:
            read_hours(right)
        except ValueError:
            right = ""
        # Where all of it is given anew, all of it is named: a part alone would seem to be what to replace.
        told = {"part": shown(written), "right": right} if right else {"part": shown(str(error) or written)}
        document.problem(path, "hours", **told)
        return None


def dangers(model: m.DangersModel) -> Dangers:
    """Build the kinds of danger and the words for them."""
    return Dangers(
        families=dict(model.families),
        kinds=tuple(
            Danger(
                id=kind.id,
                say=text(kind.say),
                bodies=tuple(kind.bodies),
                emergency=kind.emergency,
                phrases=listed(kind.phrases),
                topics=listed(kind.topics),
            )
            for kind in model.kinds
        ),
        figures=listed(model.figures),
        about=listed(model.about),
        past=listed(model.past),
        fine=listed(model.fine),
        again=listed(model.again),
        known=listed(model.known),
    )


def listed(written: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Give lists per language as they cannot be changed."""
    return {language: tuple(lines) for language, lines in written.items()}


def body(model: m.BodyModel) -> Body:
    """Build a kind of office."""
    return Body(model.id, text(model.name), text(model.find))


def sources(models: list[m.SourceModel]) -> tuple[Source, ...]:
    """Build where facts come from."""
    return tuple(Source(text(one.name), one.checked_on, one.url, one.year, one.grade) for one in models)


def offers(model: m.ProgrammeModel, document: Document, reader: ConditionReader) -> Iterable[Offer]:
    """Build the offers of one programme, each with what the programme shares."""
    programme = Programme(
        id=model.id,
        title=text(model.title),
        organiser=text(model.organiser),
        about=text(model.about),
        dates=Dates(model.first_day, model.last_day),
        sources=sources(model.sources),
    )
    shared = {key: _condition(model, key, document, (), reader) for key in ("rule", "first", "especially")}
    for index, offer in enumerate(model.offers):
        path = ("offers", index)
        own = {key: _condition(offer, key, document, path, reader) for key in ("rule", "first", "especially", "prefer")}
        if shared["rule"] is None or own["rule"] is None:
            continue  # the document already says what is wrong with the rule
        if offer.body is None and model.body is None:
            document.problem(path, "missing-key", key="body")
            continue
        takes_first = offer.first is None
        yield Offer(
            id=offer.id,
            programme=programme,
            title=text(offer.title),
            short=text(offer.short),
            gives=text(offer.gives),
            need=tuple(offer.need),
            body=offer.body or model.body or "",
            rule=All((shared["rule"], own["rule"])),
            first=shared["first"] if takes_first else own["first"],
            first_text=optional((model if takes_first else offer).first_text),
            especially=own["especially"] or shared["especially"],
            prefer=own["prefer"],
            general=offer.general,
            browse=offer.browse,
            also=tuple(text(told) for told in (model.also if offer.also is None else offer.also) or ()),
            keywords=words(offer.keywords),
            own_sources=sources(offer.sources),
            papers=tuple(offer.papers),
            steps=tuple(text(step) for step in offer.steps),
            seasons=tuple(Season(one.opens, one.closes, one.year, one.about) for one in offer.season),
            amounts=tuple(Amount(text(one.text), one.as_of) for one in offer.amounts),
        )


def _condition(
    model: m.SharedModel, key: str, document: Document, path: Path_, reader: ConditionReader
) -> Condition | None:
    written = getattr(model, key)
    if key not in model.model_fields_set or (key == "first" and written == "none"):
        return None
    return reader.read(written, document, (*path, key))


def conditions(document: Document, reader: ConditionReader) -> None:
    """Read the conditions of a programme that has other errors, so that all of them are told at once."""
    programme = document.value if isinstance(document.value, dict) else {}
    listed = programme.get("offers")
    offers = list(enumerate(listed)) if isinstance(listed, list) else []
    parts: list[tuple[Path_, Value]] = [((), programme), *((("offers", index), offer) for index, offer in offers)]
    for path, part in parts:
        for key in ("rule", "first", "especially", "prefer"):
            if isinstance(part, dict) and key in part and part[key] != "none":
                reader.read(part[key], document, (*path, key))
