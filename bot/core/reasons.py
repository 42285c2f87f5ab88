"""Why an offer fits, what is not known yet, and what only the body that answers can judge: one reason a condition."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core import conditions as c
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.knowledge import Known
from bot.core.offers import Offer
from bot.core.rules import judge


@dataclass(frozen=True, slots=True)
class Reason:
    """One line: a question, how its condition stands, and whether somebody else judges it.

    `wanted` is the condition as written, for saying what it asks for; None where several are joined.
    """

    question: str
    truth: Truth
    judged_elsewhere: bool
    wanted: c.Among | c.Between | c.LivesIn | None


def reasons(catalogue: Catalogue, offer: Offer, known: Known) -> tuple[Reason, ...]:
    """Give the reasons of an offer's rule, each question once, in the order of the questions."""
    return _sorted(catalogue, _Explainer(catalogue, known).explain(offer.rule))


def _sorted(catalogue: Catalogue, found: list[Reason]) -> tuple[Reason, ...]:
    order = list(catalogue.questions)
    best: dict[str, Reason] = {}
    for reason in found:
        other = best.get(reason.question)
        if other is None or (other.judged_elsewhere and not reason.judged_elsewhere):
            best[reason.question] = reason
        elif other.judged_elsewhere == reason.judged_elsewhere and other.wanted != reason.wanted:
            joined = min(other.truth, reason.truth)
            best[reason.question] = Reason(reason.question, joined, reason.judged_elsewhere, None)
    return tuple(sorted(best.values(), key=lambda reason: order.index(reason.question)))


@dataclass(frozen=True)
class _Explainer:
    catalogue: Catalogue
    known: Known

    def explain(self, condition: Condition) -> list[Reason]:
        """Give the reasons that make a condition what it is: of "or" the parts that hold, if any does."""
        match condition:
            case c.Among() | c.Between() | c.LivesIn():
                return [Reason(condition.question, self._truth(condition), judged_elsewhere=False, wanted=condition)]
            case c.Is(group=group):
                return self.explain(self.catalogue.groups[group].rule)
            case c.All(parts=parts):
                return [reason for part in parts for reason in self.explain(part)]
            case c.Any(parts=parts) | c.AtLeast(parts=parts):
                return self._some(condition, parts)
            case c.Not(part=part):
                return [
                    Reason(reason.question, self._truth(condition), judged_elsewhere=False, wanted=None)
                    for reason in self.explain(part)
                ]
            case c.Perhaps(part=part):
                return self._perhaps(part)
            case _:
                return []

    def _some(self, whole: c.Any | c.AtLeast, parts: tuple[Condition, ...]) -> list[Reason]:
        truth = self._truth(whole)
        agreeing = [part for part in parts if self._truth(part) is truth]
        found = [reason for part in agreeing or parts for reason in self.explain(part)]
        if truth is Truth.YES:
            return [reason for reason in found if reason.truth is Truth.YES] or _as(found, truth)
        return found

    def _perhaps(self, part: Condition) -> list[Reason]:
        truth = self._truth(part)
        if truth is Truth.YES:
            return [
                Reason(reason.question, Truth.UNKNOWN, judged_elsewhere=True, wanted=reason.wanted)
                for reason in self.explain(part)
                if reason.truth is Truth.YES
            ]
        return self.explain(part)

    def _truth(self, condition: Condition) -> Truth:
        return judge(self.catalogue.compiler.rule(condition), self.known.values)


def _as(found: list[Reason], truth: Truth) -> list[Reason]:
    """Parts that are open one by one and true together (exact within one question)."""
    return [Reason(reason.question, truth, reason.judged_elsewhere, None) for reason in found]
