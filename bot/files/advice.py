"""What only `check` looks at, because it takes time or is advice: the bot starts without it."""

from __future__ import annotations

from datetime import date

from bot.core.catalogue import Catalogue
from bot.files import plain, today, tree, unused, values
from bot.files.folder import Files
from bot.files.holes import holes
from bot.files.nobody import Seeker


def of_files(files: Files, day: date | None) -> None:
    """Look at every file that can be read, whatever is wrong with the others."""
    dated: list[today.Dated] = []
    for document, model in (*files[:-1], *files.programmes):
        if document is not None and model is not None:
            plain.check(document, model)
            dated += today.days(document, model)
    if day is not None:
        today.check(dated, day)
    if files.contacts[1] is not None:
        values.contacts(files.contacts[0], files.contacts[1])
        unused.contacts(files.contacts[0], files.contacts[1])
    if files.questions[1] is not None:
        unused.questions(files.questions[0], files.questions[1])
    if files.places[1] is not None:
        unused.places(files.places[0], files.places[1])
        tree.check(files.places[0], files.places[1])
    for document, programme in files.programmes:
        if programme is not None:
            unused.programme(document, programme)


def of_catalogue(catalogue: Catalogue, files: Files) -> None:
    """Look at what hangs together: rules, things nobody uses, and places where nobody answers."""
    programmes = [(document, model) for document, model in files.programmes if model is not None]
    Seeker(catalogue).check(files.groups[0], files.questions[0], programmes)
    _dangers(catalogue, files)
    unused.unused(catalogue, {document.file: document for document, _ in files[:-1] if document is not None})
    for body, places in holes(catalogue).items():
        name = catalogue.bodies[body].name
        named = {"name": name.in_("pl"), **{f"name.{language}": words for language, words in name.versions}}
        files.contacts[0].warning(("contacts",), "no-contact", id=body, places=", ".join(places), **named)


def _dangers(catalogue: Catalogue, files: Files) -> None:
    """Who writes in a language that is spoken is also heard in danger."""
    document, model = files.crisis
    heard = {language for kind in model.kinds for language in kind.phrases} if model else set()
    for language in catalogue.languages:
        if language not in heard:
            document.warning(("kinds",), "danger-unheard", language=language)
