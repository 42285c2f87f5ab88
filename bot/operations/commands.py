"""The commands `doctor`, `backup` and `restore`: what was asked for is read, and what was done is told."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import TextIO

from bot.core.errors import BadUsageError
from bot.exits import DONE
from bot.operations import backup as backups
from bot.operations import database, restore
from bot.operations.doctor import doctor as look_at_all
from bot.settings import Settings
from bot.store.erasures import Erasures
from bot.store.vault import Vault, load_secret

#: How backups written into a folder are called.
NAMED, PATTERN = "drogowskaz-%Y%m%d-%H%M%S.backup", "drogowskaz-[0-9]*.backup"


def doctor(options: Namespace, environment: Mapping[str, str], out: TextIO) -> int:
    """Tell what is well and what is not. Exit code 1 where something must be mended."""
    return look_at_all(environment, options.offers, out, as_json=options.json)


def backup(options: Namespace, settings: Settings, out: TextIO) -> int:
    """Write a backup: into a file, or into a folder under the name of the moment."""
    now = datetime.now(UTC)
    target: Path = options.file
    into_folder = target.is_dir()
    file = target / now.strftime(NAMED) if into_folder else target
    made = backups.backup(settings.database_url, _vault(settings).fingerprint, file, int(now.timestamp()))
    out.write(f"{file}: {_counted({name: weight.count for name, weight in made.tables.items()})}\n")
    out.write("The secret is not in it. Keep a copy of it elsewhere: without it nobody's answers can be read.\n")
    if into_folder:
        for gone in _too_old(target, now - timedelta(days=settings.backup_days)):
            gone.unlink(missing_ok=True)
            out.write(f"{gone}: removed, older than {settings.backup_days} days\n")
    return DONE


def _newest(folder: Path) -> Path:
    """Give the newest backup of a folder. Raises BadUsageError where there is none."""
    found = sorted(folder.glob(PATTERN))
    if not found:
        msg = f"There is no backup in {folder}."
        raise BadUsageError(msg)
    return found[-1]


def _too_old(folder: Path, oldest: datetime) -> list[Path]:
    """Give the backups of a folder, by their own names, that are older than they may be."""
    found = []
    for path in sorted(folder.glob(PATTERN)):
        with suppress(ValueError):
            if datetime.strptime(path.name, NAMED).replace(tzinfo=UTC) < oldest:
                found.append(path)
    return found


def restore_(options: Namespace, settings: Settings, out: TextIO) -> int:
    """Restore a backup, or with --verify only show that it could be."""
    now = int(time())
    marks = Erasures(settings.state_folder / "erased", settings.backup_days).read()
    file = _newest(options.file) if options.verify and options.file.is_dir() else options.file
    wanted = restore.Wanted(file, _vault(settings), marks, now - settings.kept_hours * 3600)
    if options.verify:
        said = restore.verify(wanted, settings.database_url, settings.state_folder)
        out.write(f"{file}: of {said.made}, whole: every row came back in a database made for the test.\n")
        out.write(f"{_counted({name: weight.count for name, weight in said.tables.items()})}\n")
        return DONE
    if not options.force:
        _ask(settings.database_url)
    done = restore.restore(wanted, settings.database_url, settings.state_folder)
    out.write(f"{file}: restored as of {done.backup.made}, every row compared.\n")
    out.write(f"{_counted(done.rows)}\n")
    out.write(f"Left out: residents who erased themselves since: {done.erased}; answers too old: {done.old}\n")
    return DONE


def _ask(url: str) -> None:
    """Refuse to replace what somebody uses, or anything at all. Raises BadUsageError."""
    shown, path = database.name(url), database.path_of(url)
    if path is not None and not path.exists():
        return
    if database.in_use(url):
        msg = f"{shown} is in use. Stop the bot first; to restore all the same, add --force."
        raise BadUsageError(msg)
    held = restore.holds(url)
    if held:
        msg = f"{shown} is not empty: {_counted(held)}. To replace all of it, add --force."
        raise BadUsageError(msg)


def _counted(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{name}: {count} rows" for name, count in rows.items()) or "no rows"


def _vault(settings: Settings) -> Vault:
    """Open the vault with the secret that is there; none is made. Raises BadUsageError."""
    if settings.secret is None and not settings.secret_file.exists():
        msg = f"The secret is not there. BOT_SECRET is not set, and there is no file {settings.secret_file}."
        raise BadUsageError(msg)
    return Vault(load_secret(settings.secret, settings.secret_file))
