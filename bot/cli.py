"""Every command and its options. Their contracts stand in `docs/commands.md`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.collecting import without_collecting
from bot.core.errors import BadCatalogueError, BadUsageError, DrogowskazError, Level, Problem
from bot.exits import BAD_DATA, BAD_USAGE, DONE, INTERRUPTED
from bot.resources import folder
from bot.settings import Settings, read_date

if TYPE_CHECKING:
    from bot.core.catalogue import Catalogue
    from bot.insight.commands import Asked
    from bot.text.words import Words

#: So many workers at most share the work of one bot.
MOST_WORKERS = 64
#: How `check` tells problems: for people; JSON Lines; what GitHub and GitLab show beside the line.
FORMATS = ("text", "json", "github", "gitlab")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams of the process
    options = parser().parse_args(arguments)
    try:
        sys.exit(options.command(options))
    except BadUsageError as error:
        print(f"drogowskaz: {error}", file=sys.stderr)  # noqa: T201 -- this is the terminal
        sys.exit(BAD_USAGE)
    except BadCatalogueError as error:
        _print_problems(error.problems, getattr(options, "lang", "en"))
        sys.exit(BAD_DATA)
    except DrogowskazError as error:
        print(f"drogowskaz: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(BAD_DATA)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    made = argparse.ArgumentParser(
        prog="drogowskaz", description="Shows residents which support fits them, why, and where to go."
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.set_defaults(command=globals()[f"_{name}"])
        if name != "check":
            one.add_argument("--offers", type=Path, metavar="DIR", help="the folder of the catalogue")
        return one

    for name, about in (
        ("match", "Judge residents given as JSON Lines."),
        ("understand", "Say what typed texts mean, given as JSON Lines."),
    ):
        one = command(name, about)
        one.add_argument("--on", metavar="DATE", help="the day to judge on, such as 2019-06-01 (today)")
        one.add_argument("--json", action="store_true", help="JSON Lines in and out (the only form)")
        if name == "match":
            one.add_argument("--all", action="store_true", help="also offers that do not fit")
    check = command("check", "Check a catalogue: every problem with file, line, column and what to type.")
    check.add_argument("directory", nargs="?", type=Path, metavar="DIR", help="the folder of the catalogue")
    check.add_argument("--offers", type=Path, metavar="DIR", help="the same")
    check.add_argument("--format", choices=FORMATS, default="text", help="how problems are told (text)")
    check.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    check.add_argument("--lang", default="pl", metavar="LANG", help="language of the messages: pl (default) or en")
    _add_insight(command)
    command("sources", "Write the page of all sources (docs/sources.md).")
    _add_writing(command)
    chat = command("chat", "Chat in the terminal.")
    chat.add_argument("--lang", default="pl", metavar="LANG", help="pl (default) or en")
    chat.add_argument("--on", metavar="DATE", help="the day to pretend")
    demo = command("demo", "The real bot against a local Telegram, with a page like a phone. No token.")
    demo.add_argument("--on", metavar="DATE", help="the day to pretend")
    demo.add_argument("--port", type=int, default=8080, help="the port of the page (8080; 0: any free one)")
    run = command("run", "Serve on Telegram. Settings come from the environment: see docs/settings.md.")
    run.add_argument("--debug", action="store_true", help="log more (never what residents say)")
    run.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes that share the work (1)")
    _add_operations(command)
    return made


def _add_operations(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Describe the commands for whoever runs the bot."""
    doctor = command("doctor", "What is well and what is not, each with what to do.")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    backup = command("backup", "Write all that is kept into one file, while the bot runs.")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, or a folder for files named by the moment")
    restore = command("restore", "Bring back a backup, but for whoever erased themselves since.")
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument("--verify", action="store_true", help="only show that it could be restored")
    restore.add_argument("--force", action="store_true", help="replace a database in use, or not empty")
    command("migrate", "Bring the tables of the database to this version. `run` does it too, at its start.")


def _add_insight(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Describe the commands with which staff look at the catalogue."""
    explain = command("explain", "Why an offer is what it is for one resident, condition by condition.")
    explain.add_argument("offer", metavar="OFFER", help="the id of the offer")
    explain.add_argument("--answers", metavar="JSON|FILE", help="the resident's answers, in the forms of match")
    explain.add_argument("--persona", metavar="FILE#N", help="an example resident: the number or the id in the file")
    diff = command("diff", "What lies between two versions of the catalogue: folders, or revisions of git.")
    diff.add_argument("old", metavar="OLD", help="a folder, or a revision such as HEAD~1")
    diff.add_argument("new", metavar="NEW", nargs="?", help="the same; without it the catalogue as it is now")
    coverage = command("coverage", "What the catalogue lacks: for whom and where there is nothing.")
    coverage.add_argument("--html", type=Path, metavar="FILE", help="also write a page with pictures")
    for one in (explain, diff, coverage):
        one.add_argument("--on", metavar="DATE", help="the day to judge on, such as 2019-06-01")
        one.add_argument("--json", action="store_true", help="one JSON object")
        one.add_argument("--lang", default="pl", metavar="LANG", help="pl (default) or en")


def _add_writing(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Describe the commands that help staff write the catalogue."""
    schema = command(
        "schema", "Write JSON Schema for editors into the catalogue's folder, or one schema to the terminal."
    )
    schema.add_argument("kind", nargs="?", metavar="KIND", help="print this one: questions, programme, contacts, ...")
    schema.add_argument(
        "--tables", nargs="+", type=Path, metavar="FILE", help="renew the tables of fields in documents"
    )
    new = command("new", "Ask, and write a new offer, programme, contact, town or question that passes check.")
    new.add_argument("what", choices=("offer", "programme", "contact", "town", "question"))
    new.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="answer a question beforehand")
    init = command("init", "Write a small catalogue for another town that passes check and chats at once.")
    init.add_argument("directory", type=Path, metavar="DIR", help="the new folder")
    init.add_argument("--town", metavar="NAME", help="the town")
    init.add_argument("--powiat", metavar="NAME", help="its county, as in: powiat NAME")
    init.add_argument("--voivodeship", metavar="NAME", help="its voivodeship")
    init.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="answer a question beforehand")
    for one in (schema, new, init):
        one.add_argument("--lang", default="pl", metavar="LANG", help="pl (default) or en")


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_environment(os.environ)
    if options.offers is not None:
        settings = replace(settings, offers=options.offers)
    if getattr(options, "on", None):
        settings = replace(settings, today=read_date("--on", options.on))
    return settings


def _match(options: argparse.Namespace) -> int:
    from bot.core.planner import Planner  # noqa: PLC0415 -- each command imports what it needs, so that all start fast
    from bot.memory import loaded  # noqa: PLC0415
    from bot.rows import Match, answer_rows, lines_of  # noqa: PLC0415

    settings = _settings(options)
    catalogue = without_collecting(lambda: loaded(settings.offers, settings.cache))
    answer = Match(catalogue, Planner.of(catalogue), _day(settings), options.all)
    return answer_rows(lines_of(sys.stdin), sys.stdout, answer)


def _understand(options: argparse.Namespace) -> int:
    from bot.memory import loaded  # noqa: PLC0415
    from bot.rows import Understand, answer_rows, lines_of  # noqa: PLC0415
    from bot.understand import Understanding  # noqa: PLC0415

    settings = _settings(options)
    catalogue = without_collecting(lambda: loaded(settings.offers, settings.cache))
    answer = Understand(catalogue, Understanding.of(catalogue), _day(settings))
    return answer_rows(lines_of(sys.stdin), sys.stdout, answer)


def _day(settings: Settings) -> date:
    return Clock(settings.today).now().date()


def _check(options: argparse.Namespace) -> int:
    from bot.files.loader import examine  # noqa: PLC0415

    _words(options)  # refuses a language that is not there
    path = options.directory or options.offers or Settings.from_environment(os.environ).offers
    # The day of this computer, not one to pretend: what staff looked at, they looked at today.
    catalogue, problems = examine(path, Clock(None).now().date())
    _print_problems(problems, options.lang, options.format, path)
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if options.format == "text":
        _print_summary(options.lang, catalogue, errors, len(problems) - errors)
    return BAD_DATA if errors else 0


def _print_summary(language: str, catalogue: Catalogue | None, errors: int, warnings: int) -> None:
    from bot.text.words import load_words  # noqa: PLC0415

    words = load_words(folder("locales"), language)
    parts = [words.many("{count} error", "{count} errors", errors)] if errors else []
    parts += [words.many("{count} warning", "{count} warnings", warnings)] if warnings else []
    if parts:
        print(words("Found: {found}.", found=", ".join(parts)), file=sys.stderr)  # noqa: T201
    if not errors and catalogue is not None:
        counted = words(
            "All good: {offers} offers, {contacts} contact points, {questions} questions.",
            offers=len(catalogue.offers),
            contacts=len(catalogue.contacts),
            questions=len(catalogue.questions),
        )
        print(counted)  # noqa: T201


def _print_problems(problems: Sequence[Problem], language: str, form: str = "text", path: Path = Path()) -> None:
    """Problems for people go to stderr, those for programs to stdout."""
    from bot.text import problems as sentences  # noqa: PLC0415
    from bot.text.words import load_words  # noqa: PLC0415

    words = load_words(folder("locales"), language)
    # Code hosts want paths from the top of the repository, where their runs start.
    inside = os.path.relpath(path) + "/" if path != Path() else ""
    if form == "gitlab":
        report = [sentences.as_gitlab(problem, words, inside) for problem in problems]
        print(json.dumps(report, ensure_ascii=False, indent=1))  # noqa: T201
        return
    for problem in problems:
        if form == "json":
            print(json.dumps(sentences.as_json(problem, words), ensure_ascii=False))  # noqa: T201
        elif form == "github":
            print(sentences.as_github(problem, words, inside))  # noqa: T201
        else:
            print(sentences.line(problem, words), file=sys.stderr)  # noqa: T201


def _explain(options: argparse.Namespace) -> int:
    from bot.insight import commands  # noqa: PLC0415

    return commands.explain(_asked(options))


def _diff(options: argparse.Namespace) -> int:
    from bot.insight import commands  # noqa: PLC0415

    return commands.diff(_asked(options))


def _coverage(options: argparse.Namespace) -> int:
    from bot.insight import commands  # noqa: PLC0415

    return commands.coverage(_asked(options))


def _asked(options: argparse.Namespace) -> Asked:
    from bot.insight.commands import Asked  # noqa: PLC0415

    settings = _settings(options)
    on = settings.today if options.on else None
    return Asked(options, settings.offers, on, _day(settings), _words(options), sys.stdout, sys.stderr)


def _words(options: argparse.Namespace) -> Words:
    from bot.text.words import words_asked_for  # noqa: PLC0415

    return words_asked_for(folder("locales"), options.lang)


def _sources(options: argparse.Namespace) -> int:
    from bot.files.loader import load  # noqa: PLC0415
    from bot.files.sources import page  # noqa: PLC0415

    sys.stdout.write(page(load(_settings(options).offers)))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from bot.writing import commands  # noqa: PLC0415

    return commands.schema(options, _settings(options).offers, sys.stdout)


def _new(options: argparse.Namespace) -> int:
    from bot.writing import commands  # noqa: PLC0415

    return commands.new(options, _settings(options).offers, _day(_settings(options)), sys.stdin, sys.stdout)


def _init(options: argparse.Namespace) -> int:
    from bot.writing import commands  # noqa: PLC0415

    return commands.init(options, _settings(options).offers, _day(_settings(options)), sys.stdin, sys.stdout)


def _chat(options: argparse.Namespace) -> int:
    from bot.maker import assistant  # noqa: PLC0415
    from bot.terminal import chat  # noqa: PLC0415

    settings = _settings(options)
    made = assistant(settings)
    if options.lang not in made.languages:
        msg = f"--lang has value {options.lang!r}. Choose one of: {', '.join(made.languages)}."
        raise BadUsageError(msg)
    return chat(made, options.lang, Clock(settings.today).now, sys.stdin, sys.stdout)


def _demo(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415 -- commands without a network do without it

    from bot.maker import assistant  # noqa: PLC0415

    settings = _settings(options)
    _log(settings, debug=False)
    made = assistant(settings)
    _with_telegram("bot.demo")
    from bot.demo import demo  # noqa: PLC0415 -- it is there now

    return asyncio.run(demo(settings, made, options.port))


def _run(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415

    from bot.maker import Maker  # noqa: PLC0415
    from bot.workers import command, supervise  # noqa: PLC0415

    settings = _settings(options)
    _log(settings, debug=options.debug)
    if options.workers > 1:
        return asyncio.run(supervise(settings, command(options.offers, debug=options.debug), options.workers))
    maker = Maker(settings)
    # What is wrong with the catalogue is said before the time that importing the Telegram library takes.
    made, sound = maker.make_or_last_good()
    _with_telegram("bot.app")
    from bot.app import run  # noqa: PLC0415 -- it is there now

    return asyncio.run(run(settings, made, sound=sound, maker=maker))


def _with_telegram(module: str) -> None:
    """Import a module that needs the Telegram library, and the library before it in its quick way."""
    from bot.telegram.library import import_aiogram  # noqa: PLC0415 -- the other commands do without

    without_collecting(import_aiogram)
    without_collecting(lambda: import_module(module))


def _doctor(options: argparse.Namespace) -> int:
    from bot.operations import commands  # noqa: PLC0415

    return commands.doctor(options, os.environ, sys.stdout)


def _backup(options: argparse.Namespace) -> int:
    from bot.operations import commands  # noqa: PLC0415

    return commands.backup(options, _settings(options), sys.stdout)


def _restore(options: argparse.Namespace) -> int:
    from bot.operations import commands  # noqa: PLC0415

    return commands.restore_(options, _settings(options), sys.stdout)


def _workers(written: str) -> int:
    """Read how many workers there shall be. More than there are slices of chats would have nothing to do."""
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= MOST_WORKERS):
        msg = f"{written!r} is not a number from 1 to {MOST_WORKERS}"
        raise argparse.ArgumentTypeError(msg)
    return int(written)


def _migrate(options: argparse.Namespace) -> int:
    from bot.store.schema import HEAD  # noqa: PLC0415
    from bot.store.store import prepared  # noqa: PLC0415

    for line in prepared(_settings(options).database_url):
        print(line)  # noqa: T201
    print(f"The database is at version {HEAD}.")  # noqa: T201
    return 0


def _log(settings: Settings, *, debug: bool) -> None:
    from bot.logs import configure  # noqa: PLC0415

    configure(debug=debug, token=settings.token, form=settings.log)
