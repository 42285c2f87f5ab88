"""A database opened: made where there is none, mended where it is damaged, its tables brought up to date."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.core.catalogue import Catalogue
from bot.core.errors import BadUsageError
from bot.store.damage import Mender
from bot.store.database import engine_for, is_shared, path_of, unusable
from bot.store.erasures import Erasures
from bot.store.ownership import Ownership
from bot.store.schema import prepare
from bot.store.store import Store
from bot.store.vault import Vault


def open_store(
    url: str,
    vault: Vault,
    catalogue: Callable[[], Catalogue],
    erasures: Erasures | None = None,
    ownership: Ownership | None = None,
) -> Store:
    """Open the database at an address, making it where it is not there yet. Raises BadUsageError.

    `erasures`: where it is noted who erased themselves, so that no backup brings them back.
    """
    mender = None if is_shared(url) else Mender(path_of(url), lambda: prepared(url))
    if mender is not None and mender.path.exists():
        try:
            mender.mended()
        except OSError as error:
            raise BadUsageError(unusable(url, error)) from None
    prepared(url)
    return Store(engine_for(url), vault, catalogue, ownership, erasures=erasures, mender=mender)


def prepared(url: str) -> list[str]:
    """Bring the tables at an address to this program's version. Gives what was done. Raises BadUsageError."""
    engine = engine_for(url, patient=True)
    try:
        return prepare(engine)
    except SQLAlchemyError as error:
        raise BadUsageError(unusable(url, error)) from None
    finally:
        engine.dispose()
