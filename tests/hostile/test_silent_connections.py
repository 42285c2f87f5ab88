"""Strangers who connect to the webhook and ask for nothing, or for what is no request: they take nobody's place."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from bot.telegram import guarded
from tests.conftest import SECRET, Serving, Town
from tests.hostile.posts import HEADER

HEAD = b"POST /telegram HTTP/1.1\r\nHost: bot.example.org\r\n"
KNOWN = HEAD + f"{HEADER}: {SECRET}\r\n".encode()
NO_REQUESTS = (
    b"\x16\x03\x01\x02\x00\x01",
    b"\r\n" * 100 + b"\0",
    b"POST http://[ HTTP/1.1\r\n\r\n",
    HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n",
    KNOWN + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    KNOWN + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
)


@pytest.fixture
async def town(serve: Serving) -> AsyncIterator[Town]:
    async with serve(webhook=True) as running:
        yield running


async def answered(town: Town, sent: bytes) -> bytes:
    """Send some bytes, and give all that comes until the other side closes."""
    hooked = town.telegram.world.webhook.hook
    assert hooked is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(hooked.url).port)
    writer.write(sent)
    try:
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("sent", [b"", b"POST /tele", HEAD, KNOWN])
async def test_whoever_does_not_finish_asking_is_let_go(
    serve: Serving, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(guarded, "HEAD_SECONDS", 0.05)
    async with serve(webhook=True) as town:
        assert await answered(town, sent) == b""
        assert "Jestem automatem" in (await town.resident("pl").say("/start")).text


async def test_of_very_many_silent_connections_the_oldest_goes_first(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded, "MOST_SILENT", 2)
    async with serve(webhook=True) as town:
        silent = [asyncio.create_task(answered(town, sent)) for sent in (b"", HEAD, KNOWN, b"P", b"")]
        done, left = await asyncio.wait(silent, return_when=asyncio.FIRST_COMPLETED)
        assert all(one.result() == b"" for one in done)
        assert "Jestem automatem" in (await town.resident("pl").say("/start")).text
        for one in left:
            one.cancel()


@pytest.mark.parametrize("second", [b"", HEAD])
async def test_whoever_is_turned_away_cannot_stay_on_the_line(town: Town, second: bytes) -> None:
    told = await answered(town, HEAD + b"\r\n" + second)
    assert told.startswith(b"HTTP/1.1 403 ")
    assert told.count(b"HTTP/1.") == 1


@pytest.mark.parametrize("sent", NO_REQUESTS, ids=range(len(NO_REQUESTS)))
async def test_what_is_no_request_is_answered_400_and_leaves_no_line_in_the_log(
    town: Town, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    caplog.set_level(logging.WARNING)
    assert b" 400 " in (await answered(town, sent)).split(b"\r\n")[0]
    assert caplog.records == []


async def test_an_error_of_our_own_still_stands_in_the_log(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, _request: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(type(town.service.receiver), "_refused", broken)
    assert b" 500 " in (await answered(town, HEAD + b"Connection: close\r\n\r\n")).split(b"\r\n")[0]
    assert any(record.exc_info and record.exc_info[0] is ArithmeticError for record in caplog.records)
