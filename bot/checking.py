"""`drogowskaz check`: the problems of a catalogue told to people, to programs and to code hosts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.core.catalogue import Catalogue
from bot.core.errors import Level, Problem
from bot.exits import BAD_DATA, DONE
from bot.files.loader import examine
from bot.text import problems as sentences
from bot.text.words import Words


def check(path: Path, words: Words, form: str) -> int:
    """Look for every problem of a catalogue and tell it, in one of the forms of --format.

    Gives the exit code: 1 where there is an error.
    """
    # The day of this computer, not one to pretend: what staff looked at, they looked at today.
    catalogue, problems = examine(path, Clock(None).now().date())
    tell(problems, words, form, path)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if form == "text":
        _sum_up(words, catalogue, errors, len(problems) - errors)
    return BAD_DATA if errors else DONE


def tell(problems: Sequence[Problem], words: Words, form: str = "text", path: Path = Path()) -> None:
    """Tell problems: those for people on stderr, those for programs on stdout."""
    # Code hosts want paths from the top of the repository, where their runs start.
    inside = os.path.relpath(path) + "/" if path != Path() else ""
    if form == "gitlab":
        report = [sentences.as_gitlab(problem, words, inside) for problem in problems]
        print(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for problem in problems:
        if form == "json":
            print(json.dumps(sentences.as_json(problem, words), ensure_ascii=False))
        elif form == "github":
            print(sentences.as_github(problem, words, inside))
        else:
            print(sentences.line(problem, words), file=sys.stderr)


def _sum_up(words: Words, catalogue: Catalogue | None, errors: int, warnings: int) -> None:
    parts = [words.many("{count} error", "{count} errors", errors)] if errors else []
    parts += [words.many("{count} warning", "{count} warnings", warnings)] if warnings else []
    if parts:
        print(words("Found: {found}.", found=", ".join(parts)), file=sys.stderr)
    if not errors and catalogue is not None:
        counted = words(
            "All good: {offers} offers, {contacts} contact points, {questions} questions.",
            offers=len(catalogue.offers),
            contacts=len(catalogue.contacts),
            questions=len(catalogue.questions),
        )
        print(counted)
