"""How many questions people answer until nothing can change the result, beside asking in the order of the form."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.core.answers import NO_ANSWERS, Answer, Answers, given
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.planner import Plan, Planner
from bot.core.questions import Question, bits
from tests.bench.figures import Figure, Sizes
from tests.bench.walks import THEN, fresh_assistant, personas

PART = "questions asked"
Choice = Callable[[Plan], str | None]


def drawn(catalogue: Catalogue, chance: random.Random) -> Answers:
    """Draw an answer to every question: all values alike, except that half of the people tick nothing."""
    answers = NO_ANSWERS
    for question in catalogue.questions.values():
        answers = given(answers, question.id, _drawn(question, chance))
    return answers


def _drawn(question: Question, chance: random.Random) -> Answer:
    if question.kind != "many":
        return Answer(1 << chance.choice(bits(question.everything)))
    ticked = 0
    if chance.random() < 0.5:  # half tick nothing
        for index in chance.sample(range(len(question.options)), chance.randint(1, min(3, len(question.options)))):
            ticked |= question.implied[index]
    return Answer(ticked, ticked)


def refusing_the_rest(catalogue: Catalogue, answers: Answers) -> Answers:
    """Give the answers of a persona who prefers not to say what the file does not say."""
    for question in catalogue.questions.values():
        known = answers.get(question.id, Answer(question.everything))
        answers = given(answers, question.id, replace(known, refused=True))
    return answers


def by_planner(plan: Plan) -> str | None:
    """Choose as the assistant does."""
    return plan.next


def by_form_in_part(plan: Plan) -> str | None:
    """Choose the first question of the form that can change the result."""
    return next((question for question in plan.left if plan.known.open[question] is Truth.YES), None)


def by_form(plan: Plan) -> str | None:
    """Choose the first question of the form that applies, whether it can change anything or not."""
    return next((question for question, applies in plan.known.open.items() if applies is Truth.YES), None)


def count(planner: Planner, resident: Answers, choose: Choice, on: date) -> tuple[int, Plan]:
    """Ask one resident until nothing is chosen. Gives the number of questions and the last plan."""
    answers, asked = NO_ANSWERS, 0
    while (question := choose(plan := planner.plan(answers, on))) is not None:
        answers = given(answers, question, resident[question])
        asked += 1
    return asked, plan


def outcome(plan: Plan) -> dict[str, tuple[str, bool | None]]:
    """Give what a resident is told of the help they want: the offers with verdict and precedence."""
    return {result.offer.id: (str(result.verdict), result.first) for result in plan.by_need[0]}


def compare(planner: Planner, who: str, residents: Sequence[Answers]) -> list[Figure]:
    """Ask all of them in three ways."""
    numbers: dict[str, list[int]] = {}
    same = 0
    for resident in residents:
        ends = {way.__name__: count(planner, resident, way, THEN) for way in (by_planner, by_form_in_part, by_form)}
        same += outcome(ends["by_planner"][1]) == outcome(ends["by_form"][1])
        for name, (asked, _) in ends.items():
            numbers.setdefault(name, []).append(asked)
    means = {name: statistics.fmean(asked) for name, asked in numbers.items()}
    computed, part, whole = means["by_planner"], means["by_form_in_part"], means["by_form"]
    told = f"mean of {len(residents)}; at most {max(numbers['by_planner'])}"
    return [
        Figure(PART, f"{who}, as computed", computed, "questions", note=told),
        Figure(PART, f"{who}, form order, while it matters", part, "questions"),
        Figure(PART, f"{who}, form order, all that apply", whole, "questions"),
        Figure(PART, f"{who}, computed / all", computed / whole, "x"),
        Figure(PART, f"{who}, same result on what is wanted", same / len(residents) * 100, "%"),
    ]


async def measure(sizes: Sizes) -> list[Figure]:
    """Ask the personas and sampled residents."""
    catalogue = fresh_assistant().catalogue
    planner = Planner.of(catalogue)
    chance = random.Random(1)  # noqa: S311 -- the same residents in every run
    known = [refusing_the_rest(catalogue, answers) for answers in personas(catalogue)[: sizes.personas]]
    return [
        *compare(planner, "personas", known),
        *compare(planner, "sampled residents", [drawn(catalogue, chance) for _ in range(sizes.residents)]),
    ]
