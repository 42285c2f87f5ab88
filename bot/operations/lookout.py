"""The lookout of the running bot: the pages for whoever watches it, and alerts to staff."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.operations.alerts import Alerts
from bot.operations.health import Pages, served

log = logging.getLogger(__name__)

#: How often one looks whether staff must be told of something.
LOOK_SECONDS = 10.0


@dataclass(frozen=True)
class Lookout:
    """Looks after the bot while it serves. `listen`: where the pages are served; None: nowhere."""

    alerts: Alerts
    pages: Pages
    listen: tuple[str, int] | None
    every: float = LOOK_SECONDS

    async def watch(self, first: Callable[[], bool]) -> None:
        """Tell staff of trouble, until cancelled. Of several workers only the first one does."""
        while True:
            await asyncio.sleep(self.every)
            try:
                if first():
                    await self.alerts.look()
            except Exception:
                log.exception("looking out failed; it goes on")

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Serve the pages meanwhile. Raises BadUsageError where their address cannot be used."""
        if self.listen is None:
            yield
            return
        from bot.operations.metrics import route  # noqa: PLC0415 -- its library comes where it is wanted

        async with served([*self.pages.routes(), route(self.pages)], *self.listen) as port:
            log.info("health and figures on port %s", port)
            yield
