"""A real PostgreSQL for tests: one given by the environment, else one of our own on loopback, never a pretended one.

BOT_TEST_POSTGRES may name a server and somebody who may make databases there. Otherwise the programs are sought on this
machine and started in a folder that goes in the end; PostgreSQL does not run as root, so root hands it to another user.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

GIVEN = "BOT_TEST_POSTGRES"
#: Packages that carry the programs -> where in them.
WHEELS = {"pgserver": "pginstall/bin"}
#: Whom root lets run the server.
USERS = ("postgres", "nobody")
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
}


class UnavailableError(Exception):
    """There is no PostgreSQL here; the message names what was tried."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that runs. `url` is that of an administrator; `programs` and `data` only where it is ours."""

    url: str
    programs: Path | None = None
    data: Path | None = None

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the address of a new, empty database, which goes in the end with all who still use it."""
        name = f"test_{secrets.token_hex(8)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))
        finally:
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def control(self, *what: str) -> None:
        """Run pg_ctl on a server of our own, such as `stop -m immediate` or `start`."""
        if self.programs is None or self.data is None:
            raise UnavailableError("a server that was given is not stopped")
        log = self.data.parent / "log"
        _run(self.programs / "pg_ctl", "-D", str(self.data), "-l", str(log), "-w", "-s", *what, folder=self.data.parent)


@contextmanager
def postgres() -> Iterator[Server]:
    """Give a PostgreSQL. Raises UnavailableError."""
    if given := os.environ.get(GIVEN):
        yield Server(given)
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="drogowskaz-pg-"))
    try:
        server = _made(programs, folder)
        try:
            yield server
        finally:
            server.control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Find the folder with the server's programs."""
    tried = [f"{GIVEN} (not set)"]
    places: list[Path] = []
    if found := shutil.which("pg_config"):
        asked = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(asked.stdout.strip() or "pg_config"))
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("pg_ctl"):
        places.append(Path(found).resolve().parent)
    for name, inside in WHEELS.items():
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            places.append(Path(spec.origin).parent / inside)
        else:
            tried.append(f"the package {name} (not installed)")
    for place in places:
        if all((place / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return place
        tried.append(f"{place} (no server there)")
    tried += [] if places else ["pg_config, /usr/lib/postgresql/*/bin and PATH (nothing found)"]
    raise UnavailableError(f"No PostgreSQL for tests. Tried: {'; '.join(tried)}. On Debian: apt install postgresql")


def _made(programs: Path, folder: Path) -> Server:
    data, password = folder / "data", folder / "password"
    password.write_text(secrets.token_hex(16))
    if user := _user():
        for path in (folder, password):
            shutil.chown(path, user.pw_uid, user.pw_gid)
    made = ("-A", "scram-sha-256", "-U", "tests", f"--pwfile={password}", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(programs / "initdb", "-D", str(data), *made, folder=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = OPTIONS | {"port": str(port), "unix_socket_directories": str(folder)}
    with (data / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in options.items())
    server = Server(f"postgresql://tests:{password.read_text()}@127.0.0.1:{port}/postgres", programs, data)
    server.control("start")
    return server


def _user() -> pwd.struct_passwd | None:
    """Give who is to run the server: None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise UnavailableError(f"PostgreSQL does not run as root, and there is no user {' or '.join(USERS)} here.")


def _run(program: Path, *arguments: str, folder: Path) -> None:
    user = _user()
    done = subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)},
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        # Not to a pipe: the server would hold it open for as long as it runs.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if program.name == "pg_ctl" else subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        log = folder / "log"
        told = (done.stderr or "") + (log.read_text() if log.exists() else "")
        raise UnavailableError(f"{program.name} {_named(arguments)} failed: {told[-2000:]}")


def _named(arguments: Sequence[str]) -> str:
    return " ".join(one for one in arguments if not one.startswith("/"))
