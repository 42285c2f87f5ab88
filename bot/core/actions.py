"""What a resident can do, as data. A button carries an action as a short string of ids, never words; 64 bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A form of the `match` contract in which lists are tuples and ticks are pairs.
LearnedForm = str | int | tuple[int, ...] | tuple[str, ...] | tuple[tuple[str, bool], ...]

#: The version of the consent to sensitive questions. A new wording asks everybody anew.
CONSENT_VERSION = 1
#: Telegram's limit for what a button carries.
MOST_BYTES = 64
#: A page as buttons carry it.
PAGE = re.compile(r"0|[1-9][0-9]?")
#: The version of a text as buttons carry it.
VERSION = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Go:
    """Look at something: the name of a view and what it shows, for instance ("offer", "gda-01")."""

    view: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer a question with one option, one place, or a range such as 18-25."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick or untick one option of a `many` question; nothing is answered until `Done`."""

    question: str
    option: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Confirm the ticks, or, with `none`, that none of the options is so."""

    question: str
    none: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Say "I don't know" or "I prefer not to say"."""

    question: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Put an offer on one's list, or take it off."""

    offer: str
    on: bool


@dataclass(frozen=True, slots=True)
class Back:
    """To what was looked at before."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Agree, or not, to be asked sensitive questions; `withdraw` also takes the sensitive answers back.

    `version` is that of the text that stood above the button: nobody agrees to a text they did not see.
    """

    agreed: bool
    withdraw: bool = False
    version: int = CONSENT_VERSION


@dataclass(frozen=True, slots=True)
class Speak:
    """Use this language from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything."""


@dataclass(frozen=True, slots=True)
class Learn:
    """Typed words were understood: (question id, answer in a form of the `match` contract, all of it as tuples)."""

    forms: tuple[tuple[str, LearnedForm], ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back one fact of typed words, by its checksum."""

    fact: str


@dataclass(frozen=True, slots=True)
class Remember:
    """Say yes: keep the sensitive facts of typed words, by the checksum of all that were shown."""

    facts: str


@dataclass(frozen=True, slots=True)
class Proceed:
    """Leave the list of what was understood. Sensitive facts that were not confirmed are gone."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn to another page of what was understood."""

    page: int


@dataclass(frozen=True, slots=True)
class Alarm:
    """Typed words say that somebody is in danger: helplines first. `forms`: what else they say, as in `Learn`.

    `dangers`: ids of the kinds of danger, the gravest first.
    """

    forms: tuple[tuple[str, LearnedForm], ...] = ()
    dangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """Typed words may mean one of these values of a question: ask back."""

    question: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Typed words were searched for: the ids of the offers found, best first; the words are not in it."""

    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tell:
    """Show the current screen with a remark above it: a code such as "not-understood", "photo", "stale"."""

    remark: str


#: What typed words may be understood as; no button carries these.
Typed = Learn | Alarm | Unsure | Found | Tell
Action = (
    Go | Choose | Tick | Done | Skip | Pick | Back | Consent | Speak | Forget | Undo | Remember | Proceed | Turn | Typed
)


def encode(action: Action) -> str:  # noqa: C901, PLR0911, PLR0912 -- one line an action
    """Write an action as a button carries it. Only actions that buttons offer can be written."""
    match action:
        case Go(view=view):
            return "g:" + ":".join(view)
        case Choose(question=question, value=value):
            return f"c:{question}:{value}"
        case Tick(question=question, option=option, ticked=ticked):
            return f"t:{question}:{option}:{int(ticked)}"
        case Done(question=question, none=none):
            return f"{'n' if none else 'd'}:{question}"
        case Skip(question=question):
            return f"s:{question}"
        case Pick(offer=offer, on=on):
            return f"p:{offer}:{int(on)}"
        case Back():
            return "b"
        case Consent(agreed=agreed, withdraw=withdraw, version=version):
            return "k:withdraw" if withdraw else f"k:{'yes' if agreed else 'no'}:{version}"
        case Speak(language=language):
            return f"l:{language}"
        case Forget():
            return "forget"
        case Undo(fact=fact):
            return f"u:{fact}"
        case Remember(facts=facts):
            return f"y:{facts}"
        case Proceed():
            return "o"
        case Turn(page=page):
            return f"h:{page}"
        case _:
            msg = f"no button carries {action!r}"
            raise TypeError(msg)


def decode(data: str) -> Action | None:  # noqa: C901, PLR0911, PLR0912 -- one line an action
    """Read what a button carries. None where it is not one of ours: forged, or from another version."""
    if len(data.encode("utf-8", "replace")) > MOST_BYTES:
        return None
    verb, *rest = data.split(":")
    match verb, rest:
        case "g", [_, *_]:
            return Go(tuple(rest))
        case "c", [question, value]:
            return Choose(question, value)
        case "t", [question, option, ("0" | "1") as ticked]:
            return Tick(question, option, ticked == "1")
        case (("d" | "n"), [question]):
            return Done(question, none=verb == "n")
        case "s", [question]:
            return Skip(question)
        case "p", [offer, ("0" | "1") as on]:
            return Pick(offer, on == "1")
        case "b", []:
            return Back()
        case "k", ["withdraw"]:
            return Consent(agreed=False, withdraw=True)
        case "k", [("yes" | "no") as word, version] if VERSION.fullmatch(version):
            return Consent(agreed=word == "yes", version=int(version))
        case "l", [language]:
            return Speak(language)
        case "forget", []:
            return Forget()
        case "u", [fact]:
            return Undo(fact)
        case "y", [facts]:
            return Remember(facts)
        case "o", []:
            return Proceed()
        case "h", [page] if PAGE.fullmatch(page):
            return Turn(int(page))
    return None
