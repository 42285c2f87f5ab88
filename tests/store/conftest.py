"""What the tests of the store share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.catalogue import Catalogue
from bot.store.opening import open_store
from bot.store.ownership import Ownership
from bot.store.store import Store
from bot.store.vault import Vault

Opening = Callable[..., Store]


@pytest.fixture
def opening(catalogue: Catalogue) -> Opening:
    """Open a store as the bot does."""

    def opened(url: str, ownership: Ownership | None = None) -> Store:
        return open_store(url, Vault(b"s" * 40), lambda: catalogue, ownership=ownership)

    return opened
