"""What typed words said just now: facts, each of which can be taken back with one tap.

Facts about ordinary questions are kept at once, together with what was known before. Facts about sensitive questions
wait for an explicit yes; they are no answers until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

from bot.core.actions import LearnedForm
from bot.core.answers import Answer, Answers, given, read, ticks
from bot.core.catalogue import Catalogue
from bot.core.places import Places
from bot.core.questions import Question


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was said about a question. `answer` holds it alone, without what was known before.

    `option`: the option it is about, where it is about one option of a `many` question; else empty.
    """

    question: str
    answer: Answer
    option: str = ""

    @property
    def tag(self) -> str:
        """A checksum for buttons: the button of another fact, also about the same question, does not carry it."""
        return tag(self)


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that one message said.

    `facts`: kept already. `before`: what was known of their questions before the message. `pending`: sensitive facts
    that wait for a yes. `later`: help is shown first, and this after it. `page`: of the list of facts.
    """

    facts: tuple[Fact, ...] = ()
    before: tuple[tuple[str, Answer | None], ...] = ()
    pending: tuple[Fact, ...] = ()
    later: bool = False
    page: int = 0

    @property
    def has_own_screen(self) -> bool:
        """Tell whether the facts stand on a screen of their own: several, or one that waits for a yes."""
        return not self.later and (bool(self.pending) or len(self.facts) > 1)

    def without(self, fact: Fact) -> Heard:
        """Give this with one fact less."""
        facts = tuple(one for one in self.facts if one != fact)
        return replace(self, facts=facts, pending=tuple(one for one in self.pending if one != fact), page=0)


NOTHING_HEARD = Heard()


def tag(*facts: Fact) -> str:
    """Give the checksum of some facts."""
    told = [(fact.question, fact.option, fact.answer.possible, fact.answer.sure) for fact in facts]
    return f"{crc32(repr(told).encode()):08x}"


def read_facts(question: Question, places: Places, form: LearnedForm, *, whole: bool) -> tuple[Fact, ...]:
    """Read the facts in a form of the `match` contract: of a `many` question one an option, or with `whole` one.

    An empty form says nothing. Raises BadAnswerError.
    """
    if form == ():
        return ()
    listed = form if isinstance(form, tuple) else ()
    pairs = [pair for pair in listed if isinstance(pair, tuple)]
    if question.kind != "many" or not pairs:
        return (Fact(question.id, read(question, places, [*form] if isinstance(form, tuple) else form)),)
    single = [Fact(question.id, ticks(question, dict([pair]), complete=False), pair[0]) for pair in pairs]
    together = single[0].answer
    for fact in single:
        together = merged(question, together, fact)
    if whole or not together.possible:  # all denied is one answer: none of these
        return (Fact(question.id, together),)
    return tuple(fact for fact in single if not any(_follows(fact, other) for other in single))


def _follows(fact: Fact, other: Fact) -> bool:
    """Tell whether a fact says nothing beside another one: "children" beside "single parent"."""
    one, more = fact.answer, other.answer
    return one != more and not one.sure & ~more.sure and not more.possible & ~one.possible


def merged(question: Question, before: Answer | None, fact: Fact) -> Answer:
    """Give what is known after a fact. Of a `many` question it says only a part: the rest stays as it was."""
    if before is None or question.kind != "many":
        return fact.answer
    known = fact.answer
    possible = (before.possible | known.sure) & known.possible
    return Answer(possible, before.sure & known.possible | known.sure, before.refused)


def keep(catalogue: Catalogue, answers: Answers, facts: Iterable[Fact]) -> Answers:
    """Give the answers after some facts."""
    for fact in facts:
        question = catalogue.questions[fact.question]
        answers = given(answers, question.id, merged(question, answers.get(question.id), fact))
    return answers


def take_back(catalogue: Catalogue, answers: Answers, heard: Heard, fact: Fact) -> Answers:
    """Give the answers without a fact that was kept: as before the message, with the other facts of it."""
    earlier = given(answers, fact.question, dict(heard.before)[fact.question])
    return keep(catalogue, earlier, (one for one in heard.without(fact).facts if one.question == fact.question))
