"""The shape of the files: what may stand where. The editor's schema and the field guide come from these models too."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.core.places import LEVELS
from bot.core.questions import KINDS, ROLES

YES = ("yes", "true", "tak")
NO = ("no", "false", "nie")
#: A language is two small letters: what Telegram tells of a resident's phone begins with the same two.
LANGUAGE = r"^[a-z]{2}$"
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _yes_or_no(value: object) -> object:
    """Read yes and no as staff write them, in either language."""
    lowered = str(value).lower()
    return True if lowered in YES else False if lowered in NO else value


def _listed(value: object) -> object:
    """Let one thing stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _written_day(value: object) -> object:
    """Let through only YYYY-MM-DD: pydantic takes any number for a moment, in seconds since 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        kind = "date_parsing"
        raise PydanticCustomError(kind, "not a day")
    return value


def _month_and_day(value: object) -> object:
    """Read a day of every year, written MM-DD."""
    found = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        # A leap year, so that 02-29 is a day.
        day = date(2024, *map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        kind = "month_day"
        raise PydanticCustomError(kind, "not a day of the year")
    return (day.month, day.day)


def _texts_or_words(value: object) -> str:
    """Tell which form a name has, so that only the errors of that form are told."""
    return "<words>" if isinstance(value, str) else "<texts>"


Flag = Annotated[bool, BeforeValidator(_yes_or_no)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_and_day)]
Day = Annotated[date, BeforeValidator(_written_day)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$")]
#: The id of something else. Whether it is there says more than how it is written, so only that is told.
Mentioned = Annotated[str, StringConstraints(min_length=1)]
Ids = Annotated[list[Mentioned], BeforeValidator(_listed)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
WordLists = dict[Language, Annotated[list[Words], BeforeValidator(_listed)]]
#: Read by `bot/files/conditions.py`, which knows what a condition is.
Written = Any


class Model(BaseModel):
    """Anything that stands in a file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextModel(BaseModel):
    """A text in several languages. Polish and English must be there; further languages may be."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Words]

    pl: Words
    en: Words

    @model_validator(mode="after")
    def _languages(self) -> Self:
        """Refuse other keys than languages: a line moved too far to the right would count as one."""
        for key in self.__pydantic_extra__:
            if not re.match(LANGUAGE, key):
                kind = "language"
                raise PydanticCustomError(kind, "not a language", {"key": key})
        return self


Named = Annotated[
    Annotated[TextModel, Tag("<texts>")] | Annotated[Words, Tag("<words>")], Discriminator(_texts_or_words)
]


class OptionModel(Model):
    """One option of a question."""

    id: Id
    label: TextModel
    implies: Ids = []
    words: WordLists = {}


class QuestionModel(Model):
    """One question."""

    id: Id
    kind: Literal[KINDS]  # type: ignore[valid-type]  # the kinds are named once, in core
    role: Literal[ROLES] | None = None  # type: ignore[valid-type]  # likewise
    sensitive: Flag = False
    short: TextModel
    neutral: TextModel | None = None
    ask: TextModel
    hint: TextModel | None = None
    why: TextModel
    asked_if: Written = None
    options: list[OptionModel] = []
    min: int = Field(default=0, ge=0)
    max: int = Field(default=120, le=200)


class PlaceModel(Model):
    """One place with its parts."""

    id: Id
    level: Literal[LEVELS]  # type: ignore[valid-type]  # likewise
    name: Named
    listed: Literal["first"] | None = None
    words: Annotated[list[Words], BeforeValidator(_listed)] = []
    teryt: str | None = None
    parts: list[PlaceModel] = []


class GroupModel(Model):
    """One named rule."""

    name: TextModel
    rule: Written
    note: Words | None = None


class SourceModel(Model):
    """Where the facts of a programme come from."""

    name: TextModel
    url: Words | None = None
    year: int | None = Field(default=None, ge=1990, le=2100)
    grade: Literal["A", "B", "C"] | None = None
    checked_on: Day


class SeasonModel(Model):
    """A window of every year in which one can apply."""

    opens: MonthDay
    closes: MonthDay
    year: int = Field(ge=1990, le=2100)
    about: Flag = False


class AmountModel(Model):
    """A sum of money in words."""

    text: TextModel
    as_of: Day


class SharedModel(Model):
    """What both a programme and an offer may carry."""

    body: Mentioned | None = None
    first: Written = None
    first_text: TextModel | None = None
    especially: Written = None
    also: list[TextModel] | None = None
    note: Words | None = None


class OfferModel(SharedModel):
    """One offer."""

    id: Id
    title: TextModel
    short: TextModel
    gives: TextModel
    need: Ids
    rule: Written
    prefer: Written = None
    general: Flag = False
    browse: Flag = False
    keywords: WordLists = {}
    sources: list[SourceModel] = []
    papers: Ids = []
    steps: list[TextModel] = []
    season: list[SeasonModel] = []
    amounts: list[AmountModel] = []


class ProgrammeModel(SharedModel):
    """One project and its offers."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Id
    title: TextModel
    organiser: TextModel
    about: TextModel
    first_day: Day | None = Field(default=None, alias="from")
    last_day: Day | None = Field(default=None, alias="to")
    standing: Flag = False
    rule: Written
    sources: list[SourceModel] = Field(min_length=1)
    offers: list[OfferModel] = Field(min_length=1)


class FactModel(Model):
    """One value with its own source."""

    value: Words
    source: Words
    source_name: Words | None = None
    year: int | None = Field(default=None, ge=1990, le=2100)
    grade: Literal["A", "B", "C"]


class PhoneModel(FactModel):
    """A telephone number."""

    about: TextModel | None = None
    free: Flag = False
    hours: Words | None = None


class BodyModel(Model):
    """A kind of office."""

    id: Id
    name: TextModel
    find: TextModel


class ContactModel(Model):
    """One contact point."""

    id: Id
    name: Named
    about: TextModel
    bodies: Ids = []
    serves: Ids = Field(min_length=1)
    need: Ids = []
    crisis: Flag = False
    dangers: Ids = []
    phones: list[PhoneModel] = []
    address: FactModel | None = None
    hours: FactModel | None = None
    email: FactModel | None = None
    website: FactModel | None = None
    checked_on: Day
    note: Words | None = None


class ContactsModel(Model):
    """The file of bodies and contact points."""

    bodies: list[BodyModel] = Field(min_length=1)
    contacts: list[ContactModel]


class DangerModel(Model):
    """One kind of danger."""

    id: Id
    say: TextModel
    bodies: Ids = []
    emergency: Flag = False
    phrases: WordLists
    topics: WordLists = {}


class DangersModel(Model):
    """The file of words of danger."""

    families: dict[Words, Words] = {}
    kinds: list[DangerModel] = Field(min_length=1)
    figures: WordLists = {}
    about: WordLists = {}
    past: WordLists = {}
    fine: WordLists = {}
    again: WordLists = {}
    known: WordLists = {}


class PersonaModel(Model):
    """An example resident and what they must be shown."""

    id: Id
    who: Words
    on: Day
    answers: dict[str, Any]
    fits: Ids = []
    maybe: Ids = []
    no: Ids = []
    first: dict[str, Literal["yes", "no", "unknown"]] = {}
    nothing: Flag = False
    contacts: Ids = []
    note: Words | None = None
