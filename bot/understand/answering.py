"""What was said to one question with options, put together as an answer."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.answers import Form
from bot.core.questions import Question
from bot.understand.facts import Said
from bot.understand.replies import Reply

#: The options that say that nothing applies; see `Question.nothing_applies`.
NOTHING = ("no", "none")


def answer(
    question: Question, said: Iterable[Said], replied: Reply | None, *, is_all: bool, asked: bool
) -> Form | None:
    """Put together what was said to one question. `replied`: yes or no at the beginning; `is_all`: nothing else.

    Where it was not `asked`, what is denied alone says too little: whoever is no student may be anything else.
    """
    if question.kind == "many":
        return _many(question, said, denied=is_all and replied is Reply.NO)
    return _one(question, said, _by_reply(question, replied, is_all=is_all), asked=asked)


def _one(question: Question, said: Iterable[Said], possible: frozenset[str], *, asked: bool) -> Form | None:
    affirmed: list[frozenset[str]] = []
    for one in said:
        if one.affirmed:
            affirmed.append(one.options)
        elif not one.options & set(NOTHING):
            possible = possible - one.options
    if affirmed:
        shared = frozenset.intersection(*affirmed)
        possible = possible & (shared or frozenset.union(*affirmed))
    left = [option.id for option in question.options if option.id in possible]
    if not left or len(left) == len(question.options) or not (asked or affirmed or len(left) == 1):
        return None
    return left[0] if len(left) == 1 else [*left]


def _by_reply(question: Question, replied: Reply | None, *, is_all: bool) -> frozenset[str]:
    """Give the options that a yes or no leaves. "nie, ..." alone does not yet say that nothing applies."""
    options = frozenset(question.position)
    nothing = next((option for option in NOTHING if option in options), None)
    if nothing is None or replied not in (Reply.YES, Reply.NO):
        return options
    if replied is Reply.NO:
        return frozenset({nothing}) if is_all or nothing == "no" else options
    return frozenset({"yes"}) if "yes" in options else options - {nothing}


def _many(question: Question, said: Iterable[Said], *, denied: bool) -> Form | None:
    # A phrase that may mean several options ticks none of them.
    found: dict[str, bool] = {}
    for one in sorted(said, key=lambda s: s.affirmed):
        options = _strongest(question, one.options)
        if len(options) == 1:
            found[next(iter(options))] = one.affirmed
    for option in [option for option, so in found.items() if so]:
        # What follows from an option cannot be denied beside it.
        for implied in _implied(question, option):
            if found.get(implied) is False:
                del found[implied]
    if not found and denied:
        return {option.id: False for option in question.options}
    return {option.id: found[option.id] for option in question.options if option.id in found} or None


def _strongest(question: Question, options: frozenset[str]) -> frozenset[str]:
    """Leave out the options that follow from another one: "samotna matka" stands under both."""
    return frozenset(
        one for one in options if not any(one in _implied(question, other) for other in options if other != one)
    )


def _implied(question: Question, option: str) -> list[str]:
    reached = question.implied[question.position[option]]
    return [other for other, index in question.position.items() if reached >> index & 1]
