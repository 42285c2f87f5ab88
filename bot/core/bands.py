"""Ranges to tap instead of a number: made of the values at which some rule begins or ceases to hold.

Only as many as a screen holds, those that most offers turn on. A range that still leaves something open is asked about
again, in finer ranges inside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from bot.core import rules
from bot.core.bitsets import bits
from bot.core.conditions import Truth
from bot.core.index_outlook import Learnt
from bot.core.knowledge import Known
from bot.core.prospect import Prospect
from bot.core.questions import Question
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
        counted.update(edges(question, (fact.values for fact in rules.facts(left) if fact.question == question.id)))
    return between(counted, low, high)


def bands_of(prospect: Prospect, question: Question, low: int, high: int) -> tuple[Band, ...]:
    """Give the ranges that matter for the offers worth asking about: as `bands`, for all of them at once."""
    known = prospect.known
    learnt = Learnt({**known.values, question.id: question.universe}, known.final - {question.id})
    counted: Counter[int] = Counter()
    for block, worth in prospect.near:
        for judge in (block.rule, block.first):
            asking: dict[int, int] = {}
            for wanted, offers in learnt.told(judge.lane, question.id, judge.outlook(learnt)[2] & worth):
                for edge in edges(question, (wanted,)):
                    asking[edge] = asking.get(edge, 0) | offers
            counted.update({edge: offers.bit_count() for edge, offers in asking.items()})
    return between(counted, low, high)


def between(counted: Counter[int], low: int, high: int) -> tuple[Band, ...]:
    """Give ranges that begin where most offers turn, each with the number of offers that do."""
    found = [(-count, edge) for edge, count in counted.items() if low < edge <= high]
    kept = sorted(edge for _, edge in sorted(found)[: MOST_BANDS - 1])
    return tuple((first, following - 1) for first, following in pairwise((low, *kept, high + 1)))


def edges(question: Question, asked_for: Iterable[int]) -> set[int]:
    """Give the numbers at which conditions begin or cease to hold, each given by the values it asks for."""
    found: set[int] = set()
    for values in asked_for:
        found.update(question.minimum + edge for edge in bits(values ^ (values << 1)))
    return {edge for edge in found if question.minimum < edge <= question.maximum}
