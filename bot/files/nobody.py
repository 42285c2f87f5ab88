"""Rules that nobody can satisfy, and rules that everybody does: found exactly, by trying every kind of resident."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from bot.core import conditions as c
from bot.core import rules
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition
from bot.core.questions import Question
from bot.core.rules import Fact, Rule
from bot.files import models as m
from bot.files.branches import branches, narrowed
from bot.files.reader import Document, Path_

#: As many conditions are looked at for one rule; one that needs more is taken for a rule that somebody satisfies.
MOST_LOOKED_AT = 50_000
#: And as many for a whole catalogue, and more for each of its offers: a file made to take long ends all the same.
MOST_IN_ALL, MOST_AN_OFFER = 100_000, 300
#: Stands where a condition is left out: neither yes nor no.
OPEN = c.Perhaps(c.Anyone())


@dataclass(frozen=True)
class Seeker:
    """Looks for residents who satisfy a rule."""

    catalogue: Catalogue
    #: How many conditions may still be looked at.
    left: list[int] = field(default_factory=lambda: [MOST_IN_ALL])

    def __post_init__(self) -> None:
        self.left[0] += MOST_AN_OFFER * len(self.catalogue.offers)

    def check(self, groups: Document, questions: Document, programmes: list[tuple[Document, m.ProgrammeModel]]) -> None:
        """Look at every rule of groups, questions and offers."""
        for id_, group in self.catalogue.groups.items():
            if self._satisfiable(groups, (id_, "rule"), "group-nobody", group.rule):
                self._branches(groups, (id_, "rule"), group.rule, group.rule)
        for index, question in enumerate(self.catalogue.questions.values()):
            if question.asked_if is not None:
                self._satisfiable(questions, (index, "asked_if"), "asked-nobody", question.asked_if)
        for document, programme in programmes:
            for index, model in enumerate(programme.offers):
                self._offer(document, ("offers", index), model)

    def _offer(self, document: Document, path: Path_, model: m.OfferModel) -> None:
        offer = self.catalogue.offers[model.id]
        if not self._satisfiable(document, (*path, "rule"), "offer-nobody", offer.rule):
            return
        _, own = cast("c.All", offer.rule).parts
        self._branches(document, (*path, "rule"), own, offer.rule)
        if own != c.Anyone() and self.catalogue.compiler.rule(own) == rules.YES:
            document.warning((*path, "rule"), "rule-everybody")
        for key in ("first", "especially", "prefer"):
            condition: Condition | None = getattr(offer, key)
            if condition is not None and not self.somebody(c.All((offer.rule, condition))):
                # What the offer takes over from its project is noted at the offer.
                at = (*path, key) if (*path, key) in document.places else path
                document.warning(at, "never-first", key=key, id=offer.id)

    def _branches(self, document: Document, path: Path_, own: Condition, whole: Condition) -> None:
        """Note each part of an `any` that nobody satisfies. `whole`: everything that somebody must satisfy besides."""
        written = document.value
        for step in path:
            written = written[step]  # type: ignore[index]  # the path leads to what was read
        for at, any_, part in branches(written, own, path):
            if not self.somebody(narrowed(whole, any_, part)):
                document.warning(at, "dead-branch", asked=", ".join(dict.fromkeys(self._asked(part))))

    def _satisfiable(self, document: Document, path: Path_, code: str, condition: Condition) -> bool:
        """Tell whether somebody satisfies a condition; where nobody does, note which questions it stumbles over."""
        if self.somebody(condition):
            return True
        asked = self._asked(condition)
        guilty = [one for one in asked if self.somebody(self._without(condition, one))]
        document.problem(path, code, asked=", ".join(guilty or asked))
        return False

    def somebody(self, condition: Condition) -> bool:
        """Tell whether some resident is not told NO."""
        parts = [self.catalogue.compiler.rule(condition)]
        asked = list(dict.fromkeys(fact.question for fact in rules.facts(parts[0])))
        for question in asked:  # grows while it is walked: whether a question applies may hang on others
            kept = self._kept[question]
            parts.append(kept)
            asked += [other for other in dict.fromkeys(f.question for f in rules.facts(kept)) if other not in asked]
        may = [min(MOST_LOOKED_AT, self.left[0])]
        before = may[0]
        found = self._found(rules.every_of(tuple(parts)), may)
        self.left[0] -= before - may[0]
        return found

    def _found(self, rule: Rule, left: list[int]) -> bool:
        """Try the answers to one question after the other. `left`: how many conditions may still be looked at."""
        facts = rules.facts(rule)
        left[0] -= len(facts)
        if not facts or left[0] < 0:
            return rule != rules.NO
        question = facts[0].question
        answers = rules.classes(rule, question, self.catalogue.questions[question].universe)
        return any(self._found(rules.settle(rule, question, answer, final=True), left) for answer in answers)

    @cached_property
    def _kept(self) -> dict[str, Rule]:
        """For each question the rule that its answer keeps: where it is not asked, it is `no` or nothing ticked."""
        return {id_: self._applies(question) for id_, question in self.catalogue.questions.items()}

    def _applies(self, question: Question) -> Rule:
        if question.asked_if is None:
            return rules.YES
        asked = self.catalogue.compiler.rule(question.asked_if)
        return rules.some_of((asked, Fact(question.id, question.nothing_applies)))

    def _asked(self, condition: Condition) -> list[str]:
        """Give the questions that a condition is about, groups looked into."""
        match condition:
            case c.Among(question=question) | c.Between(question=question) | c.LivesIn(question=question):
                return [question]
            case c.Is(group=group):
                return self._asked(self.catalogue.groups[group].rule)
            case _:
                inside = (asked for part in c.parts_of(condition) for asked in self._asked(part))
                return list(dict.fromkeys(inside))

    def _without(self, condition: Condition, left_out: str) -> Condition:
        """Give the condition that is left when one question is not looked at."""
        match condition:
            case c.Among(question=question) | c.Between(question=question) | c.LivesIn(question=question):
                return OPEN if question == left_out else condition
            case c.All(parts=parts) | c.Any(parts=parts) | c.AtLeast(parts=parts):
                return replace(condition, parts=tuple(self._without(part, left_out) for part in parts))
            case c.Not(part=part) | c.Perhaps(part=part):
                return replace(condition, part=self._without(part, left_out))
            case c.Is(group=group):
                return self._without(self.catalogue.groups[group].rule, left_out)
            case c.Anyone():  # pragma: no branch -- the last kind
                return condition
