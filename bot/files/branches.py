"""Parts of `any` that nobody can satisfy: the rule as a whole works, and one of its ways in leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core import conditions as c
from bot.core.conditions import Condition
from bot.files.reader import Path_, Value


def branches(written: Value, condition: Condition, path: Path_) -> Iterator[tuple[Path_, c.Any, Condition]]:
    """Give each part of each `any` of a condition: where it stands, and the `any` it belongs to.

    `written` is the condition as it stands in the file. What is inside `not` is left out: there a part that nobody
    satisfies is one that everybody does.
    """
    if not isinstance(written, dict):
        return
    parts = condition.parts if len(written) > 1 and isinstance(condition, c.All) else (condition,)
    for (word, value), part in zip(written.items(), parts, strict=True):
        match part:
            case c.Any(parts=listed) | c.All(parts=listed) if isinstance(value, list):
                for index, (item, one) in enumerate(zip(value, listed, strict=True)):
                    at = (*path, word, index)
                    if isinstance(part, c.Any):
                        yield at, part, one
                    yield from branches(item, one, at)
            case c.Perhaps(part=inner):
                yield from branches(value, inner, (*path, word))


def narrowed(condition: Condition, whole: c.Any, part: Condition) -> Condition:
    """Give a condition in which one of its `any` is only one of its parts."""
    if condition is whole:
        return part
    match condition:
        case c.All(parts=parts) | c.Any(parts=parts):
            return replace(condition, parts=tuple(narrowed(one, whole, part) for one in parts))
        case c.Perhaps(part=inner):
            return replace(condition, part=narrowed(inner, whole, part))
    return condition
