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

    def made_and_frozen() -> Made:
        made = make()
        gc.freeze()  # before the collector is let loose again: its first look would be at all of it
        return made

    return without_collecting(made_and_frozen)
