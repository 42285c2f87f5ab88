"""What stands in the catalogue twice, or changes nothing: hints that an entry was forgotten, copied or is of no use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core import conditions as c
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition
from bot.files import models as m
from bot.files.reader import Document, Path_, shown

#: A question may have so many options that no rule names: "none of these" needs no rule.
NO_RULE = 1


def twice(document: Document, named: Iterable[tuple[Path_, m.TextModel | str]], code: str) -> None:
    """Things that stand beside each other are called by different names, or residents cannot tell them apart."""
    seen: dict[str, Path_] = {}
    for path, name in named:
        polish = name if isinstance(name, str) else name.pl
        folded = " ".join(polish.casefold().split())
        if folded in seen:
            document.warning(path, code, value=shown(polish), line=str(document.where(seen[folded]).line))
        seen.setdefault(folded, path)


def questions(document: Document, models: list[m.QuestionModel]) -> None:
    """Options of one question differ in what stands on their buttons."""
    for index, model in enumerate(models):
        twice(document, (((index, "options", i, "label"), o.label) for i, o in enumerate(model.options)), "same-label")


def programme(document: Document, model: m.ProgrammeModel) -> None:
    """Offers of one project differ in title and button, and each helps with something."""
    for key in ("title", "short"):
        twice(document, ((("offers", i, key), getattr(o, key)) for i, o in enumerate(model.offers)), "same-offer")
    for index, offer in enumerate(model.offers):
        if not offer.need:
            document.warning(("offers", index, "need"), "list-empty", key="need")


def contacts(document: Document, model: m.ContactsModel) -> None:
    """Contact points differ in name, and each can be shown to somebody."""
    twice(document, ((("contacts", i, "name"), one.name) for i, one in enumerate(model.contacts)), "same-contact")
    for index, one in enumerate(model.contacts):
        if not (one.bodies or one.need or one.crisis):
            document.warning(("contacts", index), "never-shown", id=one.id)


def places(document: Document, models: list[m.PlaceModel], path: Path_ = ()) -> None:
    """No word stands twice in one place, nor in two places side by side, where it would tell nothing."""
    seen: dict[str, Path_] = {}
    for index, model in enumerate(models):
        for number, word in enumerate(model.words):
            at: Path_ = (*path, index, "words", number)
            folded = word.casefold()
            if folded in seen:
                document.warning(at, "same-word", value=shown(word), line=str(document.where(seen[folded]).line))
            seen.setdefault(folded, at)
        places(document, model.parts, (*path, index, "parts"))


def unused(catalogue: Catalogue, documents: dict[str, Document]) -> None:
    """Everything that is listed is used somewhere."""
    offers, points = catalogue.offers.values(), catalogue.contacts.values()
    if not offers:  # a catalogue that is only begun
        return
    used = {
        "groups.yaml": {id_ for rule in _rules(catalogue) for id_ in c.groups_in(rule)},
        "papers.yaml": {paper for offer in offers for paper in offer.papers},
    }
    for id_ in catalogue.groups.keys() - used["groups.yaml"]:
        documents["groups.yaml"].warning((id_, "<key>"), "unused-group", id=id_)
    for id_ in catalogue.papers.keys() - used["papers.yaml"]:
        documents["papers.yaml"].warning((id_, "<key>"), "unused-paper", id=id_)
    bodies = {offer.body for offer in offers} | {body for point in points for body in point.bodies}
    for index, id_ in enumerate(catalogue.bodies):
        if id_ not in bodies:
            documents["contacts.yaml"].warning(("bodies", index, "id"), "unused-body", id=id_)
    _questions(catalogue, documents["questions.yaml"])


def _questions(catalogue: Catalogue, document: Document) -> None:
    named: dict[str, set[str]] = {}
    for asked, options in (found for rule in _rules(catalogue) for found in _options(rule)):
        named.setdefault(asked, set()).update(options)
    helped = {need for offer in catalogue.offers.values() for need in offer.need}
    helped |= {need for point in catalogue.contacts.values() for need in point.need}
    for index, question in enumerate(catalogue.questions.values()):
        if question.role == "need":
            left = [option.id for option in question.options if option.id not in helped]
        elif question.id not in named and question.role is None:
            document.warning((index, "id"), "unused-question", id=question.id)
            continue
        else:
            left = [option.id for option in question.options if option.id not in named.get(question.id, set())]
            implied = {other for option in question.options for other in option.implies}
            left = [] if len(left) <= NO_RULE else [id_ for id_ in left if id_ not in implied]
        if left:
            document.warning((index, "options"), "unused-option", id=question.id, ids=", ".join(left))


def _rules(catalogue: Catalogue) -> Iterator[Condition]:
    """Give every condition of the catalogue."""
    for offer in catalogue.offers.values():
        yield from (rule for rule in (offer.rule, offer.first, offer.especially, offer.prefer) if rule is not None)
    yield from (group.rule for group in catalogue.groups.values())
    yield from (question.asked_if for question in catalogue.questions.values() if question.asked_if is not None)


def _options(rule: Condition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each question a condition is about, with the options it names."""
    for part in c.inside(rule):
        if isinstance(part, c.Among):
            yield part.question, part.options
        elif isinstance(part, c.Between | c.LivesIn):
            yield part.question, ()
