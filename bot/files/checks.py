"""Checks across things: ids that must exist and be unique, texts that must fit a phone, values that need a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.errors import Level
from bot.core.places import Places
from bot.core.questions import Question
from bot.files import models as m
from bot.files.conditions import nearest
from bot.files.reader import Document, Path_

LONGEST_LABEL = 30
LONGEST_TITLE = 80
LONGEST_TEXT = 600
#: An offer's id is part of a button's 64 bytes.
LONGEST_ID = 40


def unique(document: Document, ids: Iterable[tuple[Path_, str]]) -> None:
    """Every id stands once."""
    seen: dict[str, Path_] = {}
    for path, id_ in ids:
        if id_ in seen:
            document.problem(path, "duplicate-id", id=id_, line=str(document.where(seen[id_]).line))
        seen.setdefault(id_, path)


def known(document: Document, path: Path_, ids: Iterable[str], among: Mapping[str, object], code: str) -> None:
    """Every id named exists."""
    for index, id_ in enumerate(ids):
        if id_ not in among:
            at = (*path, index) if (*path, index) in document.places else path
            document.problem(at, code, id=id_, **nearest(id_, among))


def short(document: Document, path: Path_, text: m.TextModel | None, most: int) -> None:
    """A text fits where it is shown."""
    if text is None:
        return
    for language, words in (("pl", text.pl), ("en", text.en), *(text.__pydantic_extra__ or {}).items()):
        if len(words) > most:
            document.problem((*path, language), "too-long", length=str(len(words)), most=str(most))


def questions(document: Document, models: list[m.QuestionModel], built: Mapping[str, Question]) -> None:
    """Each question is complete for its kind, and each role is played once."""
    for role in ("place", "need", "age"):
        played = [index for index, model in enumerate(models) if model.role == role]
        for index in played[1:]:
            document.problem((index, "role"), "role-twice", role=role)
    if sum(model.kind == "place" for model in models) != 1:
        document.problem((), "one-place-question")
    for index, model in enumerate(models):
        question = built[model.id]
        if (model.role == "place") != (model.kind == "place") or (model.role == "need" and model.kind != "many"):
            document.problem((index, "role"), "role-kind", role=str(model.role), kind=model.kind)
        if bool(model.options) != (model.kind in ("one", "many")):
            document.problem((index,), "options-kind", kind=model.kind)
        if model.asked_if is not None and model.kind == "one" and not {"no", "none"} & question.position.keys():
            document.problem((index, "asked_if"), "no-option-for-none")
        if model.asked_if is not None and model.kind in ("place", "number"):
            document.problem((index, "asked_if"), "asked-if-kind", kind=model.kind)
        if model.sensitive and model.neutral is None:
            document.problem((index,), "missing-key", key="neutral")
        unique(document, (((index, "options", i, "id"), option.id) for i, option in enumerate(model.options)))
        for number, option in enumerate(model.options):
            path = (index, "options", number)
            short(document, (*path, "label"), option.label, LONGEST_LABEL)
            known(document, (*path, "implies"), option.implies, question.position, "unknown-option")
        short(document, (index, "short"), model.short, LONGEST_LABEL)


def contacts(
    document: Document,
    model: m.ContactsModel,
    bodies: Mapping[str, object],
    places: Places,
    need: Question | None,
) -> None:
    """Contact points name what exists, can be reached, and say where each value comes from."""
    kinds = need.position if need else {}
    for index, contact in enumerate(model.contacts):
        path = ("contacts", index)
        known(document, (*path, "bodies"), contact.bodies, bodies, "unknown-body")
        known(document, (*path, "serves"), contact.serves, places.by_id, "unknown-place")
        known(document, (*path, "need"), contact.need, kinds, "unknown-need")
        values = [contact.address, contact.hours, contact.email, contact.website]
        paths: list[Path_] = [(*path, key) for key in ("address", "hours", "email", "website")]
        paths += [(*path, "phones", number) for number in range(len(contact.phones))]
        given = [(at, value) for at, value in zip(paths, [*values, *contact.phones], strict=True) if value]
        if not given:
            document.problem(path, "unreachable")
        for at, value in given:
            if not value.source.startswith(("https://", "http://")):
                document.problem((*at, "source"), "address", value=value.source)
            if value.grade == "C" and value.source_name is None:
                document.problem((*at, "grade"), "unnamed-source")


def programme(
    document: Document,
    model: m.ProgrammeModel,
    bodies: Mapping[str, object],
    need: Question | None,
    offers: Mapping[str, object],
) -> None:
    """A programme is called as its file, its dates are in order, its offers name what exists."""
    if f"/{model.id}.y" not in document.file:
        document.problem(("id",), "id-is-file", id=model.id)
    if model.standing == (model.first_day is not None or model.last_day is not None):
        document.problem((), "standing-or-dates")
    if model.first_day and model.last_day and model.first_day > model.last_day:
        document.problem(("to",), "dates-order")
    if (model.first is None) != (model.first_text is None):
        document.problem(("first",), "first-text")
    if model.body is not None:
        known(document, ("body",), [model.body], bodies, "unknown-body")
    unique(document, ((("offers", i, "id"), offer.id) for i, offer in enumerate(model.offers)))
    kinds = need.position if need else {}
    for index, offer in enumerate(model.offers):
        path = ("offers", index)
        if offer.id in offers:
            document.problem((*path, "id"), "offer-twice", id=offer.id)
        if offer.body is not None:
            known(document, (*path, "body"), [offer.body], bodies, "unknown-body")
        known(document, (*path, "need"), offer.need, kinds, "unknown-need")
        if (offer.first is None or offer.first == "none") != (offer.first_text is None):
            document.problem((*path, "first"), "first-text")
        short(document, (*path, "short"), offer.short, LONGEST_LABEL)
        short(document, (*path, "title"), offer.title, LONGEST_TITLE)
        short(document, (*path, "gives"), offer.gives, LONGEST_TEXT)
        if not offer.keywords:
            document.problem(path, "no-keywords", Level.WARNING)
