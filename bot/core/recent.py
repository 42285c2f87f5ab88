"""What was worked out most recently, kept for whoever asks the same again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Recent(Generic[Key, Value]):
    """Keeps what was asked for last, at most `most` of it."""

    most: int
    _kept: OrderedDict[Key, Value] = field(default_factory=OrderedDict, repr=False)

    def get(self, key: Key) -> Value | None:
        """Give what is kept, or None."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Key, value: Value) -> Value:
        """Keep this and give it back; what nobody asked for longest goes."""
        self._kept[key] = value
        if len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return value
