"""What each command does. How they are typed: `bot.options`; their contracts stand in `docs/commands.md`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.collecting import without_collecting
from bot.core.errors import BadCatalogueError, BadUsageError, DrogowskazError
from bot.exits import BAD_DATA, BAD_USAGE, DONE, INTERRUPTED
from bot.options import parser
from bot.resources import folder
from bot.settings import Settings, read_date

if TYPE_CHECKING:
    from bot.insight.commands import Asked
    from bot.text.words import Words


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams of the process
    options = parser().parse_args(arguments)
    try:
        sys.exit(COMMANDS[options.command](options))
    except BadUsageError as error:
        print(f"drogowskaz: {error}", file=sys.stderr)
        sys.exit(BAD_USAGE)
    except BadCatalogueError as error:
        _tell(error, getattr(options, "lang", "en"))
        sys.exit(BAD_DATA)
    except DrogowskazError as error:
        print(f"drogowskaz: {error}", file=sys.stderr)
        sys.exit(BAD_DATA)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)


def _tell(error: BadCatalogueError, language: str) -> None:
    from bot.checking import tell
    from bot.text.words import load_words

    tell(error.problems, load_words(folder("locales"), language))


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_environment(os.environ)
    if options.offers is not None:
        settings = replace(settings, offers=options.offers)
    if getattr(options, "on", None):
        settings = replace(settings, today=read_date("--on", options.on))
    return settings


def _match(options: argparse.Namespace) -> int:
    from bot.core.planner import Planner
    from bot.memory import loaded
    from bot.rows import Match, answer_rows, lines_of

    settings = _settings(options)
    catalogue = without_collecting(lambda: loaded(settings.offers, settings.cache))
    answer = Match(catalogue, Planner.of(catalogue), _day(settings), options.all)
    return answer_rows(lines_of(sys.stdin), sys.stdout, answer)


def _understand(options: argparse.Namespace) -> int:
    from bot.memory import loaded
    from bot.rows import Understand, answer_rows, lines_of
    from bot.understand import Understanding

    settings = _settings(options)
    catalogue = without_collecting(lambda: loaded(settings.offers, settings.cache))
    answer = Understand(catalogue, Understanding.of(catalogue), _day(settings))
    return answer_rows(lines_of(sys.stdin), sys.stdout, answer)


def _day(settings: Settings) -> date:
    return Clock(settings.today).now().date()


def _check(options: argparse.Namespace) -> int:
    from bot.checking import check

    words = _words(options)
    path = options.directory or options.offers or Settings.from_environment(os.environ).offers
    return check(path, words, options.format)


def _explain(options: argparse.Namespace) -> int:
    from bot.insight import commands

    return commands.explain(_asked(options))


def _diff(options: argparse.Namespace) -> int:
    from bot.insight import commands

    return commands.diff(_asked(options))


def _coverage(options: argparse.Namespace) -> int:
    from bot.insight import commands

    return commands.coverage(_asked(options))


def _asked(options: argparse.Namespace) -> Asked:
    from bot.insight.commands import Asked

    settings = _settings(options)
    on = settings.today if options.on else None
    return Asked(options, settings.offers, on, _day(settings), _words(options), sys.stdout, sys.stderr)


def _words(options: argparse.Namespace) -> Words:
    from bot.text.words import words_asked_for

    return words_asked_for(folder("locales"), options.lang)


def _sources(options: argparse.Namespace) -> int:
    from bot.files.loader import load
    from bot.files.sources import page

    sys.stdout.write(page(load(_settings(options).offers)))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from bot.writing import commands

    return commands.schema(options, _settings(options).offers, sys.stdout)


def _new(options: argparse.Namespace) -> int:
    from bot.writing import commands

    return commands.new(options, _settings(options).offers, _day(_settings(options)), sys.stdin, sys.stdout)


def _init(options: argparse.Namespace) -> int:
    from bot.writing import commands

    return commands.init(options, _settings(options).offers, _day(_settings(options)), sys.stdin, sys.stdout)


def _chat(options: argparse.Namespace) -> int:
    from bot.maker import assistant
    from bot.terminal import chat

    settings = _settings(options)
    made = assistant(settings)
    if options.lang not in made.languages:
        msg = f"--lang has value {options.lang!r}. Choose one of: {', '.join(made.languages)}."
        raise BadUsageError(msg)
    return chat(made, options.lang, Clock(settings.today).now, sys.stdin, sys.stdout)


def _demo(options: argparse.Namespace) -> int:
    import asyncio

    from bot.maker import assistant

    _words(options)  # a language that is not there is told before anything begins
    settings = _settings(options)
    _log(settings, debug=False)
    made = assistant(settings)
    _with_telegram("bot.demo")
    from bot.demo import demo

    return asyncio.run(demo(settings, made, options.port))


def _run(options: argparse.Namespace) -> int:
    import asyncio

    from bot.maker import Maker
    from bot.workers import command, supervise

    settings = _settings(options)
    _log(settings, debug=options.debug)
    if options.workers > 1:
        return asyncio.run(supervise(settings, command(options.offers, debug=options.debug), options.workers))
    maker = Maker(settings)
    # What is wrong with the catalogue is said before the time that importing the Telegram library takes.
    made, sound = maker.make_or_last_good()
    _with_telegram("bot.app")
    from bot.app import run

    return asyncio.run(run(settings, made, sound=sound, maker=maker))


def _with_telegram(module: str) -> None:
    """Import a module that needs the Telegram library, and the library before it in its quick way."""
    from bot.telegram.library import import_aiogram

    without_collecting(import_aiogram)
    without_collecting(lambda: import_module(module))


def _doctor(options: argparse.Namespace) -> int:
    from bot.operations import commands

    return commands.doctor(options, os.environ, sys.stdout)


def _backup(options: argparse.Namespace) -> int:
    from bot.operations import commands

    return commands.backup(options, _settings(options), sys.stdout)


def _restore(options: argparse.Namespace) -> int:
    from bot.operations import commands

    return commands.restore_(options, _settings(options), sys.stdout)


def _migrate(options: argparse.Namespace) -> int:
    from bot.store.opening import prepared
    from bot.store.schema import HEAD

    for line in prepared(_settings(options).database_url):
        print(line)
    print(f"The database is at version {HEAD}.")
    return 0


def _log(settings: Settings, *, debug: bool) -> None:
    from bot.logs import configure

    configure(debug=debug, token=settings.token, form=settings.log)


#: What stands first on the command line -> what does it.
COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "match": _match,
    "understand": _understand,
    "check": _check,
    "explain": _explain,
    "diff": _diff,
    "coverage": _coverage,
    "sources": _sources,
    "schema": _schema,
    "new": _new,
    "init": _init,
    "chat": _chat,
    "demo": _demo,
    "run": _run,
    "doctor": _doctor,
    "backup": _backup,
    "restore": _restore,
    "migrate": _migrate,
}
