"""What the tests of understanding share: the words of the real catalogue, and asking what a text says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.core.catalogue import Catalogue
from bot.understand import Understanding, Understood

Understand = Callable[..., Understood]


@pytest.fixture(scope="session")
def understanding(catalogue: Catalogue) -> Understanding:
    return Understanding.of(catalogue)


@pytest.fixture
def understand(understanding: Understanding) -> Understand:
    """Say what a text means on 22 November 2026."""

    def ask(text: str, language: str = "pl", question: str | None = None) -> Understood:
        return understanding.understand(text, language, question, date(2026, 11, 22))

    return ask
