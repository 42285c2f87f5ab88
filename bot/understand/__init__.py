"""Typed words -> answers. A false fact is worse than a miss: what is not clear is left out, or asked back."""

from bot.understand.understanding import Understanding, Understood

__all__ = ["Understanding", "Understood"]
