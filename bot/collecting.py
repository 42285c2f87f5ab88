"""The garbage collector at rest while a great deal is made that stays: it would look at all of it again and again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def without_collecting(make: Callable[[], Made]) -> Made:
    """Make something without the collector. May stand inside itself."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return make()
    finally:
        if collecting:
            gc.enable()


def to_stay(make: Callable[[], Made]) -> Made:
    """Make something large that stays, while others are served: a collection that looked at it would stop them all."""
    made = without_collecting(make)
    gc.freeze()
    return made
