"""How well the next question is chosen: beside the best order there is, and beside asking in the order of the form.

The best order is found by trying every order on small catalogues, with a refusal as one of the answers. On the real
catalogue personas and sampled residents are asked until nothing can change, until little is undecided, and until they
see the contact point that they will see first in the end.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS, Answer, Answers, given
from bot.core.catalogue import Catalogue
from bot.core.contacts import Body
from bot.core.dangers import Dangers
from bot.core.offers import Dates, Offer, Programme
from bot.core.places import Place, Places
from bot.core.plan import Plan
from bot.core.planner import Planner
from bot.core.questions import Option, Question
from bot.core.texts import Text
from tests.bench.figures import Figure, Sizes
from tests.bench.questions import by_form, by_form_in_part, by_planner, drawn, refusing_the_rest, wanting
from tests.bench.walks import THEN, fresh_assistant, personas

PART = "next question"
#: The small catalogues: so many offers, so many questions with so many options, and how many conditions an offer has.
OFFERS, QUESTIONS, OPTIONS, CONDITIONS = 40, 10, 2, (3, 4, 5, 6)
#: Greedy beside the best order: on average, and at worst.
AIM_MEAN, AIM_WORST = 1.01, 1.02
#: Little is undecided where answers can still change so much of the offers worth asking about, of all that they could
#: change at first; the aim beside the order of the form. Stricter: of what they could change once place and kind were
#: known.
LITTLE, AIM_LITTLE = 0.1, 0.85
TOLD = Text.same("words")
#: The answers to each of the small questions, a refusal among them.
SAID = (*(Answer(1 << number) for number in range(OPTIONS)), Answer((1 << OPTIONS) - 1, refused=True))
Choice = Callable[[Plan], str | None]


def small(seed: int) -> Catalogue:
    """Make up a small catalogue: every rule is a row of conditions, and some questions are asked by most offers."""
    chance = random.Random(seed)  # noqa: S311 -- the same catalogues in every run
    places = Places(Place("here", "country", TOLD))
    named = [f"option{number}" for number in range(OPTIONS)]
    options = tuple(Option(name, TOLD) for name in named)
    ids = [f"q{number}" for number in range(QUESTIONS)]
    questions = [Question("place", "place", TOLD, TOLD, TOLD, role="place", leaves=places.leaves)]
    questions += [Question(id_, "one", TOLD, TOLD, TOLD, options=options) for id_ in ids]
    programme = Programme("p", TOLD, TOLD, TOLD, Dates(), ())
    offers = []
    for number in range(OFFERS):
        asked = sorted(ids, key=lambda id_: chance.random() * (1 + ids.index(id_)))[: chance.choice(CONDITIONS)]
        rule = c.All(tuple(c.Among(id_, (chance.choice(named),)) for id_ in asked))
        offers.append(Offer(f"o{number:02}", programme, TOLD, TOLD, TOLD, (), "centre", rule))
    return Catalogue(
        {question.id: question for question in questions},
        places,
        {},
        {offer.id: offer for offer in offers},
        {"centre": Body("centre", TOLD, TOLD)},
        {},
        {},
        Dangers(),
    )


@dataclass
class Best:
    """The best order for a small catalogue, by trying all of them.

    What is left is a set of undecided offers and the questions that any of them still asks: an offer is settled once a
    condition fails, or once nothing of it can be asked any more.
    """

    catalogue: Catalogue
    fails: dict[tuple[str, int], int] = field(default_factory=dict)
    asks: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[int, frozenset[str]], tuple[float, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write down which offers ask what, and which fail by which answer."""
        for number, offer in enumerate(self.catalogue.offers):
            rule = self.catalogue.ready[offer].rule
            for question, values in [(fact.question, fact.values) for fact in getattr(rule, "parts", ())]:
                self.asks[question] = self.asks.get(question, 0) | 1 << number
                for said in SAID:
                    if not said.possible & values:
                        key = question, said.possible
                        self.fails[key] = self.fails.get(key, 0) | 1 << number

    def choose(self, undecided: int, left: frozenset[str]) -> tuple[float, str | None]:
        """Give how many questions are expected to be needed at best, and the first of them."""
        left = frozenset(question for question in left if self.asks.get(question, 0) & undecided)
        key = undecided, left
        if key not in self.known:
            found: tuple[float, str | None] = (0.0, None) if not left else (inf, None)
            for question in sorted(left):
                after = [self.after(undecided, left, question, answer) for answer in SAID]
                needed = 1 + sum(self.choose(*state)[0] for state in after) / len(after)
                found = min(found, (needed, question))
            self.known[key] = found
        return self.known[key]

    def after(self, undecided: int, left: frozenset[str], question: str, answer: Answer) -> tuple[int, frozenset[str]]:
        """Give what is left after an answer."""
        undecided &= ~self.fails.get((question, answer.possible), 0)
        left -= {question}
        can_change = 0
        for other in left:
            can_change |= self.asks.get(other, 0)
        return undecided & can_change, left

    def asked(self, resident: Answers) -> int:
        """Ask one resident in the best order; gives how many questions that takes."""
        undecided, left, count = (1 << OFFERS) - 1, frozenset(self.asks), 0
        while (question := self.choose(undecided, left)[1]) is not None:
            undecided, left = self.after(undecided, left, question, resident[question])
            count += 1
        return count


def beside_the_best(seeds: int, residents: int) -> list[Figure]:
    """Ask the same people in the best order, greedily, in form order while it matters, and everything."""
    ratios: dict[str, list[float]] = {}
    means: dict[str, list[float]] = {}
    for seed in range(seeds):
        made, chance = small(seed), random.Random(seed)  # noqa: S311 -- the same residents in every run
        planner, best = Planner.of(made), Best(made)
        people = [{f"q{number}": chance.choice(SAID) for number in range(QUESTIONS)} for _ in range(residents)]
        ways: dict[str, Callable[[Answers], int]] = {
            "best": best.asked,
            "greedy": lambda one, planner=planner: count(planner, one, by_planner),  # type: ignore[misc]
            "form order": lambda one, planner=planner: count(planner, one, by_form_in_part),  # type: ignore[misc]
        }
        for name, way in ways.items():
            means.setdefault(name, []).append(statistics.fmean(way(one) for one in people))
            ratios.setdefault(name, []).append(means[name][-1] / means["best"][-1])
    told = f"{seeds} made-up catalogues, {OFFERS} offers, {QUESTIONS} questions, {residents} residents each"
    return [
        Figure(PART, "best order", statistics.fmean(means["best"]), "questions", note=told),
        Figure(PART, "as computed / best, mean", statistics.fmean(ratios["greedy"]), "x", at_most=AIM_MEAN),
        Figure(PART, "as computed / best, worst", max(ratios["greedy"]), "x", at_most=AIM_WORST),
        Figure(PART, "form order while it matters / best, mean", statistics.fmean(ratios["form order"]), "x"),
        Figure(PART, "everything / best, mean", QUESTIONS / statistics.fmean(means["best"]), "x"),
    ]


def count(planner: Planner, resident: Answers, choose: Choice) -> int:
    """Ask until nothing is chosen; gives how many questions that takes."""
    answers, asked = NO_ANSWERS, 0
    while (question := choose(planner.plan(answers, THEN))) is not None:
        answers = given(answers, question, resident[question])
        asked += 1
    return asked


@dataclass(frozen=True, slots=True)
class Length:
    """How many questions one resident is asked until nothing, until little can change, until the first contact.

    `least`: until little of what was open can change once place and kind of help were known.
    """

    last: int
    little: int
    least: int
    contact: int


def length(planner: Planner, resident: Answers, choose: Choice) -> Length:
    """Ask one resident to the end."""
    answers, undecided, contacts = NO_ANSWERS, list[int](), list[str]()
    asked_first = 0
    while True:
        plan = planner.plan(answers, THEN)
        undecided.append(plan.prospect.unsettled)
        contacts.append(next((point.id for point in plan.contacts), ""))
        # The place and the kind of help come first in every order.
        asked_first += plan.gain == inf
        question = choose(plan)
        if question is None:
            break
        answers = given(answers, question, resident[question])
    last = len(undecided) - 1

    def until(bound: float, since: int = 0) -> int:
        return next((asked for asked in range(since, last) if undecided[asked] <= bound), last)

    little = until(undecided[0] * LITTLE)
    least = until(undecided[min(asked_first, last)] * LITTLE, asked_first)
    return Length(last, little, least, settled(contacts))


def settled(seen: Sequence[str]) -> int:
    """Give from when on what is seen stays as it is in the end."""
    last = len(seen) - 1
    while last and seen[last - 1] == seen[-1]:
        last -= 1
    return last


def on_the_real_catalogue(planner: Planner, who: str, residents: Sequence[Answers]) -> list[Figure]:
    """Ask the same people as computed, in form order while it matters, and everything that applies."""
    figures = []
    lengths = {
        name: [length(planner, resident, way) for resident in residents]
        for name, way in (("computed", by_planner), ("form order", by_form_in_part), ("everything", by_form))
    }
    for what, told in {
        "last": "to the last",
        "little": "until <= 10 % undecided",
        "least": "until <= 10 % of what place and kind left is undecided",
        "contact": "to the first contact point",
    }.items():
        means = {name: statistics.fmean(getattr(one, what) for one in held) for name, held in lengths.items()}
        aim = AIM_LITTLE if what == "little" else None
        figures += [
            Figure(PART, f"{who}, {told}, as computed", means["computed"], "questions", note=f"{len(residents)} asked"),
            Figure(PART, f"{who}, {told}, form order", means["form order"], "questions"),
            Figure(PART, f"{who}, {told}, everything", means["everything"], "questions"),
            Figure(PART, f"{who}, {told}, computed / form order", means["computed"] / means["form order"], "x", aim),
        ]
    return figures


async def measure(sizes: Sizes) -> list[Figure]:
    """Compare on small catalogues, and ask personas and sampled residents on the real one."""
    catalogue = fresh_assistant().catalogue
    planner = Planner.of(catalogue)
    chance = random.Random(1)  # noqa: S311 -- the same residents in every run
    known = [refusing_the_rest(catalogue, answers) for answers in islice(personas(catalogue), sizes.personas)]
    sampled = [wanting(catalogue, drawn(catalogue, chance), chance) for _ in range(sizes.sampled)]
    return [
        *beside_the_best(sizes.seeds, min(sizes.sampled, 500)),
        *on_the_real_catalogue(planner, "personas", known),
        *on_the_real_catalogue(planner, "sampled residents", sampled),
    ]
