"""The figures as Prometheus reads them. Labels have a few known values each."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.figures import BOUNDS, Figures
from bot.operations.health import Pages, Standing


class Current(Collector):
    """The figures of one moment."""

    def __init__(self, figures: Figures, standing: Standing) -> None:
        self._figures = figures
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        """Give them one after another."""
        figures, standing = self._figures, self._standing
        updates = CounterMetricFamily("drogowskaz_updates", "Updates handled, by how they ended.", labels=["end"])
        for end, count in figures.ends.items():
            updates.add_metric([end], count)
        yield updates
        yield HistogramMetricFamily(
            "drogowskaz_update_seconds",
            "From the beginning of an update's turn until its answer is shown.",
            buckets=list(_buckets(figures)),
            sum_value=figures.seconds,
        )
        calls = CounterMetricFamily(
            "drogowskaz_telegram_calls", "Calls to Telegram, by what came of them.", labels=["method", "outcome"]
        )
        for labels, count in figures.calls.items():
            calls.add_metric(labels, count)
        yield calls
        failures = "Times the database did not take what was asked of it."
        yield CounterMetricFamily("drogowskaz_store_failures", failures, value=standing.store_failures)
        for name, about, value in (
            ("telegram_unreached_seconds", "For how long no call to Telegram has succeeded.", figures.unreached),
            ("updates_waiting", "Updates taken and not handled yet.", standing.waiting),
            ("chats_busy", "Chats being served.", standing.chats),
            ("slices", "Slices of all chats, of 64, that this worker serves.", standing.slices),
            ("first", "1 in the one worker that does what only one may do.", standing.first),
            ("catalogue_age_seconds", "Since the catalogue in use was read.", standing.catalogue_age),
            (
                "catalogue_sound",
                "1 where the folder is in use, 0 where the last good version is.",
                standing.catalogue_sound,
            ),
        ):
            yield GaugeMetricFamily(f"drogowskaz_{name}", about, value=value)
        info = GaugeMetricFamily("drogowskaz_info", "The version of the program.", labels=["version"])
        info.add_metric([version("drogowskaz")], 1)
        yield info


def _buckets(figures: Figures) -> Iterator[tuple[str, float]]:
    total = 0
    for bound, count in zip((*BOUNDS, None), figures.took, strict=True):
        total += count
        yield "+Inf" if bound is None else str(bound), total


def route(pages: Pages) -> web.RouteDef:
    """Give the address of the figures."""

    async def metrics(_: web.Request) -> web.Response:
        body = page(pages.figures, pages.standing())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return web.get("/metrics", metrics)


def page(figures: Figures, standing: Standing) -> bytes:
    """Write the page."""
    registry = CollectorRegistry()
    registry.register(Current(figures, standing))
    ProcessCollector(registry=registry)
    return generate_latest(registry)
