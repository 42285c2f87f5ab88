"""`make rehearsal`: the steps of deploy/Dockerfile done by hand, for machines without an engine for containers.

Files are copied into an empty folder, packages are installed from the lock into a fresh environment there, and the
program is started from it, in a folder of its own, against a local Telegram, as the image would start it; then its
health is asked as HEALTHCHECK asks it, and it is stopped with STOPSIGNAL. It needs the network, for the packages.

What only an engine can show: the base image, the user, and that the rest of the file system is read-only.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.emulator import LocalTelegram
from tests.conftest import ROOT, TOKEN

#: Steps that change the system: not done here.
NOT_HERE = ("groupadd", "apt-get")
START_SECONDS, STOP_SECONDS = 60, 15
HEALTH = "http://127.0.0.1:8088"


def steps() -> Iterator[tuple[str, str]]:
    """Give the instructions of the Dockerfile."""
    lines = [line for line in (ROOT / "deploy" / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        instruction, _, rest = line.partition(" ")
        if rest:
            yield instruction, rest


def build(top: Path) -> dict[str, str]:
    """Do the steps below this folder instead of `/`. Gives the environment, entry point and health check."""
    source, installed = top / "src", top / "opt" / "drogowskaz"
    source.mkdir()
    found: dict[str, str] = {}
    for instruction, rest in steps():
        match instruction:
            case "COPY" if not rest.startswith("--from"):
                *names, into = rest.split()
                for name in names:
                    old, new = ROOT / name, source / into
                    if old.is_dir():
                        shutil.copytree(old, new, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "*.so"))
                    else:
                        shutil.copy(old, new if into.endswith(old.name) else source / old.name)
            case "RUN" if not rest.startswith(NOT_HERE):
                done = rest.replace("/opt/drogowskaz", str(installed))
                command = shlex.split(done)
                command[0] = sys.executable if command[0] == "python" else command[0]
                print(f"$ {rest}", flush=True)  # noqa: T201 -- this is the terminal
                subprocess.run(command, cwd=source, check=True, stdout=subprocess.DEVNULL)
            case _:
                found[instruction] = rest
    shutil.rmtree(source)
    return found


async def run(top: Path, found: dict[str, str]) -> None:
    """Start the program as the image does, chat, ask for its health, stop it."""
    data, installed = top / "data", top / "opt" / "drogowskaz" / "bin"
    data.mkdir(mode=0o700)
    given = dict(part.split("=", 1) for part in shlex.split(found["ENV"].replace("$PATH", os.environ["PATH"])))
    environment = {name: value.replace("/data", str(data)) for name, value in given.items()}
    environment["PATH"] = f"{installed}:{os.environ['PATH']}"
    environment["BOT_DATABASE_URL"] = f"sqlite:///{data / 'drogowskaz.db'}"
    program, *arguments = json.loads(found["ENTRYPOINT"]) + json.loads(found["CMD"])
    async with LocalTelegram(TOKEN, timeout=START_SECONDS) as telegram:
        environment |= {"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url}
        running = await asyncio.create_subprocess_exec(
            installed / program, *arguments, cwd=data, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            screen = await telegram.user("pl").say("/start")
            print(f"answered: {screen.text.splitlines()[0]}", flush=True)  # noqa: T201
            check = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
            healthy = await asyncio.create_subprocess_exec(installed / check[0], *check[1:], env=environment)
            print(f"HEALTHCHECK: exit code {await healthy.wait()}", flush=True)  # noqa: T201
            running.send_signal(getattr(signal, found["STOPSIGNAL"]))
            code = await asyncio.wait_for(running.wait(), STOP_SECONDS)
            print(f"{found['STOPSIGNAL']}: exit code {code}", flush=True)  # noqa: T201
            if code or healthy.returncode:
                sys.exit(1)
        finally:
            if running.returncode is None:
                running.kill()
                await running.wait()


def main() -> None:
    """Do all of it in a folder that goes in the end."""
    with tempfile.TemporaryDirectory(prefix="drogowskaz-image-") as folder:
        top = Path(folder)
        (top / "opt").mkdir()
        asyncio.run(run(top, build(top)))
        size = sum(path.lstat().st_size for path in (top / "opt").rglob("*"))
        print(f"installed: {size >> 20} MB")  # noqa: T201


if __name__ == "__main__":
    main()
