"""Ranges to tap instead of a number: made of the values at which some rule begins or ceases to hold.

Only as many as a screen holds, those that most offers turn on. A range that still leaves something open is asked about
again, in finer ranges inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from bot.core import rules
from bot.core.conditions import Truth
from bot.core.knowledge import Known
from bot.core.questions import Question, bits
from bot.core.rules import Rule

MOST_BANDS = 8

#: First and last number, both included.
Band = tuple[int, int]


def bands(question: Question, asked_for: Iterable[Rule], known: Known, low: int, high: int) -> tuple[Band, ...]:
    """Give the ranges of a number between low and high that matter for these rules, given all else that is known."""
    counted: Counter[int] = Counter()
    others = {id_: values for id_, values in known.values.items() if id_ != question.id}
    any_number = {**known.values, question.id: question.universe}
    for rule in asked_for:
        asked = {fact.question for fact in rules.facts(rule)}
        if question.id not in asked or rules.judge(rule, any_number) is not Truth.UNKNOWN:
            continue
        left = rule
        for id_ in asked & others.keys():
            left = rules.settle(left, id_, others[id_], final=id_ in known.final)
        counted.update(edge for edge in edges(left, question) if low < edge <= high)
    kept = sorted(edge for edge, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[: MOST_BANDS - 1])
    return tuple((first, following - 1) for first, following in pairwise((low, *kept, high + 1)))


def edges(rule: Rule, question: Question) -> set[int]:
    """Give the numbers at which a rule begins or ceases to hold."""
    found: set[int] = set()
    for fact in rules.facts(rule):
        if fact.question == question.id:
            found.update(question.minimum + edge for edge in bits(fact.values ^ (fact.values << 1)))
    return {edge for edge in found if question.minimum < edge <= question.maximum}
