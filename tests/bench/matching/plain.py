"""Conditions and residents in ids and numbers instead of bits: what engines for JSON and for tax rules are given."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.bitsets import bits
from bot.core.catalogue import Catalogue
from bot.core.knowledge import Known
from bot.core.questions import Question
from tests.bench.matching.flat import attributes


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition: a number between two, ends included, or an option of these, or at least one of these ticked."""

    question: Question
    lowest: int
    highest: int
    options: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The options that do not satisfy the condition."""
        return tuple(option.id for option in self.question.options if option.id not in self.options)


def asked(question: Question, values: int) -> Asked:
    """Give a condition by the values that satisfy it."""
    numbers = bits(values)
    if question.kind == "number":
        lowest, highest = numbers[0] + question.minimum, numbers[-1] + question.minimum
        assert values.bit_count() == highest - lowest + 1, "made-up ranges have no holes"
        return Asked(question, lowest, highest, ())
    if question.kind == "one":
        return Asked(question, 0, 0, tuple(question.options[number].id for number in numbers))
    chosen = [number for number in range(len(question.options)) if values >> (1 << number) & 1]
    return Asked(question, 0, 0, tuple(question.options[number].id for number in chosen))


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one question: the numbers it lies between; options that may be so, and that surely are so."""

    lowest: int
    highest: int
    may: tuple[str, ...]
    sure: tuple[str, ...]


def said(question: Question, possible: int) -> Said:
    """Give what is known of a question by the values still possible."""
    numbers = bits(possible)
    if question.kind == "number":
        return Said(numbers[0] + question.minimum, numbers[-1] + question.minimum, (), ())
    ids = [option.id for option in question.options]
    if question.kind == "one":
        return Said(0, 0, tuple(ids[number] for number in numbers), (ids[numbers[0]],) if len(numbers) == 1 else ())
    may = tuple(id_ for index, id_ in enumerate(ids) if possible & question.ticked[index])
    return Said(0, 0, may, tuple(id_ for index, id_ in enumerate(ids) if not possible & ~question.ticked[index]))


def everything_said(catalogue: Catalogue, known: Known) -> dict[str, Said]:
    """Give what is known of every attribute."""
    return {id_: said(catalogue.judged[id_], known.values[id_]) for id_ in attributes(catalogue)}
