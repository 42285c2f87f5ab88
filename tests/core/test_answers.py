"""An answer is the set of values still possible: how it is read, written, narrowed and refused."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.answers import NO_ANSWERS, Form, domain, given, option_number, read, read_all, refuse, settled, write
from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.conditions import Truth
from bot.core.errors import BadAnswerError
from bot.core.knowledge import know
from bot.core.planner import Planner
from tests.core.catalogues import answers_of


@pytest.mark.parametrize(
    ("question", "form", "told"),
    [
        ("place", "atlantis", "place: no such place: atlantis"),
        ("place", [], "place: expected an id or a list of ids, got []"),
        ("place", 5, "place: expected an id or a list of ids, got 5"),
        ("work", "astronaut", "work: no such option: astronaut"),
        ("work", {"employed": True}, "expected an id or a list of ids"),
        ("age", "67", "age: expected a number or [from, to], got '67'"),
        ("age", True, "age: expected a number or [from, to], got True"),
        ("age", [1, 2, 3], "expected a number or [from, to]"),
        ("age", [30, 20], "age: expected numbers from 0 to 120, got [30, 20]"),
        ("age", 121, "expected numbers from 0 to 120"),
        ("age", -1, "expected numbers from 0 to 120"),
        ("family", "children", 'family: expected a list such as ["children"] or {"children": true}'),
        ("family", ["unicorns"], "family: no such option: unicorns"),
        ("family", [True], "family: expected a list"),
        ("family", {"children": 1}, "family: expected a list"),
        ("family", {"single_parent": True, "children": False}, "family: children follows from another option"),
    ],
)
def test_an_answer_that_cannot_be_read_says_which_question_and_what_was_expected(
    catalogue: Catalogue, question: str, form: Form, told: str
) -> None:
    with pytest.raises(BadAnswerError) as error:
        read(catalogue.questions[question], catalogue.places, form)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("place", "gdansk.stogi"), ("place", "gdansk"), ("place", ["gdynia", "sopot"]), ("age", 67), ("age", [50, 59]),
        ("work", "retired"), ("work", ["employed", "student"]), ("family", {"children": True, "carer": False}),
        ("family", {}), ("hardship", None), ("age", None), ("family", None),
    ],
)  # fmt: skip
def test_an_answer_is_written_as_it_was_given(catalogue: Catalogue, question: str, form: Form) -> None:
    asked = catalogue.questions[question]
    answer = read(asked, catalogue.places, form)
    assert write(asked, catalogue.places, answer) == form


def test_the_answers_of_a_resident_are_read_together_and_a_strange_question_is_named(catalogue: Catalogue) -> None:
    answers = read_all(catalogue.questions, catalogue.places, {"place": "gdynia", "age": None})
    assert [*answers] == ["place", "age"]
    assert answers["age"].refused
    with pytest.raises(BadAnswerError) as error:
        read_all(catalogue.questions, catalogue.places, {"shoe": 42})
    assert str(error.value) == "no such question: shoe"


def test_all_districts_of_a_town_are_written_as_the_town(catalogue: Catalogue) -> None:
    districts = [part.id for part in catalogue.places.by_id["gdansk"].parts]
    answer = read(catalogue.place, catalogue.places, [*districts])
    assert write(catalogue.place, catalogue.places, answer) == "gdansk"


def test_a_tick_brings_what_follows_from_it_and_no_tick_takes_what_it_would_follow_from(catalogue: Catalogue) -> None:
    family = catalogue.questions["family"]
    alone = read(family, catalogue.places, {"single_parent": True})
    assert write(family, catalogue.places, alone) == {"children": True, "single_parent": True}
    childless = read(family, catalogue.places, {"children": False})
    assert write(family, catalogue.places, childless) == {"children": False, "single_parent": False}


def test_not_answered_and_refused_are_every_value_but_refused_is_not_asked_again(catalogue: Catalogue) -> None:
    age = catalogue.questions["age"]
    refused = answers_of(catalogue, {"age": None})
    assert domain(age, None) == domain(age, refused["age"]) == age.universe
    assert "age" in know(catalogue, NO_ANSWERS).open
    assert "age" not in know(catalogue, refused).open
    assert "age" in know(catalogue, refused).final


def test_who_refuses_the_district_keeps_the_town(catalogue: Catalogue) -> None:
    town = answers_of(catalogue, {"place": "gdansk"})
    refused = refuse(catalogue.place, town)
    assert refused["place"].possible == town["place"].possible
    assert refused["place"].refused


def test_a_changed_answer_keeps_its_place_and_one_taken_back_is_gone(catalogue: Catalogue) -> None:
    answers = answers_of(catalogue, {"age": 30, "work": "employed"})
    changed = given(answers, "age", read(catalogue.questions["age"], catalogue.places, 31))
    assert list(changed) == ["age", "work"]
    assert list(given(changed, "age", None)) == ["work"]
    assert list(given(changed, "place", None)) == ["age", "work"]


def test_a_question_is_settled_when_one_value_is_left(catalogue: Catalogue) -> None:
    def is_settled(question: str, form: Form) -> bool:
        asked = catalogue.questions[question]
        return settled(asked, read(asked, catalogue.places, form))

    assert is_settled("age", 67)
    assert not is_settled("age", [60, 67])
    assert is_settled("place", "gdynia")
    assert not is_settled("place", "torun")
    assert is_settled("family", [])
    assert not is_settled("family", {"carer": True})


def test_where_a_question_does_not_apply_what_was_said_before_no_longer_counts(catalogue: Catalogue) -> None:
    question = catalogue.questions["long_without_work"]
    known = know(catalogue, answers_of(catalogue, {"long_without_work": "yes", "work": "retired"}))
    assert bits(known.values[question.id]) == [option_number(question, "no")]
    as_given = know(catalogue, answers_of(catalogue, {"long_without_work": "yes"}))
    assert bits(as_given.values[question.id]) == [option_number(question, "yes")]


def test_a_question_whose_applicability_hangs_on_a_refused_answer_counts_as_refused(catalogue: Catalogue) -> None:
    known = know(catalogue, answers_of(catalogue, {"disability": None}))
    assert "disability_kind" not in known.open
    assert "disability_kind" in known.final
    assert know(catalogue, NO_ANSWERS).open["disability_kind"] is Truth.UNKNOWN


def test_kinds_of_help_count_as_wanted_when_ticked_and_not_when_refused(catalogue: Catalogue) -> None:
    assert know(catalogue, answers_of(catalogue, {"need": {"work": True, "food": False}})).wanted == {"work"}
    assert know(catalogue, answers_of(catalogue, {"need": None})).wanted == frozenset()


def test_an_answer_that_may_turn_out_not_to_count_leaves_the_deciding_question_missing(catalogue: Catalogue) -> None:
    # Two years without work make tor-01 fit, as long as it does not turn out that the resident works.
    answers = answers_of(catalogue, {"place": "torun.other", "age": 40, "long_without_work": "yes", "hardship": []})
    plan = Planner.of(catalogue).plan(answers, date(2019, 1, 15))
    assert plan.missing["tor-01"] == ("work",)
    assert "work" in plan.left
