"""The commands `explain`, `diff` and `coverage`: what was asked for is read, and what was found is written."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from bot.core.answers import NO_ANSWERS, Answers
from bot.core.catalogue import Catalogue
from bot.core.errors import BadCatalogueError, BadUsageError
from bot.exits import BAD_DATA, DONE
from bot.files.loader import load
from bot.files.near import nearest
from bot.insight.wording import Wording, printable
from bot.text import problems as sentences
from bot.text.words import Words


@dataclass(frozen=True)
class Asked:
    """What is the same for the three. `on`: the day asked for, if any; `today`: that day, or the real one."""

    options: Namespace
    offers: Path
    on: date | None
    today: date
    words: Words
    out: TextIO
    err: TextIO


def explain(asked: Asked) -> int:
    """Explain one offer for one resident. An example resident brings a day of their own."""
    from bot.insight.explain import ExplainText, Explanation, as_json
    from bot.insight.written import Files

    options, offers, words = asked.options, asked.offers, asked.words
    if options.answers is not None and options.persona is not None:
        raise BadUsageError(words("Give --answers or --persona, not both."))
    catalogue = load(offers)
    if options.offer not in catalogue.offers:
        known = nearest(options.offer, catalogue.offers)
        hint = words("Did you mean {near}?", **known) if known["near"] else words(sentences.KNOWN, **known)
        raise BadUsageError(f"{words('There is no offer {id}.', id=options.offer)} {hint}")
    answers, day = _resident(options, offers, catalogue, words)
    offer = catalogue.offers[options.offer]
    told = Explanation.of(catalogue, offer, answers, asked.on or day or asked.today, Files.of(offers).offer(offer))
    wording = Wording(catalogue, words)
    if options.json:
        return _write_json(as_json(told, wording), asked.out)
    return _write(ExplainText(wording, told).lines(), asked.out)


def _resident(options: Namespace, offers: Path, catalogue: Catalogue, words: Words) -> tuple[Answers, date | None]:
    from bot.insight.residents import answers_given, example

    if options.answers is not None:
        return answers_given(options.answers, catalogue, words), None
    if options.persona is None:
        return NO_ANSWERS, None
    found = example(options.persona, offers, words)
    answers, strange = found.answers(catalogue)
    if strange:
        told = words("--persona: the catalogue does not know these answers: {listed}", listed=", ".join(strange))
        raise BadUsageError(told)
    return answers, found.on


def diff(asked: Asked) -> int:
    """Compare two versions. A broken one is told with its problems and gives exit code 1."""
    from bot.insight.diff import DiffText, as_json, difference
    from bot.insight.versions import version

    options, words = asked.options, asked.words
    with ExitStack() as stack:
        loaded = []
        for written in (options.old, options.new or str(asked.offers)):
            one = stack.enter_context(version(written, asked.offers, words))
            try:
                loaded.append((one, load(one.path)))
            except BadCatalogueError as error:
                return _broken(asked, written, error)
        try:
            found = difference(loaded[0], loaded[1], asked.on, words.language)
        except BadCatalogueError as error:
            return _broken(asked, loaded[1][0].name, error)
        if options.json:
            return _write_json(as_json(found), asked.out)
        return _write(DiffText(found, words).lines(), asked.out)


def coverage(asked: Asked) -> int:
    """Tell what the catalogue lacks on a day, and draw it where a page is wanted."""
    from bot.insight.coverage import Coverage, CoverageText, as_json
    from bot.insight.written import Files

    options, words = asked.options, asked.words
    catalogue = load(asked.offers)
    found = Coverage.of(catalogue, asked.today, Files.of(asked.offers))
    text = CoverageText(Wording(catalogue, words), found)
    if options.html is not None:
        from bot.insight.coverage_page import CoveragePage

        try:
            options.html.write_text(CoveragePage(text).html(), encoding="utf-8")
        except OSError:
            raise BadUsageError(words("--html: this file cannot be written: {file}", file=options.html)) from None
    return _write_json(as_json(found), asked.out) if options.json else _write(text.lines(), asked.out)


def _broken(asked: Asked, name: str, error: BadCatalogueError) -> int:
    """Say that a version cannot be used, and all that is wrong with it."""
    words, problems = asked.words, error.problems
    if asked.options.json:
        _write_json({"broken": name, "problems": [sentences.as_json(one, words) for one in problems]}, asked.out)
        return BAD_DATA
    count = len(problems)
    told = words.many(
        "{name} cannot be used: {count} problem", "{name} cannot be used: {count} problems", count, name=name
    )
    _write([told, *(sentences.line(problem, words) for problem in problems)], asked.err)
    return BAD_DATA


def _write(lines: Iterable[str], out: TextIO) -> int:
    out.writelines(printable(line).rstrip() + "\n" for line in lines)
    return DONE


def _write_json(value: dict[str, Any], out: TextIO) -> int:
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    return DONE
