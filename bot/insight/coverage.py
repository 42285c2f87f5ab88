"""`coverage`: what the catalogue lacks, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.catalogue import Catalogue
from bot.core.errors import Place as Where
from bot.insight.help_today import Cell, HelpToday, Kind, help_today
from bot.insight.people import People
from bot.insight.reach import Reach
from bot.insight.wording import Wording, at
from bot.insight.written import Files
from bot.text.format import day
from bot.text.questions import value, where

STEP = "    "


@dataclass(frozen=True)
class Coverage:
    """Everything found. `lines`: where offers and questions stand that are named here, by their id."""

    catalogue: Catalogue
    unreachable: tuple[str, ...]
    idle_questions: tuple[str, ...]
    idle_options: Mapping[str, tuple[str, ...]]
    same_options: Mapping[str, tuple[tuple[str, ...], ...]]
    today: HelpToday
    lines: Mapping[str, Where]

    @classmethod
    def of(cls, catalogue: Catalogue, on: date, files: Files) -> Coverage:
        """Look at a catalogue on one day."""
        reach = Reach.of(catalogue)
        unreachable, idle_questions = reach.unreachable(), reach.idle_questions()
        idle_options, same_options = reach.idle_options(), reach.same_options()
        found = {id_: files.offer(catalogue.offers[id_]) for id_ in unreachable}
        lines = {id_: file.where for id_, file in found.items() if file}
        lines |= {id_: files.question(id_) for id_ in (*idle_questions, *idle_options, *same_options)}
        return cls(
            catalogue=catalogue,
            unreachable=unreachable,
            idle_questions=idle_questions,
            idle_options=idle_options,
            same_options=same_options,
            today=help_today(catalogue, on, frozenset(unreachable)),
            lines=lines,
        )

    @property
    def towns_without(self) -> tuple[str, ...]:
        """The towns in which nobody may get anything today."""
        return tuple(town.place.id for town in self.today.towns if not town.offers)

    def groups_without(self, counted: Callable[[Cell], int]) -> dict[str, tuple[str, ...]]:
        """Give for each group the towns in which this count is none; towns in which nobody gets anything left out."""
        towns = self.today.towns
        found = {
            id_: tuple(
                town.place.id for town, cell in zip(towns, cells, strict=True) if town.offers and not counted(cell)
            )
            for id_, cells in self.today.cells.items()
        }
        return {id_: listed for id_, listed in found.items() if listed}


def people_name(wording: Wording, one: People) -> str:
    """Name a group of people."""
    catalogue, words = wording.catalogue, wording.words
    if one.question is None:
        return f"{catalogue.groups[one.value].name.in_(words.language)} ({one.value})"
    question = catalogue.questions[one.question]
    return f"{wording.subject(one.question)}: {value(question, one.value, catalogue.places, words)}"


@dataclass(frozen=True)
class CoverageText:
    """Writes what was found for people."""

    wording: Wording
    found: Coverage

    def lines(self) -> Iterator[str]:
        """Give everything line by line, the gravest first."""
        words, found = self.wording.words, self.found
        yield words("The catalogue on {day}", day=day(found.today.on, words))
        for heading, listed in self.parts():
            yield ""
            yield heading
            yield from (STEP + line for line in listed)
            if not listed:
                yield STEP + words("none")

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """Give every part: its heading, and its lines."""
        words, found = self.wording.words, self.found
        yield (
            words("Offers that nobody can reach, whatever they answer"),
            [
                f"{id_} ({found.catalogue.offers[id_].title.in_(words.language)}){at(found.lines.get(id_))}"
                for id_ in found.unreachable
            ],
        )
        yield (
            words("Questions that decide nothing"),
            [f"{id_} ({self.wording.subject(id_)}){at(found.lines.get(id_))}" for id_ in found.idle_questions],
        )
        yield (
            words("Options that change nothing"),
            [
                f"{id_}: {self._options(id_, listed)}{at(found.lines.get(id_))}"
                for id_, listed in found.idle_options.items()
            ],
        )
        yield (
            words("Options that no rule tells apart"),
            [
                f"{id_}: {self._options(id_, listed)}{at(found.lines.get(id_))}"
                for id_, groups in found.same_options.items()
                for listed in groups
            ],
        )
        yield words("Towns with no offer today"), [self.places(found.towns_without)] if found.towns_without else []
        nothing = found.groups_without(lambda cell: cell.possible)
        yield words("Groups for whom no offer is possible today"), self._groups(nothing)
        unnamed = found.groups_without(lambda cell: cell.named)
        yield words("Groups that no offer names today (offers for everybody may still fit)"), self._groups(unnamed)
        yield words("Kinds of help without a contact point"), self._kinds(lambda kind: kind.nobody)
        yield words("Kinds of help with national contact points only"), self._kinds(lambda kind: kind.national_only)

    def _options(self, question: str, options: Iterable[str]) -> str:
        asked, words = self.found.catalogue.questions[question], self.wording.words
        return ", ".join(f"{id_} ({value(asked, id_, self.found.catalogue.places, words)})" for id_ in options)

    def _groups(self, listed: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Say where a group has nothing; in one line those with nothing anywhere."""
        words, served = self.wording.words, [town for town in self.found.today.towns if town.offers]
        names = {one.id: people_name(self.wording, one) for one in self.found.today.people}
        everywhere = [names[id_] for id_, towns in listed.items() if len(towns) == len(served)]
        lines = [f"{names[id_]}: {self.places(towns)}" for id_, towns in listed.items() if len(towns) < len(served)]
        return [*([f"{words('everywhere')}: {'; '.join(everywhere)}"] if everywhere else []), *lines]

    def _kinds(self, leaves: Callable[[Kind], int]) -> list[str]:
        need, places = self.found.catalogue.role("need"), self.found.catalogue.places
        if need is None:
            return []
        named = {kind.id: value(need, kind.id, places, self.wording.words) for kind in self.found.today.kinds}
        return [
            f"{named[kind.id]} ({kind.id}): {self.places(places.largest(leaves(kind)))}"
            for kind in self.found.today.kinds
            if leaves(kind)
        ]

    def places(self, ids: Iterable[str]) -> str:
        """Name places."""
        return ", ".join(where(self.found.catalogue.places, id_, self.wording.words) for id_ in ids)


def as_json(found: Coverage) -> dict[str, Any]:
    """Give what was found for programs."""
    towns = [town.place.id for town in found.today.towns]
    places = found.catalogue.places
    return {
        "on": found.today.on.isoformat(),
        "unreachable": [{"offer": id_, **_line(found, id_)} for id_ in found.unreachable],
        "idle_questions": [{"question": id_, **_line(found, id_)} for id_ in found.idle_questions],
        "idle_options": [
            {"question": id_, "options": list(listed), **_line(found, id_)}
            for id_, listed in found.idle_options.items()
        ],
        "same_options": [
            {"question": id_, "options": list(listed), **_line(found, id_)}
            for id_, groups in found.same_options.items()
            for listed in groups
        ],
        "towns": [
            {"place": town.place.id, "offers": town.offers, "contacts": town.contacts} for town in found.today.towns
        ],
        "towns_without": list(found.towns_without),
        "groups": [
            {
                "id": one.id,
                "question": one.question,
                "towns": {
                    town: {"possible": cell.possible, "named": cell.named}
                    for town, cell in zip(towns, found.today.cells[one.id], strict=True)
                },
            }
            for one in found.today.people
        ],
        "kinds": [
            {
                "kind": kind.id,
                "nobody": list(places.largest(kind.nobody)),
                "national_only": list(places.largest(kind.national_only)),
            }
            for kind in found.today.kinds
        ],
    }


def _line(found: Coverage, id_: str) -> dict[str, Any]:
    where = found.lines.get(id_)
    return {"file": where.file, "line": where.line} if where else {}
