"""Why an offer fits, what is not known yet, and what only the body that answers can judge: one reason a condition."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core import conditions as c
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.knowledge import Known
from bot.core.offers import Offer
from bot.core.rules import Fact, Rule, judge


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
        other = best.setdefault(reason.question, reason)
        if other.judged_elsewhere != reason.judged_elsewhere:
            # Our own word counts for more, unless it says yes where the other leaves the offer open.
            ours, theirs = (other, reason) if reason.judged_elsewhere else (reason, other)
            best[reason.question] = theirs if ours.truth is Truth.YES else ours
        elif other != reason:
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
                found = [reason for part in parts for reason in self.explain(part)]
                refuted = self._truth(condition) is Truth.NO and all(reason.truth is not Truth.NO for reason in found)
                return [*found, *self._together(condition, parts)] if refuted else found
            case c.Any(parts=parts) | c.AtLeast(parts=parts):
                return self._some(condition, parts)
            case c.Not(part=part):
                return self._not(self._truth(condition), self.explain(part))
            case c.Perhaps(part=part):
                return self._perhaps(part)
            case _:
                return []

    def _some(self, whole: c.Any | c.AtLeast, parts: tuple[Condition, ...]) -> list[Reason]:
        truth = self._truth(whole)
        agreeing = [part for part in parts if self._truth(part) is truth]
        found = [reason for part in agreeing or parts for reason in self.explain(part)]
        if truth is Truth.YES:
            return [reason for reason in found if reason.truth is Truth.YES] or self._together(whole, parts)
        return found

    def _together(self, whole: c.All | c.Any | c.AtLeast, parts: tuple[Condition, ...]) -> list[Reason]:
        """Give the questions on which parts that are open one by one settle the whole together."""
        truth = self._truth(whole)
        asked = dict.fromkeys(fact.question for fact in map(self._rule, parts) if isinstance(fact, Fact))
        found = []
        for question in asked:
            joined = tuple(
                part for part in parts if isinstance(rule := self._rule(part), Fact) and rule.question == question
            )
            if self._truth(c.All(joined) if isinstance(whole, c.All) else c.Any(joined)) is truth:
                found.append(Reason(question, truth, judged_elsewhere=False, wanted=None))
        return found

    def _not(self, truth: Truth, found: list[Reason]) -> list[Reason]:
        """Give the reasons of "not": of its part those that make it what it is."""
        deciding = [reason for reason in found if reason.truth.opposite is truth] or found
        return [Reason(reason.question, truth, judged_elsewhere=False, wanted=None) for reason in deciding]

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
        return judge(self._rule(condition), self.known.values)

    def _rule(self, condition: Condition) -> Rule:
        return self.catalogue.compiler.rule(condition)
