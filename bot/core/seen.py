"""What an iterator gave, kept for whoever goes through it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Seen(Iterable[T], Generic[T]):
    """Goes through an iterator as often as wanted, and no further than somebody looks."""

    rest: Iterator[T]
    _seen: list[T] = field(default_factory=list, repr=False)

    def __iter__(self) -> Iterator[T]:
        at = 0
        while True:
            if at == len(self._seen):
                for one in self.rest:
                    self._seen.append(one)
                    break
                else:
                    return
            yield self._seen[at]
            at += 1
