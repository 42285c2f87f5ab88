"""Values of the core <-> plain ones (texts, numbers, tuples, dictionaries), to be kept on disk without any code.

A value of a class becomes a list: the number of its class and the values of its fields. Nothing else is a list, so
both ways are told from the value alone. What is one object before is one object afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, time
from operator import is_
from typing import Any

from bot.core import conditions as c
from bot.core.catalogue import Group
from bot.core.contacts import Body, ContactPoint, Fact, Phone
from bot.core.dangers import Danger, Dangers
from bot.core.hours import Hours, Span
from bot.core.offers import Amount, Dates, Offer, Programme, Season, Source
from bot.core.places import Place, Places
from bot.core.questions import Option, Question
from bot.core.texts import Text

#: The number of a class is its place here.
CLASSES: tuple[Any, ...] = (
    Text, Option, Question, Place, Places, Group, Body, Fact, Phone, Span, Hours, ContactPoint, Danger, Dangers,
    Source, Season, Amount, Dates, Programme, Offer,
    c.Anyone, c.Among, c.Between, c.LivesIn, c.All, c.Any, c.AtLeast, c.Not, c.Is, c.Perhaps,
    date.fromordinal, time,
)  # fmt: skip
_NUMBERS = {made_by: number for number, made_by in enumerate(CLASSES)}
_FIELDS = {cls: tuple(field.name for field in fields(cls)) for cls in CLASSES if isinstance(cls, type) and cls != time}
#: What the fields are called belongs to what is kept: another version of the program may have others.
SHAPE = repr([(cls.__name__, names) for cls, names in _FIELDS.items()])
_PLAIN = frozenset((str, int, bool, type(None)))


def packed(value: Any, done: dict[int, list[Any]] | None = None) -> Any:
    """Give a value of the core as plain values; what is plain already as it is. `done`: what is packed, by identity."""
    done = {} if done is None else done
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        inner = [packed(one, done) for one in value]
        return value if _same(inner, value) else tuple(inner)
    if kind is dict:
        return {key: packed(one, done) for key, one in value.items()}
    if id(value) not in done:
        number, arguments = _taken_apart(value)
        inner = [packed(one, done) for one in arguments]
        # Most values hold plain ones only: a number below zero says that there is nothing to unpack in them.
        done[id(value)] = [~number if _same(inner, arguments) else number, *inner]
    return done[id(value)]


def _same(packed_ones: Sequence[Any], values: Sequence[Any]) -> bool:
    """Tell whether packing left everything as it is. A dictionary never is: it can be changed."""
    return all(map(is_, packed_ones, values))


def unpacked(value: Any, done: dict[int, Any] | None = None) -> Any:
    """Give the value of the core that was packed."""
    done = {} if done is None else done
    kind = type(value)
    if kind is list:
        made = done.get(id(value))
        if made is None:
            number, *inner = value
            made = CLASSES[~number](*inner) if number < 0 else CLASSES[number](*[unpacked(one, done) for one in inner])
            done[id(value)] = made
        return made
    if kind is tuple:
        return tuple([unpacked(one, done) for one in value]) if value else value
    if kind is dict:
        return {key: unpacked(one, done) for key, one in value.items()}
    return value


def _taken_apart(value: Any) -> tuple[int, list[Any]]:
    if isinstance(value, date):
        return _NUMBERS[date.fromordinal], [value.toordinal()]
    if isinstance(value, time):
        return _NUMBERS[time], [value.hour, value.minute]
    return _NUMBERS[type(value)], [getattr(value, name) for name in _FIELDS[type(value)]]
