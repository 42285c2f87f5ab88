"""A file that was sent, held against a copy of the catalogue: what is wrong with it, or what it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, Level, Problem
from bot.files.loader import examine, load
from bot.files.raw import fetch, fetched
from bot.insight.diff import Difference, difference
from bot.insight.versions import Version
from bot.staff.names import names


@dataclass(frozen=True)
class Trial:
    """What a change would do.

    `errors` must be corrected first. `others` are errors of other files that were there before: until they are gone,
    the last good catalogue stays in use. `noted` is what example residents and `check` say that they did not say
    before. `lost`: offers that would go, of so many.
    """

    errors: tuple[Problem, ...]
    others: tuple[Problem, ...] = ()
    noted: tuple[Problem, ...] = ()
    found: Difference | None = None
    lost: tuple[str, ...] = ()
    before: int = 0


def weigh(  # noqa: PLR0913 -- what is sent, and what it is held against
    folder: Path, name: str, content: bytes | None, in_use: Catalogue, *, language: str, today: date
) -> Trial:
    """Judge the folder with this file in it; None: without it. May raise OSError."""
    with TemporaryDirectory(prefix="drogowskaz-") as made:
        copy = Path(made, "offers")
        for one in {*names(folder), name}:
            target = copy / one
            target.parent.mkdir(parents=True, exist_ok=True)
            if one != name:
                # No more than shows that it is too large: a backup of gigabytes may lie among the files.
                target.write_bytes(fetch(folder / one))
            elif content is not None:
                target.write_bytes(content)
        known, known_problems = examine(folder, today)
        made_of_it, problems = examine(copy, today)
        old = {told for _, told in _told(folder, known_problems)}
        fresh = tuple(problem for problem, told in _told(copy, problems) if told not in old)
        usable = made_of_it or _usable(copy)
        errors = tuple(
            problem
            for problem in problems
            if problem.level is Level.ERROR
            and (
                problem.where.file == name
                or (problem in fresh and (usable is None or not problem.where.file.startswith("personas/")))
            )
        )
        if errors:
            return Trial(errors)
        if usable is None:
            return Trial((), others=tuple(problem for problem in problems if problem.level is Level.ERROR))
        found = compare((folder, known or in_use), (copy, usable), language)
        lost = tuple(id_ for id_ in in_use.offers if id_ not in usable.offers)
        return Trial((), (), fresh, found, lost, len(in_use.offers))


def _usable(folder: Path) -> Catalogue | None:
    """Give the catalogue as the bot would use it: what only `check` calls an error does not keep it from that."""
    try:
        return load(folder)
    except BadCatalogueError:
        return None


def around(folder: Path, name: str) -> str:
    """Give a digest of all files but one."""
    found = hashlib.sha256()
    for one in names(folder):
        if one != name:
            found.update(one.encode() + b"\0" + hashlib.sha256(fetch(folder / one)).digest())
    return found.hexdigest()


def _told(folder: Path, problems: Iterable[Problem]) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    """Give each problem with what it is, wherever its line has moved to."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        where = problem.where
        if where.file not in lines:
            lines[where.file] = (fetched(folder, where.file) or b"").decode("utf-8", "replace").splitlines()
        line = lines[where.file][where.line - 1] if 0 < where.line <= len(lines[where.file]) else ""
        yield problem, (where.file, problem.code, str(problem.values), line.strip())


def compare(old: tuple[Path, Catalogue], new: tuple[Path, Catalogue], language: str) -> Difference | None:
    """Say what lies between two versions; None where the example residents of neither can be read."""
    (old_path, known), (new_path, made) = old, new
    for path in (old_path, new_path):
        try:
            return difference((Version("", path), known), (Version("", new_path), made), None, language)
        except BadCatalogueError:
            # Example residents of the version before cannot be read: those of the new one are asked.
            continue
    return None
