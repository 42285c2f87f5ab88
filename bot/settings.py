"""Configuration from the environment. A value that cannot be used says so in one line and names itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.core.errors import BadUsageError
from bot.resources import folder

#: Telegram's ids take 52 bits at most.
LARGEST_ID = (1 << 52) - 1
#: Ids that stand for whoever does not write as themselves: to name one would be to obey them all.
NOBODY = {
    777000: "posts of a channel",
    136817688: "whoever writes as a channel",
    1087968824: "administrators who write anonymously",
}
LARGEST_PORT = 65535
#: How logs are written.
LOG_FORMS = ("text", "json")
#: What should not stand in an environment that others may read can be given as the name of a file that holds it.
FROM_FILES = {
    "BOT_TOKEN": "BOT_TOKEN_FILE",
    "BOT_DATABASE_URL": "BOT_DATABASE_URL_FILE",
    "BOT_WEBHOOK_SECRET": "BOT_WEBHOOK_SECRET_FILE",
}
#: What Telegram takes as a secret, and not shorter than nobody can guess.
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
#: An address holds nothing that cannot be seen.
ADDRESS = re.compile(r"[!-~]+")
#: An address without a name, a password, a query or a part of a page.
HOOK = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")
#: More digits than anything has that is set: no number is made of them.
MOST_DIGITS = 19
#: The number of a worker, and of the process that looks after it.
WORKER = re.compile(r"([0-9]{1,3}):([0-9]{1,10})")
#: Where the webhook listens behind a web server that speaks HTTPS.
LISTEN = "127.0.0.1:8443"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Hook:
    """Where Telegram posts updates, the secret it shows, and where they are received."""

    url: str
    secret: str = field(repr=False)
    listen: str


@dataclass(frozen=True)
class Worker:
    """One of several workers: its number, from 0, and the process that looks after it."""

    number: int
    parent: int


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Defaults are for one machine with SQLite."""

    token: str | None
    api_url: str | None
    offers: Path
    database_url: str
    today: date | None
    secret: str | None
    secret_file: Path
    operator: str | None
    kept_hours: int
    default_language: str
    #: Telegram ids of the members of staff who are obeyed.
    staff: frozenset[int]
    #: The chat in which staff are told of edits.
    staff_chat: int | None
    #: Where changes that staff sent are kept, with the versions before them and the log.
    staff_folder: Path
    #: How logs are written: text or json.
    log: str = "text"
    #: Where the pages of health and figures are served: host and port; None: nowhere.
    health: tuple[str, int] | None = None
    #: How many days a backup may be kept, and so how long it must be known who erased themselves since.
    backup_days: int = 35
    #: How Telegram posts updates; None: they are fetched by long polling.
    webhook: Hook | None = None
    #: Which of several workers this process is; None: it runs alone.
    worker: Worker | None = None
    #: Where what was read is kept for the next start; None: nowhere.
    cache: Path | None = None

    @property
    def health_listen(self) -> tuple[str, int] | None:
        """Where this process serves its pages of health: of several workers each has the next port."""
        if self.health is None or self.worker is None:
            return self.health
        host, port = self.health
        return host, port + self.worker.number

    @property
    def state_folder(self) -> Path:
        """The folder of what the bot keeps in files: that of the SQLite database, else `var`."""
        return self.staff_folder.parent

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings. Raises BadUsageError."""
        environment = _with_files(environment)
        database = environment.get("BOT_DATABASE_URL") or "sqlite:///var/drogowskaz.db"
        staff = _ids("BOT_STAFF", environment.get("BOT_STAFF"))
        return cls(
            token=environment.get("BOT_TOKEN") or None,
            api_url=_address("BOT_API_URL", environment.get("BOT_API_URL")),
            offers=Path(environment.get("BOT_OFFERS") or folder("offers")),
            database_url=database,
            today=_date("BOT_TODAY", environment.get("BOT_TODAY")),
            secret=environment.get("BOT_SECRET") or None,
            secret_file=Path(environment.get("BOT_SECRET_FILE") or _beside(database, "secret.key")),
            operator=environment.get("BOT_OPERATOR") or None,
            kept_hours=_number("BOT_KEEP_HOURS", environment.get("BOT_KEEP_HOURS"), default=24, most=24 * 30),
            default_language=environment.get("BOT_LANGUAGE") or "pl",
            staff=staff,
            staff_chat=_staff_chat(environment.get("BOT_STAFF_CHAT"), staff),
            staff_folder=Path(_beside(database, "staff")),
            log=_choice("BOT_LOG", environment.get("BOT_LOG"), LOG_FORMS),
            health=_listen("BOT_HEALTH_LISTEN", environment.get("BOT_HEALTH_LISTEN")),
            backup_days=_number("BOT_BACKUP_DAYS", environment.get("BOT_BACKUP_DAYS"), default=35, most=366),
            webhook=_webhook(environment),
            worker=_worker(environment.get("BOT_WORKER")),
            cache=_cache(environment),
        )


def read_date(name: str, written: str) -> date:
    """Read a date such as 2019-06-01. Raises BadUsageError naming the setting or option."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        msg = f"{name} has value {written!r}. Not a date: write it like 2019-06-01."
        raise BadUsageError(msg) from None


def _with_files(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Take values from the files that are named for them; a value of its own goes before the file."""
    found = dict(environment)
    for name, named in FROM_FILES.items():
        path = environment.get(named)
        if not path or environment.get(name):
            continue
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not text"
            msg = f"{named} has value {path!r}. The file cannot be read: {reason}."
            raise BadUsageError(msg) from None
    return found


def _choice(name: str, written: str | None, known: tuple[str, ...]) -> str:
    """Give the one of those known that is meant, the first where nothing is written."""
    if not written:
        return known[0]
    if written not in known:
        msg = f"{name} has value {written!r}. Choose one of: {', '.join(known)}."
        raise BadUsageError(msg)
    return written


def _listen(name: str, written: str | None) -> tuple[str, int] | None:
    """Read where to listen: a host and a port. An IPv6 host stands in brackets."""
    if not written:
        return None
    host, _, port = written.rpartition(":")
    if not host or not 0 <= _whole(port) <= LARGEST_PORT:
        msg = f"{name} has value {written!r}. Write a host and a port, like 127.0.0.1:8088."
        raise BadUsageError(msg)
    return host.strip("[]"), int(port)


def _date(name: str, written: str | None) -> date | None:
    return read_date(name, written) if written else None


def _number(name: str, written: str | None, *, default: int, most: int) -> int:
    if not written:
        return default
    if not 1 <= _whole(written) <= most:
        msg = f"{name} has value {written!r}. Not a number from 1 to {most}."
        raise BadUsageError(msg)
    return int(written)


def _whole(written: str) -> int:
    """Read a whole number; -1 for whatever is none."""
    plain = written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS
    return int(written) if plain else -1


def _host(written: str, *schemes: str) -> str | None:
    """Give the host of an address; None where it is not written as an address of these schemes."""
    try:
        parts = urlsplit(written)
        # Asking for the port shows whether it is one.
        is_one = parts.scheme in schemes and parts.port != 0
    except ValueError:
        return None
    return parts.hostname if is_one else None


def _address(name: str, written: str | None) -> str | None:
    if not written:
        return None
    if not _host(written, "http", "https") or not ADDRESS.fullmatch(written):
        # The value is not repeated: an address may carry a token.
        msg = f"{name} is not an address. Write it like http://127.0.0.1:8081."
        raise BadUsageError(msg)
    return written.rstrip("/")


def _webhook(environment: Mapping[str, str]) -> Hook | None:
    url, secret = environment.get("BOT_WEBHOOK_URL"), environment.get("BOT_WEBHOOK_SECRET") or ""
    if not url:
        return None
    safe = _host(url, "https") or _host(url, "http") in LOOPBACK
    if not (safe and HOOK.fullmatch(url)):
        # The value is not repeated: an address may carry a password.
        msg = "BOT_WEBHOOK_URL is not an address for Telegram. Write it like https://bot.example.org/telegram."
        raise BadUsageError(msg)
    if not SECRET.fullmatch(secret):
        # The value is not repeated.
        msg = (
            "BOT_WEBHOOK_SECRET must be 32 to 256 of A-Z, a-z, 0-9, _ and -, or anybody could send updates. "
            "Make one with: openssl rand -hex 32"
        )
        raise BadUsageError(msg)
    return Hook(url, secret, environment.get("BOT_WEBHOOK_LISTEN") or LISTEN)


def _worker(written: str | None) -> Worker | None:
    if not written:
        return None
    found = WORKER.fullmatch(written)
    if not found:
        msg = f"BOT_WORKER has value {written!r}. `drogowskaz run --workers` sets it; do not set it yourself."
        raise BadUsageError(msg)
    return Worker(int(found[1]), int(found[2]))


def _ids(name: str, written: str | None) -> frozenset[int]:
    """Read the numbers of people, such as 7000000001, 7000000002."""
    parts = [part.strip() for part in (written or "").split(",")] if written else []
    for part in parts:
        if not 0 < _whole(part) <= LARGEST_ID:
            msg = f"{name} has {part!r} in it. Write Telegram ids with commas between them, like 7000000001,7000000002."
            raise BadUsageError(msg)
        if int(part) in NOBODY:
            msg = f"{name} has {part} in it, which Telegram writes for many people at once: {NOBODY[int(part)]}."
            raise BadUsageError(msg)
    return frozenset(int(part) for part in parts)


def _staff_chat(written: str | None, staff: frozenset[int]) -> int | None:
    if not written:
        return None
    if not 0 < _whole(written.removeprefix("-")) <= LARGEST_ID:
        msg = f"BOT_STAFF_CHAT has value {written!r}. Not the id of a chat: write it like -1001234567890."
        raise BadUsageError(msg)
    if not staff:
        msg = "BOT_STAFF_CHAT is set, but BOT_STAFF names nobody who may answer there. Set both."
        raise BadUsageError(msg)
    return int(written)


def _cache(environment: Mapping[str, str]) -> Path | None:
    """Give the folder for what can be made anew: the one that is set, else the usual one of this user."""
    written = environment.get("BOT_CACHE")
    if written:
        return None if written == "off" else Path(written)
    usual, home = environment.get("XDG_CACHE_HOME"), environment.get("HOME")
    return Path(usual, "drogowskaz") if usual else Path(home, ".cache", "drogowskaz") if home else None


def _beside(database: str, name: str) -> str:
    """Give the place of a file or folder: beside an SQLite database, else in the working folder."""
    _, found, path = database.partition("sqlite:///")
    return str(Path(path).parent / name) if found and path else f"var/{name}"
