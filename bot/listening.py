"""Where the webhook listens: an address, or a socket that whoever started this process listens on already."""

from __future__ import annotations

import re
import socket

from bot.core.errors import BadUsageError

#: `fd:3` is a socket handed on by a supervisor, ours or the system's.
HANDED_ON = re.compile(r"fd:(\d{1,4})")
ADDRESS = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})")
BACKLOG = 1024
LARGEST_PORT = 65535


def listening(where: str) -> socket.socket:
    """Give a socket that listens at `127.0.0.1:8443`, `[::1]:8443` or `fd:3`. Raises BadUsageError."""
    try:
        if handed := HANDED_ON.fullmatch(where):
            found = socket.socket(fileno=int(handed[1]))
            found.listen(BACKLOG)
            return found
        address = ADDRESS.fullmatch(where)
        if address and int(address[2]) <= LARGEST_PORT:
            host = address[1].strip("[]")
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, int(address[2])), family=family, backlog=BACKLOG)
    except OSError as error:
        msg = f"BOT_WEBHOOK_LISTEN has value {where!r}, which cannot be listened on: {error.strerror or error}."
        raise BadUsageError(msg) from None
    msg = f"BOT_WEBHOOK_LISTEN has value {where!r}. Write it like 127.0.0.1:8443."
    raise BadUsageError(msg)
