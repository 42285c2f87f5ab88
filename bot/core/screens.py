"""What a resident sees, as data: which question, which results, which contact points. No words and no buttons yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.answers import Answer
from bot.core.contacts import Body, ContactPoint
from bot.core.dangers import Danger
from bot.core.heard import Fact
from bot.core.index_order import Standing
from bot.core.matcher import Result
from bot.core.offers import Offer, State
from bot.core.places import Place
from bot.core.questions import Question
from bot.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Start:
    """The first screen."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question.

    `choices`: option or place ids, or ranges such as 18-25. `left`: how many questions at most, this one included.
    """

    question: Question
    choices: tuple[str, ...]
    left: int
    page: int = 0
    ticks: int | None = None
    answer: Answer | None = None
    more_places: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """What typed words may have meant."""

    question: Question
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question is asked."""

    question: Question


@dataclass(frozen=True, slots=True)
class AskConsent:
    """Before the first sensitive question, or, with `wrote`, because typed words said something sensitive."""

    question: Question
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What typed words said. `facts` are kept and can be taken back; `pending` are sensitive: kept only after a yes."""

    facts: tuple[tuple[Question, Fact], ...]
    pending: tuple[tuple[Question, Fact], ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """Where to go today, then the offers. `unknown`: bodies that answer but of which no contact point is known here."""

    place: tuple[Place, ...]
    contacts: tuple[ContactPoint, ...]
    unknown: tuple[Body, ...]
    offers: Sequence[Result]
    next: str | None
    left: int
    #: Offers of other kinds of help than the wanted ones: judged by what is known, shown on request.
    others: int = 0
    chosen: int = 0
    #: Offers of projects with dates, of all kinds of help: so that none that runs or has ended goes unsaid; and those
    #: of them that do not stand among the first offers.
    projects: tuple[Standing, ...] = ()
    hidden: tuple[Standing, ...] = ()
    #: How many of the offers more answers can change; and whether they can no longer change the first ten.
    unsettled: int = 0
    stands: bool = False


@dataclass(frozen=True, slots=True)
class OfferList:
    """Offers that fit or may fit, by page. `part`: "" the wanted kinds, "+" the others, "p" the projects."""

    offers: Sequence[Result]
    page: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One offer on a resident's list, with who answers for it."""

    offer: Offer
    contacts: tuple[ContactPoint, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class MyList:
    """The resident's list: chosen offers and the papers to take along, each paper once."""

    chosen: tuple[Chosen, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """The list as a message to keep or forward: places, hours, phones and papers, and no answers."""

    chosen: tuple[Chosen, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One offer. `reasons` is empty where nothing is known of the resident."""

    result: Result
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    contacts: tuple[ContactPoint, ...]
    body: Body
    answered: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class ContactList:
    """All contact points that serve the place and do these tasks, by page."""

    contacts: tuple[ContactPoint, ...]
    page: int


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact point."""

    contact: ContactPoint


@dataclass(frozen=True, slots=True)
class AnswerList:
    """What the resident said, to change it."""

    answers: tuple[tuple[Question, Answer], ...]
    page: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class BrowsePlaces:
    """Browsing without answers: where."""

    places: tuple[Place, ...]
    more_places: bool
    page: int


@dataclass(frozen=True, slots=True)
class BrowseKinds:
    """Browsing: which kind of help, of those that exist there."""

    place: Place
    kinds: tuple[tuple[str, int], ...]
    page: int


@dataclass(frozen=True, slots=True)
class BrowseOffers:
    """Browsing: the offers of one kind in one place, and where to go for it."""

    place: Place
    kind: str
    offers: tuple[Offer, ...]
    contacts: tuple[ContactPoint, ...]
    unknown: tuple[Body, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Search:
    """Asks what is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Offers found by words, best first. `asking`: the search was begun at a question, and leads back to it."""

    offers: tuple[tuple[str, State], ...]
    asking: bool


@dataclass(frozen=True, slots=True)
class Help:
    """Help now: crisis centres that serve the place, then helplines.

    `dangers`: the kinds of danger somebody wrote of, the gravest first: then only what helps against them is shown.
    `unknown`: the office to ask where none is known that does.
    """

    place: tuple[Place, ...]
    contacts: tuple[ContactPoint, ...]
    page: int
    dangers: tuple[Danger, ...] = ()
    unknown: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is kept, for how long, and how to erase it."""

    agreed: bool
    has_answers: bool


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages to choose from."""


@dataclass(frozen=True, slots=True)
class AskForget:
    """Before everything is erased."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything was erased."""


Body_ = (
    Start
    | Ask
    | Unsure
    | Why
    | AskConsent
    | Heard
    | Results
    | OfferList
    | MyList
    | Keep
    | Card
    | ContactList
    | ContactCard
    | AnswerList
    | BrowsePlaces
    | BrowseKinds
    | BrowseOffers
    | Search
    | Found
    | Help
    | Privacy
    | Languages
    | AskForget
    | Forgotten
)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its content, the remark above it, the day it is shown on, and whether "back" leads anywhere."""

    shows: Body_
    on: date
    remark: str | None = None
    can_go_back: bool = False
    #: What typed words said just now and is kept, where it has no screen of its own.
    noted: tuple[tuple[Question, Fact], ...] = ()
