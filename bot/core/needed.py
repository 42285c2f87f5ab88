"""Which values of one question a rule needs to hold at all: where an offer can be had."""

from __future__ import annotations

from functools import reduce
from operator import or_

from bot.core.conditions import Truth
from bot.core.rules import Const, Count, Every, Fact, Open, Rule, Some


def needed(rule: Rule, question: str, everything: int) -> int:
    """Give values of a question such that a rule is NO for whoever has none of them, whatever else is known.

    Also for whoever may have one of several, of which a rule can leave open what it says no to one by one.
    """
    match rule:
        case Fact(question=other, values=wanted) if other == question:
            return wanted
        case Every(parts=parts):
            return min((needed(part, question, everything) for part in parts), key=int.bit_count)
        case Some(parts=parts) | Count(parts=parts):
            return reduce(or_, (needed(part, question, everything) for part in parts))
        case Open(part=part):
            return needed(part, question, everything)
        case Const(truth=Truth.NO):
            return 0
        case _:
            return everything
