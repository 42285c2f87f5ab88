"""How many questions people answer until nothing can change the result, beside asking in the order of the form."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.answers import NO_ANSWERS, Answer, Answers, given
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.plan import FIRST_SCREEN, Plan
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.text.results import CONTACTS_SHOWN
from tests.bench.figures import Figure, Sizes
from tests.bench.walks import THEN, TODAY, fresh_assistant, personas

PART = "questions asked"
#: The aim of the first screen: questions of the median, and of 95 in 100.
AIM_MEDIAN, AIM_MOST = 5, 8
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


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on the first screen: offers and contact points."""

    offers: frozenset[str]
    contacts: frozenset[str]


def first_screen(plan: Plan) -> Screen:
    """Give what the first screen holds."""
    found = plan.contacts[:CONTACTS_SHOWN]
    offers = plan.by_need[0][:FIRST_SCREEN]
    return Screen(frozenset(result.offer.id for result in offers), frozenset(contact.id for contact in found))


@dataclass(frozen=True, slots=True)
class Interview:
    """One resident asked to the end. `shown`: how many answers the first screen comes after; `screens`: after each."""

    shown: int
    screens: tuple[Screen, ...]

    @property
    def stable(self) -> int:
        """After how many answers the first screen stays as it is, however many more questions are answered."""
        last = len(self.screens) - 1
        while last and self.screens[last - 1] == self.screens[-1]:
            last -= 1
        return last

    @property
    def at_once(self) -> Screen:
        """The first screen as it comes by itself."""
        return self.screens[self.shown]


def interview(planner: Planner, resident: Answers) -> Interview:
    """Ask one resident today, past the first screen to the last question."""
    answers, screens, shown = NO_ANSWERS, list[Screen](), None
    while True:
        plan = planner.plan(answers, TODAY)
        screens.append(first_screen(plan))
        if shown is None and (plan.next is None or plan.shows_first(len(answers))):
            shown = len(screens) - 1
        if plan.next is None:
            return Interview(len(screens) - 1 if shown is None else shown, tuple(screens))
        answers = given(answers, plan.next, resident[plan.next])


def wanting(catalogue: Catalogue, answers: Answers, chance: random.Random) -> Answers:
    """Give the answers of somebody who wants one or two kinds of help."""
    need = catalogue.role("need")
    if need is None:
        return answers
    kinds = sum(1 << index for index in chance.sample(range(len(need.options)), chance.choice((1, 2))))
    return given(answers, need.id, Answer(kinds, kinds))


def early(planner: Planner, residents: Sequence[Answers]) -> list[Figure]:
    """Measure when the first screen comes, and how much of it stays when everything else is asked too."""
    held = [interview(planner, resident) for resident in residents]
    shown, stable = sorted(one.shown for one in held), sorted(one.stable for one in held)
    kept = [len(one.at_once.offers & one.screens[-1].offers) / max(1, len(one.screens[-1].offers)) for one in held]
    same = [one.at_once.contacts == one.screens[-1].contacts for one in held]
    who = "one or two wanted kinds"
    told = f"{len(held)} sampled residents; place and kind of help count as questions"
    most = len(held) * 95 // 100
    return [
        Figure(
            PART, f"{who}, to the first screen, median", statistics.median(shown), "questions", AIM_MEDIAN, None, told
        ),
        Figure(PART, f"{who}, to the first screen, 95 %", shown[most], "questions", AIM_MOST, None),
        Figure(PART, f"{who}, offers on it that stay to the end", statistics.fmean(kept) * 100, "%"),
        Figure(PART, f"{who}, contact points that stay all", statistics.fmean(same) * 100, "%"),
        Figure(PART, f"{who}, until no answer changes it, median", statistics.median(stable), "questions"),
        Figure(PART, f"{who}, until no answer changes it, 95 %", stable[most], "questions"),
        Figure(
            PART,
            f"{who}, to the last question, mean",
            statistics.fmean(len(one.screens) - 1 for one in held),
            "questions",
        ),
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
        *early(planner, [wanting(catalogue, drawn(catalogue, chance), chance) for _ in range(sizes.residents)]),
    ]
