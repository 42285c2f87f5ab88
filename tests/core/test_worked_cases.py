"""Residents worked out by hand from the documents, judged by the real catalogue on the day they asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.core.catalogue import Catalogue
from bot.core.matcher import Verdict, match
from tests.core.catalogues import answers_of

WRITTEN = (Path(__file__).parent / "worked_cases.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in WRITTEN if line]
#: How many offers the five seed pages make, a town each.
COUNTED = {"gda": 17, "gdy": 5, "kar": 6, "tor": 14, "zie": 9}
#: The offers of the five seed pages; a worked "nothing" speaks of these alone, not of what staff add later.
SEEDS = {f"{town}-{number:02}" for town, count in COUNTED.items() for number in range(1, count + 1)}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_worked_resident_is_told_what_the_documents_say(catalogue: Catalogue, case: dict[str, Any]) -> None:
    results = match(catalogue, answers_of(catalogue, case["answers"]), date.fromisoformat(case["on"]))
    verdicts = {result.offer.id: str(result.verdict) for result in results}
    firsts = {result.offer.id: result.first for result in results}
    for verdict in Verdict:
        expected = case.get(str(verdict), [])
        assert {offer: verdicts[offer] for offer in expected} == dict.fromkeys(expected, str(verdict))
    expected_first = case.get("first", {})
    assert {offer: firsts[offer] for offer in expected_first} == expected_first
    if case.get("nothing"):
        assert [offer for offer in SEEDS if verdicts[offer] != "no"] == []


def test_the_fifty_one_offers_of_the_seed_pages_are_all_there(catalogue: Catalogue) -> None:
    assert len(SEEDS) == 51
    assert catalogue.offers.keys() >= SEEDS
