"""A panel beside the chat: controls that the program which starts the local Telegram provides, in its own words."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. Choices with the same `group` stand together."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in: a day (2026-11-22), a line, or one of `choices`."""

    name: str
    kind: Literal["date", "line", "choice"]
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A button; `name` is what the program is told when somebody presses it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields and the buttons that use them."""

    title: str
    fields: tuple[Field, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The panel in one language. `alerts` stand until they are mended; `news` is told when `edition` changes."""

    title: str
    groups: tuple[Group, ...]
    alerts: tuple[str, ...] = ()
    news: str = ""
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it, in a sentence; `text` is shown in a box, to be copied."""

    said: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody pressed a button: in which chat, of which language, and what stands in the fields."""

    chat: int
    language: str
    act: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows in a language (two letters), and what its buttons do."""

    look: Callable[[str], Look]
    press: Callable[[Asked], Awaitable[Reply]]

    def view(self, language: str) -> dict[str, Any]:
        """Give the panel as the page reads it."""
        return asdict(self.look(language))

    def has(self, act: str, language: str) -> bool:
        """Tell whether the panel has a button."""
        return any(act == one.name for group in self.look(language).groups for one in group.acts)
