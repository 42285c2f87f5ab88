"""Where no project ever was, the way still ends at help that exists today."""

from __future__ import annotations

import pytest

from tests.conftest import Town


@pytest.mark.parametrize(
    ("language", "taps"),
    [
        ("pl", ["Zaczynam", "Sopot", "☐ Praca", "Gotowe"]),
        ("pl", ["Zaczynam", "Powiat kartuski", "Sierakowice", "☐ Praca", "Gotowe"]),
        ("pl", ["Zaczynam", "Inna część Polski", "☐ Praca", "Gotowe"]),
        ("en", ["Start", "Somewhere else in Poland", "☐ Work", "Done"]),
    ],
)
async def test_the_way_ends_at_a_service_that_is_there_today(town: Town, language: str, taps: list[str]) -> None:
    polish = language == "pl"
    resident = town.resident(language)
    await resident.say("/start")
    for label in taps:
        await resident.tap(label)
    screen = await resident.tap("Pokaż wyniki" if polish else "Show results")
    assert ("Pomoc, która jest zawsze" if polish else "Help that is always there") in screen.text
    screen = await resident.tap("Zobacz" if polish else "See")
    screen = await resident.tap(screen.labels[0])
    for heading in ["Gdzie zapytać", "Co zabrać ze sobą"] if polish else ["Where to ask", "What to take along"]:
        assert heading in screen.text
