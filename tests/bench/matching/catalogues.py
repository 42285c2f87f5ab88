"""Made-up catalogues of any size, and residents for them: the same for the same seed.

The country is about as large as Poland: 16 voivodeships, 384 powiats, 2,496 gminas. Of the offers 5 % are for the whole
country, 15 % for a voivodeship, 20 % for a powiat and 60 % for a gmina. There are 12 attributes beside the place; an
offer asks about three of them, as real ones do. A quarter of the offers has a group of which one condition is enough.
What can be shared is one object, so that a million offers fit into memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bot.core import conditions as c
from bot.core.answers import NO_ANSWERS, Answer, Answers, between, given
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Condition
from bot.core.contacts import Body, ContactPoint
from bot.core.contacts import Fact as Sourced
from bot.core.dangers import Dangers
from bot.core.offers import Dates, Offer, Programme, Season, Source
from bot.core.places import Place, Places
from bot.core.questions import Option, Question
from bot.core.texts import Text

SEED = 1
#: The day of the catalogue: some projects are open, others planned or over.
ON = date(2026, 11, 22)
VOIVODESHIPS, POWIATS = 16, 24
#: Gminas of a powiat, by turns.
GMINAS = (6, 7)
#: Of how many offers in a hundred the place has this level.
LEVELS = {"country": 5, "voivodeship": 15, "powiat": 20, "gmina": 60}
#: The attributes with options, and how many: one of them is chosen, or any are ticked.
ONE = {"work": 7, "long_without_work": 2, "disability": 6, "foster": 5, "supporting": 2}
MANY = {"disability_kind": 5, "health": 3, "family": 5, "cares_for": 4, "home": 2, "hardship": 5}
ATTRIBUTES = ("age", *ONE, *MANY)
APPLIES: dict[str, Condition] = {
    "long_without_work": c.Among("work", ("work1", "work2", "work3")),
    "disability_kind": c.Not(c.Among("disability", ("no",))),
}
SENSITIVE = {"disability", "disability_kind", "health", "home", "hardship"}
AGES = ((0, 17), (0, 25), (15, 29), (18, 64), (18, 120), (26, 120), (30, 60), (50, 64), (60, 120), (75, 120))
#: Conditions of a rule beside the place: each number as often as it stands here.
CONDITIONS = (1, 2, 2, 3, 3, 3, 4, 4, 5)
#: The share of offers with a group, and of those that rank by each of these, in percent.
GROUPED, FIRST, ESPECIALLY, PREFER, GENERAL = 25, 24, 13, 10, 4
KINDS = tuple(f"need{number}" for number in range(19))
BODIES = ("centre", "family_support", "labour_office", "organiser", "clinic")
DATES = (
    Dates(),
    Dates(),
    Dates(date(2025, 1, 1), date(2027, 12, 31)),
    Dates(date(2027, 3, 1), date(2028, 2, 29)),
    Dates(date(2023, 1, 1), date(2025, 12, 31)),
)
SEASON = Season((9, 1), (10, 31), 2026)


def catalogue(offers: int, seed: int = SEED) -> Catalogue:
    """Make up a catalogue with so many offers."""
    places = Places(_country())
    asked = {question.id: question for question in _questions(places)}
    chance = Random(seed)  # noqa: S311 -- chance, not secrets
    return Catalogue(
        questions=asked,
        places=places,
        groups={},
        offers={offer.id: offer for offer in _Offers(asked, places, chance).make(offers)},
        bodies={id_: Body(id_, words(id_), words(f"Find {id_}")) for id_ in BODIES},
        contacts={point.id: point for point in _contacts(places)},
        papers={},
        dangers=Dangers(),
    )


def residents(of: Catalogue, count: int, seed: int = SEED) -> list[Answers]:
    """Make up so many residents. All say their gmina; every second one leaves answers out, or says only half."""
    chance = Random(seed)  # noqa: S311 -- chance, not secrets
    return [_resident(of, chance, whole=number % 2 == 0) for number in range(count)]


def words(text: str) -> Text:
    """Give a text in the languages of the real catalogue."""
    return Text((("pl", text), ("en", text)))


def _country() -> Place:
    voivodeships = []
    for voivodeship in range(VOIVODESHIPS):
        powiats = []
        for powiat in range(POWIATS):
            number = f"{voivodeship:02}{powiat:02}"
            gminas = [f"g{number}{gmina}" for gmina in range(GMINAS[powiat % len(GMINAS)])]
            parts = tuple(Place(gmina, "gmina", words(gmina)) for gmina in gminas)
            powiats.append(Place(f"p{number}", "powiat", words(f"p{number}"), parts=parts))
        name = f"v{voivodeship:02}"
        voivodeships.append(Place(name, "voivodeship", words(name), parts=tuple(powiats)))
    return Place("country", "country", words("country"), parts=tuple(voivodeships))


def _questions(places: Places) -> list[Question]:
    return [
        _question("place", "place", role="place", leaves=places.leaves),
        _question("need", "many", KINDS, role="need"),
        _question("age", "number", role="age"),
        *(_question(id_, "one", ("no", *(f"{id_}{nr}" for nr in range(1, count)))) for id_, count in ONE.items()),
        *(_question(id_, "many", tuple(f"{id_}{nr}" for nr in range(count))) for id_, count in MANY.items()),
    ]


def _question(
    id_: str, kind: str, options: Sequence[str] = (), role: str | None = None, leaves: tuple[str, ...] = ()
) -> Question:
    return Question(
        id_,
        kind,
        ask=words(f"{id_}?"),
        short=words(id_),
        why=words("Offers ask for it."),
        neutral=words(id_) if id_ in SENSITIVE else None,
        role=role,
        sensitive=id_ in SENSITIVE,
        asked_if=APPLIES.get(id_),
        options=tuple(Option(option, words(option)) for option in options),
        leaves=leaves,
    )


def _contacts(places: Places) -> list[ContactPoint]:
    """Make one contact point for every place: of each level with another task."""
    tasks = {"country": "organiser", "voivodeship": "clinic", "powiat": "family_support", "gmina": "centre"}
    about = words("Helps.")
    return [
        ContactPoint(
            f"at-{place.id}",
            place.name,
            about,
            (tasks[place.level], "labour_office") if place.level == "powiat" else (tasks[place.level],),
            (place.id,),
            (),
            ON,
            address=Sourced(f"{place.id} 1", "https://example.org", "official", ON.year),
        )
        for place in places.by_id.values()
    ]


@dataclass(frozen=True)
class _Offers:
    """Makes offers. Equal conditions, texts and projects are one object."""

    questions: dict[str, Question]
    places: Places
    chance: Random
    same: dict[Condition, Condition] = field(default_factory=dict)

    def make(self, count: int) -> list[Offer]:
        """Make so many offers, of all levels in turn as they fall."""
        levels = [level for level, share in LEVELS.items() for _ in range(round(count * share / 100))]
        self.chance.shuffle(levels)
        by_level = {level: [id_ for id_, one in self.places.by_id.items() if one.level == level] for level in LEVELS}
        texts = {kind: (words(f"Help with {kind}"), words(f"Help, {kind}"), words("Advice.")) for kind in KINDS}
        needs = [(first, *((second,) if first < second else ())) for first in KINDS for second in KINDS]
        projects = self._projects(1 + count // 10)
        return [
            self._offer(f"o{number:07}", self.chance.choice(by_level[level]), projects, needs, texts)
            for number, level in enumerate(levels)
        ]

    def _projects(self, count: int) -> list[Programme]:
        title, organiser, about = words("A project"), words("An organiser"), words("It helps.")
        sources = (Source(words("A page"), ON, "https://example.org"),)
        dated = self.chance.choices(DATES, k=count)
        return [
            Programme(f"project{number}", title, organiser, about, dates, sources) for number, dates in enumerate(dated)
        ]

    def _offer(
        self,
        id_: str,
        place: str,
        projects: list[Programme],
        needs: list[tuple[str, ...]],
        texts: dict[str, tuple[Text, Text, Text]],
    ) -> Offer:
        chance = self.chance
        need = chance.choice(needs)
        title, short, gives = texts[need[0]]
        return Offer(
            id=id_,
            programme=chance.choice(projects),
            title=title,
            short=short,
            gives=gives,
            need=need,
            body=chance.choice(BODIES),
            rule=c.All((self._once(c.LivesIn("place", (place,))), self._rule())),
            first=self._perhaps_one(FIRST),
            especially=self._perhaps_one(ESPECIALLY),
            prefer=self._perhaps_one(PREFER),
            general=self._falls(GENERAL),
            seasons=(SEASON,) if self._falls(5) else (),
        )

    def _falls(self, percent: int) -> bool:
        return self.chance.random() * 100 < percent

    def _perhaps_one(self, percent: int) -> Condition | None:
        return self._leaf(self.chance.choice(ATTRIBUTES)) if self._falls(percent) else None

    def _rule(self) -> Condition:
        count = self.chance.choice(CONDITIONS)
        grouped = self.chance.choice((2, 3)) if self._falls(GROUPED) else 0
        leaves = [self._leaf(id_) for id_ in self.chance.sample(ATTRIBUTES, count - bool(grouped) + grouped)]
        group = self._once(c.Any(tuple(leaves[:grouped])))
        parts = (group, *leaves[grouped:]) if grouped else tuple(leaves)
        return parts[0] if len(parts) == 1 else self._once(c.All(parts))

    def _leaf(self, id_: str) -> Condition:
        if id_ == "age":
            return self._once(c.Between(id_, *self.chance.choice(AGES)))
        options = [option.id for option in self.questions[id_].options]
        chosen = self.chance.sample(options, self.chance.randint(1, max(1, len(options) // 2)))
        return self._once(c.Among(id_, tuple(option for option in options if option in chosen)))

    def _once(self, condition: Condition) -> Condition:
        return self.same.setdefault(condition, condition)


def _resident(of: Catalogue, chance: Random, *, whole: bool) -> Answers:
    answers = NO_ANSWERS
    for question in of.questions.values():
        if question.kind == "place":
            answer = Answer(1 << chance.randrange(len(question.leaves)))
        elif whole or chance.random() < 0.5:  # of those who leave answers out every second one is missing
            answer = _answer(question, chance, whole=whole or chance.random() < 0.5)
        else:
            continue
        answers = given(answers, question.id, answer)
    return answers


def _answer(question: Question, chance: Random, *, whole: bool) -> Answer:
    """Draw an answer; where it is not whole a decade of ages, two options still possible, or one tick left open."""
    if question.kind == "number":
        age = chance.randrange(100)
        return between(question, age, age) if whole else between(question, age // 10 * 10, age // 10 * 10 + 9)
    if question.kind == "one":
        values = chance.sample(bits(question.everything), 1 if whole else 2)
        return Answer(sum(1 << value for value in values))
    ticked = 0
    if chance.random() < 0.5:  # half tick nothing
        for index in chance.sample(range(len(question.options)), chance.randint(1, min(3, len(question.options)))):
            ticked |= question.implied[index]
    left_open = 0 if whole else 1 << chance.randrange(len(question.options))
    return Answer(ticked | left_open, ticked & ~left_open)
