"""The tables of fields in the guides, made from the models between two marks: `<!-- fields: pl questions -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from bot.files import models as m
from bot.files.meanings import Meaning
from bot.writing.schema import KINDS
from bot.writing.shapes import Field, Shape, fields

MARKED = re.compile(r"(<!-- fields: (\w\w) (\w+) -->\n).*?(<!-- /fields -->)", re.DOTALL)
HEAD = {
    "pl": "| pole | trzeba | co wpisać | co to znaczy |\n|---|---|---|---|",
    "en": "| field | needed | what to type | what it means |\n|---|---|---|---|",
}
NEEDED = {"pl": "tak", "en": "yes"}
#: What is written in a field, by the kind of its shape.
TYPED = {
    "flag": Meaning("`yes` albo `no`", "`yes` or `no`"),
    "month_day": Meaning("`07-01`", "`07-01`"),
    "day": Meaning("`2026-11-22`", "`2026-11-22`"),
    "id": Meaning("`id`", "an id"),
    "ids": Meaning("`id` albo lista", "an id or a list"),
    "words": Meaning("tekst", "text"),
    "word_lists": Meaning("`{pl: [...], en: [...]}`", "`{pl: [...], en: [...]}`"),
    "families": Meaning("`nazwa: słowo/słowo`", "`name: word/word`"),
    "named": Meaning('tekst albo `{pl: "...", en: "..."}`', 'text or `{pl: "...", en: "..."}`'),
    "text": Meaning('`{pl: "...", en: "..."}`', '`{pl: "...", en: "..."}`'),
    "number": Meaning("liczba", "a number"),
    "condition": Meaning("reguła", "a condition"),
    "answers": Meaning("`{place: ..., age: 35}`", "`{place: ..., age: 35}`"),
    "verdicts": Meaning("`{oferta: yes}`", "`{offer: yes}`"),
}
LIST = Meaning("lista: {}", "list: {}")
#: What one thing of a model is called, and the models that are told together with each kind of file.
CALLED: dict[type[BaseModel], Meaning] = {
    m.QuestionModel: Meaning("Pytanie", "A question"),
    m.OptionModel: Meaning("Odpowiedź (`options`)", "An answer (`options`)"),
    m.PlaceModel: Meaning("Miejsce", "A place"),
    m.GroupModel: Meaning("Grupa", "A group"),
    m.ContactsModel: Meaning("Cały plik", "The whole file"),
    m.BodyModel: Meaning("Rodzaj urzędu (`bodies`)", "A kind of office (`bodies`)"),
    m.ContactModel: Meaning("Punkt kontaktowy (`contacts`)", "A contact point (`contacts`)"),
    m.PhoneModel: Meaning("Telefon (`phones`)", "A telephone (`phones`)"),
    m.FactModel: Meaning("Wartość ze źródłem", "A value with its source"),
    m.ProgrammeModel: Meaning("Projekt", "A project"),
    m.OfferModel: Meaning("Oferta (`offers`)", "An offer (`offers`)"),
    m.SourceModel: Meaning("Źródło (`sources`)", "A source (`sources`)"),
    m.SeasonModel: Meaning("Okno w roku (`season`)", "A window of the year (`season`)"),
    m.AmountModel: Meaning("Kwota (`amounts`)", "A sum of money (`amounts`)"),
    m.PersonaModel: Meaning("Przykładowy mieszkaniec", "An example resident"),
}


def refreshed(document: str) -> str:
    """Give a document with every marked table as the models are now."""
    return MARKED.sub(lambda found: f"{found[1]}{tables(found[3], found[2])}{found[4]}", document)


def tables(kind: str, language: str) -> str:
    """Give the tables of one kind of file."""
    model = KINDS[kind][2]
    found = () if model is None else dict.fromkeys(_inside(model))
    return "".join(f"\n**{_said(CALLED[one], language)}**\n\n{_table(one, language)}\n" for one in found) + "\n"


def _inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Give a model and those that stand in it, but itself."""
    if model in CALLED:
        yield model
    for one in fields(model):
        inner = one.shape.item or one.shape
        if inner.model is not None and inner.model is not model:
            yield from _inside(inner.model)


def _table(model: type[BaseModel], language: str) -> str:
    return "\n".join([HEAD[language], *(_row(one, language) for one in fields(model))])


def _row(one: Field, language: str) -> str:
    needed = NEEDED[language] if one.required else ""
    return f"| `{one.name}` | {needed} | {_typed(one.shape, language)} | {_said(one.meaning, language)} |"


def _typed(shape: Shape, language: str) -> str:
    if shape.kind == "list" and shape.item:
        return _said(LIST, language).format(_typed(shape.item, language))
    if shape.kind == "model" and shape.model:
        return _said(CALLED[shape.model], language).split(" (")[0].lower()
    if shape.kind == "choice":
        return ", ".join(f"`{choice}`" for choice in shape.choices)
    return _said(TYPED[shape.kind], language)


def _said(meaning: Meaning, language: str) -> str:
    return meaning.pl if language == "pl" else meaning.en
