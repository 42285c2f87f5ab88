"""`match` and `understand`: JSON Lines in, JSON Lines out, one process for many rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from bot.core.answers import read_all
from bot.core.catalogue import Catalogue
from bot.core.errors import BadAnswerError, BadUsageError, DrogowskazError
from bot.core.planner import Planner

if TYPE_CHECKING:
    # `match` does without it, and its tables take a while to import.
    from bot.understand import Understanding

Row = dict[str, Any]


class BadRowError(DrogowskazError):
    """A row that cannot be read."""


def answer_rows(lines: Iterable[str], out: TextIO, answer: Callable[[Row], Row]) -> int:
    """Answer each row; a bad one gets an error in its place and the rest goes on. Gives the exit code."""
    code = 0
    for line in lines:
        if not line.strip():
            continue
        row: Any = None
        try:
            row = _row(line)
            found = answer(row)
        except (BadRowError, BadAnswerError) as error:
            found = {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
            code = 1
        out.write(json.dumps(found, ensure_ascii=False) + "\n")
        out.flush()
    return code


def _row(line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        msg = f"not JSON: {error.msg} at character {error.pos + 1}"
        raise BadRowError(msg) from None
    except (ValueError, RecursionError):
        msg = "not JSON that can be read: too deep, or a number too long"
        raise BadRowError(msg) from None
    if not isinstance(row, dict):
        msg = 'a row is an object such as {"id": 1, "answers": {}}'
        raise BadRowError(msg)
    return row


@dataclass(frozen=True)
class Match:
    """Answers one row of `match`."""

    catalogue: Catalogue
    planner: Planner
    on: date
    everything: bool

    def __call__(self, row: Row) -> Row:
        """Give the results of a resident."""
        written = row.get("answers", {})
        if not isinstance(written, dict):
            msg = '"answers" is an object such as {"place": "gdynia"}'
            raise BadRowError(msg)
        answers = read_all(self.catalogue.questions, self.catalogue.places, written)
        plan = self.planner.plan(answers, self.on)
        results = plan.results if self.everything else plan.shown
        return {
            "id": row.get("id"),
            "results": [
                {
                    "offer": result.offer.id,
                    "verdict": str(result.verdict),
                    "first": result.first,
                    "state": str(result.state),
                    "missing": list(plan.missing_of(result)),
                }
                for result in results
            ],
            "contacts": [contact.id for contact in plan.contacts],
            "next": plan.next,
        }


@dataclass(frozen=True)
class Understand:
    """Answers one row of `understand`."""

    catalogue: Catalogue
    understanding: Understanding
    on: date

    def __call__(self, row: Row) -> Row:
        """Give what a typed text says."""
        text, language, asked = row.get("text"), row.get("lang", "pl"), row.get("ask")
        if not isinstance(text, str) or not isinstance(language, str):
            msg = '"text" and "lang" are texts'
            raise BadRowError(msg)
        if asked is not None and asked not in self.catalogue.questions:
            msg = f"no such question: {asked}"
            raise BadAnswerError(msg)
        found = self.understanding.understand(text, language, asked, self.on)
        return {"id": row.get("id"), "answers": found.answers, "crisis": found.crisis}


def lines_of(stream: TextIO) -> Iterator[str]:
    """Give the lines of a stream. Raises BadUsageError where they are not UTF-8."""
    try:
        yield from stream
    except UnicodeDecodeError:
        msg = "the input is not UTF-8"
        raise BadUsageError(msg) from None
