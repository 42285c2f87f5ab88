"""A file of the catalogue is half written: the last good catalogue goes on, and the whole file is used."""

from __future__ import annotations

import pytest

from tests.staff.conftest import PROGRAMME, Office, closed, office, working

__all__ = ["closed", "office", "working"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
async def test_residents_notice_nothing_of_a_half_written_file(office: Office, share: float) -> None:
    whole = (office.folder / PROGRAMME).read_bytes()
    offers = set(office.service.living.assistant().catalogue.offers)
    (office.folder / PROGRAMME).write_bytes(whole[: int(len(whole) * share)])
    await office.service.living.judge()
    assert set(office.service.living.assistant().catalogue.offers) == offers
    assert (await office.stranger.say("/start")).labels
    office.edit((office.folder / PROGRAMME).read_text(), whole.decode().replace("Porada dla rodziców", "Rozmowa"))
    await office.service.living.judge()
    assert office.service.living.assistant().catalogue.offers["tow-01"].title.in_("pl") == "Rozmowa"
