"""Answers: what is known about a resident, question by question.

An answer is the set of values still possible. Nothing here is a step of a conversation: the same answers give the same
result, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.core.bitsets import bits
from bot.core.errors import BadAnswerError
from bot.core.places import Places
from bot.core.questions import Question

#: An answer as other programs write it: see the contract of `match` in the README.
Form = None | str | int | list["Form"] | dict[str, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about one question.

    `possible`: values not ruled out, one bit a value; for `many` one bit an option that may be ticked.
    `sure`: `many` only, the options known to be ticked. `refused`: do not ask again.
    """

    possible: int
    sure: int = 0
    refused: bool = False


Answers = Mapping[str, Answer]
NO_ANSWERS: Answers = MappingProxyType({})


def given(answers: Answers, question: str, answer: Answer | None) -> Answers:
    """Give the answers with this one set, or taken back where it is None. A changed answer keeps its place."""
    found = dict(answers)
    if answer is None:
        found.pop(question, None)
    else:
        found[question] = answer
    return MappingProxyType(found)


def refuse(question: Question, answers: Answers) -> Answers:
    """Give the answers after "I prefer not to say": what was known stays, and it is not asked again."""
    known = answers.get(question.id, Answer(question.everything))
    return given(answers, question.id, replace(known, refused=True))


def ticks(question: Question, ticked: Mapping[str, bool], *, complete: bool) -> Answer:
    """Give the answer to a `many` question: these options are so, and what follows from them.

    `complete`: every option not named is not ticked.
    """
    yes = no = 0
    for option, is_so in ticked.items():
        index = option_number(question, option)
        if is_so:
            yes |= question.implied[index]
        else:
            no |= sum(1 << other for other, implied in question.implied.items() if implied >> index & 1)
    if complete:
        no = question.everything & ~yes
    if yes & no:
        both = question.options[bits(yes & no)[0]].id
        msg = f"{question.id}: {both} follows from another option, so it cannot be no"
        raise BadAnswerError(msg)
    return Answer(question.everything & ~no, yes)


def option_number(question: Question, option: str) -> int:
    """Give the number of an option or a leaf. Raises BadAnswerError where the question has none of that id."""
    if option not in question.position:
        msg = f"{question.id}: no such option: {option}"
        raise BadAnswerError(msg)
    return question.position[option]


def read(question: Question, places: Places, form: Form) -> Answer:
    """Read one answer in the form of the `match` contract. Raises BadAnswerError."""
    if form is None:
        return Answer(question.everything, refused=True)
    if question.kind == "many":
        if isinstance(form, dict) and all(isinstance(value, bool) for value in form.values()):
            return ticks(question, form, complete=False)
        if isinstance(form, list) and all(isinstance(option, str) for option in form):
            return ticks(question, {str(option): True for option in form}, complete=True)
        raise _wrong(question, form, 'a list such as ["children"] or {"children": true}')
    if question.kind == "number":
        return _read_number(question, form)
    named = form if isinstance(form, list) else [form]
    if not named or not all(isinstance(value, str) for value in named):
        raise _wrong(question, form, "an id or a list of ids")
    possible = 0
    for value in map(str, named):
        if question.kind == "one":
            possible |= 1 << option_number(question, value)
        elif value in places.masks:
            possible |= places.masks[value]
        else:
            msg = f"{question.id}: no such place: {value}"
            raise BadAnswerError(msg)
    return Answer(possible)


def read_all(questions: Mapping[str, Question], places: Places, forms: Mapping[str, Form]) -> Answers:
    """Read the answers of one resident in the forms of the `match` contract. Raises BadAnswerError."""
    answers = NO_ANSWERS
    for id_, form in forms.items():
        if id_ not in questions:
            msg = f"no such question: {id_}"
            raise BadAnswerError(msg)
        answers = given(answers, id_, read(questions[id_], places, form))
    return answers


def _read_number(question: Question, form: Form) -> Answer:
    ends = form if isinstance(form, list) else [form, form]
    if len(ends) != 2 or not all(isinstance(end, int) and not isinstance(end, bool) for end in ends):  # noqa: PLR2004 -- a range has two ends
        raise _wrong(question, form, "a number or [from, to]")
    lowest, highest = (int(end) for end in ends if isinstance(end, int))
    if not question.minimum <= lowest <= highest <= question.maximum:
        raise _wrong(question, form, f"numbers from {question.minimum} to {question.maximum}")
    return between(question, lowest, highest)


def between(question: Question, lowest: int, highest: int) -> Answer:
    """Give the answer that a number lies in this range, both ends included."""
    return Answer(sum(1 << (number - question.minimum) for number in range(lowest, highest + 1)))


def _wrong(question: Question, form: Form, expected: str) -> BadAnswerError:
    return BadAnswerError(f"{question.id}: expected {expected}, got {form!r}")


def write(question: Question, places: Places, answer: Answer) -> Form:
    """Write one answer in the form of `match`; `read` gives it back (a refusal only where nothing is known)."""
    if question.kind == "many":
        known = question.everything & (answer.sure | ~answer.possible)
        if answer.refused and not known:
            return None
        return {question.options[index].id: bool(answer.sure >> index & 1) for index in bits(known)}
    if answer.refused and answer.possible == question.everything:
        return None
    numbers = bits(answer.possible)
    if question.kind == "number":
        lowest, highest = numbers[0] + question.minimum, numbers[-1] + question.minimum
        return lowest if lowest == highest else [lowest, highest]
    if question.kind == "place":
        place = places.exact(answer.possible)
        return place.id if place else [question.leaves[number] for number in numbers]
    options = [question.options[number].id for number in numbers]
    return options[0] if len(options) == 1 else [*options]


def domain(question: Question, answer: Answer | None) -> int:
    """Give the values still possible in the numbering that rules use."""
    if answer is None:
        return question.universe
    if question.kind != "many":
        return answer.possible
    found = question.universe
    for index in range(len(question.options)):
        if answer.sure >> index & 1:
            found &= question.ticked[index]
        elif not answer.possible >> index & 1:
            found &= ~question.ticked[index]
    return found


def settled(question: Question, answer: Answer) -> bool:
    """Tell whether nothing more can be learnt about a question."""
    if question.kind == "many":
        return answer.possible == answer.sure
    return answer.possible & (answer.possible - 1) == 0
