"""Example residents for a new offer: somebody who is shown it, and somebody who is not, so that its rule is guarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from typing import Any

from bot.core.answers import NO_ANSWERS, Answer, Answers, given, write
from bot.core.catalogue import Catalogue
from bot.core.knowledge import know
from bot.core.matcher import Verdict, judge_offer
from bot.core.questions import Question, bits
from bot.core.rules import Rule, classes, facts
from bot.writing.asking import LONGEST_ID

#: As many residents are tried before it is said that nobody was found.
MOST_TRIED = 20_000
#: Who is younger does not look for help alone.
YOUNGEST = 13

Persona = dict[str, Any]


def guards(catalogue: Catalogue, offer: str, on: date) -> list[Persona]:
    """Give one resident to whom the offer is shown and one to whom it is not, as far as there are any."""
    found = dict(_found(catalogue, offer, on))
    gets = next((verdict for verdict in (Verdict.FITS, Verdict.MAYBE) if verdict in found), None)
    people = []
    if gets is not None:
        forms = _forms(catalogue, found[gets])
        people.append(_persona(f"{offer}-gets", f"ktoś, komu pokazujemy {offer}", on, forms) | {str(gets): [offer]})
    if Verdict.NO in found:
        forms = _forms(catalogue, found[Verdict.NO])
        people.append(_persona(f"{offer}-not", f"ktoś, komu nie pokazujemy {offer}", on, forms) | {"no": [offer]})
    return people


def _found(catalogue: Catalogue, offer: str, on: date) -> Iterator[tuple[Verdict, Answers]]:
    """Give the first resident with each verdict."""
    rule = catalogue.ready[offer].rule
    asked = [catalogue.questions[id_] for id_ in dict.fromkeys(fact.question for fact in facts(rule))]
    if catalogue.place not in asked:
        asked.insert(0, catalogue.place)
    candidates = [[(question.id, value) for value in _values(question, rule)] for question in asked]
    seen: set[Verdict] = set()
    for chosen in islice(product(*candidates), MOST_TRIED):
        answers = NO_ANSWERS
        for id_, value in chosen:
            answers = given(answers, id_, value)
        verdict = judge_offer(catalogue, catalogue.offers[offer], know(catalogue, answers), on).verdict
        if verdict not in seen:
            seen.add(verdict)
            yield verdict, answers


def _values(question: Question, rule: Rule) -> list[Answer]:
    """Give one value of each kind the rule can tell apart."""
    found = []
    for values in classes(rule, question.id, question.consistent if question.kind == "many" else question.universe):
        numbers = bits(values)
        young = question.kind == "number" and numbers[0] + question.minimum < YOUNGEST
        found.append(Answer(1 << (numbers[-1] if young else numbers[0])))
    return found


def _forms(catalogue: Catalogue, answers: Answers) -> dict[str, Any]:
    """Give answers as they stand in the files."""
    asked = [question for question in catalogue.questions.values() if question.id in answers]
    return {question.id: write(question, catalogue.places, answers[question.id]) for question in asked}


def _persona(id_: str, who: str, on: date, forms: dict[str, Any]) -> Persona:
    return {"id": id_[-LONGEST_ID:], "who": who, "on": on.isoformat(), "answers": forms}
