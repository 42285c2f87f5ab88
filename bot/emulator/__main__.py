"""`python -m bot.emulator --port 8081 --token 42:DEMO`: a local Telegram as a program of its own."""

import argparse
import asyncio
import contextlib
import sys

from bot.emulator.local import LocalTelegram, serve


def main(arguments: list[str] | None = None) -> int:
    """Listen until interrupted; 2 when it cannot."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.emulator", description="A local Telegram, on this machine only."
    )
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1, localhost or ::1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port (default 8081)")
    parser.add_argument("--token", default="42:DEMO", help="the token the bot uses (default 42:DEMO)")
    parser.add_argument("--name", default="Demo", help="the bot's name, until the bot says its own")
    parser.add_argument("--note", default="", help="a line on top of the page, such as the date the bot pretends")
    given = parser.parse_args(arguments)
    try:
        telegram = LocalTelegram(given.token, host=given.host, port=given.port, name=given.name, note=given.note)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(serve(telegram))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
