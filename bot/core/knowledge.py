"""What answers come to: values still possible, questions still open, kinds of help wanted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.core.answers import Answers, domain, settled
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.rules import facts, judge


@dataclass(frozen=True)
class Known:
    """What is known about a resident, with questions that do not apply taken into account.

    `values`: for every question that rules use, the values still possible. `open`: the questions that may still be
    asked, each with whether it applies (YES, or UNKNOWN where another answer decides). `final`: questions nothing more
    is learnt about although they are not settled. `wanted`: the kinds of help the resident ticked.
    """

    values: Mapping[str, int]
    open: Mapping[str, Truth]
    final: frozenset[str]
    wanted: frozenset[str]

    @cached_property
    def told(self) -> Mapping[str, Hashable]:
        """Everything known of each question that rules use, to tell by whether two residents are alike in it."""
        return {id_: (values, id_ in self.final, self.open.get(id_)) for id_, values in self.values.items()}


def know(catalogue: Catalogue, answers: Answers) -> Known:
    """Work out what the answers come to."""
    values = dict(catalogue.nothing_known)
    still_open: dict[str, Truth] = {}
    final: set[str] = set()
    for question in catalogue.questions.values():
        answer = answers.get(question.id)
        applies = Truth.YES
        if question.id in catalogue.asked_if:
            rule = catalogue.asked_if[question.id]
            applies = judge(rule, values)
            hangs_on = {fact.question for fact in facts(rule)}
            if applies is Truth.UNKNOWN and not hangs_on & still_open.keys():
                # Only a refused answer could tell whether it applies: it counts as refused too.
                final.add(question.id)
        if question.role != "need":
            values[question.id] = question.nothing_applies if applies is Truth.NO else domain(question, answer)
        if applies is Truth.NO or (answer is not None and settled(question, answer)):
            continue
        if answer is not None and answer.refused:
            final.add(question.id)
        elif question.id not in final:
            still_open[question.id] = applies
    return Known(values, still_open, frozenset(final), _wanted(catalogue, answers))


def _wanted(catalogue: Catalogue, answers: Answers) -> frozenset[str]:
    need = catalogue.role("need")
    if need is None or need.id not in answers:
        return frozenset()
    return frozenset(need.options[index].id for index in bits(answers[need.id].sure))
