"""Settings as people mistype them: one line that names the setting, and nothing secret in it."""

from __future__ import annotations

import pytest

from bot.core.errors import BadUsageError
from bot.settings import Settings
from bot.store.database import engine_for
from tests.conftest import SECRET

PASSWORD = "a-password-of-the-tests"
BAD_NUMBERS = ("0x10", "-1", "1.5", "1e3", "1_000", "+5", "²", "\u0661\u0662", "yes", " ", "9" * 5000)
BAD_ADDRESSES = (
    "x",
    "http://[",
    "https://[::1",
    "https://bot.example.org:99999/",
    "https://bot.example.org:port/",
    "https://bot.example .org/",
    "https://bot.example.org/\n",
    "ftp://bot.example.org/",
    f"ftp://somebody:{PASSWORD}@bot.example.org/",
    f"https//somebody:{PASSWORD}@bot.example.org/",
)
BAD: dict[str, tuple[str, ...]] = {
    "BOT_KEEP_HOURS": (*BAD_NUMBERS, "0", "721"),
    "BOT_BACKUP_DAYS": (*BAD_NUMBERS, "0", "367"),
    "BOT_STAFF": (*BAD_NUMBERS, "0", "1;2", "1,,2", "@anna", str(1 << 52)),
    "BOT_STAFF_CHAT": (*(one for one in BAD_NUMBERS if one != "-1"), "--1", "-", "@room", str(1 << 52)),
    "BOT_HEALTH_LISTEN": (*BAD_NUMBERS, ":80", "127.0.0.1:", "127.0.0.1:99999", f"127.0.0.1:{'9' * 5000}"),
    "BOT_TODAY": ("2026-13-01", "01.12.2026", "tomorrow", "9" * 5000),
    "BOT_LOG": ("TEXT", "xml", " ", "1"),
    "BOT_API_URL": BAD_ADDRESSES,
    "BOT_WEBHOOK_URL": (*BAD_ADDRESSES, f"https://somebody:{PASSWORD}@bot.example.org/", "http://bot.example.org/"),
    "BOT_TOKEN_FILE": ("/nowhere/token", ".", "x" * 5000),
    "BOT_WORKER": (*BAD_NUMBERS, "1:", ":1", "1:2:3"),
}
#: Without these a setting does not count.
BESIDE = {"BOT_STAFF_CHAT": {"BOT_STAFF": "7"}, "BOT_WEBHOOK_URL": {"BOT_WEBHOOK_SECRET": SECRET}}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, listed in BAD.items() for value in listed])
def test_a_mistyped_setting_is_named_in_one_line_without_anything_secret(name: str, value: str) -> None:
    with pytest.raises(BadUsageError, match=name) as told:
        Settings.from_environment({name: value, **BESIDE.get(name, {})})
    line = str(told.value)
    assert "\n" not in line
    assert PASSWORD not in line
    assert SECRET not in line


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://somebody:{PASSWORD}%@db.example.org/name",
        f"postgresql://somebody:{PASSWORD} x@db.example.org/name",
        f"postgresql://somebody:x@{PASSWORD}@db.example.org/name",
        f"postgresql://somebody:{PASSWORD}@[::1/name",
        f"postgresql://somebody:{PASSWORD}@db.example.org/name?{PASSWORD}=1",
        f"mysql://somebody:{PASSWORD}@db.example.org/name",
    ],
)
def test_a_mistyped_address_of_a_database_does_not_show_its_password(url: str) -> None:
    with pytest.raises(BadUsageError, match="BOT_DATABASE_URL is no address") as told:
        engine_for(url)
    assert PASSWORD not in str(told.value)


@pytest.mark.parametrize("path", ["", ".", "..", ":memory:", "file::memory:?uri=true", "bot.db?mode=memory", "tests/"])
def test_a_database_that_would_be_gone_at_the_stop_is_refused(path: str) -> None:
    with pytest.raises(BadUsageError, match=r"BOT_DATABASE_URL.*names no file"):
        engine_for(f"sqlite:///{path}")
