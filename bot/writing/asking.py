"""Asks one thing after another in a terminal, checks each answer, and asks again with what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO, TypeVar
from urllib.parse import urlsplit

from bot.core.errors import BadUsageError, DrogowskazError
from bot.files import meant, values
from bot.files.hours import read_hours
from bot.files.near import nearest
from bot.text.words import Words, mark
from bot.writing.nameless import fold

Read = TypeVar("Read")

ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
LONGEST_ID = 40
MOST_SHOWN = 40

#: Typed where an earlier answer is taken back.
NOTHING = "-"
AGAIN = mark("I ask once more. Enter alone keeps what you typed, a dash alone takes it back.")
NEEDED = mark("Type something here: it cannot stay empty.")
TOO_LONG = mark("That has {length} characters. Type at most {most}.")
BAD_ID = mark("Type small letters a-z without Polish marks, digits, _ or -, at most 40. Such as: {example}.")
TAKEN = mark("{id} is there already. Type another name.")
UNKNOWN = mark("There is no {id}. Type one of these: {known}.")
NEAR = mark("There is no {id}. Did you mean {near}? Possible: {known}.")
BAD_DAY = mark("Type the day as year-month-day, such as 2026-11-22.")
BAD_PAGE = mark("Type the whole address of the page, such as https://www.example.org/kontakt.")
BAD_YEAR = mark("Type a year such as 2026, or nothing.")
BAD_HOURS = mark('I cannot read "{part}". Type it like this: pn-pt 7:30-15:30, or: całą dobę.')
BAD_PHONE = mark("Type the number with digits and spaces, such as 58 000 00 00.")
BAD_WEBSITE = mark("Type the page as residents would, such as www.example.org.")
BAD_CHOICE = mark("Type one of these: {known}.")
YES_OR_NO = mark("Type yes or no.")
NO = mark("no")


class Named(dict[str, str]):
    """Ids with what they are called."""


class WrongAnswerError(DrogowskazError):
    """An answer that cannot be used. `sentence` and `values` say what to type."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class StoppedError(DrogowskazError):
    """Nobody answers any more."""


#: Makes a value of what was typed, or raises WrongAnswerError.
Check = Callable[[str], Read]


@dataclass
class Asker:
    """Asks, and takes answers given beforehand by their names. Raises StoppedError where the input ends."""

    words: Words
    typed: TextIO
    out: TextIO
    given: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    #: What was typed this time and the time before, by name: some things are asked twice.
    typed_now: dict[str, list[str]] = field(default_factory=dict)
    typed_before: dict[str, list[str]] = field(default_factory=dict)

    def ask(  # noqa: PLR0913 -- each says one thing about a question, by its name
        self,
        name: str,
        question: str,
        check: Check[Read],
        *,
        example: str = "",
        default: str = "",
        possible: Iterable[str] = (),
    ) -> Read:
        """Ask until the answer can be used. An empty line takes the default; `default` is checked like an answer.

        `possible`: the ids one may choose from, shown so that nobody has to know them; named ones with their names.
        """
        if name in self.given:
            self.used.add(name)
            try:
                return check(self.given[name].strip() or default)
            except WrongAnswerError as error:
                told = self.words(error.sentence, **error.values)
                msg = f"{name}: {told}"
                raise BadUsageError(msg) from None
        before = self.typed_before.get(name)
        default = before.pop(0) if before else default
        while True:
            told = f"{question} [{name}]"
            told += "\n  " + self.words("For example: {example}", example=example) if example else ""
            told += self._offered(possible)
            told += "\n  " + self.words("Enter alone means: {default}", default=default) if default else ""
            print(f"\n{told}\n> ", end="", file=self.out, flush=True)
            line = self.typed.readline()
            if not line:
                raise StoppedError
            answer = line.strip() or default
            # What was typed before must be possible to take back too.
            answer = "" if answer == NOTHING and self.typed_before else answer
            try:
                found = check(answer)
            except WrongAnswerError as error:
                print("  " + self.words(error.sentence, **error.values), file=self.out)
            else:
                self.typed_now.setdefault(name, []).append(answer)
                return found

    def again(self) -> bool:
        """Begin anew with what was typed as what Enter alone means; False where nothing was typed at all."""
        self.typed_before, self.typed_now = self.typed_now, {}
        if self.typed_before:
            self.say(AGAIN)
        return bool(self.typed_before)

    def _offered(self, possible: Iterable[str]) -> str:
        """Give what may be chosen: ids alone on one line, ids with names each on a line of its own."""
        if not possible:
            return ""
        known = listed(possible)
        if isinstance(possible, Named):
            known = "".join(f"\n    {id_}: {name}" for id_, name in possible.items())
        return "\n  " + self.words("Possible: {known}", known=known).replace(" \n", "\n")

    def say(self, sentence: str, **values: object) -> None:
        """Say something."""
        print(f"\n{self.words(sentence, **values)}", file=self.out)

    def unused(self) -> tuple[str, ...]:
        """Give the names of answers nobody asked for: mistyped, most likely."""
        return tuple(sorted(self.given.keys() - self.used))


def slug(name: str) -> str:
    """Make an id of a name: small letters without marks, words joined."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:LONGEST_ID]


def words_up_to(most: int) -> Check[str]:
    """Take a text that is not empty and not too long."""

    def check(typed: str) -> str:
        if not typed:
            raise WrongAnswerError(NEEDED)
        if len(typed) > most:
            raise WrongAnswerError(TOO_LONG, length=len(typed), most=most)
        return typed

    return check


def maybe(check: Check[Read]) -> Check[Read | None]:
    """Take nothing for an answer too."""
    return lambda typed: check(typed) if typed else None


def fresh_id(taken: Iterable[str], example: str) -> Check[str]:
    """Take an id that is not taken."""

    def check(typed: str) -> str:
        if not ID.fullmatch(typed):
            raise WrongAnswerError(BAD_ID, example=example)
        if typed in taken:
            raise WrongAnswerError(TAKEN, id=typed)
        return typed

    return check


def listed(ids: Iterable[str]) -> str:
    """Give ids as they are shown: the first ones, where there are very many."""
    found = list(ids)
    return ", ".join([*found[:MOST_SHOWN], *(["..."] if len(found) > MOST_SHOWN else [])])


def known(ids: Iterable[str]) -> Check[str]:
    """Take an id that exists, in small or large letters, or what it is called where `ids` are named."""
    among = dict(ids) if isinstance(ids, Mapping) else dict.fromkeys(ids)
    names = ids if isinstance(ids, Named) else Named()

    def check(typed: str) -> str:
        found = typed if typed in among else typed.lower()
        if found in among:
            return found
        called = [id_ for id_, name in names.items() if typed and fold(name) == fold(typed)]
        if len(called) == 1:
            return called[0]
        shown = listed(f"{id_} ({names[id_]})" if id_ in names else id_ for id_ in among)
        near = nearest(typed, among)["near"] if typed else ""
        if near:
            raise WrongAnswerError(NEAR, id=typed, near=near, known=shown)
        raise WrongAnswerError(UNKNOWN, id=typed or "–", known=shown)

    return check


def several(check: Check[str], *, empty: bool = False) -> Check[list[str]]:
    """Take some of these, parted by commas."""

    def checked(typed: str) -> list[str]:
        parts = [part.strip() for part in typed.split(",") if part.strip()]
        if not parts and not empty:
            raise WrongAnswerError(NEEDED)
        return list(dict.fromkeys(check(part) for part in parts))

    return checked


def choice(*choices: str) -> Check[str]:
    """Take one of a few words, in small or capital letters."""

    def check(typed: str) -> str:
        for one in choices:
            if typed.lower() == one.lower():
                return one
        raise WrongAnswerError(BAD_CHOICE, known=", ".join(choices))

    return check


def yes_or_no(typed: str) -> bool:
    """Take yes or no, in either language."""
    lowered = typed.lower()
    if lowered in ("yes", "y", "tak", "t"):
        return True
    if lowered in ("no", "n", "nie"):
        return False
    raise WrongAnswerError(YES_OR_NO)


def day(typed: str) -> str:
    """Take a day, also as people write it: 22.11.2026."""
    try:
        return date.fromisoformat(meant.day(typed) or typed).isoformat()
    except ValueError:
        raise WrongAnswerError(BAD_DAY) from None


def page(typed: str) -> str:
    """Take the address of a page."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        raise WrongAnswerError(BAD_PAGE) from None
    if parts.scheme not in ("https", "http") or "." not in parts.netloc or re.search(r"\s", typed):
        raise WrongAnswerError(BAD_PAGE)
    return typed


def year(typed: str) -> str:
    """Take a year."""
    if not re.fullmatch(r"(199|20[0-9])[0-9]", typed):
        raise WrongAnswerError(BAD_YEAR)
    return typed


def hours(typed: str) -> str:
    """Take opening hours, and give them as they are written in the files."""
    for written in (typed, meant.hours(typed)):
        with suppress(ValueError):
            read_hours(written)
            return written
    raise WrongAnswerError(BAD_HOURS, part=typed)


def phone(typed: str) -> str:
    """Take a telephone number that exists, short ones of helplines too, and give it in groups."""
    right = values.phone(typed)
    if not right:
        raise WrongAnswerError(BAD_PHONE)
    return right


def website(typed: str) -> str:
    """Take a page as residents would type it."""
    right = values.website(typed)
    if not right:
        raise WrongAnswerError(BAD_WEBSITE)
    return right


def address(typed: str) -> str:
    """Take an address; a postal code in it has its dash."""
    return values.with_postal_code(words_up_to(120)(typed))
