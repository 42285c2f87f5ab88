"""Every command as it is typed. Their contracts stand in `docs/commands.md`; `bot.cli` does what they ask."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

#: So many workers at most share the work of one bot.
MOST_WORKERS = 64
#: How `check` tells problems: for people; JSON Lines; what GitHub and GitLab show beside the line.
FORMATS = ("text", "json", "github", "gitlab")


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    made = argparse.ArgumentParser(
        prog="drogowskaz", description="Shows residents which support fits them, why, and where to go."
    )
    commands = made.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.set_defaults(command=name)
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
    demo.add_argument("--lang", default="pl", metavar="LANG", help="how problems of the catalogue are told: pl or en")
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


def _workers(written: str) -> int:
    """Read how many workers there shall be. More than there are slices of chats would have nothing to do."""
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= MOST_WORKERS):
        msg = f"{written!r} is not a number from 1 to {MOST_WORKERS}"
        raise argparse.ArgumentTypeError(msg)
    return int(written)
