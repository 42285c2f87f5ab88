"""The files for containers, held as far as that goes without an engine: their shape, and what they promise."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from bot.options import parser
from bot.settings import FROM_FILES, Settings
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
#: What a Dockerfile may say.
INSTRUCTIONS = {
    "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "FROM", "HEALTHCHECK", "RUN", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
}  # fmt: skip


def instructions() -> list[tuple[str, str]]:
    """Give the lines of the Dockerfile: instruction and the rest, continued lines joined."""
    lines = [line for line in (DEPLOY / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found = [line.partition(" ") for line in joined.splitlines() if line.strip()]
    return [(instruction, rest) for instruction, _, rest in found]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert isinstance(found, dict)
    return found


def test_the_image_runs_as_nobody_special_from_a_second_stage_and_tells_its_health() -> None:
    found = instructions()
    assert {instruction for instruction, _ in found} <= INSTRUCTIONS
    stages = [number for number, (instruction, _) in enumerate(found) if instruction == "FROM"]
    assert len(stages) == 2
    last = dict(found[stages[1] :])
    # The slim base has no compiler: without this the index would be slow in every container.
    compilers = [number for number, (_, rest) in enumerate(found) if "gcc" in rest]
    assert len(compilers) == 1
    assert compilers[0] < next(number for number, (_, rest) in enumerate(found) if "--no-deps" in rest) < stages[1]
    assert last["USER"] == "10001:10001"
    assert last["COPY"].startswith("--from=build ")
    assert "/health/live" in last["HEALTHCHECK"]
    assert last["STOPSIGNAL"] == "SIGTERM"
    assert all("--require-hashes" in rest or "--no-deps" in rest for _, rest in found if "pip install" in rest)


def test_the_image_gets_no_more_than_it_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    wanted = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {
        name.removeprefix("./")
        for instruction, rest in instructions()
        if instruction == "COPY" and "--from" not in rest
        for name in rest.split()[:-1]
    }
    assert copied == wanted
    assert all((ROOT / name).exists() for name in wanted)


def test_the_entry_point_is_a_command_of_the_program() -> None:
    found = dict(instructions())
    assert json.loads(found["ENTRYPOINT"]) == ["drogowskaz"]
    parser().parse_args(json.loads(found["CMD"]))


def test_the_compose_file_is_one_by_the_schema_of_the_specification(compose: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "tests" / "deploy" / "compose-spec.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(compose)] == []
    broken = {**compose, "services": {"bot": {"imagee": "x"}}}
    assert list(Draft202012Validator(schema).iter_errors(broken))


def test_two_workers_wait_for_a_database_that_nobody_outside_reaches(compose: dict[str, Any]) -> None:
    bot, database = compose["services"]["bot"], compose["services"]["database"]
    assert parser().parse_args(bot["command"]).workers == 2
    assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert compose["networks"]["inside"]["internal"] is True
    assert "ports" not in database
    assert database["networks"] == ["inside"]
    assert all(port.startswith("127.0.0.1:") for port in bot["ports"])
    assert all("healthcheck" in service for service in compose["services"].values())


def test_the_bot_in_a_container_may_do_little(compose: dict[str, Any]) -> None:
    bot = compose["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]


def test_secrets_come_from_files_and_each_is_used(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for setting, value in service["environment"].items():
            if any(word in setting for word in ("TOKEN", "SECRET", "PASSWORD", "DATABASE_URL")):
                assert setting.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    used = {name for service in compose["services"].values() for name in service["secrets"]}
    assert used == set(compose["secrets"])


def test_the_settings_of_the_compose_file_can_be_used(compose: dict[str, Any], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("secrets")
    written = {"token": "42:TEST", "database_url": "postgresql://x@y/z", "webhook_secret": "s" * 32, "secret": "s" * 32}
    for name, value in written.items():
        (folder / name).write_text(value + "\n")
    given = {
        setting: str(value).replace("/run/secrets", str(folder))
        for setting, value in compose["services"]["bot"]["environment"].items()
    }
    given = {setting: re.sub(r"^\$\{.*\}$", "", value) for setting, value in given.items()}
    settings = Settings.from_environment(given | {"BOT_WEBHOOK_URL": "https://bot.example.org/telegram"})
    assert settings.token == "42:TEST"
    assert settings.database_url == "postgresql://x@y/z"
    assert set(FROM_FILES.values()) <= set(given)
