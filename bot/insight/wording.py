"""Conditions, answers and results in words that staff understand. Plain text: nothing here is for Telegram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core import conditions as c
from bot.core.answers import Answer
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition, Truth
from bot.core.errors import Place as Where
from bot.core.matcher import Verdict
from bot.core.offers import State
from bot.core.questions import Question
from bot.text.questions import span, value, where
from bot.text.words import Words, mark

TRUTHS = {Truth.YES: mark("yes"), Truth.NO: mark("no"), Truth.UNKNOWN: mark("not known")}
SIGNS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
VERDICTS = {Verdict.FITS: mark("fits"), Verdict.MAYBE: mark("perhaps"), Verdict.NO: mark("does not fit")}
STATES = {
    State.STANDING: mark("always there"),
    State.OPEN: mark("open"),
    State.PLANNED: mark("starts later"),
    State.CLOSED: mark("closed until next time"),
    State.ENDED: mark("ended"),
}
FIRST = {True: mark("comes first"), False: mark("does not come first"), None: mark("not known who comes first")}
#: Where a document names nobody who comes first.
NO_FIRST = mark("nobody goes before others")


@dataclass(frozen=True)
class Wording:
    """Says things of one catalogue in one language."""

    catalogue: Catalogue
    words: Words

    def subject(self, question: str) -> str:
        """Name a question."""
        return self.catalogue.questions[question].short.in_(self.words.language)

    def condition(self, condition: Condition, *, lines: bool = False) -> str:  # noqa: PLR0911 -- one line a kind
        """Say a condition, without what stands inside it."""
        words = self.words
        match condition:
            case c.Anyone():
                return words("anyone")
            case c.Among() | c.Between() | c.LivesIn():
                return words(
                    "{subject}: {wanted}", subject=self.subject(condition.question), wanted=self._of(condition)
                )
            case c.All() if lines:
                return words("all these lines together")
            case c.All():
                return words("all of these (all)")
            case c.Any():
                return words("at least one of these (any)")
            case c.AtLeast(count=count, parts=parts):
                return words("at least {count} of these {all} (at_least)", count=count, all=len(parts))
            case c.Not():
                return words("the opposite of this (not)")
            case c.Is(group=group):
                name = self.catalogue.groups[group].name.in_(words.language)
                return words("group {id}: {name}", id=group, name=name)
            case c.Perhaps():  # pragma: no branch -- the last kind
                return words("the office will judge this (perhaps)")

    def _of(self, condition: c.Among | c.Between | c.LivesIn) -> str:
        question, places = self.catalogue.questions[condition.question], self.catalogue.places
        match condition:
            case c.Between(lowest=lowest, highest=highest):
                return span(question, lowest, highest, self.words)
            case c.LivesIn(places=ids):
                return self.either(where(places, id_, self.words) for id_ in ids)
            case c.Among(options=ids):  # pragma: no branch -- the last kind
                return self.either(value(question, id_, places, self.words) for id_ in ids)

    def either(self, listed: Iterable[str]) -> str:
        """Join what is one or the other."""
        return self.words(" or ").join(listed)

    def answer(self, question: Question, answer: Answer) -> str:
        """Say what is known of a question."""
        words, places = self.words, self.catalogue.places
        if question.kind == "many":
            return self._ticks(question, answer)
        if answer.possible == question.everything:
            return words("prefers not to say") if answer.refused else words("not answered")
        if question.kind == "number":
            numbers = [number + question.minimum for number in bits(answer.possible)]
            return span(question, numbers[0], numbers[-1], words)
        if question.kind == "place":
            return self.either(where(places, id_, words) for id_ in places.largest(answer.possible))
        return self.either(question.options[index].label.in_(words.language) for index in bits(answer.possible))

    def _ticks(self, question: Question, answer: Answer) -> str:
        words = self.words
        sure = [question.options[index].label.in_(words.language) for index in bits(answer.sure)]
        known_not = bits(question.everything & ~answer.possible)
        denied = [question.options[index].label.in_(words.language) for index in known_not]
        if answer.possible == answer.sure:
            return ", ".join(sure) if sure else words("none of these")
        said = [", ".join(sure)] if sure else []
        said += [words("not: {listed}", listed=", ".join(denied))] if denied else []
        if said:
            return "; ".join(said)
        return words("prefers not to say") if answer.refused else words("not answered")


def at(where: Where | None) -> str:
    """Give file and line for the end of a line; nothing where they are not known."""
    return f"  [{where.file}:{where.line}]" if where and where.line else ""


def printable(line: str) -> str:
    """Keep what a file says from moving the cursor or colouring the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in line)
