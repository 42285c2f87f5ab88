"""The shape of the code: who may import whom, and what must not be imported early."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.catalogue import Catalogue

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "core",
    "files",
    "understand",
    "text",
    "store",
    "telegram",
    "emulator",
    "insight",
    "writing",
    "staff",
    "preview",
    "operations",
)
#: Package -> the packages of ours it may import.
MAY_IMPORT = {
    "core": set(),
    "files": {"core"},
    "understand": {"core"},
    "text": {"core"},
    "store": {"core"},
    "telegram": {"figures", "core", "files", "understand", "text", "store", "assistant", "clock", "living", "staff"},
    "emulator": set(),
    "insight": {"core", "exits", "files", "text"},
    "writing": {"core", "exits", "files", "text", "resources"},
    "staff": {"core", "files", "text", "insight", "living"},
    "operations": {"core", "figures", "files", "text", "store", "clock", "exits", "resources", "settings"},
    "preview": {"core", "files", "text", "insight", "emulator", "living", "clock"},
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    for path in (ROOT / "bot" / package).rglob("*.py"):
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("bot.")}
        assert ours <= MAY_IMPORT[package] | {package}, path


@pytest.mark.parametrize("package", [name for name in PACKAGES if name != "telegram"])
def test_only_telegram_and_app_know_aiogram(package: str) -> None:
    for path in (ROOT / "bot" / package).rglob("*.py"):
        assert not any(name.split(".")[0] == "aiogram" for name in imports(path)), path


def test_the_core_knows_no_telegram_no_database_no_files_and_no_clock() -> None:
    forbidden = {"aiogram", "aiohttp", "sqlalchemy", "sqlmodel", "yaml", "pydantic", "babel", "pathlib", "time", "os"}
    for path in (ROOT / "bot" / "core").rglob("*.py"):
        assert not {name.split(".")[0] for name in imports(path)} & forbidden, path


@pytest.mark.parametrize(
    "module",
    [
        "bot.cli", "bot.rows", "bot.terminal", "bot.assistant", "bot.files.loader", "bot.insight.commands",
        "bot.insight.explain", "bot.insight.diff", "bot.insight.versions", "bot.insight.coverage_page",
    ],
)  # fmt: skip
def test_quick_commands_start_without_aiogram(module: str) -> None:
    code = f"import {module}, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"aiogram", "aiohttp", "sqlalchemy", "sqlmodel"}


def test_match_imports_nothing_for_networks_or_typed_words() -> None:
    code = "import bot.cli, bot.rows, bot.files.loader, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not set(json.loads(done.stdout)) & {"asyncio", "rapidfuzz", "babel", "holidays", "bot.understand"}


def test_what_residents_read_is_written_without_the_library_that_compiles_words() -> None:
    for path in (ROOT / "bot" / "text").rglob("*.py"):
        early = ast.parse(path.read_text()).body
        named = [node.module for node in early if isinstance(node, ast.ImportFrom)]
        assert not any(name and name.startswith("babel") for name in named), path


def test_no_id_of_the_catalogue_stands_in_the_code(catalogue: Catalogue) -> None:
    ids = set(catalogue.offers) | set(catalogue.contacts)
    ids |= {place for place in catalogue.places.by_id if place != "poland"}
    # Some questions are called by plain words, which are also roles, or words of a language that are read for.
    ids |= {id_ for id_ in catalogue.questions if "_" in id_} | {"disability", "hardship", "foster", "supporting"}
    for path in (ROOT / "bot").rglob("*.py"):
        if "emulator" in path.parts:
            continue
        strings = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
        found = ids & {value for value in strings if isinstance(value, str)}
        assert not found, (path, found)
