"""`drogowskaz doctor`: one screen that says what is well, what is not, and what to do about it.

Nothing is changed, and neither token nor secret nor anything of a resident is shown.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from time import time
from typing import TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clock import Clock
from bot.core.errors import BadUsageError, DrogowskazError, Level
from bot.core.index_judge import PlainJudge, fastest
from bot.exits import BAD_DATA, DONE
from bot.files.loader import examine
from bot.operations import database
from bot.operations.botapi import TELEGRAM, BotApi, Told
from bot.operations.disk import LOW_BYTES, free_bytes, megabytes
from bot.resources import folder
from bot.settings import Settings
from bot.store.vault import Vault, load_secret
from bot.text.words import languages

WELL, LOOK, BAD = "well", "look", "bad"
SIGNS = {WELL: "✓", LOOK: "!", BAD: "✗"}
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
#: A clock that is further from Telegram's than this is wrong.
MOST_SECONDS_OFF = 60
#: More updates waiting at Telegram than this are worth a look.
MANY_WAITING = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: which check, how it stands (well, look, bad), what was found, and what to do."""

    check: str
    state: str
    found: str
    do: str = ""


Findings = Iterator[Finding]


def doctor(environment: Mapping[str, str], offers: Path | None, out: TextIO, *, as_json: bool) -> int:
    """Look at everything and tell. Gives the exit code: 1 where something must be mended."""
    findings = list(look(environment, offers))
    out.writelines(line + "\n" for line in (_json_lines(findings) if as_json else _lines(findings)))
    return BAD_DATA if any(one.state == BAD for one in findings) else DONE


def look(environment: Mapping[str, str], offers: Path | None = None) -> Findings:
    """Look at one thing after another."""
    try:
        settings = Settings.from_environment(environment)
    except BadUsageError as error:
        yield Finding("settings", BAD, str(error), "Correct it and run this again: the rest hangs on it.")
        return
    catalogue = offers or settings.offers
    yield from _settings(settings)
    api = BotApi(settings.token, settings.api_url or TELEGRAM) if settings.token else None
    me = api.ask("getMe") if api and TOKEN.fullmatch(settings.token or "") else None
    checks: tuple[tuple[str, Callable[[], Findings]], ...] = (
        ("token", lambda: _token(settings, me)),
        ("receiving", lambda: _receiving(api, me)),
        ("secret", lambda: _secret(settings)),
        ("database", lambda: _database(settings)),
        ("disk", lambda: _disk(settings)),
        ("catalogue", lambda: _catalogue(catalogue)),
        ("matching", _matching),
        ("languages", lambda: _languages(settings)),
        ("clock", lambda: _clock(me)),
        ("staff chat", lambda: _staff_chat(settings, api, me)),
    )
    for name, check in checks:
        try:
            yield from check()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other checks go on
            told = str(error) if isinstance(error, DrogowskazError) else type(error).__name__
            yield Finding(name, BAD, f"could not be looked at: {told}")


def _settings(settings: Settings) -> Findings:
    if settings.today is not None:
        yield Finding("settings", LOOK, f"BOT_TODAY pretends {settings.today}.", "Unset it where residents are served.")
    elif settings.operator is None:
        told = 'BOT_OPERATOR is not set: residents read "a demonstration, run by no town".'
        yield Finding("settings", LOOK, told, "Set it to who runs the bot.")
    else:
        yield Finding("settings", WELL, "All can be used.")


def _token(settings: Settings, me: Told | None) -> Findings:
    if settings.token is None:
        yield Finding("token", BAD, "BOT_TOKEN is not set.", "Get a token from @BotFather and set BOT_TOKEN.")
    elif me is None:
        yield Finding("token", BAD, "BOT_TOKEN is not a token.", "It looks like 123456:ABC-DEF... Copy it whole.")
    elif me.ok:
        yield Finding("token", WELL, f"Telegram knows it as @{me.result.get('username')}.")
    elif me.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        yield Finding("token", BAD, f"Telegram does not accept it ({me.status}).", "Get a new one from @BotFather.")
    else:
        told = f"Telegram cannot be asked: {me.reason or me.status}."
        yield Finding("token", BAD, told, "Look at the network, the firewall and BOT_API_URL.")


def _receiving(api: BotApi | None, me: Told | None) -> Findings:
    if api is None or me is None or not me.ok:
        return
    hook = api.ask("getWebhookInfo")
    if not hook.ok:
        yield Finding("receiving", BAD, f"Telegram does not say how updates are received: {hook.reason}.")
        return
    waiting = hook.result.get("pending_update_count") or 0
    # The address itself is not shown: some put a secret into it.
    how = "by webhook" if hook.result.get("url") else "by polling"
    if hook.result.get("last_error_message"):
        told = f"Telegram receives no answer from the webhook: {str(hook.result['last_error_message'])[:100]}"
        yield Finding("receiving", BAD, told, "Look at the certificate, the reverse proxy and BOT_WEBHOOK_URL.")
    elif waiting > MANY_WAITING:
        do = "Is the bot running? Its log says why it does not take them."
        yield Finding("receiving", LOOK, f"{how}; {waiting} updates wait at Telegram.", do)
    else:
        yield Finding("receiving", WELL, f"{how}; {waiting} updates wait at Telegram.")


def _secret(settings: Settings) -> Findings:
    path = settings.secret_file
    if settings.secret is None and not path.exists():
        found = _sealed(settings, None)
        if found:
            do = "Bring back its file, or set BOT_SECRET: without it what is kept cannot be read."
            yield Finding("secret", BAD, f"{path} is not there, but the database holds sealed rows.", do)
        else:
            yield Finding("secret", LOOK, "There is none yet.", f"It is made at the first start, in {path}.")
        return
    vault = Vault(load_secret(settings.secret, path))
    if settings.secret is None:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding("secret", BAD, f"{path} can be read by others (mode {mode:04o}).", f"chmod 600 {path}")
            return
    where = "BOT_SECRET" if settings.secret is not None else f"{path}, for its owner alone"
    wrong = _sealed(settings, vault)
    if wrong:
        do = "Set the secret that belongs to this database."
        yield Finding("secret", BAD, f"{where}; but {wrong} waiting updates were sealed with another one.", do)
    else:
        yield Finding("secret", WELL, f"{where}.")


def _sealed(settings: Settings, vault: Vault | None) -> int:
    """Count the rows that this secret does not open; without one, all that are sealed."""
    try:
        return database.not_opened(settings.database_url, vault)
    except DrogowskazError:
        return 0  # the next line tells


def _database(settings: Settings) -> Findings:
    looked = database.look(settings.database_url)
    if not looked.there:
        yield Finding("database", LOOK, f"{looked.name} is not there yet.", "It is made at the first start.")
    elif looked.trouble:
        do = "Look at its owner, its disk and BOT_DATABASE_URL."
        yield Finding("database", BAD, f"{looked.name}: {looked.trouble}.", do)
    else:
        yield Finding("database", WELL, f"{looked.name} can be read and written; {looked.version}.")


def _disk(settings: Settings) -> Findings:
    free = free_bytes(settings.state_folder)
    told = f"{megabytes(free)} free where the bot keeps its files."
    if free < LOW_BYTES:
        yield Finding("disk", BAD, told, f"Make room: below {megabytes(LOW_BYTES)} nothing more may be saved soon.")
    else:
        yield Finding("disk", WELL, told)


def _catalogue(path: Path) -> Findings:
    catalogue, problems = examine(path, Clock().now().date())
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if catalogue is None or errors:
        first = next(problem for problem in problems if problem.level is Level.ERROR).where
        told = f"{errors} errors, the first in {first.file}, line {first.line or 1}."
        yield Finding("catalogue", BAD, told, f"drogowskaz check {path}")
    else:
        counted = f"{len(catalogue.offers)} offers, {len(catalogue.contacts)} contact points"
        yield Finding("catalogue", WELL, f"{counted}, {len(problems)} warnings.")


def _matching() -> Findings:
    if fastest() is PlainJudge:
        told = "Not compiled: the same results, more slowly. A town does not feel it, a whole country does."
        yield Finding("matching", LOOK, told, "Install gcc and the headers of Python, then install the bot again.")
    else:
        yield Finding("matching", WELL, "Compiled for this machine.")


def _languages(settings: Settings) -> Findings:
    found = languages(folder("locales"))
    if settings.default_language in found:
        yield Finding("languages", WELL, f"{', '.join(found)}; {settings.default_language} for everybody else.")
    else:
        told = f"BOT_LANGUAGE has value {settings.default_language!r}."
        yield Finding("languages", BAD, told, f"Choose one of: {', '.join(found)}.")


def _clock(me: Told | None) -> Findings:
    try:
        ZoneInfo("Europe/Warsaw")
    except ZoneInfoNotFoundError:
        yield Finding("clock", BAD, "Poland's time zone is not known.", "Install the package tzdata.")
        return
    now = Clock().now().strftime("%d.%m.%Y %H:%M")
    off = round(time() - me.at) if me is not None and me.at is not None else None
    if off is None:
        yield Finding("clock", LOOK, f"It is {now} in Poland; not held against Telegram's clock.", "See the token.")
    elif abs(off) > MOST_SECONDS_OFF:
        told = f"It is {now} in Poland by this machine, {abs(off)} s {'ahead' if off > 0 else 'behind'}."
        yield Finding("clock", BAD, told, "Set the clock, by NTP: answers are erased and offers dated by it.")
    else:
        yield Finding("clock", WELL, f"It is {now} in Poland, as Telegram's clock says.")


def _staff_chat(settings: Settings, api: BotApi | None, me: Told | None) -> Findings:
    if settings.staff_chat is None:
        told = "BOT_STAFF_CHAT is not set: edits and alerts go to the log alone."
        yield Finding("staff chat", LOOK, told, "Set BOT_STAFF and BOT_STAFF_CHAT.")
        return
    if api is None or me is None or not me.ok:
        return
    chat = api.ask("getChat", chat_id=settings.staff_chat)
    if chat.ok:
        yield Finding("staff chat", WELL, f"The bot is in it; {len(settings.staff)} members of staff are obeyed.")
    else:
        told = f"Telegram does not know it: {chat.reason or chat.status}."
        yield Finding("staff chat", BAD, told, "Put the bot into the group, or correct BOT_STAFF_CHAT.")


def _lines(findings: Iterable[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"{SIGNS[one.state]} {one.check:<11} {one.found}"
        if one.do:
            yield f"{'':<13} → {one.do}"


def _json_lines(findings: Iterable[Finding]) -> Iterator[str]:
    return (json.dumps(asdict(one), ensure_ascii=False) for one in findings)
