"""Whatever residents do, in whatever order: nothing raises, nothing is kept against their will, nobody is stuck."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.core import actions as a
from bot.core import screens as s
from bot.core.answers import settled
from bot.core.catalogue import Catalogue
from bot.core.conversation import Conversation
from bot.core.plan import FEWEST_ASKED, MOST_ASKED
from bot.core.resident import LONGEST_TRAIL, MOST_CHOSEN, START, Resident, View
from tests.core.residents import Somebody, someone

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=WARSAW)
THEN = datetime(2019, 6, 1, 12, 0, tzinfo=WARSAW)
WALKS, STEPS, ASKED = 2_000, 30, 40
#: Thirty-nine walks of forty go over every sixteenth offer, with the whole rest of the catalogue: much quicker.
PARTS = 16


@pytest.fixture(scope="module")
def parts(catalogue: Catalogue) -> list[Conversation]:
    offers = list(catalogue.offers.items())
    return [Conversation.over(replace(catalogue, offers=dict(offers[part::PARTS]))) for part in range(PARTS)]


@pytest.fixture(scope="module")
def conversation(catalogue: Catalogue) -> Conversation:
    return Conversation.over(catalogue)


@pytest.fixture(scope="module")
def somebody(catalogue: Catalogue) -> Somebody:
    return Somebody(catalogue, Random(0))  # noqa: S311 -- chance, not secrets


def keeps_nothing_without_consent(catalogue: Catalogue, resident: Resident) -> bool:
    """Tell whether nothing is known of sensitive questions; that one was skipped is no answer."""
    if resident.may_ask_sensitive:
        return True
    sensitive = [question for question in catalogue.questions.values() if question.sensitive]
    answers = [(question, resident.answers[question.id]) for question in sensitive if question.id in resident.answers]
    heard = resident.view.heard
    if {fact.question for fact in heard.facts} & {question.id for question in sensitive} or any(
        catalogue.questions[id_].sensitive for id_, _ in heard.before
    ):
        return False
    if any(answer.possible != question.everything or answer.sure for question, answer in answers):
        return False
    half_ticked = resident.view.path[0] == "ask" and catalogue.questions[resident.view.path[1]].sensitive
    return not half_ticked or not resident.view.ticks


def keeps_nothing_sensitive_without_a_yes(
    catalogue: Catalogue, before: Resident, action: a.Action, resident: Resident
) -> bool:
    """Tell whether typed words alone kept nothing sensitive, and what waits for a yes waits no longer than it may."""
    kept = {
        id_
        for id_, answer in resident.answers.items()
        if catalogue.questions[id_].sensitive and answer != before.answers.get(id_)
    }
    if kept and not isinstance(action, a.Choose | a.Done | a.Skip | a.Remember):
        return False
    if isinstance(action, a.Remember) and kept - {fact.question for fact in before.view.heard.pending}:
        return False
    waits = a.Learn | a.Alarm | a.Undo | a.Turn | a.Consent | a.Speak | a.Tell
    stale = resident.view.remark == "stale"
    helping = before.view.heard.later and isinstance(action, a.Back | a.Go)
    return not resident.view.heard.pending or stale or helping or isinstance(action, waits)


def test_no_walk_raises_keeps_what_it_must_not_or_gets_stuck(
    conversation: Conversation, parts: list[Conversation], somebody: Somebody
) -> None:
    catalogue, views, whole = conversation.catalogue, set[type[s.Body_]](), conversation
    for seed in range(WALKS):
        conversation = parts[seed % PARTS] if seed % 40 else whole
        walker, now = someone(somebody, seed), NOW if seed % 2 else THEN
        resident = Resident()
        screen = conversation.step(resident, now)
        for _ in range(STEPS):
            action = walker.does(screen)
            before, resident = resident, conversation.apply(resident, action, now)
            screen = conversation.step(resident, now)
            views.add(type(screen.shows))
            assert isinstance(screen.shows, s.Start) == (resident.view.path == START), (seed, action, resident.view)
            assert keeps_nothing_without_consent(catalogue, resident), (seed, action)
            assert keeps_nothing_sensitive_without_a_yes(catalogue, before, action, resident), (seed, action)
            assert len(resident.chosen) <= MOST_CHOSEN
            assert len(resident.view.trail) <= LONGEST_TRAIL
        leads_back_to_the_start(conversation, resident, now)
        forgotten = conversation.apply(resident, a.Forget(), now)
        assert forgotten == Resident(view=View(("forgotten",)), language=resident.language)
    assert views == set(s.Body_.__args__)


def leads_back_to_the_start(conversation: Conversation, resident: Resident, now: datetime) -> None:
    for _ in range(LONGEST_TRAIL + len(resident.answers) + 4):
        if resident.view.path == START:
            return
        before = resident
        resident = conversation.apply(resident, a.Back(), now)
        assert resident.view != before.view
        assert resident.answers == before.answers
        conversation.step(resident, now)
    assert resident.view.path == START


@pytest.mark.parametrize("now", [NOW, THEN], ids=["today", "2019"])
def test_who_always_goes_on_comes_to_results_with_nothing_left_to_ask_and_is_asked_nothing_twice(
    conversation: Conversation, somebody: Somebody, now: datetime
) -> None:
    catalogue = conversation.catalogue
    for seed in range(ASKED):
        walker = someone(somebody, seed)
        resident = conversation.apply(Resident(), a.Go(("next",)), now)
        answered: set[str] = set()
        screen = conversation.step(resident, now)
        while not isinstance(screen.shows, s.Results) or screen.shows.next is not None:
            action = walker.answers(screen)
            if isinstance(screen.shows, s.Results):
                # The first screen comes before everything is asked, once, and the rest only on request.
                assert not resident.thorough
                assert len(resident.answers) >= FEWEST_ASKED
                action = a.Go(("next", "+"))
            assert action is not None
            assert resident.thorough or len(resident.answers) <= MOST_ASKED
            after = conversation.apply(resident, action, now)
            for id_, answer in after.answers.items():
                # A place comes back where the district matters, and a number where a finer range does: always with
                # less left open than before. Everything else is asked once.
                if catalogue.questions[id_].kind in ("place", "number") and id_ in answered:
                    assert answer.possible & ~resident.answers[id_].possible == 0, (seed, id_)
                else:
                    assert id_ not in answered or answer == resident.answers[id_], (seed, id_)
            known = resident.answers.get(catalogue.place.id)
            if known is not None and isinstance(screen.shows, s.Ask) and screen.shows.question == catalogue.place:
                assert not settled(catalogue.place, known)
                assert after.answers[catalogue.place.id].possible & ~known.possible == 0
                assert after.answers[catalogue.place.id] != known
            answered |= after.answers.keys()
            resident, screen = after, conversation.step(after, now)
        assert screen.shows.left == 0 or not resident.may_ask_sensitive
        assert conversation.apply(resident, a.Go(("next",)), now).view.path == ("next",)


def test_questions_answered_from_the_plan_are_never_asked_again(
    conversation: Conversation, catalogue: Catalogue
) -> None:
    chance = Random(7)  # noqa: S311 -- chance, not secrets
    for _ in range(ASKED):
        resident, asked = Resident(agreed=1), list[str]()
        while (question_id := conversation.planner.plan(resident.answers, THEN.date()).next) is not None:
            assert question_id not in asked
            asked.append(question_id)
            question = catalogue.questions[question_id]
            if question.kind == "many":
                option = chance.choice(question.options).id
                resident = conversation.apply(resident, a.Tick(question_id, option, ticked=True), THEN)
                resident = conversation.apply(resident, a.Done(question_id), THEN)
            elif question.kind == "place":
                resident = conversation.apply(resident, a.Choose(question_id, chance.choice(question.leaves)), THEN)
            elif question.kind == "number":
                resident = conversation.apply(resident, a.Choose(question_id, str(chance.randint(0, 120))), THEN)
            else:
                option = chance.choice(question.options).id
                resident = conversation.apply(resident, a.Choose(question_id, option), THEN)
            assert question_id in resident.answers
