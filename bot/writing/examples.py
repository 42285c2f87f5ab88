"""Example residents for a new offer: somebody who is shown it, and somebody who is not, so that its rule is guarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, product
from typing import Any

from bot.core.answers import NO_ANSWERS, Form, given, read
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.knowledge import know
from bot.core.matcher import Verdict, judge_offer
from bot.core.questions import Question
from bot.core.rules import Rule, classes, facts
from bot.writing.asking import LONGEST_ID

#: As many residents are tried before it is said that nobody was found.
MOST_TRIED = 20_000
#: Who is younger does not look for help alone.
YOUNGEST = 13

Persona = dict[str, Any]
Forms = dict[str, Form]


def guards(catalogue: Catalogue, offer: str, on: date) -> list[Persona]:
    """Give one resident to whom the offer is shown and one to whom it is not, as far as there are any."""
    found = dict(_found(catalogue, offer, on))
    gets = next((verdict for verdict in (Verdict.FITS, Verdict.MAYBE) if verdict in found), None)
    people = []
    if gets is not None:
        people.append(
            _persona(f"{offer}-gets", f"ktoś, komu pokazujemy {offer}", on, found[gets]) | {str(gets): [offer]}
        )
    if Verdict.NO in found:
        not_shown = f"ktoś, komu nie pokazujemy {offer}"
        people.append(_persona(f"{offer}-not", not_shown, on, found[Verdict.NO]) | {"no": [offer]})
    return people


def _found(catalogue: Catalogue, offer: str, on: date) -> Iterator[tuple[Verdict, Forms]]:
    """Give the first resident with each verdict."""
    rule = catalogue.ready[offer].rule
    mentioned = {catalogue.place.id, *(fact.question for fact in facts(rule))}
    asked = [question for question in catalogue.questions.values() if question.id in mentioned]
    candidates = [[_form(question, values) for values in _classes(question, rule)] for question in asked]
    seen: set[Verdict] = set()
    for chosen in islice(product(*candidates), MOST_TRIED):
        forms = {question.id: form for question, form in zip(asked, chosen, strict=True)}
        answers = NO_ANSWERS
        for question in asked:
            answers = given(answers, question.id, read(question, catalogue.places, forms[question.id]))
        verdict = judge_offer(catalogue, catalogue.offers[offer], know(catalogue, answers), on).verdict
        if verdict not in seen:
            seen.add(verdict)
            yield verdict, forms


def _classes(question: Question, rule: Rule) -> tuple[int, ...]:
    """Give the sets of answers that the rule can tell apart."""
    return classes(rule, question.id, question.universe)


def _form(question: Question, values: int) -> Form:
    """Give one of these values, a plain one: as few ticks as can be, and nobody too young to ask."""
    numbers = bits(values)
    if question.kind == "many":
        return [question.options[index].id for index in bits(min(numbers, key=int.bit_count))]
    if question.kind == "number":
        lowest = numbers[0] + question.minimum
        return numbers[-1] + question.minimum if lowest < YOUNGEST else lowest
    return question.leaves[numbers[0]] if question.kind == "place" else question.options[numbers[0]].id


def _persona(id_: str, who: str, on: date, forms: Forms) -> Persona:
    return {"id": id_[-LONGEST_ID:], "who": who, "on": on.isoformat(), "answers": forms}
