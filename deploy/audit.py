"""`make audit`: holds every locked package against the known vulnerabilities, and fails where one could not be held.

The library says "no known vulnerabilities" and exits with 0 also where it could look up nothing at all. So its report
is read here: each package of the lock must be in it, looked up. Exit code 1: vulnerabilities. 2: not all were checked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLEAN, VULNERABLE, UNCHECKED = 0, 1, 2
LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s\\;]+)", re.MULTILINE)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of an audit: lines to read, and the exit code."""

    lines: tuple[str, ...]
    code: int


def normal(name: str) -> str:
    """Give the one way to write the name of a package."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    """Give the packages of a lock: name -> version."""
    return {normal(name): version for name, version in LOCKED.findall(lock)}


def judge(wanted: dict[str, str], report: dict[str, Any]) -> Judged:
    """Judge a report of pip-audit against what stands in the lock."""
    looked_up, lines = {}, []
    for one in report.get("dependencies", []):
        if "skip_reason" not in one and isinstance(one.get("vulns"), list):
            looked_up[normal(one["name"])] = one
    missing = sorted(name for name, version in wanted.items() if looked_up.get(name, {}).get("version") != version)
    for name, one in sorted(looked_up.items()):
        for found in one["vulns"]:
            mended = ", ".join(found.get("fix_versions") or ()) or "no version yet"
            lines.append(f"{name} {one['version']}: {found['id']} (mended in: {mended})")
    if lines:
        return Judged((*lines, f"{len(lines)} known vulnerabilities."), VULNERABLE)
    if missing or not wanted:
        named = ", ".join(missing[:MOST_NAMED]) + (" ..." if len(missing) > MOST_NAMED else "")
        told = f"NOT CHECKED: {len(missing)} of {len(wanted)} packages could not be looked up: {named}"
        return Judged((told, "Is the network there? Nothing is known of these packages."), UNCHECKED)
    return Judged((f"{len(wanted)} packages checked, no known vulnerabilities.",), CLEAN)


def main(arguments: Sequence[str]) -> int:
    """Audit locks with the pip-audit of this very environment."""
    code = CLEAN
    for name in arguments:
        path = Path(name)
        command = ["-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json"]
        done = subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, *command, "-r", str(path)], capture_output=True, text=True, check=False
        )
        try:
            report = json.loads(done.stdout)
        except ValueError:
            last = (done.stderr.strip().splitlines() or ["no report"])[-1]
            sys.stderr.write(f"{path}: NOT CHECKED: {last}\n")
            code = max(code, UNCHECKED)
            continue
        judged = judge(locked(path.read_text(encoding="utf-8")), report)
        for line in judged.lines:
            sys.stderr.write(f"{path}: {line}\n")
        code = max(code, judged.code)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
