"""A chat kept as an example resident: its YAML, and adding it to a file without touching what stands there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill

from bot.core.answers import Answer, Form, settled, write
from bot.core.catalogue import Catalogue
from bot.core.errors import Problem
from bot.core.matcher import Verdict
from bot.core.planner import Planner
from bot.core.questions import Question
from bot.core.resident import Resident, judged_answers
from bot.files import models as m
from bot.files import personas
from bot.files.folder import Folder
from bot.files.raw import inside

FOLDER = "personas"
#: So many contact points stand on the first screen; the others follow from the rules.
CONTACTS = 3
WIDTH = 118
#: What YAML reads as text without quotation marks.
PLAIN = re.compile(r"[^\W_][\w ,.()/-]*(?<! )")
NAMES = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Draft:
    """An example resident to be written: its id, who it is, and the day to judge on."""

    id: str
    who: str
    on: date


def as_yaml(catalogue: Catalogue, planner: Planner, resident: Resident, draft: Draft) -> str:
    """Write a chat as an entry of a file of example residents: its answers, and what it is shown on that day.

    What is not shown is left out: it may be any other offer of the catalogue.
    """
    answers = judged_answers(catalogue, resident)
    plan = planner.plan(answers, draft.on)
    known = {id_: _form(catalogue, catalogue.questions[id_], answer) for id_, answer in answers.items()}
    lines = [f"- id: {draft.id}", f"  who: {_text(draft.who)}", f"  on: {draft.on.isoformat()}"]
    lines.append(_listed("answers", "{}", [f"{id_}: {form}" for id_, form in known.items()]))
    for key, verdict in (("fits", Verdict.FITS), ("maybe", Verdict.MAYBE)):
        found = [result.offer.id for result in plan.shown if result.verdict is verdict]
        if found:
            lines.append(_listed(key, "[]", found))
    first = [f"{one.offer.id}: {NAMES[one.first]}" for one in plan.shown if one.offer.first is not None]
    if first:
        lines.append(_listed("first", "{}", first))
    if not plan.shown:
        lines.append("  nothing: yes")
    where = [contact.id for contact in plan.contacts[:CONTACTS]]
    if where:
        lines.append(_listed("contacts", "[]", where))
    return "\n".join(lines) + "\n"


def may_hold(offers: Path, name: str) -> bool:
    """Tell whether a file is one of the folder, or may become one: no pipe, and no link to something elsewhere."""
    path = offers / FOLDER / name
    return inside(offers, path) and (path.is_file() or not os.path.lexists(path))


def add(catalogue: Catalogue, offers: Path, name: str, entry: str, *, top: str = "") -> tuple[Problem, ...]:
    """Add an entry at the end of a file of example residents, or begin the file with `top` and it.

    Nothing is written where the file would not pass the check then: its problems are given back. What stands in the
    file stays as it is, byte for byte. Raises OSError where it cannot be written.
    """
    path = offers / FOLDER / name
    before = path.read_bytes() if path.exists() else b""
    added = _ending(before, entry if path.exists() else top + entry).encode()
    with tempfile.TemporaryDirectory(prefix="drogowskaz-") as scratch:
        Path(scratch, name).write_bytes(before + added)
        document, found = Folder(Path(scratch)).model(name, list[m.PersonaModel])
        personas.check(catalogue, [(document, found or [])])
        if document.problems:
            return tuple(document.problems)
    path.parent.mkdir(exist_ok=True)
    # Added, not written anew: what an editor saved a moment ago is not lost.
    with path.open("ab") as file:
        file.write(added)
    return ()


def _ending(before: bytes, entry: str) -> str:
    """Give the entry as it stands behind these bytes: on lines of its own, with their line ends."""
    gap = "" if not before or before.endswith(b"\n") else "\n"
    written = gap + entry
    return written.replace("\n", "\r\n") if b"\r\n" in before else written


def _form(catalogue: Catalogue, question: Question, answer: Answer) -> str:
    form = write(question, catalogue.places, answer)
    if isinstance(form, dict) and settled(question, answer):
        form = [option for option, ticked in form.items() if ticked]
    return _value(form)


def _value(form: Form) -> str:
    match form:
        case None:
            return "null"
        case list():
            return f"[{', '.join(map(_value, form))}]"
        case dict():
            return f"{{{', '.join(f'{option}: {NAMES[ticked]}' for option, ticked in form.items())}}}"
        case _:
            return str(form)


def _text(written: str) -> str:
    """Give words as YAML reads them: in quotation marks where they could mean something else."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
    return plain if PLAIN.fullmatch(plain) else json.dumps(plain, ensure_ascii=False)


def _listed(key: str, brackets: str, parts: list[str]) -> str:
    """Give a line of several parts; one too long goes on below, further right."""
    line = f"  {key}: {brackets[0]}{', '.join(parts)}{brackets[1]}"
    return fill(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
