"""A TCP proxy of the tests' own: it stands before a server and refuses, hangs, slows, cuts or resets, when told to."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Literal, Self

Mode = Literal["pass", "refuse", "hang", "slow"]
SLOW_SECONDS = 0.3
PIECE = 1 << 16


class Proxy:
    """Passes bytes on between its own port on loopback and a server, as `mode` says.

    `pass`: at once. `hang`: connections are taken and stay silent; what was sent meanwhile arrives when it passes
    again. `slow`: every piece waits a third of a second. `refuse`: new connections are refused and those there are
    reset. `cut` ends connections as a server does that stops, `reset` as a network does that breaks.
    """

    def __init__(self, host: str, port: int) -> None:
        self._where = host, port
        self._server: asyncio.Server | None = None
        self._pairs: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._mode: Mode = "pass"
        self._flows = asyncio.Event()
        self.port = 0
        #: How many connections came in.
        self.taken = 0

    async def __aenter__(self) -> Self:
        """Listen, on any free port that stays the same."""
        self._flows.set()
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self._deafen()
        self.cut()
        if self._pairs:
            await asyncio.wait(self._pairs, timeout=5)

    @property
    def mode(self) -> Mode:
        """What happens to connections now."""
        return self._mode

    async def set(self, mode: Mode) -> None:
        """Pass, refuse, hang or slow, from now on."""
        before, self._mode = self._mode, mode
        if mode == "hang":
            self._flows.clear()
        else:
            self._flows.set()
        if mode == "refuse":
            await self._deafen()
            self.reset()
        elif before == "refuse":
            await self._listen()

    def cut(self) -> None:
        """End all connections."""
        for writer in self._writers:
            writer.close()

    def reset(self) -> None:
        """Break all connections: whoever waits for bytes gets an error."""
        for writer in self._writers:
            sock = writer.get_extra_info("socket")
            if sock is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _deafen(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        pair = asyncio.current_task()
        assert pair is not None
        self._pairs.add(pair)
        pair.add_done_callback(self._pairs.discard)
        self._writers.add(writer)
        try:
            await self._flows.wait()
            there, back = await asyncio.open_connection(*self._where)
        except OSError:
            writer.close()
            self._writers.discard(writer)
            return
        self._writers.add(back)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass(reader, back))
                both.create_task(self._pass(there, writer))
        finally:
            for end in (writer, back):
                end.close()
                self._writers.discard(end)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while piece := await source.read(PIECE):
                if self._mode == "slow":
                    await asyncio.sleep(SLOW_SECONDS)
                await self._flows.wait()
                target.write(piece)
                await target.drain()
        except OSError:
            target.transport.abort()
        else:
            with suppress(OSError):  # it may have gone already
                target.write_eof()


class ProxyAside:
    """A proxy in a thread of its own: it passes bytes on also while the loop of a test waits for them."""

    def __init__(self, host: str, port: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._proxy = Proxy(host, port)

    async def __aenter__(self) -> Self:
        """Listen."""
        self._thread.start()
        await self._there(self._proxy.__aenter__())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self._there(self._proxy.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._proxy.port

    async def set(self, mode: Mode) -> None:
        """Pass, refuse, hang or slow, from now on."""
        await self._there(self._proxy.set(mode))

    def cut(self) -> None:
        """End all connections."""
        self._loop.call_soon_threadsafe(self._proxy.cut)

    def reset(self) -> None:
        """Break all connections."""
        self._loop.call_soon_threadsafe(self._proxy.reset)

    async def _there(self, work: Coroutine[object, object, object]) -> None:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))
