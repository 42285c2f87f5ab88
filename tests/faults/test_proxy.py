"""The proxy does what its name says, or the tests that stand on it show nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from tests.faults.proxy import Proxy


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while line := await reader.readline():
            writer.write(line)
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with Proxy("127.0.0.1", server.sockets[0].getsockname()[1]) as standing:
        yield standing
    server.close()


async def said(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: bytes) -> bytes:
    writer.write(line)
    return await reader.readline()


@asynccontextmanager
async def calling(proxy: Proxy) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def test_it_hangs_and_what_was_sent_meanwhile_arrives_later(proxy: Proxy) -> None:
    async with calling(proxy) as call:
        assert await said(*call, b"one\n") == b"one\n"
        await proxy.set("hang")
        answer = asyncio.create_task(said(*call, b"two\n"))
        done, _ = await asyncio.wait({answer}, timeout=0.05)
        assert not done
        await proxy.set("pass")
        assert await answer == b"two\n"


async def test_it_refuses_and_then_listens_at_the_same_place_again(proxy: Proxy) -> None:
    async with calling(proxy) as call:
        assert await said(*call, b"one\n") == b"one\n"
        await proxy.set("refuse")
        with pytest.raises(ConnectionResetError):
            await said(*call, b"two\n")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", proxy.port)
    await proxy.set("pass")
    async with calling(proxy) as call:
        assert await said(*call, b"three\n") == b"three\n"


async def test_it_cuts_and_resets(proxy: Proxy) -> None:
    async with calling(proxy) as call:
        assert await said(*call, b"one\n") == b"one\n"
        proxy.cut()
        assert await call[0].read() == b""
    async with calling(proxy) as call:
        assert await said(*call, b"two\n") == b"two\n"
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            await call[0].read()
