"""Checks across things: ids that must exist and be unique, texts that must fit a phone, values that need a source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from bot.core.places import Places
from bot.core.questions import MOST_TICKS_IN_RULES, ROLES, Question
from bot.files import languages, meant
from bot.files import models as m
from bot.files.conditions import WORDS
from bot.files.near import nearest, several
from bot.files.reader import Document, Path_, shown

LONGEST_LABEL = 30
LONGEST_TITLE = 80
LONGEST_TEXT = 600
#: The address of a page: a host with a dot, and no space anywhere.
PAGE = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?")
#: The kind a question must have for its role.
ROLE_KINDS = {"place": "place", "need": "many", "age": "number"}


def unique(document: Document, ids: Iterable[tuple[Path_, str]]) -> None:
    """Every id stands once."""
    seen: dict[str, Path_] = {}
    for path, id_ in ids:
        if id_ in seen:
            document.problem(path, "duplicate-id", id=id_, line=str(document.where(seen[id_]).line))
        seen.setdefault(id_, path)


def known(document: Document, path: Path_, ids: Iterable[str], among: Mapping[str, object] | None, code: str) -> None:
    """Every id named exists; where what exists cannot be read, nothing is said."""
    if among is None:
        return
    for index, id_ in enumerate(ids):
        if id_ not in among:
            at = (*path, index) if (*path, index) in document.places else path
            # An offer has one office: several cannot be meant there.
            right = several(id_, among, listed=at != path) if path[-1] != "body" else {}
            document.problem(at, code, id=shown(id_), **nearest(id_, among), **right)


def short(document: Document, path: Path_, text: m.TextModel, most: int) -> None:
    """A text fits where it is shown."""
    for language, words in (("pl", text.pl), ("en", text.en), *(text.__pydantic_extra__ or {}).items()):
        if len(words) > most:
            document.problem((*path, language), "too-long", length=str(len(words)), most=str(most))


def questions(document: Document, models: list[m.QuestionModel], built: Mapping[str, Question]) -> None:
    """Each question is complete for its kind, and each role is played once."""
    for role in ROLES:
        played = [index for index, model in enumerate(models) if model.role == role]
        for index in played[1:]:
            document.problem((index, "role"), "role-twice", role=role)
    if sum(model.kind == "place" for model in models) != 1:
        document.problem((), "one-place-question")
    languages.complete(document, models)
    for index, model in enumerate(models):
        _question(document, (index,), model)
        _options(document, (index,), model, built[model.id])


def _question(document: Document, path: Path_, model: m.QuestionModel) -> None:
    if model.id in WORDS:
        document.problem((*path, "id"), "reserved-id", id=model.id)
    wanted = ROLE_KINDS.get(str(model.role), str(model.kind))
    if wanted != model.kind:
        document.problem((*path, "kind"), "role-kind", role=str(model.role), kind=wanted)
    elif model.kind == "place" and model.role != "place":
        document.problem((*path, "kind"), "missing-key", key="role")
    if model.min > model.max:
        document.problem((*path, "min"), "number-order", minimum=str(model.min), maximum=str(model.max))
    if model.asked_if is not None and model.kind in ("place", "number"):
        document.problem((*path, "asked_if"), "asked-if-kind", kind=model.kind)
    if model.sensitive and model.neutral is None:
        document.problem(path, "missing-key", key="neutral")
    short(document, (*path, "short"), model.short, LONGEST_LABEL)


def _options(document: Document, path: Path_, model: m.QuestionModel, question: Question) -> None:
    at = (*path, "options")
    if bool(model.options) != (model.kind in ("one", "many")):
        document.problem(at, "options-kind", kind=model.kind)
    if model.kind == "many" and model.role != "need" and len(model.options) > MOST_TICKS_IN_RULES:
        document.problem(at, "too-many-options", most=str(MOST_TICKS_IN_RULES))
    if model.asked_if is not None and model.kind == "one" and not {"no", "none"} & question.position.keys():
        document.problem((*path, "asked_if"), "no-option-for-none")
    unique(document, (((*at, number, "id"), option.id) for number, option in enumerate(model.options)))
    for number, option in enumerate(model.options):
        short(document, (*at, number, "label"), option.label, LONGEST_LABEL)
        known(document, (*at, number, "implies"), option.implies, question.position, "unknown-option")


def contacts(
    document: Document,
    model: m.ContactsModel,
    bodies: Mapping[str, object],
    places: Places | None,
    need: Mapping[str, object] | None,
) -> None:
    """Contact points name what exists, can be reached, and say where each value comes from."""
    for index, contact in enumerate(model.contacts):
        path = ("contacts", index)
        known(document, (*path, "bodies"), contact.bodies, bodies, "unknown-body")
        known(document, (*path, "serves"), contact.serves, None if places is None else places.by_id, "unknown-place")
        known(document, (*path, "need"), contact.need, need, "unknown-need")
        values = [contact.address, contact.hours, contact.email, contact.website]
        paths: list[Path_] = [(*path, key) for key in ("address", "hours", "email", "website")]
        paths += [(*path, "phones", number) for number in range(len(contact.phones))]
        given = [(at, value) for at, value in zip(paths, [*values, *contact.phones], strict=True) if value]
        if not any((contact.phones, contact.address, contact.email, contact.website)):
            document.problem(path, "unreachable")
        for at, value in given:
            address(document, (*at, "source"), value.source)
            if value.grade == "C" and value.source_name is None:
                document.problem((*at, "grade"), "unnamed-source")


def dangers(
    document: Document,
    model: m.DangersModel,
    bodies: Mapping[str, object] | None,
    contacts: Document,
    points: m.ContactsModel | None,
) -> None:
    """Kinds of danger name what exists, phrases only families of words that are listed; contact points name kinds."""
    unique(document, ((("kinds", number, "id"), kind.id) for number, kind in enumerate(model.kinds)))
    kinds = {kind.id: kind for kind in model.kinds}
    for number, kind in enumerate(model.kinds):
        known(document, ("kinds", number, "bodies"), kind.bodies, bodies, "unknown-body")
        for key, listed in (("phrases", kind.phrases), ("topics", kind.topics)):
            _families(document, ("kinds", number, key), listed, model.families)
    for role in ("figures", "about", "past", "fine", "again"):
        _families(document, (role,), getattr(model, role), model.families)
    above: dict[str, str] = {}
    for name, words in model.families.items():
        known(document, ("families", name), named_families(words), above, "unknown-family")
        above[name] = words
    for number, contact in enumerate(points.contacts if points else ()):
        known(contacts, ("contacts", number, "dangers"), contact.dangers, kinds, "unknown-danger")


def _families(document: Document, path: Path_, listed: Mapping[str, list[str]], families: Mapping[str, str]) -> None:
    for language, lines in listed.items():
        for number, line in enumerate(lines):
            at = (*path, language, number)
            known(document, at if at in document.places else at[:-1], named_families(line), families, "unknown-family")


def named_families(line: str) -> list[str]:
    """Give the families of words that a line of crisis.yaml names."""
    return [one[1:] for slot in line.split() for one in slot.split("/") if one.startswith("$")]


def address(document: Document, path: Path_, written: str) -> None:
    """Hold that a source is the address of a page, so that anybody can open it."""
    if not PAGE.fullmatch(written):
        right = meant.page(written)
        document.problem(path, "address", value=shown(written), **({"right": right} if right else {}))
        return
    host = written.split("/", 3)[2]
    if "@" in host or (not host.isascii() and _is_mixed(host)):
        document.problem(path, "address-alike", value=shown(host))


def _is_mixed(host: str) -> bool:
    """Tell whether letters of several scripts stand in the name of a page, some of which look alike."""
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in host if letter.isalpha()}
    return len(scripts) > 1


def _days(document: Document, model: m.ProgrammeModel) -> None:
    """A day that is named is there: read as "no date", an ended project would be open for ever."""
    for key, name, day in (("from", "first_day", model.first_day), ("to", "last_day", model.last_day)):
        if day is None and name in model.model_fields_set:
            document.problem((key,), "wrong-date", key=key, value="")


def is_called(document: Document, model: m.ProgrammeModel | None) -> bool:
    """Tell whether a programme is called as its file."""
    return model is not None and f"/{model.id}.y" in document.file


def programme(
    document: Document,
    model: m.ProgrammeModel,
    bodies: Mapping[str, object] | None,
    need: Mapping[str, object] | None,
    owner: Callable[[str], str | None],
) -> None:
    """A programme is called as its file, its dates are in order, its offers name what exists.

    `owner`: offer -> the file it stands in, of those that were looked at before.
    """
    if not is_called(document, model):
        document.problem(("id",), "id-is-file", id=model.id)
    _days(document, model)
    if model.standing == (model.first_day is not None or model.last_day is not None):
        document.problem((), "standing-or-dates")
    if model.first_day and model.last_day and model.first_day > model.last_day:
        document.problem(("to",), "dates-order")
    if (model.first is None) != (model.first_text is None):
        document.problem(("first",), "first-text")
    if model.body is not None:
        known(document, ("body",), [model.body], bodies, "unknown-body")
    for number, source in enumerate(model.sources):
        if source.url is not None:
            address(document, ("sources", number, "url"), source.url)
    unique(document, ((("offers", i, "id"), offer.id) for i, offer in enumerate(model.offers)))
    for index, offer in enumerate(model.offers):
        file = owner(offer.id)
        if file is not None:
            document.problem(("offers", index, "id"), "offer-twice", id=offer.id, file=file)
        _offer(document, ("offers", index), offer, bodies, need)


def _offer(
    document: Document,
    path: Path_,
    model: m.OfferModel,
    bodies: Mapping[str, object] | None,
    kinds: Mapping[str, object] | None,
) -> None:
    if model.body is not None:
        known(document, (*path, "body"), [model.body], bodies, "unknown-body")
    known(document, (*path, "need"), model.need, kinds, "unknown-need")
    if (model.first is None or model.first == "none") != (model.first_text is None):
        document.problem((*path, "first"), "first-text")
    short(document, (*path, "short"), model.short, LONGEST_LABEL)
    short(document, (*path, "title"), model.title, LONGEST_TITLE)
    short(document, (*path, "gives"), model.gives, LONGEST_TEXT)
    if not model.keywords:
        document.warning(path, "no-keywords")


def standing(document: Document, model: m.ProgrammeModel, papers: Mapping[str, object] | None) -> None:
    """Papers exist, sources have addresses, and only permanent services have yearly windows."""
    for index, offer in enumerate(model.offers):
        path = ("offers", index)
        known(document, (*path, "papers"), offer.papers, papers, "unknown-paper")
        for number, source in enumerate(offer.sources):
            if source.url is not None:
                address(document, (*path, "sources", number, "url"), source.url)
        if offer.season and not model.standing:
            document.problem((*path, "season"), "season-standing")
