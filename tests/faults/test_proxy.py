"""The proxy does what its name says, or the tests that stand on it show nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

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


async def test_it_passes_on(proxy: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"one\n") == b"one\n"
    writer.close()


async def test_it_hangs_and_what_was_sent_meanwhile_arrives_later(proxy: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"one\n") == b"one\n"
    await proxy.set("hang")
    answer = asyncio.create_task(said(reader, writer, b"two\n"))
    done, _ = await asyncio.wait({answer}, timeout=0.05)
    assert not done
    await proxy.set("pass")
    assert await answer == b"two\n"
    writer.close()


async def test_it_refuses_and_then_listens_at_the_same_place_again(proxy: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"one\n") == b"one\n"
    await proxy.set("refuse")
    with pytest.raises(ConnectionResetError):
        await said(reader, writer, b"two\n")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", proxy.port)
    await proxy.set("pass")
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"three\n") == b"three\n"
    writer.close()


async def test_it_cuts_and_resets(proxy: Proxy) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"one\n") == b"one\n"
    proxy.cut()
    assert await reader.read() == b""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    assert await said(reader, writer, b"two\n") == b"two\n"
    proxy.reset()
    with pytest.raises(ConnectionResetError):
        await reader.read()
