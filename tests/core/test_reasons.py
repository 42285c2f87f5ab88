"""Where an offer asks about one question twice, one reason is told for it: the one that decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core import conditions as c
from bot.core.answers import read_all
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.knowledge import know
from bot.core.reasons import reasons

UNEMPLOYED = c.Among("work", ("unemployed",))
STUDENT = c.Among("work", ("student",))


@pytest.mark.parametrize(
    ("rule", "truth", "elsewhere"),
    [
        # A yes of ours does not say more than an office that still has to judge the same.
        (c.All((UNEMPLOYED, c.Perhaps(UNEMPLOYED))), Truth.UNKNOWN, True),
        (c.All((c.Perhaps(UNEMPLOYED), UNEMPLOYED)), Truth.UNKNOWN, True),
        # A no of ours does: whatever the office says, the offer is not for them.
        (c.All((STUDENT, c.Perhaps(UNEMPLOYED))), Truth.NO, False),
        (c.All((c.Perhaps(UNEMPLOYED), STUDENT)), Truth.NO, False),
    ],
)
def test_one_question_has_one_reason(catalogue: Catalogue, rule: c.Condition, truth: Truth, elsewhere: object) -> None:
    answers = read_all(catalogue.questions, catalogue.places, {"work": "unemployed"})
    offer = replace(next(iter(catalogue.offers.values())), rule=rule)
    (reason,) = reasons(catalogue, offer, know(catalogue, answers))
    assert (reason.question, reason.truth, reason.judged_elsewhere) == ("work", truth, elsewhere)
