"""Forged calls and buttons and walks by chance in small; `make soak` tries ten thousand and more of each."""

from __future__ import annotations

from tests.soak.consent import walked
from tests.soak.hostile import forged, forged_buttons


async def test_forged_calls_of_the_webhook_are_harmless() -> None:
    figure = await forged(bodies=300)
    assert figure.ok, figure.measured


async def test_forged_buttons_give_no_consent_and_no_error() -> None:
    figure = await forged_buttons(taps=300)
    assert figure.ok, figure.measured


async def test_nothing_sensitive_is_kept_of_anybody_who_did_not_agree() -> None:
    figure = await walked(walks=150)
    assert figure.ok, figure.measured
