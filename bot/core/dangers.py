"""Kinds of danger, the words people say them in, and what a screen of help begins with for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.texts import Text

#: Patterns by language, as written in the catalogue.
Listed = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Danger:
    """A kind of danger. `phrases` always count; `topics` not where a text is about a film, a course, a donation.

    `bodies`: whose contact points help first. `emergency`: whether life may hang on the next minutes.
    """

    id: str
    say: Text
    bodies: tuple[str, ...]
    emergency: bool
    phrases: Listed
    topics: Listed


@dataclass(frozen=True)
class Dangers:
    """Every kind of danger, the gravest first, and what only sounds like it.

    `figures` cancel a danger they touch; `about` cancels topics. What a clause with a word of `past` says is over
    where the text has a word of `fine` and none of `again`. Words of `known` are right as they are: no typos of others.
    """

    families: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[Danger, ...] = ()
    figures: Listed = field(default_factory=dict)
    about: Listed = field(default_factory=dict)
    past: Listed = field(default_factory=dict)
    fine: Listed = field(default_factory=dict)
    again: Listed = field(default_factory=dict)
    known: Listed = field(default_factory=dict)
