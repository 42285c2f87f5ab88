"""`explain`: why one offer is what it is for one resident, condition by condition, and what answers would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core import conditions as c
from bot.core.answers import Answers, write
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.knowledge import Known, know
from bot.core.matcher import VERDICTS, Result, Verdict, judge_offer
from bot.core.offers import Offer
from bot.core.rules import judge
from bot.insight import wording
from bot.insight.settling import Outcome, Settling
from bot.insight.tree import Node, node, tree
from bot.insight.wording import Wording, at
from bot.insight.written import OfferFile
from bot.text.format import day
from bot.text.words import mark

STEP = "    "
#: The rules of an offer beside the one that says whom it is for, with what each is for.
OTHERS = {
    "first": mark("Who comes first (first)"),
    "especially": mark("Especially for (especially)"),
    "prefer": mark("Our own ranking (prefer)"),
}
#: Why an answer is still wanting, where that is not plain.
OPEN = {
    "refused": mark("this person prefers not to say: it is not asked again"),
    "may-not-apply": mark("perhaps the question does not apply: another answer decides"),
}
#: Kinds of condition as the files call them.
KINDS = {
    c.Anyone: "anyone", c.Among: "options", c.Between: "range", c.LivesIn: "lives_in", c.All: "all", c.Any: "any",
    c.AtLeast: "at_least", c.Not: "not", c.Is: "is", c.Perhaps: "perhaps",
}  # fmt: skip
LEAVES = (c.Among, c.Between, c.LivesIn)


@dataclass(frozen=True)
class Explanation:
    """One offer for one resident on one day. `others`: the trees of `first`, `especially`, `prefer`, where they are."""

    catalogue: Catalogue
    offer: Offer
    on: date
    answers: Answers
    known: Known
    result: Result
    rule: Node
    others: Mapping[str, Node]
    settling: Settling

    @classmethod
    def of(
        cls, catalogue: Catalogue, offer: Offer, answers: Answers, on: date, file: OfferFile | None = None
    ) -> Explanation:
        """Explain one offer. `file`: where it is written, so that lines can be named."""
        known = know(catalogue, answers)
        others = {
            key: tree(catalogue, condition, known, file.condition(key) if file else None)
            for key in OTHERS
            if (condition := getattr(offer, key)) is not None
        }
        return cls(
            catalogue=catalogue,
            offer=offer,
            on=on,
            answers=answers,
            known=known,
            result=judge_offer(catalogue, offer, known, on),
            rule=_rule(catalogue, offer, known, file),
            others=others,
            settling=Settling.of(catalogue, answers),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions whose answer can change the verdict, in catalogue order."""
        return self.settling.questions(self.rule.rule)

    def applies(self, question: str) -> Truth:
        """Tell whether a question applies to this person."""
        rule = self.catalogue.asked_if.get(question)
        return Truth.YES if rule is None else judge(rule, self.known.values)

    def why_open(self, node: Node) -> str | None:
        """Tell why a condition on one question is not settled: "open", "refused", "may-not-apply"; None where it is."""
        if node.truth is not Truth.UNKNOWN or not isinstance(node.condition, LEAVES):
            return None
        question = node.condition.question
        if question not in self.known.open:
            return "refused"
        return "open" if self.known.open[question] is Truth.YES else "may-not-apply"


def _rule(catalogue: Catalogue, offer: Offer, known: Known, file: OfferFile | None) -> Node:
    """Judge the offer's rule, which joins that of its programme with its own."""
    if file is None or not isinstance(offer.rule, c.All):
        return tree(catalogue, offer.rule, known)
    written = (file.programme("rule"), file.condition("rule"))
    parts = tuple(tree(catalogue, part, known, place) for part, place in zip(offer.rule.parts, written, strict=True))
    return node(catalogue, offer.rule, known, parts)


@dataclass(frozen=True)
class ExplainText:
    """Writes an explanation for people."""

    wording: Wording
    explained: Explanation

    def lines(self) -> Iterator[str]:
        """Give the explanation line by line."""
        words, told = self.wording.words, self.explained
        yield f"{told.offer.id}: {told.offer.title.in_(words.language)}"
        yield words("On {day}: {verdict}; {first}; {state}.", day=day(told.on, words), **self._result())
        if told.offer.browse:
            yield words("This offer is found by looking around only (browse): it is never matched with answers.")
        yield ""
        yield words("What is known of this person")
        yield from self._answers()
        yield ""
        yield words("For whom (rule)")
        yield from self._node(told.rule, 1, self._joined())
        for key, found in told.others.items():
            yield ""
            yield words(OTHERS[key])
            yield from self._node(found, 1)
        yield ""
        yield from self._settled()

    def _result(self) -> dict[str, str]:
        words, result = self.wording.words, self.explained.result
        return {
            "verdict": words(wording.VERDICTS[result.verdict]),
            "first": words(wording.FIRST[result.first] if result.offer.first else wording.NO_FIRST),
            "state": words(wording.STATES[result.state]),
        }

    def _joined(self) -> tuple[str, ...]:
        """Name the two halves of a rule that joins a programme's with the offer's own."""
        words = self.wording.words
        written = self.explained.rule.where is None and any(part.where for part in self.explained.rule.parts)
        return (words("the programme"), words("the offer")) if written else ()

    def _answers(self) -> Iterator[str]:
        words, told = self.wording.words, self.explained
        for id_, question in told.catalogue.questions.items():
            if id_ in told.answers:
                yield f"{STEP}{self.wording.subject(id_)}: {self.wording.answer(question, told.answers[id_])}"
        if not told.answers:
            yield STEP + words("nothing yet")

    def _node(self, found: Node, depth: int, names: tuple[str, ...] = ()) -> Iterator[str]:
        words, told = self.wording.words, self.explained
        said = self.wording.condition(found.condition, lines=found.lines)
        if names:
            said = words("the rule of the programme and that of the offer together")
        yield STEP * depth + self._line(found, said)
        if found.together:
            listed = ", ".join(self.wording.subject(question) for question in found.together)
            note = words("conditions on one question are judged together: {listed}", listed=listed)
            yield f"{STEP * (depth + 1)}! {note}"
        why = told.why_open(found)
        if why is not None and why in OPEN:
            yield f"{STEP * (depth + 1)}→ {words(OPEN[why])}"
        for number, part in enumerate(found.parts):
            if names:
                yield f"{STEP * (depth + 1)}{names[number]}:"
            yield from self._node(part, depth + (2 if names else 1))

    def _line(self, found: Node, said: str) -> str:
        truth = self.wording.words(wording.TRUTHS[found.truth])
        own = f" ({self._own(found.condition.question)})" if isinstance(found.condition, LEAVES) else ""
        return f"{wording.SIGNS[found.truth]} {truth}: {said}{own}{at(found.where)}"

    def _own(self, question: str) -> str:
        """Say what this person answered."""
        words, told = self.wording.words, self.explained
        if told.applies(question) is Truth.NO:
            return words("the question does not apply")
        if question not in told.answers:
            return words("not answered")
        return words(
            "answered: {answer}", answer=self.wording.answer(told.catalogue.questions[question], told.answers[question])
        )

    def _answer(self, outcome: Outcome) -> str:
        question = self.explained.catalogue.questions[outcome.question]
        if outcome.option is not None:
            return question.options[question.position[outcome.option]].label.in_(self.wording.words.language)
        if question.kind == "many" and outcome.answer.sure:
            return self.wording.words("nothing more")
        return self.wording.answer(question, outcome.answer)

    def _settled(self) -> Iterator[str]:
        words, told = self.wording.words, self.explained
        if told.missing:
            yield words("What an answer would change")
            yield from self._changes(told.rule, told.missing, {t: wording.VERDICTS[VERDICTS[t]] for t in Truth})
        else:
            yield self._nothing_missing()
        if told.result.first is None and (missing := told.settling.questions(told.others["first"].rule)):
            yield words("What an answer would change about who comes first")
            yield from self._changes(told.others["first"], missing, wording.TRUTHS)

    def _changes(self, found: Node, missing: tuple[str, ...], names: Mapping[Truth, str]) -> Iterator[str]:
        words = self.wording.words
        for question in missing:
            outcomes = self.explained.settling.outcomes(found.rule, question)
            if len({outcome.truth for outcome in outcomes}) == 1:
                note = words("counts only together with another answer")
                yield f"{STEP}{self.wording.subject(question)}: {note}"
                continue
            yield f"{STEP}{self.wording.subject(question)}"
            for truth in (Truth.YES, Truth.UNKNOWN, Truth.NO):
                answers = [self._answer(outcome) for outcome in outcomes if outcome.truth is truth]
                if answers:
                    yield f"{STEP * 2}{words(names[truth])}: {', '.join(answers)}"

    def _nothing_missing(self) -> str:
        words = self.wording.words
        if self.explained.result.verdict is not Verdict.MAYBE:
            return words("No further answer changes this.")
        if self.explained.known.final:
            return words(
                "No question that is still open settles this: the office judges it, or this person would not say."
            )
        return words("No answer settles this: the office judges it.")


def as_json(told: Explanation, wording: Wording) -> dict[str, Any]:
    """Give an explanation for programs; the sentences in it are in the language chosen."""
    result = told.result
    return {
        "offer": told.offer.id,
        "on": told.on.isoformat(),
        "verdict": str(result.verdict),
        "first": result.first,
        "state": str(result.state),
        "matched": not told.offer.browse,
        "missing": list(told.missing),
        "settling": [
            _outcome(told, one) for question in told.missing for one in told.settling.outcomes(told.rule.rule, question)
        ],
        "conditions": {
            "rule": _node(told, told.rule, wording),
            **{key: _node(told, found, wording) for key, found in told.others.items()},
        },
    }


def _outcome(told: Explanation, outcome: Outcome) -> dict[str, Any]:
    question = told.catalogue.questions[outcome.question]
    form = write(question, told.catalogue.places, outcome.answer)
    return {"question": outcome.question, "answer": form, "verdict": str(VERDICTS[outcome.truth])}


def _node(told: Explanation, found: Node, wording: Wording) -> dict[str, Any]:
    why, where = told.why_open(found), found.where
    given: dict[str, Any] = {
        "kind": KINDS[type(found.condition)],
        "words": wording.condition(found.condition, lines=found.lines),
        "truth": found.truth.name.lower(),
    }
    if where is not None:
        given |= {"file": where.file, "line": where.line}
    if isinstance(found.condition, LEAVES):
        given["question"] = found.condition.question
    if found.together:
        given["judged_together"] = list(found.together)
    if why is not None:
        given["open"] = why
    if found.truth is Truth.UNKNOWN:
        given["missing"] = list(told.settling.questions(found.rule))
    if found.parts:
        given["parts"] = [_node(told, part, wording) for part in found.parts]
    return given
