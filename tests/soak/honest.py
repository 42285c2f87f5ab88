"""Row 20: the tests that need a server run where servers are required, and skip nothing."""

from __future__ import annotations

import asyncio
import os
import re
import sys

from tests.conftest import ROOT
from tests.soak.rows import Figure


async def unskipped(*, folders: tuple[str, ...]) -> Figure:
    """Run tests with REQUIRE_SERVERS=1 and count what was skipped or failed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pytest", "-q", "-n", "2", *folders, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"REQUIRE_SERVERS": "1"},
    )  # fmt: skip
    try:
        said = (await process.communicate())[0].decode()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    ended = said.strip().splitlines()[-1]
    counts = {kind: int(count) for count, kind in re.findall(r"(\d+) (passed|skipped|failed|error)", ended)}
    told = f"{', '.join(folders)}: {counts.get('passed', 0)} passed, {counts.get('skipped', 0)} skipped"
    return Figure(told, ok=set(counts) == {"passed"} and process.returncode == 0)
